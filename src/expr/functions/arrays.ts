import { isInteger, isNumeric, sameType } from "../../arrow/type-info.ts";
import { type DataType, FixedSizeList, Float64, Int64, List, structOf } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { supertype } from "../supertype.ts";
import { LIST_ITEMS } from "./list-items.ts";
import { LISTS } from "./lists.ts";
import { argTypes } from "./signatures.ts";

export type ArrayName =
  | "arr.toList"
  | "arr.sort"
  | "arr.reverse"
  | "arr.shift"
  | "arr.dot"
  | "arr.toStruct"
  | "concatArr";
type Sign = FunctionSpec["signature"];

const WANTED = "takes lists of fixed size (FixedSizeList)";
const toList: Sign = (args) => {
  const { type } = args[0] as Arg;
  if (type.id !== "FixedSizeList")
    return `${WANTED}, got ${argTypes(args)}; what has lists of any length is under list`;
  return { args: null, type: List(type.inner) };
};

/** As the function of lists, of arrays that stay as long as they are. */
const like =
  (list: FunctionSpec): Sign =>
  (args, options) => {
    const { type } = args[0] as Arg;
    if (type.id !== "FixedSizeList") return `${WANTED}, got ${argTypes(args)}`;
    const sign = list.signature(args, options);
    return typeof sign === "string" ? sign : { ...sign, type };
  };

const dot: Sign = (args) => {
  const [a, b] = (args as readonly [Arg, Arg]).map((x) => x.type) as [DataType, DataType];
  if (
    a.id !== "FixedSizeList" ||
    (b.id !== "FixedSizeList" && b.id !== "List") ||
    (b.id === "List" && args[1]?.literal === undefined)
  )
    return `${WANTED}, got ${argTypes(args)}`;
  const literal = args[1]?.literal;
  const width = b.id === "FixedSizeList" ? b.size : Array.isArray(literal) ? literal.length : a.size;
  if (width !== a.size) return `takes arrays of one size, got ${a.size} and ${width}`;
  const type = supertype(a.inner, b.inner);
  if (type === null || !isNumeric(type)) return `takes arrays of numbers, got ${argTypes(args)}`;
  const sum = isInteger(type) ? (/^U?Int(8|16)$/.test(type.id) ? Int64 : type) : type.id === "Decimal" ? Float64 : type;
  const as = (t: DataType, inner: DataType): DataType => (sameType(inner, type) ? t : List(type));
  return { args: [as(a, a.inner), as(b, b.inner)], type: sum };
};

const toStruct: Sign = (args, { names }) => {
  const { type } = args[0] as Arg;
  if (type.id !== "FixedSizeList") return `${WANTED}, got ${argTypes(args)}`;
  if (Array.isArray(names) && (names.length !== type.size || new Set(names).size !== names.length))
    return `needs ${type.size} different names of fields, got ${names.length}`;
  // A name for each item: a struct that wide is a mistake.
  if (type.size > 10_000) return `makes no struct of ${type.size} fields`;
  const fields = Array.from({ length: type.size }, (_, i) => ({
    name: Array.isArray(names) ? String(names[i]) : `field_${i}`,
    type: type.inner,
  }));
  return { args: null, type: structOf(fields) };
};

const concat: Sign = (args) => {
  if (args.length === 0) return "needs at least one column";
  const parts = args.map((a) => (a.type.id === "FixedSizeList" ? a.type : FixedSizeList(a.type, 1)));
  const { inner } = parts[0] as FixedSizeList;
  const other = parts.find((p) => !sameType(p.inner, inner));
  if (other !== undefined) return `takes columns and arrays of one type, got ${argTypes(args)}; cast them`;
  return {
    args: null,
    type: FixedSizeList(
      inner,
      parts.reduce((n, p) => n + p.size, 0),
    ),
  };
};

const first = (args: readonly Arg[]): boolean => (args[0] as Arg).nullable;

export const ARRAYS: Family<ArrayName> = {
  /** An array as a list of any length. @example col("l").list.head(1).list.toArray(1).arr.toList() */
  "arr.toList": elementwise(toList, "any"),
  /** Each array in order. @example col("l").list.head(1).list.toArray(1).arr.sort() */
  "arr.sort": elementwise(like(LISTS["list.sort"]), "any"),
  /** Each array from last to first. @example col("l").list.head(1).list.toArray(1).arr.reverse() */
  "arr.reverse": elementwise(like(LISTS["list.reverse"]), "any"),
  /** Each array's items moved n places to the end (negative: to the start); the gap is null. @example col("l").list.head(1).list.toArray(1).arr.shift(1) */
  "arr.shift": elementwise(like(LIST_ITEMS["list.shift"]), "any"),
  /** The sum of two arrays' products, item by item; what is null counts as none. @example col("l").list.head(1).list.toArray(1).arr.dot([2]) */
  "arr.dot": elementwise(dot, "any"),
  /** The items as the fields of a struct. @example col("l").list.head(1).list.toArray(1).arr.toStruct(["a"]) */
  "arr.toStruct": elementwise(toStruct, first),
  /** Columns as the items of one array a row; arrays are joined. @example concatArr("a", "a") */
  concatArr: elementwise(concat, (args) => args.some((a) => a.nullable && a.type.id === "FixedSizeList")),
};
