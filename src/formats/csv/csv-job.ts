import { type Field, field, schema } from "../../arrow/schema.ts";
import type { DataType } from "../../arrow/types.ts";
import { kernels } from "../../kernels/memory.ts";
import type { Dialect } from "../../kernels/twins/csv.ts";
import type { ReadAt } from "../parquet/column-job.ts";
import { type FileStretch, readStretch } from "../stretch-job.ts";
import type { Found } from "../stretches.ts";
import { Block } from "./block.ts";
import { type RowOptions, RowReader, type Wanted } from "./row-reader.ts";
import { CsvStretches } from "./stretch.ts";

/** A stretch of a file for another thread. */
export interface CsvJob extends FileStretch {
  readonly dialect: Dialect;
  /** Of a record. */
  readonly columns: number;
  readonly fields: readonly { readonly name: string; readonly type: DataType }[];
  readonly wanted: readonly Wanted[];
  readonly options: RowOptions;
}

/** Records that must have all their fields for a line to be taken for the beginning of one. */
const PROOF = 8;
const PROOF_BYTES = 64 << 10;
/** Line ends that are tried. */
const TRIES = 64;

/** Whether the next records have as many fields as they should. */
function begins(bytes: Uint8Array, { columns, dialect }: CsvJob): boolean {
  const block = new Block(bytes.subarray(0, PROOF_BYTES), columns, dialect, PROOF);
  try {
    if (block.extra >= 0 || (block.rows < PROOF && block.quoted)) return false;
    const { i32 } = kernels.views;
    for (let i = 0; i < block.rows * columns; i++) if ((i32[(block.ends >>> 2) + i] as number) < 0) return false;
    return true;
  } finally {
    block.free();
  }
}

/** Where a record seems to begin behind the first byte; -1 where no line ends. A quoted line end may mislead it. */
function firstRecord(bytes: Uint8Array, job: CsvJob): number {
  const { eol } = job.dialect;
  let at = bytes.indexOf(eol) + 1;
  const first = at;
  for (let i = 0; i < TRIES && at > 0; i++) {
    if (begins(bytes.subarray(at), job)) return at;
    at = bytes.indexOf(eol, at) + 1;
  }
  return first === 0 ? -1 : first;
}

/** Reads a stretch on another thread. */
export function runCsvJob(job: CsvJob, read: ReadAt): readonly [Found, Iterable<ArrayBufferLike>] {
  const { name, dialect, columns, fields, wanted, options } = job;
  const reader = new RowReader(name, schema(fields.map((f): Field => field(f.name, f.type))), wanted, options);
  const rows = new CsvStretches(name, reader, columns, dialect, Number.POSITIVE_INFINITY, options.ignoreErrors);
  const { found, moved } = readStretch(job, read, (bytes) => firstRecord(bytes, job), rows);
  return [{ ...found, count: reader.rows }, moved];
}
