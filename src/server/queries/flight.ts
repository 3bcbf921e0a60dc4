import type { PolaroidError } from "../../core/error.ts";
import type { FlightMessage } from "../../flight/data.ts";
import type { Recorded } from "./cache.ts";
import type { Queries, QueryRequest } from "./queries.ts";

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

/** One query for all who ask the same at the same time. It is stopped when the last of them leaves. */
export class Flight {
  readonly #stop: AbortController = new AbortController();
  readonly landed: Promise<Landed>;
  #waiting = 0;
  #taken = false;

  constructor(queries: Queries, request: QueryRequest, largest: number) {
    // Each who waits has a limit of its own.
    const { plan, owner } = request;
    this.landed = this.#fly(queries, { plan, owner, signal: this.#stop.signal }, largest);
    this.landed.catch(() => undefined);
  }

  async #fly(queries: Queries, request: QueryRequest, largest: number): Promise<Landed> {
    const { schema, messages } = await queries.run(request);
    const rows = messages[Symbol.asyncIterator]();
    const read: FlightMessage[] = [];
    let bytes = 0;
    const recorded = (): Recorded => ({ schema, messages: read, bytes });
    for (;;) {
      const { value, done } = await rows.next();
      if (done === true) return { recorded: recorded(), rest: null };
      read.push(compact(value));
      bytes += value.header.length + value.body.reduce((n, b) => n + b.length, 0);
      if (bytes > largest) return { recorded: recorded(), rest: rows };
    }
  }

  get stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  /** Waits for it, until the signal fires. */
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
      this.#waiting--;
      if (this.#waiting === 0 && signal.aborted) this.#stop.abort();
    }
  }

  /** Keeps it going with nobody there. */
  hold(): void {
    this.#waiting++;
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

/** Those of one that was too large to be kept: what was read of it, then the rest. */
export async function* resumed(
  { recorded, rest }: Landed,
  signal: AbortSignal,
  stopped: () => PolaroidError,
  stop: () => void,
): AsyncGenerator<FlightMessage> {
  const rows = rest as AsyncIterator<FlightMessage>;
  const leave = (): void => stop();
  signal.addEventListener("abort", leave, { once: true });
  try {
    yield* recorded.messages;
    for (;;) {
      if (signal.aborted) throw stopped();
      const { value, done } = await rows.next();
      if (done === true) return;
      yield value;
    }
  } finally {
    signal.removeEventListener("abort", leave);
    await rows.return?.();
  }
}
