import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import { badArgument, checkOptions, textArgument } from "../core/argument.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import type { ByteSink } from "../core/host.ts";
import { execute } from "../engine/query.ts";
import { formatByExtension, formatNamed } from "../formats/registry.ts";
import type { Plan } from "../plan/node.ts";
import { type CollectOptions, queryOptions } from "./config.ts";
import { COLLECT, WRITES } from "./known-options.ts";
import { worldOf } from "./world.ts";

/** How a Parquet file is written. */
export interface ParquetWriteOptions {
  /** "snappy" unless given. */
  readonly compression?: "none" | "snappy" | "zstd" | "gzip";
  readonly rowGroupSize?: number;
  readonly statistics?: boolean;
  /** Whether columns with few values are written as a dictionary; they are unless told. */
  readonly dictionary?: boolean;
  /** Bytes of a page, before compression. */
  readonly pageSize?: number;
}
/** How a CSV file is written. */
export interface CsvWriteOptions {
  readonly separator?: string;
  readonly includeHeader?: boolean;
  readonly nullValue?: string;
  readonly quoteStyle?: "necessary" | "always" | "nonNumeric" | "never";
  readonly quoteChar?: string | null;
  readonly includeBom?: boolean;
  readonly lineTerminator?: "\n" | "\r\n" | "\r";
  /** Digits behind the point of floats; as many as it takes unless given. */
  readonly floatPrecision?: number | null;
}
/** How an Arrow IPC file is written. */
export interface IpcWriteOptions {
  readonly compression?: "none" | "lz4" | "zstd";
  /** "stream" for paths that end in .arrows, else "file", unless given. */
  readonly layout?: "file" | "stream";
}

/** How an Avro file is written. */
export interface AvroWriteOptions {
  /** "uncompressed" unless given. */
  readonly compression?: "uncompressed" | "deflate" | "snappy" | "zstd";
  /** The name of the record; none unless given. */
  readonly name?: string;
}

/** Keeps what is written in memory. */
class MemorySink implements ByteSink {
  readonly name = "memory";
  readonly #parts: Uint8Array[] = [];
  async write(bytes: Uint8Array): Promise<void> { this.#parts.push(bytes.slice()); }
  async commit(): Promise<void> {}
  async abort(): Promise<void> { this.#parts.length = 0; }
  bytes(): Uint8Array<ArrayBuffer> {
    const out = new Uint8Array(this.#parts.reduce((n, p) => n + p.length, 0));
    let at = 0;
    for (const p of this.#parts) {
      out.set(p, at);
      at += p.length;
    }
    return out;
  }
}

async function pour(plan: Plan, sink: ByteSink, format: string, options: object & CollectOptions): Promise<number> {
  const { formats, host } = worldOf();
  const { writer } = formatNamed(formats, format);
  if (writer === null) throw new PolaroidError("NOT_SUPPORTED", `${format} files cannot be written`);
  try {
    let schema: Schema | undefined;
    const batches = execute(plan, queryOptions(options), (s) => {
      schema = s;
    })[Symbol.asyncIterator]();
    // The schema is known once the first batch was asked for.
    let next: IteratorResult<Batch> = await batches.next();
    const out = await writer(sink, schema as Schema, { ...options }, host);
    let rows = 0;
    while (next.done !== true) {
      await out.write(next.value);
      rows += next.value.length;
      next = await batches.next();
    }
    await out.finish();
    await sink.commit();
    return rows;
  } catch (cause) {
    await sink.abort();
    throw toPolaroidError(cause);
  }
}

/** Runs a query into a file: all of it becomes visible at the end, or nothing. Gives the rows written. */
export async function sinkFile(plan: Plan, path: string, format: string | null, options: (object & CollectOptions) | undefined): Promise<number> {
  const { formats, sink } = worldOf();
  if (sink === null) throw new PolaroidError("NOT_SUPPORTED", "there are no files to write here; use toParquet() and the like for bytes");
  const known = { ...(WRITES[format ?? "auto"] as object), ...COLLECT };
  checkOptions(`a ${format ?? "sink"} write`, known, options);
  textArgument(path, "the path to write to");
  const name = format ?? formatByExtension(formats, path)?.name;
  if (name === undefined) throw new PolaroidError("UNKNOWN_FORMAT", `the name "${path}" tells no format; end it in one of ${formats.flatMap((f) => f.extensions).join(", ")}`);
  return pour(plan, await sink(path), name, options ?? {});
}

/** Runs a query into bytes of a format. */
export async function sinkBytes(plan: Plan, format: string, options: object & CollectOptions): Promise<Uint8Array<ArrayBuffer>> {
  const known = Object.hasOwn(WRITES, format) && format !== "auto" ? WRITES[format] : undefined;
  if (known === undefined) throw badArgument("the format of toBytes", format, "one of parquet, csv, ndjson, ipc, avro");
  checkOptions("toBytes", { ...known, ...COLLECT }, options);
  const sink = new MemorySink();
  await pour(plan, sink, format, options);
  return sink.bytes();
}

/** One object a line as an array of objects. */
export function jsonArray(lines: Uint8Array): Uint8Array<ArrayBuffer> {
  let end = lines.length;
  while (end > 0 && lines[end - 1] === 10) end--;
  const out = new Uint8Array(end + 2);
  out.set(lines.subarray(0, end), 1);
  out[0] = 91;
  // No value of ours has a line feed of its own: text has it escaped.
  for (let i = 1; i <= end; i++) if (out[i] === 10) out[i] = 44;
  out[end + 1] = 93;
  return out;
}

/** Writes bytes into a file: all of them, or nothing. */
export async function writeBytes(path: string, bytes: Uint8Array): Promise<void> {
  const { sink } = worldOf();
  if (sink === null) throw new PolaroidError("NOT_SUPPORTED", "there are no files to write here");
  const out = await sink(textArgument(path, "the path to write to"));
  try {
    await out.write(bytes);
    await out.commit();
  } catch (cause) {
    await out.abort();
    throw toPolaroidError(cause);
  }
}
