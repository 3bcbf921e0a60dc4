import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import { byteSize } from "../../arrow/layout.ts";
import { type Field, type Schema, sameSchema, schemaText } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSink, Host, Threads } from "../../core/host.ts";
import { utf8 } from "../../core/utf8.ts";
import type { BatchWriter, FormatOptions } from "../format.ts";
import { sharedScratch } from "../reused.ts";
import { GZIP, NONE, SNAPPY, ZSTD } from "./codec.ts";
import { Staging } from "./staging.ts";
import { type ThriftWriter, thrift } from "./thrift-write.ts";
import { type ChunkOptions, chunkMetadata, type WrittenChunk } from "./write-chunk.ts";
import { encodeColumn, type LentWriteJob, sendable, type WriteJob } from "./write-job.ts";
import { keysOf } from "./write-keys.ts";
import { SchemaWriter, type WriteLeaf } from "./write-schema.ts";

const CODECS: Readonly<Record<string, number>> = {
  none: NONE,
  uncompressed: NONE,
  snappy: SNAPPY,
  gzip: GZIP,
  zstd: ZSTD,
};
const ROWS = 1 << 19;
const PAGE = 1 << 20;
/** Bytes of a row group from which threads are worth their start. */
const THREADED = 4 << 20;
/** Bytes that a column may be larger when it is written. */
const MARGIN = 64 << 10;
const MAGIC = utf8("PAR1");

interface WriterOptions extends ChunkOptions {
  readonly rows: number;
  /** Row groups may end earlier, with a batch, from so many rows on: what spans two batches is copied. */
  readonly fewest: number;
}

function whole(options: FormatOptions, name: string, none: number, least: number): number {
  const v = options[name] ?? none;
  if (typeof v !== "number" || !Number.isSafeInteger(v) || v < least)
    throw new PolaroidError("INVALID_ARGUMENT", `${name} is ${String(v)}, not a whole number from ${least} on`);
  return v;
}

function optionsOf(options: FormatOptions): WriterOptions {
  const name = options["compression"] ?? "snappy";
  const codec = typeof name === "string" && Object.hasOwn(CODECS, name) ? CODECS[name] : undefined;
  if (codec === undefined)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `Parquet is not written with compression ${JSON.stringify(name)}; take "none", "snappy", "gzip" or "zstd"`,
    );
  return {
    codec,
    dictionary: options["dictionary"] !== false,
    statistics: options["statistics"] !== false,
    rows: Math.min(whole(options, "rowGroupSize", ROWS, 1), 1 << 26),
    fewest: options["rowGroupSize"] == null ? ROWS >> 1 : Number.POSITIVE_INFINITY,
    pageBytes: Math.min(whole(options, "pageSize", PAGE, 1), 1 << 28),
  };
}

class ParquetWriter implements BatchWriter {
  readonly #sink: ByteSink;
  readonly #schema: Schema;
  readonly #options: WriterOptions;
  readonly #host: Host;
  readonly #tree: SchemaWriter;
  readonly #groups: ThriftWriter[] = [];
  #waiting: Batch[] = [];
  #waitingRows = 0;
  readonly #staging: [Staging, Staging] = [Staging.take(), Staging.take()];
  /** The chunk that is being written. */
  #putting: Promise<void> = Promise.resolve();
  /** The row groups so far. */
  #written: Promise<void> = Promise.resolve();
  #offset = 0;
  #rows = 0;

  constructor(sink: ByteSink, schema: Schema, options: WriterOptions, host: Host) {
    this.#sink = sink;
    this.#schema = schema;
    this.#options = options;
    this.#host = host;
    this.#tree = new SchemaWriter(schema);
  }

  async begin(): Promise<this> {
    await this.#put(MAGIC);
    return this;
  }

  #put(bytes: Uint8Array): Promise<void> {
    this.#offset += bytes.length;
    return this.#sink.write(bytes);
  }

  async write(batch: Batch): Promise<void> {
    if (!sameSchema(batch.schema, this.#schema))
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `a batch has (${schemaText(batch.schema)}) where (${schemaText(this.#schema)}) is written`,
      );
    const { rows, fewest } = this.#options;
    if (this.#waitingRows >= fewest && this.#waitingRows + batch.length > rows) await this.#group();
    let at = 0;
    while (at < batch.length) {
      const n = Math.min(batch.length - at, this.#options.rows - this.#waitingRows);
      this.#waiting.push(sliceBatch(batch, at, n));
      this.#waitingRows += n;
      at += n;
      if (this.#waitingRows === this.#options.rows) await this.#group();
    }
  }

  async #group(): Promise<void> {
    const batches = this.#waiting;
    const rows = this.#waitingRows;
    this.#waiting = [];
    this.#waitingRows = 0;
    if (rows === 0) return;
    const jobs = this.#tree.nodes.map((node, i): WriteJob => {
      const column = concatColumns(
        (this.#schema.fields[i] as Field).type,
        batches.map((b) => b.columns[i] as Column),
      );
      return { node, column, options: this.#options };
    });
    const threads = this.#threadsFor(jobs);
    const lent: SharedArrayBuffer[] = [];
    const encoded = jobs.map((job): (() => Iterable<WrittenChunk> | Promise<WrittenChunk[]>) => {
      if (threads === null) return () => encodeColumn(job, this.#host, () => this.#nextStaging());
      const move: ArrayBuffer[] = [];
      const out = sharedScratch.take(byteSize(job.column) + MARGIN);
      lent.push(out);
      const given: LentWriteJob = { ...job, out, column: sendable(job.column, move) };
      const running = threads.run("parquetWrite", given, move) as Promise<WrittenChunk[]>;
      running.catch(() => {});
      return () => running;
    });
    const before = this.#written;
    this.#written = before
      .then(() => this.#write(encoded, rows))
      .then(() => {
        for (const one of lent) sharedScratch.give(one);
      });
    this.#written.catch(() => {});
    // While other threads encode a row group, the one before it is written.
    await (threads === null ? this.#written : before);
  }

  /** Other threads, once they are up, where there is enough to do. */
  #threadsFor(jobs: readonly WriteJob[]): Threads | null {
    const { threads } = this.#host;
    if (threads === null || jobs.length < 2) return null;
    if (jobs.reduce((sum, job) => sum + byteSize(job.column), 0) < THREADED || !threads.start()) return null;
    return threads.size === 0 ? null : threads;
  }

  /** One is written while the other is filled. */
  #nextStaging(): Staging {
    this.#staging.reverse();
    return this.#staging[0];
  }

  async #write(
    encoded: readonly (() => Iterable<WrittenChunk> | Promise<WrittenChunk[]>)[],
    rows: number,
  ): Promise<void> {
    const start = this.#offset;
    const metadata: ThriftWriter[] = [];
    let uncompressed = 0;
    for (const column of encoded) {
      for (const chunk of await column()) {
        const leaf = this.#tree.leaves[metadata.length] as WriteLeaf;
        metadata.push(chunkMetadata(leaf, chunk, this.#options, this.#offset));
        uncompressed += chunk.uncompressed;
        await this.#putting;
        this.#putting = this.#put(chunk.bytes);
        this.#putting.catch(() => {});
      }
    }
    await this.#putting;
    const group = thrift().structs(1, metadata).i64(2, uncompressed).i64(3, rows);
    this.#groups.push(group.i64(5, start).i64(6, this.#offset - start));
    this.#rows += rows;
  }

  async finish(): Promise<void> {
    await this.#group();
    await this.#written;
    const keys = [...keysOf(this.#schema)].map(([key, value]) => thrift().binary(1, key).binary(2, value));
    const footer = thrift()
      .i32(1, 2)
      .structs(2, this.#tree.elements)
      .i64(3, this.#rows)
      .structs(4, this.#groups)
      .structs(5, keys)
      .binary(6, "polaroid")
      .structs(
        7,
        this.#tree.leaves.map(() => thrift().struct(1, thrift())),
      )
      .bytes();
    await this.#put(footer);
    const end = new Uint8Array(8);
    new DataView(end.buffer).setUint32(0, footer.length, true);
    end.set(MAGIC, 4);
    await this.#put(end);
    for (const one of this.#staging) one.release();
  }
}

/** Writes Parquet: `compression`, `rowGroupSize` in rows, `pageSize` in bytes, `statistics`, `dictionary`. */
export const writer = async (
  sink: ByteSink,
  schema: Schema,
  options: FormatOptions,
  host: Host,
): Promise<BatchWriter> => new ParquetWriter(sink, schema, optionsOf(options), host).begin();
