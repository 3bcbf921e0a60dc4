/** Values from one side to the other, a few at most on their way. */
export class Pipe<T> implements AsyncIterable<T> {
  readonly #room: number;
  #values: T[] = [];
  #ended = false;
  #taken = false;
  #failure: unknown = null;
  #wake: (() => void) | null = null;
  readonly #writers: (() => void)[] = [];

  constructor(room = 1) {
    this.#room = room;
  }

  /** Whether somebody reads, or has read. */
  get taken(): boolean {
    return this.#taken;
  }

  /** Whether who writes has to wait for who reads. */
  get full(): boolean {
    return this.#values.length >= this.#room;
  }

  /** Resolves once there is room for more; throws what the other side failed with. False: nobody reads any more. */
  async push(value: T): Promise<boolean> {
    if (this.#failure !== null) throw this.#failure;
    if (this.#ended) return false;
    this.#values.push(value);
    this.#wake?.();
    while (this.full && !this.#ended) await new Promise<void>((resolve) => this.#writers.push(resolve));
    if (this.#failure !== null) throw this.#failure;
    return true;
  }

  /** No more comes; what is on its way is still read. */
  end(): void {
    this.#ended = true;
    this.#stir();
  }

  /** Ends both sides with an error; what is on its way is still read. */
  fail(cause: unknown): void {
    if (!this.#ended) this.#failure = cause;
    this.end();
  }

  #stir(): void {
    this.#wake?.();
    for (const go of this.#writers.splice(0)) go();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    this.#taken = true;
    try {
      for (;;) {
        while (this.#values.length > 0) {
          const value = this.#values.shift() as T;
          if (this.#values.length < this.#room) for (const go of this.#writers.splice(0)) go();
          yield value;
        }
        if (this.#failure !== null) throw this.#failure;
        if (this.#ended) return;
        await new Promise<void>((resolve) => {
          this.#wake = resolve;
        });
        this.#wake = null;
      }
    } finally {
      this.#values = [];
      this.end();
    }
  }
}
