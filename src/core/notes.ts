/** What is known of objects, kept for as long as they are. */
export interface Notes<K extends object, V> {
  get(of: K): V | undefined;
  set(of: K, value: V): void;
}

class Given {
  constructor(of: object) {
    // biome-ignore lint/correctness/noConstructorReturn: a private field is put on it by the class below.
    return of;
  }
}

function byFields<K extends object, V>(): Notes<K, V> {
  return class Note extends Given {
    #value: V;
    constructor(of: object, value: V) {
      super(of);
      this.#value = value;
    }
    static get(of: object): V | undefined {
      return #value in of ? of.#value : undefined;
    }
    static set(of: object, value: V): void {
      if (#value in of) of.#value = value;
      else new Note(of, value);
    }
  };
}

/** Whether frozen objects take private fields, which the language may come to forbid. */
function frozenTake(): boolean {
  try {
    byFields<object, number>().set(Object.freeze({}), 1);
    return true;
  } catch {
    return false;
  }
}
const FIELDS = frozenTake();

/** A WeakMap by private fields: one of its entries costs a tenth of a WeakMap's, which collections of young objects have to trace. */
export const notes = <K extends object, V>(): Notes<K, V> => (FIELDS ? byFields() : new WeakMap());
