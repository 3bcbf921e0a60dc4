import { isInteger, isNested, isText } from "../../arrow/type-info.ts";
import { Bool, type DataType, Int64, List, structOf, UInt32, Utf8 } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { adopt, common, supertype } from "../supertype.ts";
import { AGGREGATES } from "./aggregates.ts";
import { argTypes, shown } from "./signatures.ts";

export type ListName =
  | "list.len"
  | "list.get"
  | "list.first"
  | "list.last"
  | "list.sum"
  | "list.mean"
  | "list.min"
  | "list.max"
  | "list.contains"
  | "list.join"
  | "list.sort"
  | "list.reverse"
  | "list.unique"
  | "list.slice"
  | "list.head"
  | "list.tail"
  | "concatList"
  | "struct";
type Sign = FunctionSpec["signature"];

/** What is in the lists; null where the type is no list. */
export const itemType = (t: DataType): DataType | null =>
  t.id === "List" || t.id === "FixedSizeList" ? t.inner : t.id === "Null" ? t : null;

/** A function of lists whose further arguments have these types. */
export const lists =
  (
    rule: (inner: DataType, list: DataType, args: readonly Arg[]) => DataType | string,
    ...rest: readonly DataType[]
  ): Sign =>
  (args) => {
    const list = (args[0] as Arg).type;
    const inner = itemType(list);
    if (inner === null) return `takes lists, got ${argTypes(args)}`;
    for (let i = 0; i < rest.length; i++) {
      const [want, got] = [rest[i] as DataType, args[i + 1]];
      if (got === undefined || got.type.id === "Null") continue;
      const fine = want.id === "Utf8" ? isText(got.type) : isInteger(got.type);
      if (!fine) return `takes ${want.id} as argument ${i + 1}, got ${shown(got)}`;
    }
    const type = rule(inner, list, args);
    return typeof type === "string"
      ? type
      : { args: args.map((a, i) => (i === 0 ? a.type : (rest[i - 1] ?? a.type))), type };
  };
const listOf = (list: DataType): DataType => (list.id === "FixedSizeList" ? List(list.inner) : list);

/** The type that an aggregate gives of the items. */
const folded = (fn: "sum" | "mean" | "min" | "max"): Sign =>
  lists((inner) => {
    const sign = AGGREGATES[fn].signature([{ type: inner, nullable: true, literal: undefined, untyped: false }], {});
    return typeof sign === "string" ? sign : sign.type;
  });

const contains: Sign = (args) => {
  const [list, item] = args as readonly [Arg, Arg];
  const inner = itemType(list.type);
  if (inner === null) return `takes lists, got ${argTypes(args)}`;
  if (item.type.id === "Null" || inner.id === "Null") return { args: [list.type, inner], type: Bool };
  const type = supertype(inner, item.untyped ? adopt(item, inner) : item.type);
  if (type === null || isText(inner) !== isText(item.type)) return `of ${argTypes([list])} cannot hold ${shown(item)}`;
  return { args: [List(type), type], type: Bool };
};

const sortable: Sign = lists((inner, list) => (isNested(inner) ? "takes lists of what has an order" : listOf(list)));

const concat: Sign = (args) => {
  if (args.length === 0) return "needs at least one column";
  const items = args.map((a): Arg => ({ ...a, type: a.type.id === "Null" ? a.type : (itemType(a.type) ?? a.type) }));
  const type = common(items);
  if (type === null) return `${argTypes(args)} have no common type`;
  return {
    args: args.map((a) =>
      itemType(a.type) === null || a.type.id === "Null" ? (a.type.id === "Null" ? List(type) : type) : List(type),
    ),
    type: List(type),
  };
};

const struct: Sign = (args, { names }) => {
  if (!Array.isArray(names) || names.length !== args.length || args.length === 0)
    return "needs at least one column, and a name for each";
  const twice = names.find((n, i) => names.indexOf(n) !== i);
  if (twice !== undefined) return `would have two fields "${String(twice)}"; give one another name with alias("...")`;
  return { args: null, type: structOf(args.map((a, i) => ({ name: String(names[i]), type: a.type }))) };
};

const keep: FunctionSpec = elementwise(
  lists((_, list) => listOf(list)),
  "any",
);
const item: Sign = lists((inner) => inner);

export const LISTS: Family<ListName> = {
  /** How many items a list has. @example col("l").list.len() */
  "list.len": elementwise(
    lists(() => UInt32),
    "any",
    ["len"],
  ),
  /** The item at an index (negative: from the end); outside of the list an error, or null where nullOnOob says so. @example col("l").list.get(0) */
  "list.get": elementwise(
    lists((inner) => inner, Int64),
    "always",
  ),
  /** The first item; null of an empty list. @example col("l").list.first() */
  "list.first": elementwise(item, "always"),
  /** The last item; null of an empty list. @example col("l").list.last() */
  "list.last": elementwise(item, "always"),
  /** The sum of a list's items; 0 of an empty list. @example col("l").list.sum() */
  "list.sum": elementwise(folded("sum"), "any"),
  /** The mean of a list's items; null of an empty list. @example col("l").list.mean() */
  "list.mean": elementwise(folded("mean"), "always"),
  /** The least item. @example col("l").list.min() */
  "list.min": elementwise(folded("min"), "always"),
  /** The greatest item. @example col("l").list.max() */
  "list.max": elementwise(folded("max"), "always"),
  /** Whether an item is in the list; null is in a list that holds null. @example col("l").list.contains(1) */
  "list.contains": elementwise(contains, (args) => (args[0] as Arg).nullable),
  /** The texts of a list joined by a separator; null items are left out unless ignoreNulls is false. @example col("l").list.join("-") */
  "list.join": elementwise(
    lists((inner) => (isText(inner) || inner.id === "Null" ? Utf8 : "takes lists of text"), Utf8),
    (args, options) => options.ignoreNulls === false || args.some((a) => a.nullable),
  ),
  /** Each list in order. @example col("l").list.sort() */
  "list.sort": elementwise(sortable, "any"),
  /** Each list from last to first. @example col("l").list.reverse() */
  "list.reverse": keep,
  /** Each list's different items, in order of appearance. @example col("l").list.unique() */
  "list.unique": keep,
  /** A stretch of each list, from an offset (negative: from the end), to the end or a length. @example col("l").list.slice(1, 2) */
  "list.slice": elementwise(
    lists((_, list) => listOf(list), Int64, Int64),
    (args) => args.slice(0, 2).some((a) => a.nullable),
  ),
  /** The first n items of each list, all of them where n is negative. @example col("l").list.head(2) */
  "list.head": elementwise(
    lists((_, list) => listOf(list), Int64),
    "any",
  ),
  /** The last n items of each list; a negative n leaves the first ones out. @example col("l").list.tail(2) */
  "list.tail": elementwise(
    lists((_, list) => listOf(list), Int64),
    "any",
  ),
  /** Columns as the items of one list a row; lists are joined. @example concatList("a", "b") */
  concatList: elementwise(concat, "any"),
  /** Columns as the fields of one struct. @example struct("a", "b") */
  struct: elementwise(struct, "never"),
};
