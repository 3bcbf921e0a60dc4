import { PolaroidError } from "../../core/error.ts";
import { type Batch, checkShape } from "../batch.ts";
import { type Schema, sameSchema, schemaText } from "../schema.ts";
import { type Codecs, compressBuffer, type IpcCompression } from "./compression.ts";
import { FILE_MAGIC } from "./decode.ts";
import { type DictionaryMode, DictionaryWriter } from "./dictionary-writer.ts";
import { encodeColumn } from "./encode-column.ts";
import type { Block } from "./flat-builder.ts";
import { type FieldPlan, planFields } from "./layout-plan.ts";
import {
  type Body,
  batchMessage,
  dictionaryMessage,
  endOfStream,
  footer,
  frame,
  type Message,
  schemaMessage,
} from "./message.ts";

export interface EncodeOptions {
  readonly compression?: IpcCompression | undefined;
  /** Codecs for zstd; LZ4 needs none. */
  readonly codecs?: Codecs | undefined;
  /** In streams: send only the new entries of a dictionary that grew. Off by default, as Polars and others do not read deltas. */
  readonly deltas?: boolean | undefined;
}

const CODECS: Readonly<Record<IpcCompression, number>> = { none: -1, lz4: 0, zstd: 1 };

/**
 * Turns batches into IPC messages whose bodies are the columns' own memory (for Flight, or for frames of one's own).
 * Whether text goes with a dictionary is decided by the first batch.
 */
export class MessageEncoder {
  readonly schema: Schema;
  readonly #compression: IpcCompression;
  readonly #codecs: Codecs | undefined;
  readonly #dictionaries: DictionaryWriter;
  #fields: readonly FieldPlan[] | null = null;
  #pending: Message[] = [];

  constructor(
    schema: Schema,
    options: EncodeOptions = {},
    mode: DictionaryMode = options.deltas === true ? "extend" : "replace",
  ) {
    const compression = options.compression ?? "none";
    if (!Object.hasOwn(CODECS, compression))
      throw new PolaroidError(
        "INVALID_ARGUMENT",
        `compression "${String(compression)}" is none of "none", "lz4", "zstd"`,
      );
    this.schema = schema;
    this.#compression = compression;
    this.#codecs = options.codecs;
    this.#dictionaries = new DictionaryWriter(mode, (id, entries, delta) => {
      const body: Body = { nodes: [], buffers: [] };
      encodeColumn(
        entries,
        { name: "", type: entries.type, nullable: true, dictionary: -1, children: [] },
        body,
        () => new Int32Array(0),
      );
      this.#pending.push(dictionaryMessage(id, delta, entries.length, this.#packed(body), CODECS[compression]));
    });
  }

  /** How the fields are written; fixed by the first batch or the first call. */
  get fields(): readonly FieldPlan[] {
    this.#fields ??= planFields(this.schema, null);
    return this.#fields;
  }

  /** The schema's message; before the first batch it settles that text goes plain. */
  start(sample: Batch | null = null): Message {
    this.#fields ??= planFields(this.schema, sample?.columns ?? null);
    return schemaMessage(this.#fields);
  }

  #packed(body: Body): Body {
    const compression = this.#compression;
    if (compression === "none") return body;
    return { nodes: body.nodes, buffers: body.buffers.map((b) => compressBuffer(b, compression, this.#codecs)) };
  }

  /** The messages of one batch: dictionaries that its reader lacks, then the batch. */
  push(batch: Batch): Message[] {
    if (batch.schema !== this.schema && !sameSchema(batch.schema, this.schema))
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `a batch of (${schemaText(batch.schema)}) where (${schemaText(this.schema)}) is written`,
      );
    checkShape(batch);
    const { fields } = this;
    const body: Body = { nodes: [], buffers: [] };
    for (const [i, c] of batch.columns.entries())
      encodeColumn(c, fields[i] as FieldPlan, body, (f, text) => this.#dictionaries.code(f, text));
    return [...this.#taken(), batchMessage(batch.length, this.#packed(body), CODECS[this.#compression])];
  }

  /** The messages that waited for the end. */
  finish(): Message[] {
    const ids: number[] = [];
    const collect = (f: FieldPlan): void => {
      f.children.forEach(collect);
      if (f.dictionary >= 0) ids.push(f.dictionary);
    };
    this.fields.forEach(collect);
    this.#dictionaries.finish(ids);
    return this.#taken();
  }

  #taken(): Message[] {
    const messages = this.#pending;
    this.#pending = [];
    return messages;
  }
}

/**
 * Encodes the Arrow IPC stream format: `push` gives the chunks of a batch (with the schema before the first), `finish` the rest.
 * Chunks are views of the columns' memory.
 * @example
 * const encoder = new StreamEncoder(schema);
 * for (const batch of batches) for (const chunk of encoder.push(batch)) socket.write(chunk);
 * for (const chunk of encoder.finish()) socket.write(chunk);
 */
export class StreamEncoder {
  readonly #messages: MessageEncoder;
  #started = false;

  constructor(schema: Schema, options: EncodeOptions = {}) {
    this.#messages = new MessageEncoder(schema, options);
  }

  #start(sample: Batch | null): Uint8Array[] {
    if (this.#started) return [];
    this.#started = true;
    return frame(this.#messages.start(sample));
  }

  push(batch: Batch): Uint8Array[] {
    const head = this.#start(batch);
    return [...head, ...this.#messages.push(batch).flatMap((m) => frame(m))];
  }

  finish(): Uint8Array[] {
    return [...this.#start(null), endOfStream()];
  }
}

const FILE_ALIGN = 64;
// Some readers (flechette 2.6) find only dictionaries that stand before their batches, so that these wait for them a while.
const WAITING = 16 << 20;

const isCoded = (f: FieldPlan): boolean => f.dictionary >= 0 || f.children.some(isCoded);

/** Encodes the Arrow IPC file format (Feather V2) in the same way; the footer comes with `finish`. */
export class FileEncoder {
  readonly #messages: MessageEncoder;
  readonly #dictionaries: Block[] = [];
  readonly #batches: Block[] = [];
  #at = 0;
  /** Batches until their dictionaries are whole; null once there are too many. */
  #waiting: Message[] | null = null;
  #waitingBytes = 0;

  constructor(schema: Schema, options: EncodeOptions = {}) {
    this.#messages = new MessageEncoder(schema, options, "unify");
  }

  #frame(message: Message): Uint8Array[] {
    const chunks = frame(message, this.#at, FILE_ALIGN);
    const block = { offset: this.#at, metadata: chunks[0]?.length ?? 0, body: message.bodyLength };
    if (message.kind === "dictionary") this.#dictionaries.push(block);
    if (message.kind === "batch") this.#batches.push(block);
    this.#at += block.metadata + block.body;
    return chunks;
  }

  #start(sample: Batch | null): Uint8Array[] {
    if (this.#at > 0) return [];
    this.#at = 8;
    const message = this.#messages.start(sample);
    if (this.#messages.fields.some(isCoded)) this.#waiting = [];
    return [Uint8Array.from([...FILE_MAGIC, 0, 0]), ...this.#frame(message)];
  }

  push(batch: Batch): Uint8Array[] {
    const head = this.#start(batch);
    const messages = this.#messages.push(batch);
    if (this.#waiting === null) return [...head, ...messages.flatMap((m) => this.#frame(m))];
    this.#waiting.push(...messages);
    for (const m of messages) this.#waitingBytes += m.bodyLength;
    return this.#waitingBytes > WAITING ? [...head, ...this.#released()] : head;
  }

  #released(): Uint8Array[] {
    const messages = this.#waiting ?? [];
    this.#waiting = null;
    return messages.flatMap((m) => this.#frame(m));
  }

  finish(): Uint8Array[] {
    const head = this.#start(null);
    const dictionaries = this.#messages.finish().flatMap((m) => this.#frame(m));
    return [
      ...head,
      ...dictionaries,
      ...this.#released(),
      endOfStream(),
      footer(this.#messages.fields, this.#dictionaries, this.#batches, FILE_MAGIC),
    ];
  }
}
