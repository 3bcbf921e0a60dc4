/** A list of numbers read as choices; at its end every choice is the first. */
export class Tape {
  readonly #choices: readonly number[];
  #at = 0;
  constructor(choices: readonly number[]) {
    this.#choices = choices;
  }
  /** A number below `n`. */
  below(n: number): number {
    return (this.#choices[this.#at++] ?? 0) % n;
  }
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }
  chance(n: number): boolean {
    return this.below(n) === n - 1;
  }
}
