import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ListName } from "../../../expr/functions/lists.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { dropNulls, LIST_AGGREGATES, sliceList, sortList, uniqueList } from "../lists.ts";
import { identifier } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";

const isList = (t: DataType): boolean => t.id === "List" || t.id === "FixedSizeList";
const typeAt = (c: TypedCall, i: number): DataType => (c.args[i] as TypedCall).type;
const innerOf = (c: TypedCall): DataType => (typeAt(c, 0) as DataType & { inner: DataType }).inner;
const folded =
  (fn: "sum" | "mean" | "min" | "max"): FunctionSql =>
  ([l], c) =>
    (LIST_AGGREGATES[fn] as (l: string, a: DataType, b: DataType) => string)(l as string, innerOf(c), c.type);

const get: FunctionSql = ([l, at], c) => {
  const item = `list_extract(${l}, CASE WHEN ${at} < 0 THEN ${at} ELSE ${at} + 1 END)`;
  if (c.options["nullOnOob"] === true) return item;
  const out = `error('POLAROID:OUT_OF_RANGE:list.get(' || ${at} || ') lies outside of a list of ' || len(${l}) || ' items; nullOnOob gives null there')`;
  return `CASE WHEN ${l} IS NULL OR ${at} IS NULL THEN NULL WHEN ${at} >= len(${l}) OR ${at} < -len(${l}) THEN ${out} ELSE ${item} END`;
};

const concatList: FunctionSql = (args, c) => {
  const parts = args.map((a, i) => (isList(typeAt(c, i)) ? a : `[${a}]`));
  const nulls = args.filter((_, i) => isList(typeAt(c, i))).map((a) => `${a} IS NULL`);
  const joined = parts.slice(1).reduce((all, p) => `list_concat(${all}, ${p})`, parts[0] as string);
  return nulls.length === 0 ? joined : `CASE WHEN ${nulls.join(" OR ")} THEN NULL ELSE ${joined} END`;
};

export const LISTS: Rules<ListName, FunctionSql> = {
  "list.len": ([l]) => `CAST(len(${l}) AS UINTEGER)`,
  "list.get": get,
  "list.first": ([l]) => `list_extract(${l}, 1)`,
  "list.last": ([l]) => `list_extract(${l}, -1)`,
  "list.sum": folded("sum"),
  "list.mean": folded("mean"),
  "list.min": folded("min"),
  "list.max": folded("max"),
  "list.contains": ([l, x]) =>
    `CASE WHEN ${l} IS NULL THEN NULL WHEN ${x} IS NULL THEN len(${l}) > len(${dropNulls(l as string)}) ELSE coalesce(list_contains(${l}, ${x}), false) END`,
  "list.join": ([l, by], c) => {
    const joined = `CASE WHEN ${l} IS NULL OR ${by} IS NULL THEN NULL ELSE coalesce(array_to_string(${l}, ${by}), '') END`;
    return c.options["ignoreNulls"] === false
      ? `CASE WHEN len(${l}) > len(${dropNulls(l as string)}) THEN NULL ELSE ${joined} END`
      : joined;
  },
  "list.sort": ([l], c) =>
    sortList(l as string, innerOf(c), c.options["descending"] === true, c.options["nullsLast"] === true),
  "list.reverse": ([l]) => `list_reverse(${l})`,
  "list.unique": ([l]) => uniqueList(l as string),
  "list.slice": ([l, offset, length]) => sliceList(l as string, offset as string, length ?? null),
  "list.head": ([l, n]) => sliceList(l as string, "0", `CASE WHEN ${n} < 0 THEN len(${l}) ELSE ${n} END`),
  "list.tail": ([l, n]) =>
    sliceList(
      l as string,
      `greatest(len(${l}) - CASE WHEN ${n} < 0 THEN greatest(len(${l}) + ${n}, 0) ELSE ${n} END, 0)`,
      null,
    ),
  concatList,
  struct: (args, c) =>
    `CAST(struct_pack(${args.map((a, i) => `${identifier((c.options["names"] as readonly string[])[i] as string)} := ${a}`).join(", ")}) AS ${sqlType(c.type)})`,
};
