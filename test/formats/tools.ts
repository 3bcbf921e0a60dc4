import { type Batch, columnOf } from "../../src/arrow/batch.ts";
import { names, type Schema } from "../../src/arrow/schema.ts";
import { typeName } from "../../src/arrow/type-info.ts";
import { type Stored, valuesOf } from "../../src/arrow/value.ts";
import type { ByteSink, ByteSource } from "../../src/core/host.ts";
import type { Format, FormatOptions } from "../../src/formats/format.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import type { ScanRequest, Table } from "../../src/plan/table.ts";

export const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A source that gives its bytes in chunks of given sizes, over and over. */
export function chunked(bytes: Uint8Array, sizes: readonly number[], name = "test.csv"): ByteSource {
  return {
    ...bytesSource(bytes, name),
    async *stream(start: number): AsyncIterable<Uint8Array> {
      for (let at = start, i = 0; at < bytes.length; i++) {
        const size = Math.max(1, sizes[i % sizes.length] ?? 1);
        yield bytes.slice(at, at + size);
        at += size;
      }
    },
  };
}

export interface Rows {
  readonly types: Readonly<Record<string, string>>;
  readonly columns: Readonly<Record<string, readonly Stored[]>>;
  readonly length: number;
}

export const ALL: ScanRequest = { columns: null, predicate: null, limit: null };

export async function batchesOf(table: Table, request: Partial<ScanRequest> = {}): Promise<Batch[]> {
  const all: Batch[] = [];
  for await (const b of table.scan({ ...ALL, ...request })) all.push(b);
  return all;
}

export function rowsOf(schema: Schema, batches: readonly Batch[]): Rows {
  const columns: Record<string, Stored[]> = {};
  for (const name of names(schema)) columns[name] = batches.flatMap((b) => valuesOf(columnOf(b, name)));
  return {
    types: Object.fromEntries(schema.fields.map((f) => [f.name, typeName(f.type)])),
    columns,
    length: batches.reduce((sum, b) => sum + b.length, 0),
  };
}

export async function readRows(format: Format, source: ByteSource, options: FormatOptions = {}): Promise<Rows> {
  const table = await format.open(source, options, nodeHost);
  const batches = await batchesOf(table);
  await table.close();
  return rowsOf(table.schema, batches);
}

/** A sink that keeps what is written. */
export class Kept implements ByteSink {
  readonly name: string = "kept";
  readonly parts: Uint8Array[] = [];
  async write(bytes: Uint8Array): Promise<void> {
    this.parts.push(bytes);
  }
  async commit(): Promise<void> {}
  async abort(): Promise<void> {}
  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.parts));
  }
  get text(): string {
    return Buffer.concat(this.parts).toString();
  }
}

export async function writeBytes(
  format: Format,
  schema: Schema,
  batches: readonly Batch[],
  options: FormatOptions = {},
): Promise<Kept> {
  const sink = new Kept();
  if (format.writer === null) throw new Error("no writer");
  const writer = await format.writer(sink, schema, options, nodeHost);
  for (const b of batches) await writer.write(b);
  await writer.finish();
  return sink;
}
