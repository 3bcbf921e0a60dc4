/** A shallow-frozen copy of a list; an already frozen list comes back as it is. */
export const frozen = <T>(items: readonly T[]): readonly T[] =>
  Object.isFrozen(items) ? items : Object.freeze(items.slice());
