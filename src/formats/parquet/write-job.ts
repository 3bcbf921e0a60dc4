import type { Column } from "../../arrow/column.ts";
import type { Host } from "../../core/host.ts";
import { shred } from "./shred.ts";
import { type ChunkOptions, type WrittenChunk, writeChunk } from "./write-chunk.ts";
import type { WriteNode } from "./write-schema.ts";

/** A column of a row group for another thread. */
export interface WriteJob {
  readonly node: WriteNode;
  readonly column: Column;
  readonly options: ChunkOptions;
}

/** Encodes a column of a row group, a chunk for each leaf. */
export const encodeColumn = ({ node, column, options }: WriteJob, host: Host): WrittenChunk[] =>
  shred(node, column).map((leaf) => writeChunk(leaf, options, host));

/** `encodeColumn` with the buffers that can move to where it was asked for. */
export function runWriteJob(job: WriteJob, host: Host): readonly [WrittenChunk[], Iterable<ArrayBufferLike>] {
  const chunks = encodeColumn(job, host);
  return [chunks, new Set(chunks.flatMap((c) => c.parts.map((p) => p.buffer)))];
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
