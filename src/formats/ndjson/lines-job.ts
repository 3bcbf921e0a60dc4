import { type Field, field, schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import type { ReadAt } from "../parquet/column-job.ts";
import { type FileStretch, readStretch } from "../stretch-job.ts";
import type { Found } from "../stretches.ts";
import { LineStretches } from "./stretch.ts";

/** A stretch of a file of JSON lines for another thread. */
export interface LinesJob extends FileStretch {
  readonly fields: readonly { readonly name: string; readonly type: DataType }[];
  readonly lenient: boolean;
}

/** Where the next line begins: a line end is never part of a string. */
const nextLine = (bytes: Uint8Array): number => {
  const at = bytes.indexOf(10);
  return at < 0 ? -1 : at + 1;
};

/** Reads a stretch on another thread. */
export function runLinesJob(job: LinesJob, read: ReadAt): readonly [Found, Iterable<ArrayBufferLike>] {
  const { name, fields, lenient } = job;
  const out = schema(fields.map((f): Field => field(f.name, f.type)));
  const rows = new LineStretches(name, out, lenient, Number.POSITIVE_INFINITY);
  const { found, moved } = readStretch(job, read, nextLine, rows);
  return [{ ...found, count: rows.line - 1 }, moved];
}
