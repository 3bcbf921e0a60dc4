import { bothValid } from "../../../arrow/bitmap.ts";
import {
  type Column,
  type FixedListColumn,
  fixedListColumn,
  type ListColumn,
  type Validity,
} from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { FixedSizeList, List } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ArrayName } from "../../../expr/functions/arrays.ts";
import type { Elementwise } from "../function.ts";
import { ruleOf } from "../tables.ts";
import { isScalar, scalar, spread, type Value } from "../value.ts";
import { flat } from "./lists/items.ts";
import { reverse, sort } from "./lists/order.ts";
import { shift, toArray, toStruct } from "./lists/pick.ts";
import { asList, listwise, type OfLists, present } from "./lists/rows.ts";

/** A function of lists that keeps their lengths, of arrays. */
const kept = (run: OfLists, needed: readonly number[] = []): Elementwise =>
  listwise((c, rest, info) => {
    const list = run(c, rest, info) as ListColumn;
    // A null array has its room, where a null list need not have any.
    return toArray(list, [], info);
  }, needed);

const toList: OfLists = (c, _, { type }) => ({ ...present(c), type });

const dot: OfLists = (c, [other], info) => {
  const v = other as Value;
  const whole = spread(v, c.length);
  const { validity, nulls } = bothValid(c.validity, whole.validity, c.length);
  const both: ListColumn = present({ ...c, validity, nulls });
  const factors: ListColumn = present({ ...asList(whole), validity, nulls });
  const inner = (c.type as FixedSizeList | List).inner;
  const [x, y] = [flat(both), flat(factors)];
  const products = ruleOf("elementwise", "mul")([x.items, y.items], {
    type: inner,
    length: x.items.length,
    options: {},
  });
  const fold = ruleOf("accumulators", "sum")({ type: info.type, argTypes: [inner], options: {} });
  fold.update([spread(products, x.items.length)], x.groups, c.length);
  const out = fold.finish(c.length);
  const valid = bothValid(out.validity, validity, c.length);
  return { ...out, type: info.type, validity: valid.validity, nulls: valid.nulls } as Column;
};

const concatArr: Elementwise = (args, { type, length }) => {
  const all = args.every(isScalar);
  const n = all ? 1 : length;
  const size = type.id === "FixedSizeList" ? type.size : 0;
  const inner = type.id === "FixedSizeList" ? type.inner : type;
  const parts = args.map((a) => spread(a, n));
  const isArray = (c: Column): c is FixedListColumn => c.layout === "fixedList";
  const children = parts.map((c) => (isArray(c) ? c.child : c));
  const items = concatColumns(inner, children);
  const rows = new Int32Array(n * size);
  let [at, base, validity, nulls]: [number, number, Validity, number] = [0, 0, null, 0];
  parts.forEach((c, k) => {
    const width = isArray(c) ? c.size : 1;
    for (let i = 0; i < n; i++) for (let j = 0; j < width; j++) rows[i * size + at + j] = base + i * width + j;
    if (isArray(c)) ({ validity, nulls } = bothValid(validity, c.validity, n));
    at += width;
    base += (children[k] as Column).length;
  });
  const out = fixedListColumn(type, n, size, takeColumn(items, rows), validity, nulls);
  return all ? scalar(out) : out;
};

/** Lists of fixed size. */
export const ARRAYS: Rules<ArrayName, Elementwise> = {
  "arr.toList": listwise(toList),
  "arr.sort": kept(sort),
  "arr.reverse": kept(reverse),
  "arr.shift": kept(shift, [1]),
  "arr.dot": listwise(dot, [1]),
  "arr.toStruct": listwise(toStruct),
  concatArr,
};
