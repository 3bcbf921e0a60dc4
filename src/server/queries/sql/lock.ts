/** Lets those who name the same thing go one after the other. */
export class Locks {
  readonly #last: Map<string, Promise<unknown>> = new Map();

  async with<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const [name, ...rest] = [...new Set(names)].sort();
    if (name === undefined) return work();
    const before = this.#last.get(name) ?? Promise.resolve();
    const mine = before.then(
      () => this.with(rest, work),
      () => this.with(rest, work),
    );
    this.#last.set(name, mine);
    try {
      return await mine;
    } finally {
      if (this.#last.get(name) === mine) this.#last.delete(name);
    }
  }
}
