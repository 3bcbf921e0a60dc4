import { isNested, isText, sameType } from "../../arrow/type-info.ts";
import { Bool, type DataType, FixedSizeList, Int64, List, structOf } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { supertype } from "../supertype.ts";
import { itemType, lists } from "./lists.ts";
import { argTypes, shown } from "./signatures.ts";

export type ListItemName =
  | "list.item"
  | "list.gather"
  | "list.gatherEvery"
  | "list.shift"
  | "list.setUnion"
  | "list.setIntersection"
  | "list.setDifference"
  | "list.setSymmetricDifference"
  | "list.toStruct"
  | "list.toArray";
type Sign = FunctionSpec["signature"];

const plain = (list: DataType): DataType => (list.id === "FixedSizeList" ? List(list.inner) : list);

const gather: Sign = (args, options) => {
  const [list, at] = args as readonly [Arg, Arg];
  const inner = itemType(at.type);
  if (inner === null)
    return `takes the places as a list for each row, got ${shown(at)}; write [0, 2], or wrap a column by implode() or concatList()`;
  const given: Arg = { ...at, type: inner };
  const sign = lists((_, type) => plain(type), Int64)([list, given], options);
  return typeof sign === "string" ? sign : { args: [list.type, List(Int64)], type: sign.type };
};

/** Both lists of one type; what has no identity of its own is no item of a set. */
const sets: Sign = (args) => {
  const [a, b] = args as readonly [Arg, Arg];
  const [x, y] = [itemType(a.type), itemType(b.type)];
  if (x === null || y === null) return `takes two lists, got ${argTypes(args)}`;
  const type = sameType(x, y) ? x : supertype(x, y);
  if (type === null || (type.id !== "Null" && isText(x) !== isText(y) && x.id !== "Null" && y.id !== "Null"))
    return `of ${argTypes(args)} have no common type`;
  if (isNested(type) || type.id === Bool.id)
    return `takes lists of numbers, text, bytes or times, got ${argTypes(args)}`;
  return { args: [List(type), List(type)], type: List(type) };
};

const toStruct: Sign = (args, { names }) => {
  const inner = itemType((args[0] as Arg).type);
  if (inner === null) return `takes lists, got ${argTypes(args)}`;
  const fields = [...new Set(Array.isArray(names) ? names.map(String) : [])];
  return { args: null, type: structOf(fields.map((name) => ({ name, type: inner }))) };
};

const WIDEST = 0x7fffffff;
const toArray: Sign = (args, { width }) => {
  const inner = itemType((args[0] as Arg).type);
  if (inner === null) return `takes lists, got ${argTypes(args)}`;
  const size = Number(width);
  return Number.isInteger(size) && size >= 0 && size <= WIDEST
    ? { args: null, type: FixedSizeList(inner, size) }
    : `needs a width of 0 to ${WIDEST}, got ${String(width)}`;
};

const set = elementwise(sets, "any");
const first = (args: readonly Arg[]): boolean => (args[0] as Arg).nullable;

export const LIST_ITEMS: Family<ListItemName> = {
  /** The only item; another number of items is an error, none null where allowEmpty says so. @example col("l").list.item() */
  "list.item": elementwise(
    lists((inner) => inner),
    "always",
  ),
  /** The items at some places (negative: from the end); outside of the list an error, or null where nullOnOob says so. @example col("l").list.gather([0, -1]) */
  "list.gather": elementwise(gather, "any"),
  /** Every n-th item, from an offset on. @example col("l").list.gatherEvery(2) */
  "list.gatherEvery": elementwise(
    lists((_, list) => plain(list), Int64, Int64),
    "any",
  ),
  /** Each list's items moved n places to the end (negative: to the start); the gap is null. @example col("l").list.shift(1) */
  "list.shift": elementwise(
    lists((_, list) => plain(list), Int64),
    "any",
  ),
  /** What is in either list, each once. @example col("l").list.setUnion([1]) */
  "list.setUnion": set,
  /** What is in both lists, each once. @example col("l").list.setIntersection([1]) */
  "list.setIntersection": set,
  /** What is in the first list but not in the second, each once. @example col("l").list.setDifference([1]) */
  "list.setDifference": set,
  /** What is in one list but not in the other, each once. @example col("l").list.setSymmetricDifference([1]) */
  "list.setSymmetricDifference": set,
  /** The first items as the fields of a struct; null where a list is shorter. @example col("l").list.toStruct(["a", "b"]) */
  "list.toStruct": elementwise(toStruct, first),
  /** Each list as one of fixed size; another length is an error. @example col("l").list.head(1).list.toArray(1) */
  "list.toArray": elementwise(toArray, first),
};
