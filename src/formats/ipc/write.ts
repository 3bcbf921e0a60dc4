import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import type { IpcCompression } from "../../arrow/ipc/compression.ts";
import { FileEncoder, StreamEncoder } from "../../arrow/ipc/encoder.ts";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSink, Host } from "../../core/host.ts";
import type { BatchWriter, FormatOptions } from "../format.ts";

/** Pieces that are smaller are written together. */
const GATHER = 256 * 1024;
/** Rows of a batch in a file: its buffers stay below what allocators take new pages for. */
const ROWS = 1 << 20;

/** How Arrow IPC is written. */
export interface IpcWriteOptions {
  /** Of the buffers; default "none". */
  readonly compression?: IpcCompression;
  /** "file" (with a footer, the default) or "stream" (the default for names that end in `.arrows`). */
  readonly layout?: "file" | "stream";
}

function choice<T extends string>(options: FormatOptions, name: string, known: readonly T[], fallback: T): T {
  const value = options[name] ?? fallback;
  if (!known.includes(value as T))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `${name}: ${JSON.stringify(value)} is none of ${known.map((k) => `"${k}"`).join(", ")}`,
    );
  return value as T;
}

async function writeChunks(sink: ByteSink, chunks: readonly Uint8Array[]): Promise<void> {
  let small: Uint8Array[] = [];
  let size = 0;
  const flush = async (): Promise<void> => {
    if (size === 0) return;
    const joined = new Uint8Array(size);
    let at = 0;
    for (const c of small) {
      joined.set(c, at);
      at += c.length;
    }
    [small, size] = [[], 0];
    await sink.write(joined);
  };
  for (const chunk of chunks) {
    if (size + chunk.length > GATHER) await flush();
    if (chunk.length > GATHER) await sink.write(chunk);
    else {
      small.push(chunk);
      size += chunk.length;
    }
  }
  await flush();
}

/** Writes batches as an IPC file or stream. */
export async function writer(sink: ByteSink, schema: Schema, options: FormatOptions, host: Host): Promise<BatchWriter> {
  const compression = choice<IpcCompression>(options, "compression", ["none", "lz4", "zstd"], "none");
  const layout = choice(options, "layout", ["file", "stream"], /\.arrows$/i.test(sink.name) ? "stream" : "file");
  const encode = { compression, codecs: host };
  const encoder = layout === "file" ? new FileEncoder(schema, encode) : new StreamEncoder(schema, encode);
  return {
    async write(batch: Batch): Promise<void> {
      for (let at = 0; at === 0 || at < batch.length; at += ROWS)
        await writeChunks(sink, encoder.push(sliceBatch(batch, at, Math.min(ROWS, batch.length - at))));
    },
    finish: () => writeChunks(sink, encoder.finish()),
  };
}
