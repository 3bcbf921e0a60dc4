import { isNested } from "../../arrow/type-info.ts";
import { Bool, type DataType, Int64, Utf8 } from "../../arrow/types.ts";
import { type Arg, type Family, type FunctionSpec, reshaping } from "../function.ts";
import { argTypes, same } from "./signatures.ts";

export type ReshapeName =
  | "filter"
  | "slice"
  | "unique"
  | "dropNulls"
  | "sort"
  | "sortBy"
  | "mode"
  | "explode"
  | "gather"
  | "sample";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const anything = same(() => true, "any type");
const keep = (nulls: "any" | "never" = "any"): FunctionSpec => reshaping(anything, nulls);

const explode: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "List" || type.id === "FixedSizeList") return { args: null, type: type.inner };
  return type.id === "Utf8" ? { args: null, type: Utf8 } : `takes lists, got ${argTypes(args)}`;
};

export const RESHAPES: Family<ReshapeName> = {
  /** The values where a condition holds. @example col("x").filter(col("ok")).sum() */
  filter: reshaping(
    (args) =>
      args[1]?.type.id === "Bool"
        ? { args: [typeOf(args), Bool], type: typeOf(args) }
        : `needs a Bool condition, got ${argTypes(args.slice(1))}`,
    (args) => (args[0] as Arg).nullable,
  ),
  /** A stretch of the values. @example col("x").slice(0, 3) */
  slice: keep(),
  /** The different values (in order of appearance where asked). @example col("x").unique() */
  unique: keep(),
  /** The values that are not null. @example col("x").dropNulls() */
  dropNulls: keep("never"),
  /** The values in order. @example col("x").sort() */
  sort: reshaping(
    same((t) => !isNested(t), "values that have an order"),
    "any",
  ),
  /** The values in the order of other expressions. @example col("x").sortBy(col("y")) */
  sortBy: reshaping(
    (args) => ({ args: null, type: typeOf(args) }),
    (args) => (args[0] as Arg).nullable,
  ),
  /** The most frequent values. @example col("x").mode() */
  mode: keep(),
  /** The items of the lists, one a row. @example col("x").explode() */
  explode: reshaping(explode, "always"),
  /** The values at some rows. @example col("x").gather([0, 2]) */
  gather: reshaping((args) => ({ args: [typeOf(args), Int64], type: typeOf(args) }), "any"),
  /** Some values at random, by `n` or `fraction` and a seed. @example col("x").sample({ n: 3, seed: 1 }) */
  sample: keep(),
};
