import { type Column, isValid, type Numbers } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { isFloat } from "../../../../arrow/type-info.ts";
import { type Compare, compareValues } from "../../order/compare.ts";
import { isReversed } from "./options.ts";
import type { Segmented } from "./segmented.ts";

/** Whether row a beats row b; NaN beats nothing and is beaten by every number. */
export function beats(c: Column, greatest: boolean): (a: number, b: number) => boolean {
  const compare: Compare = compareValues(c);
  if (!greatest) return (a, b) => compare(a, b) < 0;
  if (c.layout !== "fixed" || !isFloat(c.type)) return (a, b) => compare(a, b) > 0;
  const values = c.values as Numbers;
  return (a, b) => {
    const [x, y] = [values[a] as number, values[b] as number];
    return x > y || (Number.isNaN(y) && !Number.isNaN(x));
  };
}

/** The row of the least or greatest value that is not null, -1 where all are. */
export function extremeRow(c: Column, greatest: boolean): number {
  const better = beats(c, greatest);
  let best = -1;
  for (let i = 0; i < c.length; i++) if (isValid(c, i) && (best < 0 || better(i, best))) best = i;
  return best;
}

const running =
  (greatest: boolean): Segmented =>
  ([c], info, starts) => {
    const column = c as Column;
    const better = beats(column, greatest);
    const rows = new Int32Array(column.length).fill(-1);
    const reversed = isReversed(info);
    for (let s = 0; s + 1 < starts.length; s++) {
      const [from, to] = [starts[s] as number, starts[s + 1] as number];
      let best = -1;
      for (let k = from; k < to; k++) {
        const i = reversed ? to - 1 - (k - from) : k;
        if (!isValid(column, i)) continue;
        if (best < 0 || better(i, best)) best = i;
        rows[i] = best;
      }
    }
    return takeColumn(column, rows, column.nulls > 0);
  };

export const cumMin: Segmented = running(false);
export const cumMax: Segmented = running(true);
