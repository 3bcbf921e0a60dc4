import type { Batch } from "../arrow/batch.ts";
import { MessageEncoder } from "../arrow/ipc/encoder.ts";
import type { Schema } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { Pipe } from "../grpc/pipe.ts";
import { cancelled } from "../grpc/transport.ts";
import type { FlightDescriptor } from "../proto/arrow/flight/protocol/flight_pb.ts";
import { type FlightMessage, flightMessage } from "./data.ts";
import type { Stoppable } from "./stoppable.ts";
import { batchMessages, type StreamOptions } from "./stream.ts";

/** Answers that are kept until somebody reads them; then the server waits. */
const ANSWERS = 1024;

/** Rows and bytes on their way to a server, and what it says meanwhile. */
export class FlightWriter<Answer> {
  /** What the server says, as it comes. */
  readonly answers: Pipe<Answer>;
  readonly #out: Pipe<FlightMessage> = new Pipe(1);
  readonly #descriptor: FlightDescriptor;
  readonly #options: StreamOptions;
  readonly #over: Promise<void>;
  readonly #stop: () => void;
  #encoder: MessageEncoder | null = null;
  #named = false;
  #done = false;
  #closed = false;

  /** `call` is the call that carries the messages, `ends` what ends it. */
  constructor(
    descriptor: FlightDescriptor,
    options: StreamOptions,
    call: (messages: AsyncIterable<FlightMessage>) => AsyncIterable<Answer>,
    ends: Stoppable,
    room: number = ANSWERS,
  ) {
    this.answers = new Pipe(room);
    this.#descriptor = descriptor;
    this.#options = options;
    this.#stop = ends.stop;
    this.#over = this.#listen(call(this.#out), ends.signal);
    this.#over.catch(() => undefined);
  }

  async #listen(answers: AsyncIterable<Answer>, signal: AbortSignal): Promise<void> {
    const fail = (cause: unknown): void => {
      this.answers.fail(cause);
      this.#out.fail(cause);
    };
    // Answers that nobody takes would hold the call's own end back.
    const onAbort = (): void => fail(cancelled(signal));
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      for await (const answer of answers) await this.answers.push(answer);
      this.answers.end();
      this.#out.end();
    } catch (cause) {
      fail(cause);
      throw cause;
    } finally {
      signal.removeEventListener("abort", onAbort);
    }
  }

  async #send(message: FlightMessage): Promise<void> {
    const named = this.#named ? message : { ...message, descriptor: this.#descriptor };
    this.#named = true;
    if (await this.#out.push(named)) return;
    if (!this.answers.full) await this.#over;
    throw new PolaroidError("FAILED_PRECONDITION", "the server has ended the call, and takes no more");
  }

  /** Sends the schema, unless the first batch is to do it. */
  async begin(schema: Schema): Promise<void> {
    if (this.#encoder !== null) throw new PolaroidError("FAILED_PRECONDITION", "the schema was sent; a stream has one");
    this.#encoder = new MessageEncoder(schema, this.#options);
    const { metadata: header, body } = this.#encoder.start(null);
    await this.#send(flightMessage({ header, body }));
  }

  /** Sends rows and bytes, or one of them; resolves once there is room for more, and throws what the call failed with. */
  async write(batch: Batch | null, metadata: Uint8Array | null = null): Promise<void> {
    if (batch === null) {
      if (metadata !== null) await this.#send(flightMessage({ metadata }));
      return;
    }
    if (this.#encoder === null) await this.begin(batch.schema);
    const encoder = this.#encoder as MessageEncoder | null;
    if (encoder === null) return;
    for (const m of batchMessages(encoder, batch, metadata, this.#options.messageBytes)) await this.#send(m);
  }

  /** Nothing more is sent; the answers go on. */
  async done(): Promise<void> {
    this.#done = true;
    // A server waits for the descriptor.
    if (!this.#named) await this.#send(flightMessage({}));
    this.#out.end();
  }

  /** Sends the rest, and waits for the end of the call; gives the answers that nobody has read. */
  async close(): Promise<Answer[]> {
    this.#closed = true;
    await this.done();
    const rest: Answer[] = [];
    if (!this.answers.taken) for await (const answer of this.answers) rest.push(answer);
    await this.#over;
    return rest;
  }

  /** Gives the call up: the server hears of it, and answers that have not come yet fail. */
  async cancel(): Promise<void> {
    this.#stop();
    await this.#over.catch(() => undefined);
  }

  /** What was neither done nor closed is given up: a block that failed has not sent all. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (!this.#closed) await (this.#done ? this.close() : this.cancel());
  }
}
