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
  if (ends.layout !== "fixed" || ends.nulls > 0 || values.length < ends.length)
    throw corrupt(`${field.path}: its runs do not hold together`);
  // Checked before anything is made that is as long as the promised length.
  let last = 0;
  for (let run = 0; run < ends.length; run++) {
    const end = Number(ends.values[run]);
    if (end <= last) throw corrupt(`${field.path}: run ends do not rise`);
    last = end;
  }
  if (last < length) throw corrupt(`${field.path}: runs end at row ${last} of ${length}`);
  c.expand(4 * length, field);
  const rows = new Int32Array(length);
  for (let run = 0, at = 0; at < length; run++) {
    const to = Math.min(Number(ends.values[run]), length);
    rows.fill(run, at, to);
    at = to;
  }
  return expandRows(values, rows, false, c, field);
}
