import type { Budget } from "../budget.ts";

/** What one operator holds of a query's memory. */
export interface Hold {
  /** Holds this many bytes from now on, in place of what it held before. */
  set(bytes: number): void;
  readonly bytes: number;
}

export function holdIn(budget: Budget): Hold {
  let held = 0;
  return {
    set(bytes) {
      const more = bytes - held;
      held = bytes;
      if (more > 0) budget.take(more);
      else if (more < 0) budget.give(-more);
    },
    get bytes() {
      return held;
    },
  };
}
