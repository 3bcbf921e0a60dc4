import type { Budget } from "../budget.ts";

/** What one operator holds of a query's memory. */
export class Hold {
  readonly #budget: Budget;
  bytes = 0;

  constructor(budget: Budget) {
    this.#budget = budget;
  }

  /** Whether there is a limit to what is held. */
  get limited(): boolean {
    return this.#budget.limit !== null;
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
