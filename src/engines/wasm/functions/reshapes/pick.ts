import { bitsToRows } from "../../../../arrow/bitmap.ts";
import type { BoolColumn, Column, FixedColumn } from "../../../../arrow/column.ts";
import { isValid } from "../../../../arrow/column.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { nextSeed } from "../../../../core/seed.ts";
import type { Options } from "../../../../expr/node.ts";
import { compact, selection } from "../../compact.ts";
import type { Whole } from "../../function.ts";
import { type SampleOptions, sampleRows } from "../../random.ts";

export const filter: Whole = ([c, mask], { type }) => {
  const column = c as Column;
  const condition = mask as Column;
  if (condition.length !== column.length)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `filter: a condition of ${condition.length} rows cannot choose among ${column.length}`,
    );
  if (condition.layout === "null") return allNull(type, 0);
  return compact(column, selection.of(condition as BoolColumn));
};

/** Rows [offset, offset + length) of `rows`; a negative offset counts from the end, as in Polars it may start before row 0. */
export function stretch(rows: number, offset: number, length: number | null): { start: number; count: number } {
  const from = offset < 0 ? rows + offset : offset;
  const to = length === null ? rows : Math.min(rows, from + length);
  const start = Math.min(Math.max(0, from), rows);
  return { start, count: Math.max(0, to - start) };
}

const whole = (v: unknown, name: string): number => {
  const n = typeof v === "bigint" ? Number(v) : v;
  if (typeof n !== "number" || !Number.isInteger(n))
    throw new PolaroidError("INVALID_ARGUMENT", `${name} must be a whole number, got ${String(v)}`);
  return n;
};

/** Which rows `slice` was asked for. */
export const sliceOf = (options: Options): { readonly offset: number; readonly length: number | null } => ({
  offset: whole(options.offset ?? 0, "slice: offset"),
  length: options.length == null ? null : whole(options.length, "slice: length"),
});

export const slice: Whole = ([c], { options }) => {
  const column = c as Column;
  const { offset, length } = sliceOf(options);
  const { start, count } = stretch(column.length, offset, length);
  return sliceColumn(column, start, count);
};

export const dropNulls: Whole = ([c]) => {
  const column = c as Column;
  if (column.validity === null) return column;
  const rows = bitsToRows(column.validity, column.length);
  return takeColumn(column, rows);
};

function oneRow(index: FixedColumn, i: number, length: number, nullOutside: boolean): number {
  if (!isValid(index, i)) return -1;
  const at = Number(index.values[i]);
  const row = at < 0 ? at + length : at;
  if (row >= 0 && row < length) return row;
  if (nullOutside) return -1;
  throw new PolaroidError("OUT_OF_RANGE", `gather: there is no row ${at} among ${length}`);
}

export const gather: Whole = ([c, index], { type, options }) => {
  const column = c as Column;
  const at = index as Column;
  if (at.layout === "null") return allNull(type, at.length);
  const rows = new Int32Array(at.length);
  for (let i = 0; i < rows.length; i++)
    rows[i] = oneRow(at as FixedColumn, i, column.length, options.nullOnOob === true);
  return takeColumn(column, rows, true);
};

const number = (v: unknown): number | null => (typeof v === "number" ? v : typeof v === "bigint" ? Number(v) : null);

/** What `sample` was asked for; without a seed it differs from call to call. */
function sampling(options: Readonly<Record<string, unknown>>): SampleOptions {
  return {
    n: number(options.n),
    fraction: number(options.fraction),
    withReplacement: options.withReplacement === true,
    shuffle: options.shuffle === true,
    seed: number(options.seed) ?? nextSeed(),
  };
}

export const sample: Whole = ([c], { options }) =>
  takeColumn(c as Column, sampleRows(sampling(options), (c as Column).length));
