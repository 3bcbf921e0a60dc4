import { isFloat, isInteger, isNested, isNumeric, isTemporal } from "../../arrow/type-info.ts";
import { type DataType, Enum, Float64, List, Struct, UInt32, UInt64 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { cutBins } from "../breaks.ts";
import { type Arg, elementwise, type Family, type FunctionSpec } from "../function.ts";
import { common } from "../supertype.ts";
import { argTypes } from "./signatures.ts";

export type RecodeName = "replace" | "replaceStrict" | "cut" | "repeatBy" | "hash" | "mapElements" | "mapRows";
type Sign = FunctionSpec["signature"];

const typeOf = (args: readonly Arg[]): DataType => (args[0] as Arg).type;
const itemOf = (t: DataType): DataType => (t.id === "List" || t.id === "FixedSizeList" ? t.inner : t);
const hasNull = ({ literal, nullable }: Arg): boolean => (Array.isArray(literal) ? literal.includes(null) : nullable);

// Arguments: the value, what is replaced (a list), what by (a list, or one value), and for replaceStrict what else.
const replace: Sign = (args) => {
  const type = typeOf(args);
  const by = args[2] as Arg;
  if (isNested(type)) return `takes flat values, got ${argTypes([args[0] as Arg])}`;
  if (type.id === "Null") return "takes values that have a type, got Null";
  return { args: [type, List(type), by.type.id === "List" ? List(type) : type], type };
};

const replaceStrict: Sign = (args, { returnDtype }) => {
  const type = typeOf(args);
  const [by, rest] = [args[2] as Arg, args[3]];
  if (isNested(type)) return `takes flat values, got ${argTypes([args[0] as Arg])}`;
  if (type.id === "Null") return "takes values that have a type, got Null";
  const item: Arg = { ...by, type: itemOf(by.type), literal: undefined, untyped: false };
  const to = (returnDtype as DataType | null | undefined) ?? (rest === undefined ? item.type : common([item, rest]));
  if (to === null) return `${argTypes([item, rest as Arg])} have no common type; give a returnDtype`;
  const list = by.type.id === "List" ? List(to) : to;
  return { args: [type, List(type), list, ...(rest === undefined ? [] : [to])], type: to };
};

const cut: Sign = (args, options) => {
  const type = typeOf(args);
  if (!isNumeric(type) && !isTemporal(type) && type.id !== "Bool" && type.id !== "Null")
    return `takes numbers or times, got ${argTypes(args)}`;
  const category = Enum(cutBins(options).labels);
  return { args: null, type: options.includeBreaks === true ? Struct({ breakpoint: Float64, category }) : category };
};

const MOST_TIMES = 2 ** 27;
function notTooOften(n: unknown): void {
  if ((typeof n === "number" || typeof n === "bigint") && n > MOST_TIMES)
    throw new PolaroidError("LIMIT_EXCEEDED", `repeatBy takes a number of times from 0 to ${MOST_TIMES}, got ${n}`);
}

export const RECODE: Family<RecodeName> = {
  /** The value, or what is to stand for it. @example col("x").replace([1, 2], [10, 20]) */
  replace: elementwise(replace, (args) => (args[0] as Arg).nullable || hasNull(args[2] as Arg)),
  /** What stands for the value; a value that nothing stands for is an error, or the default. @example col("s").replaceStrict(["a", "b"], [1, 2], { default: 0 }) */
  replaceStrict: elementwise(replaceStrict, (args) =>
    args[3] === undefined
      ? (args[0] as Arg).nullable || hasNull(args[2] as Arg)
      : args[3].nullable || hasNull(args[2] as Arg),
  ),
  /** The bin of a value between borders, as an Enum; NaN is in none. @example col("x").cut([0, 10], { labels: ["low", "mid", "high"] }) */
  cut: elementwise(cut, (args, { includeBreaks }) =>
    includeBreaks === true ? false : (args[0] as Arg).nullable || isFloat(typeOf(args)) || typeOf(args).id === "Null",
  ),
  /** A list of the value as many times as another says. @example col("s").repeatBy(2) */
  repeatBy: elementwise(
    (args) => {
      notTooOften((args[1] as Arg).literal);
      return isInteger((args[1] as Arg).type) || args[1]?.type.id === "Null"
        ? { args: [typeOf(args), UInt32], type: List(typeOf(args)) }
        : `takes a whole number of times, got ${argTypes([args[1] as Arg])}`;
    },
    (args) => (args[1] as Arg).nullable,
  ),
  /** A number of 64 bits made of the value and a seed, the same for equal values in every run of this engine. @example col("x").hash(1) */
  hash: elementwise(() => ({ args: null, type: UInt64 }), "never"),
  /** What a JavaScript function makes of each value: slow, and it never leaves this process. @example col("x").mapElements((x) => x + 1) */
  mapElements: elementwise(
    (args, { returnDtype }) => ({ args: null, type: (returnDtype as DataType) ?? typeOf(args) }),
    "always",
  ),
  /** What a JavaScript function makes of each batch of rows. @example col("x").mapBatches((s) => s, { isElementwise: true }) */
  mapRows: elementwise(
    (args, { returnDtype }) => ({ args: null, type: (returnDtype as DataType) ?? typeOf(args) }),
    "always",
  ),
};
