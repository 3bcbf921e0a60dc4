import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import { StreamDecoder } from "../../arrow/ipc/stream-decoder.ts";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import { ready } from "./file-table.ts";

/** An IPC stream: read from its start for each scan. */
class StreamTable implements Table {
  readonly schema: Schema;
  readonly rows: null = null;
  readonly bytes: number | null;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #host: Host;

  constructor(source: ByteSource, schema: Schema, host: Host) {
    this.schema = schema;
    this.bytes = source.size < 0 ? null : source.size;
    this.version = source.version;
    this.#source = source;
    this.#host = host;
  }

  async *scan(request: ScanRequest): AsyncIterable<Batch> {
    const { signal, columns } = request;
    const decoder = new StreamDecoder({ columns, codecs: this.#host });
    let left = request.predicate === null && request.limit !== null ? request.limit : Number.POSITIVE_INFINITY;
    if (left <= 0) return;
    for await (const chunk of this.#source.stream(0, signal)) {
      decoder.feed(chunk);
      while (decoder.advance()) {
        checkSignal(signal);
        await ready(decoder.codec, this.#host);
        const all = decoder.next();
        if (all === null || all.length === 0) continue;
        const some = left < all.length ? sliceBatch(all, 0, left) : all;
        left -= some.length;
        yield some;
        if (left <= 0) return;
      }
      if (decoder.ended) return;
    }
    decoder.finish();
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}

/** Reads a stream up to its schema. */
export async function openStream(source: ByteSource, host: Host): Promise<Table> {
  const decoder = new StreamDecoder();
  for await (const chunk of source.stream(0)) {
    decoder.feed(chunk);
    while (decoder.schema === null && decoder.advance()) decoder.next();
    if (decoder.schema !== null) return new StreamTable(source, decoder.schema, host);
    if (decoder.ended) break;
  }
  throw new PolaroidError("CORRUPT", `${source.name}: the Arrow stream ends before its schema`);
}
