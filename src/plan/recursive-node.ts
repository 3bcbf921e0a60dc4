import type { Frame, Plan } from "./node.ts";

/**
 * The rows of `input`, then those that `step` makes of them, then those that it makes of these, until there are no new
 * ones. In `step`, `self` stands for the rows of the time before.
 */
export interface Recursive {
  readonly kind: "recursive";
  readonly input: Plan;
  readonly step: Plan;
  readonly self: Frame;
  /** Rows that were there already do not count as new. */
  readonly distinct: boolean;
}

export const recursive = (input: Plan, step: Plan, self: Frame, distinct: boolean): Recursive =>
  Object.freeze({ kind: "recursive", input, step, self, distinct });
