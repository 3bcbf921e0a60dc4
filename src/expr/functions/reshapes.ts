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
const keep = (doc: string, example: string, nulls: "any" | "never" = "any"): FunctionSpec =>
  reshaping(anything, nulls, doc, example);

const explode: Sign = (args) => {
  const type = typeOf(args);
  if (type.id === "List" || type.id === "FixedSizeList") return { args: null, type: type.inner };
  return type.id === "Utf8" ? { args: null, type: Utf8 } : `takes lists, got ${argTypes(args)}`;
};

export const RESHAPES: Family<ReshapeName> = {
  filter: reshaping(
    (args) =>
      args[1]?.type.id === "Bool"
        ? { args: [typeOf(args), Bool], type: typeOf(args) }
        : `needs a Bool condition, got ${argTypes(args.slice(1))}`,
    (args) => (args[0] as Arg).nullable,
    "The values where a condition holds.",
    'col("x").filter(col("ok")).sum()',
  ),
  slice: keep("A stretch of the values.", 'col("x").slice(0, 3)'),
  unique: keep("The different values (in order of appearance where asked).", 'col("x").unique()'),
  dropNulls: keep("The values that are not null.", 'col("x").dropNulls()', "never"),
  sort: reshaping(
    same((t) => !isNested(t), "values that have an order"),
    "any",
    "The values in order.",
    'col("x").sort()',
  ),
  sortBy: reshaping(
    (args) => ({ args: null, type: typeOf(args) }),
    (args) => (args[0] as Arg).nullable,
    "The values in the order of other expressions.",
    'col("x").sortBy(col("y"))',
  ),
  mode: keep("The most frequent values.", 'col("x").mode()'),
  explode: reshaping(explode, "always", "The items of the lists, one a row.", 'col("x").explode()'),
  gather: reshaping(
    (args) => ({ args: [typeOf(args), Int64], type: typeOf(args) }),
    "any",
    "The values at some rows.",
    'col("x").gather([0, 2])',
  ),
  sample: keep("Some values at random, by `n` or `fraction` and a seed.", 'col("x").sample({ n: 3, seed: 1 })'),
};
