import { bothValid } from "../../arrow/bitmap.ts";
import { type Column, fixedListColumn, isValid, listColumn } from "../../arrow/column.ts";
import { concatColumns } from "../../arrow/concat.ts";
import { allNull, takeColumn } from "../../arrow/take.ts";
import { MOST_VALUES } from "../../arrow/time/range.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Options } from "../node.ts";
import type { Spans } from "./spans.ts";

/** A list a row of what a range makes of the row's arguments; null where one of them is. */
export function listsOf(spans: Spans, columns: readonly Column[], n: number, type: DataType, options: Options): Column {
  const inner = (type as Extract<DataType, { inner: DataType }>).inner;
  const span = spans(columns, inner, options);
  let [validity, nulls]: [Column["validity"], number] = [null, 0];
  for (const c of columns) ({ validity, nulls } = bothValid(validity, c.validity, n));
  const parts: Column[] = [];
  const offsets = new Int32Array(n + 1);
  let total = 0;
  for (let i = 0; i < n; i++) {
    if (columns.every((c) => isValid(c, i))) {
      const made = span(i, MOST_VALUES - total);
      parts.push(made);
      total += made.length;
    } else if (type.id === "FixedSizeList") {
      parts.push(allNull(inner, type.size));
      total += type.size;
    }
    offsets[i + 1] = total;
  }
  const items = parts.length === 0 ? takeColumn(allNull(inner, 0), new Int32Array(0)) : concatColumns(inner, parts);
  return type.id === "FixedSizeList"
    ? fixedListColumn(type, n, type.size, items, validity, nulls)
    : listColumn(type, n, offsets, items, validity, nulls);
}
