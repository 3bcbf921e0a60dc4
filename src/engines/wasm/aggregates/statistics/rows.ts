import { bitmapBytes, getBit, setBit } from "../../../../arrow/bitmap.ts";
import {
  type BoolColumn,
  boolColumn,
  type Column,
  type FixedColumn,
  fixedColumn,
  isValid,
} from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { UInt32 } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { custom } from "../../functions/recode/custom.ts";
import { compareKey } from "../../order/compare.ts";
import { sortKey } from "../../order/key.ts";
import { ruleOf } from "../../tables.ts";
import { columnIn } from "../../value.ts";
import { searched } from "../search.ts";
import type { OfGroups } from "./collected.ts";

/** Where a row lies among `n`, -1 for none that is allowed to be missing. */
function placed(at: number, n: number, nullOnOob: boolean): number {
  const row = at < 0 ? at + n : at;
  if (row >= 0 && row < n) return row;
  if (nullOnOob) return -1;
  throw new PolaroidError(
    "OUT_OF_RANGE",
    `get: there is no row ${at} among ${n}; with { nullOnOob: true } it gives null`,
  );
}

export const get: OfGroups = ([c, index], starts, { options }) => {
  const groups = starts.length - 1;
  const rows = new Int32Array(groups).fill(-1);
  const missing = options.nullOnOob === true;
  for (let g = 0; g < groups; g++) {
    const from = starts[g] as number;
    const n = (starts[g + 1] as number) - from;
    // Among no rows an index that is computed is none.
    if (index !== undefined && (n === 0 || !isValid(index, from))) continue;
    const at = index === undefined ? Number(options.index ?? 0) : Number((index as FixedColumn).values[from]);
    const row = placed(at, n, missing);
    if (row >= 0) rows[g] = from + row;
  }
  return takeColumn(c as Column, rows, true);
};

export const item: OfGroups = ([c], starts, { options }) => {
  const rows = new Int32Array(starts.length - 1).fill(-1);
  for (let g = 0; g < rows.length; g++) {
    const n = (starts[g + 1] as number) - (starts[g] as number);
    if (n === 1) rows[g] = starts[g] as number;
    else if (n > 0 || options.allowEmpty !== true)
      throw new PolaroidError("SHAPE_MISMATCH", `item: one value is expected, found ${n === 0 ? "none" : n}`);
  }
  return takeColumn(c as Column, rows, true);
};

/** Whether each row comes with or after the one before. */
function inOrder(c: Column, from: number, to: number, descending: boolean, nullsLast: boolean): boolean {
  const compare = compareKey(sortKey(c, descending, nullsLast));
  for (let i = from + 1; i < to; i++) if (compare(i - 1, i) > 0) return false;
  return true;
}

export const isSorted: OfGroups = ([c], starts, { type, options }) => {
  const column = c as Column;
  const either = (option: unknown): readonly boolean[] => (option === null ? [false, true] : [option === true]);
  const groups = starts.length - 1;
  const bits = new Uint8Array(bitmapBytes(groups));
  for (let g = 0; g < groups; g++)
    if (
      either(options.descending).some((d) =>
        either(options.nullsLast).some((l) => inOrder(column, starts[g] as number, starts[g + 1] as number, d, l)),
      )
    )
      setBit(bits, g);
  return boolColumn(type, groups, bits);
};

export const indexOf: OfGroups = ([c, sought], starts, { options }) => {
  const column = c as Column;
  const { length } = column;
  const same = columnIn(
    ruleOf("elementwise", "eqMissing")([column, sought as Column], { type: { id: "Bool" } as never, length, options }),
  ) as BoolColumn;
  const groups = starts.length - 1;
  const out = new Uint32Array(groups);
  const valid = new Uint8Array(bitmapBytes(groups));
  let nulls = groups;
  for (let g = 0; g < groups; g++)
    for (let i = starts[g] as number; i < (starts[g + 1] as number); i++)
      if (getBit(same.bits, i) === 1) {
        out[g] = i - (starts[g] as number);
        setBit(valid, g);
        nulls--;
        break;
      }
  return fixedColumn(UInt32, groups, out, valid, nulls);
};

export const searchSorted: OfGroups = ([c, sought], starts, { options }) => {
  const out = new Uint32Array(starts.length - 1);
  for (let g = 0; g < out.length; g++) {
    const from = starts[g] as number;
    const n = (starts[g + 1] as number) - from;
    if (n === 0) continue;
    const found = searched(sliceColumn(c as Column, from, n), sliceColumn(sought as Column, from, 1), options);
    out[g] = (found as FixedColumn).values[0] as number;
  }
  return fixedColumn(UInt32, out.length, out);
};

export const mapGroups: OfGroups = ([c], starts, { type, options }) => {
  const out: Column[] = [];
  for (let g = 0; g + 1 < starts.length; g++) {
    const from = starts[g] as number;
    const made = custom(options, type, sliceColumn(c as Column, from, (starts[g + 1] as number) - from));
    if (made.length !== 1)
      throw new PolaroidError(
        "SHAPE_MISMATCH",
        `mapBatches: returnsScalar promises one value, the function gave ${made.length}`,
      );
    out.push(made);
  }
  return concatColumns(type, out);
};
