import { buffersOf } from "../arrow/buffers.ts";
import { weigh } from "../arrow/weight.ts";
import { PolaroidError } from "../core/error.ts";
import type { ReadAt } from "./parquet/column-job.ts";
import { type Found, type Stretch, type StretchReader, TAIL } from "./stretches.ts";

/** A stretch of a file that another thread reads. */
export interface FileStretch {
  readonly file: number;
  readonly name: string;
  readonly size: number;
  readonly stretch: Stretch;
}

/** Reads a stretch on this thread; `firstRecord` finds where the first one begins in bytes that may begin within one, -1 where none does. */
export function readStretch(
  { file, name, size, stretch: { start, end, exact } }: FileStretch,
  read: ReadAt,
  firstRecord: (bytes: Uint8Array) => number,
  rows: Pick<StretchReader, "read">,
): { readonly found: Omit<Found, "count">; readonly moved: Set<ArrayBuffer> } {
  const from = exact ? start : start - 1;
  let to = Math.min(end + TAIL, size);
  const window = (at: number): Uint8Array => read(file, name, [{ start: at, end: to }])[0] as Uint8Array;
  let bytes = window(from);
  const first = exact ? 0 : firstRecord(bytes);
  if (first < 0) throw new PolaroidError("CORRUPT", `${name}: no line ends from byte ${from} on`);
  const batches: Found["batches"][number][] = [];
  const moved = new Set<ArrayBuffer>();
  let at = from + first;
  for (bytes = bytes.subarray(first); at < end; bytes = window(at)) {
    const parts = rows.read(bytes, end - at, to === size);
    let part = parts.next();
    for (; !part.done; part = parts.next()) {
      const { columns, length } = part.value;
      for (const c of columns) buffersOf(c, moved);
      batches.push({ columns, length });
    }
    at += part.value;
    to = Math.min(size, at + 2 * (to - at) + TAIL);
  }
  weigh(batches.flatMap((b) => b.columns));
  return { found: { start: from + first, end: at, batches }, moved };
}
