import { type Column, fixedColumn, isValid } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { UInt32 } from "../../../arrow/types.ts";
import type { Options } from "../../../expr/node.ts";
import { compareKey } from "../order/compare.ts";
import { sortKey } from "../order/key.ts";

/** Where values belong in a column that is in order: before equal ones, or behind them where the side is right. */
export function searched(c: Column, values: Column, { side, descending }: Options): Column {
  const n = c.length;
  const all = concatColumns(c.type, [c, values]);
  // Nulls are where the column has them.
  const nullsLast = n > 0 && isValid(c, 0);
  const compare = compareKey(sortKey(all, descending === true, nullsLast));
  const right = side === "right";
  const out = new Uint32Array(values.length);
  for (let k = 0; k < out.length; k++) {
    let [low, high] = [0, n];
    while (low < high) {
      const middle = (low + high) >> 1;
      const d = compare(middle, n + k);
      if (d < 0 || (right && d === 0)) low = middle + 1;
      else high = middle;
    }
    out[k] = low;
  }
  return fixedColumn(UInt32, out.length, out);
}
