import type { Column } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import type { Segmented } from "./segmented.ts";

export const reverse: Segmented = ([c], _, starts) => {
  const column = c as Column;
  const rows = new Int32Array(column.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    for (let i = from; i < to; i++) rows[i] = from + to - 1 - i;
  }
  return takeColumn(column, rows);
};
