import { isFloat, isInteger, isNested, sameType } from "../../arrow/type-info.ts";
import { Categorical, type DataType, FixedSizeList, Float64, Struct, structOf, UInt32 } from "../../arrow/types.ts";
import { type Arg, type Family, type FunctionSpec, reshaping } from "../function.ts";
import { common } from "../supertype.ts";
import { COMPARE } from "./compare.ts";
import { argTypes, same } from "./signatures.ts";
import { compared } from "./statistics.ts";

export type RearrangeName =
  | "append"
  | "argTrue"
  | "argUnique"
  | "dropNans"
  | "extendConstant"
  | "gatherEvery"
  | "hist"
  | "reshape"
  | "rle"
  | "searchSortedAll"
  | "uniqueCounts"
  | "valueCounts"
  | "mapBatches";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const anything = same(() => true, "any type");
const counts: Sign = () => ({ args: null, type: UInt32 });
const own = (args: readonly Arg[]): boolean => (args[0] as Arg).nullable;

const append: Sign = (args, { upcast }) => {
  const [a, b] = args as readonly [Arg, Arg];
  const type = upcast === false ? a.type : common(args);
  if (type === null) return `${argTypes(args)} have no common type`;
  if (upcast === false && !sameType(a.type, b.type) && !b.untyped && b.type.id !== "Null")
    return `takes values of one type where upcast is false, got ${argTypes(args)}`;
  return { args: [type, type], type };
};

const hist: Sign = (args, { includeCategory, includeBreakpoint }) => {
  const type = typeOf(args);
  if (!isInteger(type) && !isFloat(type)) return `takes integers and floats, got ${argTypes(args)}`;
  const fields = {
    ...(includeBreakpoint === true && { breakpoint: Float64 }),
    ...(includeCategory === true && { category: Categorical }),
    count: UInt32,
  };
  return { args: null, type: Object.keys(fields).length === 1 ? UInt32 : Struct(fields) };
};

/** What is in lists of one size within each other. */
const leafOf = (t: DataType): DataType => (t.id === "FixedSizeList" ? leafOf(t.inner) : t);

const shaped: Sign = (args, { dimensions }) => {
  const dims = dimensions as readonly number[];
  const leaf = leafOf(typeOf(args));
  if (isNested(leaf)) return `takes flat values, got ${argTypes(args)}`;
  let type = leaf;
  for (let i = dims.length - 1; i > 0; i--) type = FixedSizeList(type, dims[i] as number);
  return { args: null, type };
};

const values: Sign = (args, { name, field, normalize }) => {
  const count = String(name ?? (normalize === true ? "proportion" : "count"));
  const value = String(field ?? "");
  if (count === value) return `would make two fields "${count}"; give another name, as in { name: "n" }`;
  return {
    args: null,
    type: structOf([
      { name: value, type: typeOf(args) },
      { name: count, type: normalize === true ? Float64 : UInt32 },
    ]),
  };
};

export const REARRANGE: Family<RearrangeName> = {
  /** The values and behind them others. @example col("a").append(col("b")) */
  append: reshaping(append, "any"),
  /** The rows where a condition holds. @example col("ok").argTrue() */
  argTrue: reshaping(
    (args) => (typeOf(args).id === "Bool" ? { args: null, type: UInt32 } : `takes Bool, got ${argTypes(args)}`),
    "never",
  ),
  /** The rows where each different value occurs first. @example col("x").argUnique() */
  argUnique: reshaping(counts, "never"),
  /** The values that are not NaN; nulls stay. @example col("x").dropNans() */
  dropNans: reshaping(anything, "any"),
  /** The values and behind them one value some times; null where it does not fit their type. @example col("x").extendConstant(0, 3) */
  extendConstant: reshaping((args) => ({ args: null, type: typeOf(args) }), "always"),
  /** Every n-th value. @example col("x").gatherEvery(2) */
  gatherEvery: reshaping(anything, "any"),
  /** How many values lie in each of some bins. @example col("x").hist({ binCount: 4 }) */
  hist: reshaping(hist, "never"),
  /** The values as lists of lists of some sizes; -1 is what fits. @example col("x").reshape([-1, 2]) */
  reshape: reshaping(shaped, own),
  /** Runs of equal values: how long, and of what. @example col("x").rle() */
  rle: reshaping((args) => ({ args: null, type: Struct({ len: UInt32, value: typeOf(args) }) }), "never"),
  /** Where each of some values belongs among values in order. @example col("x").searchSorted(col("y")) */
  searchSortedAll: reshaping(compared(COMPARE.lt, UInt32), "never"),
  /** How often each different value occurs, in order of their first row. @example col("x").uniqueCounts() */
  uniqueCounts: reshaping(counts, "never"),
  /** The different values and how often each occurs. @example col("x").valueCounts({ sort: true }) */
  valueCounts: reshaping(values, "never"),
  /** What a JavaScript function makes of the whole column. @example col("x").mapBatches((s) => s.sort()) */
  mapBatches: reshaping(
    (args, { returnDtype }) => ({ args: null, type: (returnDtype as DataType) ?? typeOf(args) }),
    "always",
  ),
};
