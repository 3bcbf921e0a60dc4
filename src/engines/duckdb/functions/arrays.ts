import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ArrayName } from "../../../expr/functions/arrays.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { LIST_AGGREGATES } from "../lists.ts";
import type { FunctionSql } from "../scope.ts";
import { wrapping } from "../wrap.ts";
import { LIST_ITEMS } from "./list-items.ts";
import { LISTS } from "./lists.ts";

const typeAt = (c: TypedCall, i: number): DataType => (c.args[i] as TypedCall).type;
const innerOf = (t: DataType): DataType => (t.id === "List" || t.id === "FixedSizeList" ? t.inner : t);
const isArray = (t: DataType): boolean => t.id === "FixedSizeList";

const dot: FunctionSql = ([a, b], c) => {
  const inner = innerOf(typeAt(c, 0));
  const product = wrapping(
    `list_extract(${a}, __i)::${inner.id.startsWith("Float") ? "DOUBLE" : "HUGEINT"} * list_extract(${b}, __i)`,
    inner,
  );
  const products = `list_transform(range(1, len(${a}) + 1), lambda __i: ${product})`;
  const sum = LIST_AGGREGATES["sum"] as (l: string, inner: DataType, result: DataType) => string;
  return `CASE WHEN ${a} IS NULL OR ${b} IS NULL THEN NULL ELSE ${sum(products, inner, c.type)} END`;
};

const concatArr: FunctionSql = (args, c) => {
  const parts = args.map((a, i) => (isArray(typeAt(c, i)) ? a : `[${a}]`));
  const nulls = args.filter((_, i) => isArray(typeAt(c, i))).map((a) => `${a} IS NULL`);
  const joined = parts.slice(1).reduce((all, p) => `list_concat(${all}, ${p})`, parts[0] as string);
  return nulls.length === 0 ? joined : `CASE WHEN ${nulls.join(" OR ")} THEN NULL ELSE ${joined} END`;
};

/** Lists of fixed size are lists there. */
export const ARRAYS: Rules<ArrayName, FunctionSql> = {
  "arr.toList": ([a]) => a as string,
  "arr.sort": LISTS["list.sort"],
  "arr.reverse": LISTS["list.reverse"],
  "arr.shift": LIST_ITEMS["list.shift"],
  "arr.dot": dot,
  "arr.toStruct": LIST_ITEMS["list.toStruct"],
  concatArr,
};
