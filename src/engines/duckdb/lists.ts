import { isFloat, isInteger, isNested } from "../../arrow/type-info.ts";
import type { DataType, Enum } from "../../arrow/types.ts";
import { enumRank, enumText } from "./categories.ts";
import { sqlType } from "./types.ts";
import { wrapInteger } from "./wrap.ts";

/** Items [start, start + length) of a list or text of `n`, as Polars cuts: negative starts count from the end. */
export function stretch(
  n: string,
  offset: string,
  length: string | null,
): { readonly start: string; readonly end: string } {
  const from = `(CASE WHEN ${offset} < 0 THEN ${n} + ${offset} ELSE ${offset} END)`;
  const to = length === null ? n : `coalesce(${from}::HUGEINT + ${length}, ${n})`;
  return { start: `greatest(${from}, 0)`, end: `least(${to}, ${n})` };
}

export const sliceList = (l: string, offset: string, length: string | null): string => {
  const { start, end } = stretch(`len(${l})`, offset, length);
  return `CASE WHEN ${l} IS NULL THEN NULL WHEN ${end} > ${start} THEN list_slice(${l}, (${start} + 1)::BIGINT, (${end})::BIGINT) ELSE list_filter(${l}, lambda z: false) END`;
};
export const sortList = (l: string, inner: DataType, descending: boolean, nullsLast: boolean): string => {
  const sorted = (items: string): string =>
    `list_sort(${items}, '${descending ? "DESC" : "ASC"}', 'NULLS ${nullsLast ? "LAST" : "FIRST"}')`;
  if (inner.id !== "Enum") return sorted(l);
  return `list_transform(${sorted(ranks(l, inner))}, lambda v: ${enumText("v", inner)})`;
};
const ranks = (l: string, inner: Enum): string => `list_transform(${l}, lambda v: ${enumRank("v", inner)})`;
/** Different items in order of appearance; null counts as one. */
// What stands in a lambda may read columns: its names begin as none of theirs does.
export const uniqueList = (l: string): string =>
  `list_filter(${l}, lambda __v, __i: len(list_filter(list_slice(${l}, 1, __i - 1), lambda __w: __w IS NOT DISTINCT FROM __v)) = 0)`;
/** Different items in any order. */
export const distinctList = (l: string, inner: DataType): string =>
  // Among lists' items NaN differs from NaN there.
  isFloat(inner) || isNested(inner)
    ? uniqueList(l)
    : `list_concat(list_distinct(${l}), CASE WHEN len(${l}) > len(${dropNulls(l)}) THEN [NULL] ELSE [] END)`;
export const dropNulls = (l: string): string => `list_filter(${l}, lambda v: v IS NOT NULL)`;

/** Aggregates over the items of a list. */
export const LIST_AGGREGATES: Readonly<Record<string, (l: string, inner: DataType, result: DataType) => string>> = {
  sum: (l, inner, result) => {
    const items = inner.id === "Bool" ? `list_transform(${l}, lambda v: v::INTEGER)` : l;
    const total = `CASE WHEN ${l} IS NULL THEN NULL ELSE coalesce(list_sum(${items}), 0) END`;
    return isInteger(result) ? wrapInteger(`(${total})::HUGEINT`, result) : `CAST(${total} AS ${sqlType(result)})`;
  },
  mean: (l, _, result) => `CAST(list_avg(${l}) AS ${sqlType(result)})`,
  min: (l, inner) => edge("list_min", l, inner),
  max: (l, inner) => edge("list_max", l, inner),
  count: (l) => `CAST(len(${dropNulls(l)}) AS UINTEGER)`,
  len: (l) => `CAST(len(${l}) AS UINTEGER)`,
  nullCount: (l) => `CAST(len(${l}) - len(${dropNulls(l)}) AS UINTEGER)`,
  nUnique: (l, inner) => `CAST(len(${distinctList(l, inner)}) AS UINTEGER)`,
  first: (l) => `list_extract(${l}, 1)`,
  last: (l) => `list_extract(${l}, -1)`,
  implode: (l) => l,
};

function edge(fn: string, l: string, inner: DataType): string {
  if (inner.id === "Enum") return enumText(`${fn}(${ranks(l, inner)})`, inner);
  return isFloat(inner) ? `coalesce(${fn}(list_filter(${l}, lambda v: NOT isnan(v))), ${fn}(${l}))` : `${fn}(${l})`;
}
