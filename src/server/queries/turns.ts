/** Waiting items of several owners, who take turns. */
export class Turns<T> {
  readonly #waiting: Map<string, Set<T>> = new Map();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `first`: before the owner's others. */
  add(owner: string, item: T, first = false): void {
    const line = this.#waiting.get(owner);
    if (line === undefined) this.#waiting.set(owner, new Set([item]));
    else if (first) this.#waiting.set(owner, new Set([item, ...line]));
    else line.add(item);
    this.#size++;
  }

  remove(owner: string, item: T): boolean {
    const line = this.#waiting.get(owner);
    if (line?.delete(item) !== true) return false;
    this.#size--;
    if (line.size === 0) this.#waiting.delete(owner);
    return true;
  }

  /** The first item of the owner whose turn it is. */
  next(): T | undefined {
    const [turn] = this.#waiting;
    if (turn === undefined) return undefined;
    const [owner, line] = turn;
    const [item] = line as Iterable<T> as Iterable<T>;
    line.delete(item as T);
    this.#size--;
    // To the end of the owners' line.
    this.#waiting.delete(owner);
    if (line.size > 0) this.#waiting.set(owner, line);
    return item;
  }
}
