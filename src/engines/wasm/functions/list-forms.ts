import { type Column, isValid, type ListColumn, listColumn, structColumn } from "../../../arrow/column.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { List } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ListFormName } from "../../../expr/functions/list-forms.ts";
import type { Elementwise } from "../function.ts";
import { spread, type Value } from "../value.ts";
import { resultOf, rowsOf } from "./operands.ts";

const lists = (args: readonly Value[], length: number): ListColumn[] =>
  args.map((a) => spread(a, length) as ListColumn);
const lengthAt = (c: ListColumn, i: number): number =>
  isValid(c, i) ? (c.offsets[i + 1] as number) - (c.offsets[i] as number) : 0;

const zip: Elementwise = (args, { type, length }) => {
  const n = rowsOf(args, length);
  const columns = lists(args, n);
  const [first] = columns as [ListColumn];
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    let most = 0;
    if (isValid(first, i)) for (const c of columns) most = Math.max(most, lengthAt(c, i));
    offsets[i + 1] = (offsets[i] as number) + most;
  }
  const total = offsets[n] as number;
  const children = columns.map((c): Column => {
    const rows = new Int32Array(total).fill(-1);
    for (let i = 0; i < n; i++) {
      const [from, to] = [offsets[i] as number, offsets[i + 1] as number];
      const own = Math.min(to - from, lengthAt(c, i));
      for (let k = 0; k < own; k++) rows[from + k] = (c.offsets[i] as number) + k;
    }
    return takeColumn(c.child, rows, true);
  });
  const items = structColumn((type as List).inner, total, children);
  return resultOf(args, listColumn(type, n, offsets, items, first.validity, first.nulls));
};

const flatten: Elementwise = (args, { type, length }) => {
  const n = rowsOf(args, length);
  const [outer] = lists(args, n) as [ListColumn];
  const inner = outer.child as ListColumn;
  const offsets = new Int32Array(n + 1);
  for (let i = 0; i < n; i++) {
    let size = 0;
    if (isValid(outer, i))
      for (let j = outer.offsets[i] as number; j < (outer.offsets[i + 1] as number); j++) size += lengthAt(inner, j);
    offsets[i + 1] = (offsets[i] as number) + size;
  }
  const rows = new Int32Array(offsets[n] as number);
  let at = 0;
  for (let i = 0; i < n; i++) {
    if (!isValid(outer, i)) continue;
    for (let j = outer.offsets[i] as number; j < (outer.offsets[i + 1] as number); j++)
      for (let k = 0; k < lengthAt(inner, j); k++) rows[at++] = (inner.offsets[j] as number) + k;
  }
  return resultOf(args, listColumn(type, n, offsets, takeColumn(inner.child, rows), outer.validity, outer.nulls));
};

export const LIST_FORMS: Rules<ListFormName, Elementwise> = { "list.zip": zip, "list.flatten": flatten };
