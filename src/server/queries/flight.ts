import type { Schema } from "../../arrow/schema.ts";
import type { PolaroidError } from "../../core/error.ts";
import type { FlightMessage } from "../../flight/data.ts";
import type { Recorded } from "./cache.ts";
import type { Answer, Queries, QueryRequest } from "./queries.ts";

/** What a flight came to: all of it, or its begin and the rest still to be read, which one of those who wait gets. */
export interface Landed {
  readonly recorded: Recorded;
  readonly rest: AsyncIterator<FlightMessage> | null;
}

/** A message whose body is its own where it is a small part of memory that it would keep: five rows of a table hold the table. */
function compact(message: FlightMessage): FlightMessage {
  if (message.body.every((b) => b.buffer.byteLength <= 2 * b.length)) return message;
  return { ...message, body: message.body.map((b) => (b.buffer.byteLength <= 2 * b.length ? b : b.slice())) };
}

/**
 * One query for all who ask the same at the same time. Who asked first has its rows as they come, while a copy is made; the others
 * have the copy, which waits for no reader. It is stopped when the last of them leaves.
 */
export class Flight {
  readonly #stop: AbortController = new AbortController();
  readonly #read: FlightMessage[] = [];
  readonly schema: Promise<Schema>;
  readonly landed: Promise<Landed>;
  #down: Landed | null = null;
  #failure: unknown = null;
  #waiting = 0;
  #taken = false;
  #stir: () => void = () => undefined;

  constructor(queries: Queries, request: QueryRequest, largest: number) {
    // Each who waits has a limit of its own.
    const { plan, owner } = request;
    const answer = queries.run({ plan, owner, signal: this.#stop.signal });
    this.schema = answer.then(({ schema }) => schema);
    this.landed = this.#fly(answer, largest);
    this.schema.catch(() => undefined);
    this.landed.catch(() => undefined);
  }

  async #fly(answer: Promise<Answer>, largest: number): Promise<Landed> {
    try {
      const { schema, messages } = await answer;
      const rows = messages[Symbol.asyncIterator]();
      let bytes = 0;
      for (;;) {
        const { value, done } = await rows.next();
        const kept = (rest: Landed["rest"]): Landed => {
          this.#down = { recorded: { schema, messages: this.#read, bytes }, rest };
          return this.#down;
        };
        if (done === true) return kept(null);
        this.#read.push(compact(value));
        bytes += value.header.length + value.body.reduce((n, b) => n + b.length, 0);
        this.#stir();
        if (bytes <= largest) continue;
        if (!this.#taken && this.#waiting === 0) this.#stop.abort();
        return kept(rows);
      }
    } catch (error) {
      this.#failure = error;
      throw error;
    } finally {
      this.#stir();
    }
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  #leave(aborted: boolean): void {
    this.#waiting--;
    if (this.#waiting === 0 && aborted) this.#stop.abort();
  }

  /** Waits for the copy, until the signal fires. */
  async join(signal: AbortSignal, stopped: () => PolaroidError): Promise<Landed> {
    this.#waiting++;
    let leave: () => void = () => undefined;
    const left = new Promise<never>((_, reject) => {
      leave = () => reject(stopped());
      signal.addEventListener("abort", leave, { once: true });
    });
    try {
      return await Promise.race([this.landed, left]);
    } finally {
      signal.removeEventListener("abort", leave);
      this.#leave(signal.aborted);
    }
  }

  /** The rows as they come, until the signal fires: for the one who asked first. */
  lead(signal: AbortSignal, stopped: () => PolaroidError): AsyncIterable<FlightMessage> {
    this.#taken = true;
    this.#waiting++;
    let here = true;
    const leave = (): void => {
      if (!here) return;
      here = false;
      // Somebody else may have what comes behind the copy, unless it was begun.
      if (this.#down === null) this.#taken = false;
      else this.#stop.abort();
      this.#leave(true);
      this.#stir();
    };
    signal.addEventListener("abort", leave, { once: true });
    return this.#led(signal, stopped, () => {
      signal.removeEventListener("abort", leave);
      leave();
    });
  }

  async *#led(signal: AbortSignal, stopped: () => PolaroidError, leave: () => void): AsyncGenerator<FlightMessage> {
    try {
      for (let at = 0; ; ) {
        if (signal.aborted) throw stopped();
        const next = this.#read[at];
        if (next !== undefined) {
          at++;
          yield next;
        } else if (this.#down !== null || this.#failure !== null) break;
        else
          await new Promise<void>((resolve) => {
            this.#stir = resolve;
          });
      }
      if (this.#failure !== null) throw this.#failure;
      const { rest } = this.#down as Landed;
      if (rest === null) return;
      // Too large to be kept: nobody reads the copy any more.
      this.#read.length = 0;
      yield* behind(rest, signal, stopped);
    } finally {
      leave();
    }
  }

  /** Whether the caller is the one who gets the rest. */
  claim(): boolean {
    const first = !this.#taken;
    this.#taken = true;
    return first;
  }

  stop(): void {
    this.#stop.abort();
  }
}

/** The messages of a result that is kept. */
export async function* played(messages: readonly FlightMessage[]): AsyncGenerator<FlightMessage> {
  yield* messages;
}

async function* behind(
  rest: AsyncIterator<FlightMessage>,
  signal: AbortSignal,
  stopped: () => PolaroidError,
): AsyncGenerator<FlightMessage> {
  try {
    for (;;) {
      if (signal.aborted) throw stopped();
      const { value, done } = await rest.next();
      if (done === true) return;
      yield value;
    }
  } catch (error) {
    throw signal.aborted ? stopped() : error;
  } finally {
    await rest.return?.();
  }
}

/** Those of one that was too large to be kept: what was read of it, then the rest. */
export async function* resumed(
  { recorded, rest }: Landed,
  signal: AbortSignal,
  stopped: () => PolaroidError,
  stop: () => void,
): AsyncGenerator<FlightMessage> {
  signal.addEventListener("abort", stop, { once: true });
  try {
    yield* recorded.messages;
    yield* behind(rest as AsyncIterator<FlightMessage>, signal, stopped);
  } finally {
    signal.removeEventListener("abort", stop);
    await rest?.return?.();
  }
}
