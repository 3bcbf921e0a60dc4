import { type Field, field, schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { weigh } from "../../arrow/weight.ts";
import { PolaroidError } from "../../core/error.ts";
import { buffersOf, type ReadAt } from "../parquet/column-job.ts";
import { type Found, type Stretch, TAIL } from "../stretches.ts";
import { LineStretches } from "./stretch.ts";

/** A stretch of a file of JSON lines for another thread. */
export interface LinesJob {
  readonly file: number;
  readonly name: string;
  readonly size: number;
  readonly stretch: Stretch;
  readonly fields: readonly { readonly name: string; readonly type: DataType }[];
  readonly lenient: boolean;
}

/** Reads a stretch on another thread. */
export function runLinesJob(job: LinesJob, read: ReadAt): readonly [Found, Iterable<ArrayBufferLike>] {
  const { file, name, size, stretch, fields, lenient } = job;
  const { start, end, exact } = stretch;
  const out = schema(fields.map((f): Field => field(f.name, f.type)));
  const rows = new LineStretches(name, out, lenient, Number.POSITIVE_INFINITY);
  const from = exact ? start : start - 1;
  let to = Math.min(end + TAIL, size);
  const window = (at: number): Uint8Array => read(file, name, [{ start: at, end: to }])[0] as Uint8Array;
  let bytes = window(from);
  // A line end is never part of a string.
  const first = exact ? 0 : bytes.indexOf(10) + 1;
  if (first === 0 && !exact) throw new PolaroidError("CORRUPT", `${name}: no line ends from byte ${from} on`);
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
  return [{ start: from + first, end: at, count: rows.line - 1, batches }, moved];
}
