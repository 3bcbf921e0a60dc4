import type { Batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { formatValue } from "../../arrow/format-value.ts";
import type { Schema } from "../../arrow/schema.ts";
import { isNumeric, typeName } from "../../arrow/type-info.ts";
import { printable } from "./width.ts";

/** What of a frame is shown: some first and last rows, some first and last columns. */
export interface Cells {
  readonly rows: number;
  readonly columns: number;
  readonly heads: readonly { readonly name: string; readonly type: string; readonly right: boolean }[];
  /** Texts by row, then column; a null row stands for those left out. */
  readonly body: readonly (readonly string[] | null)[];
  /** Where columns are left out, the place of the gap. */
  readonly gap: number | null;
}

/** How much of a frame is shown. */
export interface ShowOptions {
  /** Rows shown at most; 10 unless given. */
  readonly rows?: number;
  /** Columns shown at most; 12 unless given. */
  readonly columns?: number;
}

/** What of the options can be used; printing never fails. */
export function showOptions<T extends ShowOptions>(options: unknown): T {
  const given = typeof options === "object" && options !== null ? Object.entries(options) : [];
  return Object.fromEntries(given.filter(([, v]) => typeof v === "number" && v >= 0)) as unknown as T;
}

// Longer texts are cut before they are looked at: a cell may hold hundreds of megabytes.
const LONGEST = 400;

/** "3 rows, 2 columns". */
export const shapeText = ({ rows, columns }: { readonly rows: number; readonly columns: number }): string =>
  `${rows.toLocaleString("en-US")} ${rows === 1 ? "row" : "rows"}, ${columns.toLocaleString("en-US")} ${columns === 1 ? "column" : "columns"}`;

/** The cells of a frame as text. Never fails. */
export function cellsOf(schema: Schema, b: Batch, options: ShowOptions = {}): Cells {
  const most = Math.max(2, options.columns ?? 12);
  const width = schema.fields.length;
  const half = Math.ceil(most / 2);
  const picked =
    width <= most
      ? schema.fields.map((_, i) => i)
      : [...Array(half).keys(), ...Array.from({ length: most - half }, (_, i) => width - (most - half) + i)];
  const shown = options.rows ?? 10;
  const head = b.length <= shown ? b.length : Math.ceil(shown / 2);
  const tail = b.length <= shown ? 0 : shown - head;
  const row = (r: number): string[] => picked.map((i) => printable(formatValue(b.columns[i] as Column, r, LONGEST)));
  const body: (string[] | null)[] = Array.from({ length: head }, (_, i) => row(i));
  if (head + tail < b.length) body.push(null);
  for (let i = b.length - tail; i < b.length; i++) body.push(row(i));
  const heads = picked.map((i) => {
    const f = schema.fields[i] as Schema["fields"][number];
    return { name: printable(f.name), type: typeName(f.type), right: isNumeric(f.type) };
  });
  return { rows: b.length, columns: width, heads, body, gap: width <= most ? null : half };
}
