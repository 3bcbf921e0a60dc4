import { isInteger } from "../../arrow/type-info.ts";
import { Bool, type DataType, Enum, Int64, UInt8, UInt16, UInt32, Utf8 } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, windowed } from "../function.ts";
import { argTypes, text } from "./signatures.ts";

export type CategoryName = "cat.lenBytes" | "cat.lenChars" | "cat.startsWith" | "cat.endsWith" | "cat.slice" | "cat.to";
export type CategoryWindowName = "cat.physical";
type Sign = FunctionSpec["signature"];

const isCategory = (t: DataType): boolean => t.id === "Categorical" || t.id === "Enum";
/** Of categories as of text. */
const categories =
  (sign: Sign): Sign =>
  (args, options) =>
    isCategory((args[0] as Arg).type)
      ? sign(args, options)
      : `takes categories (Categorical or Enum), got ${argTypes(args.slice(0, 1))}`;

/** The type of the numbers behind as many categories. */
export const codeType = (count: number): DataType => (count < 256 ? UInt8 : count < 65_536 ? UInt16 : UInt32);

const physical: Sign = (args) => {
  const { type } = args[0] as Arg;
  return { args: null, type: type.id === "Enum" ? codeType(type.categories.length) : UInt32 };
};

const to: Sign = (args, { categories: names }) => {
  const { type } = args[0] as Arg;
  if (!isInteger(type)) return `takes whole numbers, got ${argTypes(args)}`;
  return Array.isArray(names) ? { args: [Int64], type: Enum(names.map(String)) } : "needs an Enum to turn numbers into";
};

const first = (args: readonly Arg[]): boolean => args.slice(0, 2).some((a) => a.nullable);

export const CATEGORIES: Family<CategoryName> = {
  /** How many bytes of UTF-8 a category's text has. @example col("s").cast(Categorical).cat.lenBytes() */
  "cat.lenBytes": elementwise(categories(text(UInt32)), "any"),
  /** How many characters (code points) a category's text has. @example col("s").cast(Categorical).cat.lenChars() */
  "cat.lenChars": elementwise(categories(text(UInt32)), "any"),
  /** Whether a category starts so. @example col("s").cast(Categorical).cat.startsWith("A") */
  "cat.startsWith": elementwise(categories(text(Bool, Utf8)), "any"),
  /** Whether a category ends so. @example col("s").cast(Categorical).cat.endsWith("z") */
  "cat.endsWith": elementwise(categories(text(Bool, Utf8)), "any"),
  /** Characters of a category from an offset (negative: from the end), to the end or a length. @example col("s").cast(Categorical).cat.slice(0, 3) */
  "cat.slice": elementwise(categories(text(Utf8, Int64, Int64)), first),
  /** The categories at some places of an Enum's list; outside of it an error, or null where strict is false. @example col("a").cat.to(Enum(["low", "mid", "high", "top"])) */
  "cat.to": elementwise(to, (args, { strict }) => strict === false || args.some((a) => a.nullable)),
};
export const CATEGORY_WINDOWS: Family<CategoryWindowName> = {
  /** The number behind a category: its place in an Enum's list, in a Categorical the order of first appearance. @example col("s").cast(Categorical).cat.physical() */
  "cat.physical": windowed(categories(physical), "any"),
};
