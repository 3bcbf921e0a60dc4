import type { Batch } from "../arrow/batch.ts";
import type { Codecs } from "../arrow/ipc/compression.ts";
import { readHeader } from "../arrow/ipc/read-message.ts";
import { MessageDecoder } from "../arrow/ipc/stream-decoder.ts";
import { type Schema, sameSchema, schemaText } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { joined } from "../grpc/frame.ts";
import type { Slabs } from "../grpc/slabs.ts";
import type { FlightDescriptor } from "../proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightMessage } from "./data.ts";
import type { Chunk } from "./stream.ts";
import { zstdCodecs } from "./zstd.ts";

const NOTHING = new Uint8Array(0);

/**
 * What comes in a stream of Flight: its descriptor and schema first, then rows and bytes of the application's.
 * @example
 * for await (const { batch, metadata } of client.doGet(ticket)) console.log(batch?.length, metadata);
 */
export class FlightReader implements AsyncIterable<Chunk> {
  readonly #messages: AsyncIterator<FlightMessage>;
  readonly #decoder: MessageDecoder;
  #codecs: Codecs;
  readonly #slabs: Slabs | null;
  readonly #stop: () => void;
  #first: Promise<FlightMessage | null> | null = null;
  #waiting: FlightMessage | null = null;
  #taken = false;

  /** `slabs`: where the memory of the messages comes from; `stop` ends the call that they come by. */
  constructor(
    messages: AsyncIterable<FlightMessage>,
    codecs: Codecs = { inflate: {}, deflate: {} },
    slabs: Slabs | null = null,
    stop: () => void = () => undefined,
  ) {
    this.#slabs = slabs;
    this.#stop = stop;
    this.#messages = messages[Symbol.asyncIterator]();
    this.#codecs = { inflate: { ...codecs.inflate }, deflate: codecs.deflate };
    this.#decoder = new MessageDecoder({ codecs: this.#codecs });
  }

  #open(): Promise<FlightMessage | null> {
    this.#first ??= this.#messages.next().then(({ value, done }) => {
      if (done === true) return null;
      this.#waiting = value;
      return value;
    });
    return this.#first;
  }

  /** What the first message says the rows are for. */
  async descriptor(): Promise<FlightDescriptor | null> {
    return (await this.#open())?.descriptor ?? null;
  }

  /** The rows' schema; null until its message came, which is the first one but in DoExchange. */
  async schema(): Promise<Schema | null> {
    const first = await this.#open();
    // Bytes of the application's may come before it.
    if (this.#decoder.schema === null && first !== null && first.header.length > 0) await this.#decoded(first);
    return this.#decoder.schema;
  }

  /** The schema that rows need; a stream without one is `INVALID_ARGUMENT`. */
  async required(): Promise<Schema> {
    const schema = await this.schema();
    if (schema === null) throw new PolaroidError("INVALID_ARGUMENT", "the stream came without a schema");
    return schema;
  }

  async #decoded({ header, body }: FlightMessage): Promise<Batch | null> {
    if (header.length === 0) return null;
    const message = readHeader(header);
    const known = this.#decoder.schema;
    if (message.kind === "schema" && known !== null) {
      // Some writers send it once more before other rows.
      const again = new MessageDecoder();
      again.push(message, NOTHING);
      const { schema } = again;
      if (schema === null || !sameSchema(schema, known))
        throw new PolaroidError(
          "SCHEMA_MISMATCH",
          `the stream's schema changed from (${schemaText(known)}) to (${schema === null ? "" : schemaText(schema)})`,
        );
      return null;
    }
    if (message.kind !== "schema" && message.batch.codec === "zstd" && this.#codecs.inflate.zstd === undefined)
      Object.assign(this.#codecs.inflate, (await zstdCodecs()).inflate);
    const bytes = body.length === 0 ? NOTHING : joined(body);
    if (message.body > bytes.length)
      throw new PolaroidError("CORRUPT", `a body of ${bytes.length} bytes where ${message.body} are promised`);
    return this.#decoder.push(message, bytes);
  }

  /** The messages as they came, undecoded: to keep them, or to pass them on. */
  async *messages(): AsyncGenerator<FlightMessage> {
    this.#take();
    try {
      await this.#open();
      const first = this.#waiting;
      this.#waiting = null;
      if (first !== null) yield first;
      for (;;) {
        const { value, done } = await this.#messages.next();
        if (done === true) return;
        yield value;
      }
    } finally {
      await this.#messages.return?.();
    }
  }

  #take(): void {
    if (this.#taken) throw new PolaroidError("DISPOSED", "a stream of Flight is read once");
    this.#taken = true;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Chunk> {
    for await (const message of this.messages()) {
      const { header, metadata } = message;
      const batch = await this.#decoded(message);
      // Go's writers put a batch's bytes on the schema and on dictionaries, too.
      if (batch !== null || (header.length === 0 && metadata !== null)) yield { batch, metadata };
    }
  }

  /**
   * The same, each chunk's rows good until the next one is asked for: their memory is used again, which halves what receiving
   * costs. For what is counted, written or copied elsewhere on the spot.
   */
  async *fleeting(): AsyncGenerator<Chunk> {
    for await (const message of this.messages()) {
      const { header, body, metadata } = message;
      const batch = await this.#decoded(message);
      const kept = metadata === null ? null : metadata.slice();
      if (batch !== null || (header.length === 0 && kept !== null)) yield { batch, metadata: kept };
      // Dictionaries stay for the batches that follow.
      if (batch !== null) for (const { buffer } of body) this.#slabs?.free(buffer);
    }
  }

  /** The rows alone. */
  async *batches(): AsyncGenerator<Batch> {
    for await (const { batch } of this) if (batch !== null) yield batch;
  }

  /** Gives up what has not come yet; on a client the call is cancelled. */
  async cancel(): Promise<void> {
    this.#stop();
    await this.#messages.return?.();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cancel();
  }
}
