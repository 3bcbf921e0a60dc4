import type { Column } from "../column.ts";
import type { Cursor } from "./cursor.ts";
import { decodeColumn } from "./decode-column.ts";
import { expandRows } from "./expand.ts";
import { corrupt } from "./flat-reader.ts";
import type { WireField } from "./wire.ts";

/** Run-end encoded rows written out. */
export function decodeRuns(field: WireField, c: Cursor, length: number): Column {
  const ends = decodeColumn(field.children[0] as WireField, c);
  const values = decodeColumn(field.children[1] as WireField, c);
  if (ends.layout !== "fixed" || ends.nulls > 0 || values.length < ends.length) throw corrupt(`${field.path}: its runs do not hold together`);
  c.expand(4 * length, field);
  const rows = new Int32Array(length);
  let at = 0;
  for (let run = 0; run < ends.length && at < length; run++) {
    const end = Number(ends.values[run]);
    if (end <= at) throw corrupt(`${field.path}: run ends do not rise`);
    const to = Math.min(end, length);
    rows.fill(run, at, to);
    at = to;
  }
  if (at < length) throw corrupt(`${field.path}: runs end at row ${at} of ${length}`);
  return expandRows(values, rows, false, c, field);
}
