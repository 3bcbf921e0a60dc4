import type { Column } from "../../arrow/column.ts";
import type { Host } from "../../core/host.ts";
import { shred } from "./shred.ts";
import { Staging } from "./staging.ts";
import { type ChunkOptions, type WrittenChunk, writeChunk } from "./write-chunk.ts";
import type { WriteNode } from "./write-schema.ts";

/** A column of a row group for another thread. */
export interface WriteJob {
  readonly node: WriteNode;
  readonly column: Column;
  readonly options: ChunkOptions;
}

/** The same with memory for what comes of it. */
export interface LentWriteJob extends WriteJob {
  readonly out: SharedArrayBuffer;
}

/** Encodes a column of a row group, a chunk for each leaf: its bytes are good until `staging` is asked for that memory again. */
export function* encodeColumn(job: WriteJob, host: Host, staging: () => Staging): Generator<WrittenChunk, void> {
  for (const leaf of shred(job.node, job.column)) yield writeChunk(leaf, job.options, host, staging());
}

const own = new Staging();

/** `encodeColumn` into the memory that came with the job as far as it lasts, and else into buffers that move. */
export function runWriteJob(job: LentWriteJob, host: Host): readonly [WrittenChunk[], Iterable<ArrayBuffer>] {
  const chunks: WrittenChunk[] = [];
  const move: ArrayBuffer[] = [];
  let at = 0;
  for (const chunk of encodeColumn(job, host, () => own)) {
    const { length } = chunk.bytes;
    let bytes: Uint8Array;
    if (at + length <= job.out.byteLength) {
      bytes = new Uint8Array(job.out, at, length);
      bytes.set(chunk.bytes);
      at += length;
    } else {
      const copy = chunk.bytes.slice();
      move.push(copy.buffer as ArrayBuffer);
      bytes = copy;
    }
    chunks.push({ ...chunk, bytes });
  }
  return [chunks, move];
}

/** A column that can be sent: what other threads cannot read is copied, since a message would copy all of its buffer. */
export function sendable(c: Column, move: ArrayBuffer[]): Column {
  const out: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(c) as [string, unknown][]) {
    if (ArrayBuffer.isView(part) && part.buffer instanceof ArrayBuffer) {
      const copy = (part as Uint8Array).slice();
      move.push(copy.buffer as ArrayBuffer);
      out[key] = copy;
    } else if (Array.isArray(part)) out[key] = part.map((child) => sendable(child as Column, move));
    else if (part !== null && typeof part === "object" && "layout" in part) out[key] = sendable(part as Column, move);
    else out[key] = part;
  }
  return out as unknown as Column;
}
