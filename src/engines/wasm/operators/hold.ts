import type { Budget } from "../budget.ts";

/** What one operator holds of a query's memory. */
export class Hold {
  readonly #budget: Budget;
  bytes = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Holds this many bytes from now on, in place of what it held before. */
  set(bytes: number): void {
    const more = bytes - this.bytes;
    this.bytes = bytes;
    if (more > 0) this.#budget.take(more);
    else if (more < 0) this.#budget.give(-more);
  }
}

export const holdIn = (budget: Budget): Hold => new Hold(budget);
