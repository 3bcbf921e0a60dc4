interface Cell<V> {
  value: V | undefined;
}

/**
 * A map of what comes and goes by the thousand. As a `Map` moves into a new table, the old one goes on holding what it held, and V8 frees
 * it with a collection of the whole heap: here, what was taken out is not held by it.
 */
export class Roster<K extends string | number, V> {
  readonly #cells: Map<K, Cell<V>> = new Map();

  get size(): number {
    return this.#cells.size;
  }
  has(key: K): boolean {
    return this.#cells.has(key);
  }
  get(key: K): V | undefined {
    return this.#cells.get(key)?.value;
  }
  set(key: K, value: V): void {
    this.delete(key);
    this.#cells.set(key, { value });
  }
  delete(key: K): boolean {
    const cell = this.#cells.get(key);
    if (cell === undefined) return false;
    cell.value = undefined;
    return this.#cells.delete(key);
  }
  clear(): void {
    for (const key of this.keys()) this.delete(key);
  }
  keys(): K[] {
    return [...this.#cells.keys()];
  }
  values(): V[] {
    return [...this.#cells.values()].map((cell) => cell.value as V);
  }
}
