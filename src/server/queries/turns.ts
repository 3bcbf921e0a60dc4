/** Waiting items of several owners, who take turns. */
export class Turns<T> {
  readonly #waiting: Map<string, T[]> = new Map();
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** `first`: before the owner's others. */
  add(owner: string, item: T, first = false): void {
    const line = this.#waiting.get(owner);
    if (line === undefined) this.#waiting.set(owner, [item]);
    else if (first) line.unshift(item);
    else line.push(item);
    this.#size++;
  }

  remove(owner: string, item: T): boolean {
    const line = this.#waiting.get(owner);
    const at = line?.indexOf(item) ?? -1;
    if (line === undefined || at < 0) return false;
    line.splice(at, 1);
    this.#size--;
    if (line.length === 0) this.#waiting.delete(owner);
    return true;
  }

  /** The first item of the owner whose turn it is. */
  next(): T | undefined {
    const [turn] = this.#waiting;
    if (turn === undefined) return undefined;
    const [owner, line] = turn;
    const item = line.shift();
    this.#size--;
    // To the end of the owners' line.
    this.#waiting.delete(owner);
    if (line.length > 0) this.#waiting.set(owner, line);
    return item;
  }
}
