import type { Batch } from "../../src/arrow/batch.ts";
import { concatBatches } from "../../src/arrow/concat.ts";
import type { ByteSink } from "../../src/core/host.ts";
import { parquet } from "../../src/formats/parquet/index.ts";
import { bytesSource } from "../../src/io/bytes.ts";
import { fileSource } from "../../src/io/node/file-source.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import type { ScanRequest, Table } from "../../src/plan/table.ts";

/** A sink that keeps what it gets. */
export class MemorySink implements ByteSink {
  readonly name = "memory";
  readonly parts: Uint8Array[] = [];
  async write(bytes: Uint8Array): Promise<void> {
    this.parts.push(bytes.slice());
  }
  async commit(): Promise<void> {}
  async abort(): Promise<void> {}
  get bytes(): Uint8Array {
    return new Uint8Array(Buffer.concat(this.parts));
  }
}

export async function writeParquet(
  batches: readonly Batch[],
  options: Record<string, unknown> = {},
): Promise<Uint8Array> {
  const sink = new MemorySink();
  const first = batches[0] as Batch;
  const make = parquet.writer;
  if (make === null) throw new Error("Parquet has no writer");
  const writer = await make(sink, first.schema, options, nodeHost);
  for (const b of batches) await writer.write(b);
  await writer.finish();
  return sink.bytes;
}

export async function openParquet(from: string | Uint8Array, options: Record<string, unknown> = {}): Promise<Table> {
  return parquet.open(typeof from === "string" ? await fileSource(from) : bytesSource(from), options, nodeHost);
}

export async function scanBatches(table: Table, request: Partial<ScanRequest> = {}): Promise<Batch[]> {
  const batches: Batch[] = [];
  for await (const b of table.scan({ columns: null, predicate: null, limit: null, ...request })) batches.push(b);
  return batches;
}

/** A whole file as one batch. */
export async function readParquet(
  from: string | Uint8Array,
  request: Partial<ScanRequest> = {},
  options: Record<string, unknown> = {},
): Promise<Batch> {
  const table = await openParquet(from, options);
  try {
    const batches = await scanBatches(table, request);
    return concatBatches(batches[0]?.schema ?? table.schema, batches);
  } finally {
    await table.close();
  }
}
