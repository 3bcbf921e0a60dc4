import { bitsToRows } from "../../../arrow/bitmap.ts";
import { type BoolColumn, type FixedColumn, fixedColumn, isValid, type Numbers } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import { UInt32 } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { RearrangeName } from "../../../expr/functions/rearrange.ts";
import type { Whole } from "../function.ts";
import { argUnique, rle, uniqueCounts, valueCounts } from "./rearrange/counts.ts";
import { hist } from "./rearrange/hist.ts";
import { append, extendConstant, type Form, searchSortedAll } from "./rearrange/joined.ts";
import { gatherEvery, reshape } from "./rearrange/shaped.ts";
import { mapBatches } from "./recode/custom.ts";

const argTrue: Whole = ([c]) => {
  const { bits, validity, length } = c as BoolColumn;
  const rows = bitsToRows(validity === null ? bits : bits.map((b, i) => b & (validity[i] as number)), length);
  return fixedColumn(UInt32, rows.length, new Uint32Array(rows));
};

const dropNans: Whole = ([c]) => {
  const column = c as FixedColumn;
  if (!isFloat(column.type)) return column;
  const values = column.values as Numbers;
  const rows = new Int32Array(column.length);
  let n = 0;
  for (let i = 0; i < column.length; i++) if (values[i] === values[i] || !isValid(column, i)) rows[n++] = i;
  return n === column.length ? column : takeColumn(column, rows.subarray(0, n));
};

/** Functions that look at what their arguments are. */
export type JoinedName = "append" | "extendConstant" | "searchSortedAll";
export const JOINED: Readonly<Record<JoinedName, Form>> = { append, extendConstant, searchSortedAll };

/** More functions whose result has a length of its own. */
export const REARRANGE: Rules<Exclude<RearrangeName, JoinedName>, Whole> = {
  argTrue,
  argUnique,
  dropNans,
  gatherEvery,
  hist,
  reshape,
  rle,
  uniqueCounts,
  valueCounts,
  mapBatches,
};
