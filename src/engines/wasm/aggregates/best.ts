import { type Column, isValid } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { byteSize } from "../../../arrow/layout.ts";
import { allNull, takeColumn } from "../../../arrow/take.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { compareValues } from "../order/compare.ts";
import { noGroups } from "./slots.ts";

/** Each group's first least (`sign` 1) or greatest (-1) value, of any type that has an order. */
export interface Best {
  /** `changed` hears of each row that is the best of its group so far. */
  update(
    c: Column,
    groups: Int32Array | null,
    groupCount: number,
    changed?: (group: number, row: number) => void,
  ): void;
  column(groupCount: number): Column;
  readonly bytes: number;
}

export function best(type: DataType, sign: 1 | -1): Best {
  let kept: Column | null = null;
  const padded = (groupCount: number): Column => {
    if (kept === null) return allNull(type, groupCount);
    return kept.length === groupCount ? kept : takeColumn(kept, rowsOf(kept, groupCount), true);
  };
  return {
    update(c, groups, groupCount, changed) {
      if (c.length === c.nulls) return;
      const known = kept?.length ?? 0;
      const all = kept === null ? c : concatColumns(type, [kept, c]);
      const winners = kept === null ? new Int32Array(groupCount).fill(-1) : rowsOf(kept, groupCount);
      const compare = compareValues(all);
      const at = groups ?? noGroups(c.length);
      const values = all.layout === "fixed" && isFloat(type) ? (all.values as Float64Array) : null;
      for (let i = 0; i < c.length; i++) {
        const row = known + i;
        if (all.validity !== null && !isValid(all, row)) continue;
        const g = at[i] as number;
        const winner = winners[g] as number;
        // NaN gives way to any number.
        if (winner >= 0 && values !== null && Number.isNaN(values[row])) continue;
        if (winner < 0 || (values !== null && Number.isNaN(values[winner])) || compare(row, winner) * sign < 0) {
          winners[g] = row;
          changed?.(g, i);
        }
      }
      kept = takeColumn(all, winners, true);
    },
    column: padded,
    get bytes() {
      return kept === null ? 0 : byteSize(kept);
    },
  };
}

/** Row g for group g where it has a value, else -1. */
function rowsOf(c: Column, groupCount: number): Int32Array {
  const out = new Int32Array(groupCount).fill(-1);
  for (let g = 0; g < c.length && g < groupCount; g++) if (isValid(c, g)) out[g] = g;
  return out;
}
