import { isInteger, isText } from "../../arrow/type-info.ts";
import { type DataType, Int64, List, UInt32, Utf8 } from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, type NullRule } from "../function.ts";
import { shown, text } from "./signatures.ts";
import { pattern } from "./strings.ts";

export type FurtherStringName =
  | "str.toTitlecase"
  | "str.slice"
  | "str.head"
  | "str.tail"
  | "str.lenBytes"
  | "str.replace"
  | "str.replaceAll"
  | "str.split"
  | "str.stripChars"
  | "str.stripCharsStart"
  | "str.stripCharsEnd"
  | "str.stripPrefix"
  | "str.stripSuffix"
  | "str.extract"
  | "str.extractAll"
  | "str.countMatches"
  | "str.find"
  | "str.zfill"
  | "str.padStart"
  | "str.padEnd"
  | "str.reverse"
  | "str.toInteger"
  | "concatStr";
type Sign = FunctionSpec["signature"];

const strict: NullRule = (args, options) => options.strict === false || (args[0] as Arg).nullable;
const one = (type: DataType): FunctionSpec => elementwise(text(type), "any");
const firstNullable: NullRule = (args) => (args[0] as Arg).nullable;

const integer: Sign = (args, options) => {
  const base = options.base ?? 10;
  if (typeof base !== "number" || !Number.isInteger(base) || base < 2 || base > 36)
    return `takes a base from 2 to 36, got ${String(base)}`;
  return text(Int64)(args, options);
};

const joined: Sign = (args) => {
  if (args.length === 0) return "needs at least one column";
  for (const a of args)
    if (a.type.id === "List" || a.type.id === "FixedSizeList" || a.type.id === "Struct" || a.type.id === "Binary")
      return `takes what can be written as text, got ${shown(a)}`;
  return { args: args.map(() => Utf8), type: Utf8 };
};

const LONGEST = 1e8;
const zeros: Sign = (args, options) => {
  const { literal } = args[1] as Arg;
  if ((typeof literal === "number" || typeof literal === "bigint") && literal > LONGEST)
    return `needs a length up to ${LONGEST}, got ${String(literal)}`;
  return text(Utf8, Int64)(args, options);
};
const padded: Sign = (args, options) => {
  const { length, fillChar = " " } = options;
  if (typeof length !== "number" || !Number.isInteger(length) || length < 0 || length > LONGEST)
    return `needs a length from 0 to ${LONGEST}, got ${String(length)}`;
  if (typeof fillChar !== "string" || [...fillChar].length !== 1)
    return `fills with one character, got ${JSON.stringify(fillChar)}`;
  return text(Utf8)(args, options);
};

/** The offset is an integer, the length an integer or null (to the end). */
const stretch: Sign = (args, options) => {
  for (const a of args.slice(1))
    if (!isInteger(a.type) && a.type.id !== "Null") return `takes whole numbers, got ${shown(a)}`;
  return text(Utf8, Int64, Int64)(args, options);
};

const splits: Sign = (args, options) => {
  const by = args[1];
  if (by !== undefined && !isText(by.type)) return `needs text to split by, got ${shown(by)}`;
  return text(List(Utf8), Utf8)(args, options);
};

export const FURTHER_STRINGS: Family<FurtherStringName> = {
  /** Each word's first letter in upper case, the rest in lower case. @example col("s").str.toTitlecase() */
  "str.toTitlecase": one(Utf8),
  /** Characters from an offset (negative: from the end), to the end or a length. @example col("s").str.slice(0, 3) */
  "str.slice": elementwise(stretch, (args) => args.slice(0, 2).some((a) => a.nullable)),
  /** The first n characters; a negative n leaves the last ones out. @example col("s").str.head(2) */
  "str.head": elementwise(text(Utf8, Int64), "any", ["left"]),
  /** The last n characters; a negative n leaves the first ones out. @example col("s").str.tail(2) */
  "str.tail": elementwise(text(Utf8, Int64), "any", ["right"]),
  /** How many bytes of UTF-8. @example col("s").str.lenBytes() */
  "str.lenBytes": elementwise(text(UInt32), "any", ["octet_length"]),
  /** The first `n` matches replaced; $1 or $name stands for a group. @example col("s").str.replace("a", "b") */
  "str.replace": elementwise(pattern(text(Utf8, Utf8, Utf8)), "any"),
  /** All matches replaced; $1 or $name stands for a group. @example col("s").str.replaceAll("a", "b") */
  "str.replaceAll": elementwise(pattern(text(Utf8, Utf8, Utf8)), "any"),
  /** The parts between separators, as a list. @example col("s").str.split(",") */
  "str.split": elementwise(splits, "any", ["string_split"]),
  /** Without these characters (white space unless given) at both ends. @example col("s").str.stripChars() */
  "str.stripChars": elementwise(text(Utf8, Utf8), firstNullable, ["trim"]),
  /** Without these characters at the start. @example col("s").str.stripCharsStart() */
  "str.stripCharsStart": elementwise(text(Utf8, Utf8), firstNullable, ["ltrim"]),
  /** Without these characters at the end. @example col("s").str.stripCharsEnd() */
  "str.stripCharsEnd": elementwise(text(Utf8, Utf8), firstNullable, ["rtrim"]),
  /** Without a prefix, once. @example col("s").str.stripPrefix("www.") */
  "str.stripPrefix": elementwise(text(Utf8, Utf8), "any"),
  /** Without a suffix, once. @example col("s").str.stripSuffix(".com") */
  "str.stripSuffix": elementwise(text(Utf8, Utf8), "any"),
  /** A group (groupIndex, 0 the whole) of the first match; null where there is none. @example col("s").str.extract("([0-9]+)") */
  "str.extract": elementwise(pattern(text(Utf8, Utf8)), "always", ["regexp_extract"]),
  /** All matches, as a list. @example col("s").str.extractAll("[0-9]+") */
  "str.extractAll": elementwise(pattern(text(List(Utf8), Utf8)), "any"),
  /** How many matches there are, none overlapping. @example col("s").str.countMatches("a") */
  "str.countMatches": elementwise(pattern(text(UInt32, Utf8)), "any"),
  /** The byte where the first match begins; null where there is none. @example col("s").str.find("a") */
  "str.find": elementwise(pattern(text(UInt32, Utf8)), "always"),
  /** Zeros before the digits up to a length, after the sign. @example col("s").str.zfill(5) */
  "str.zfill": elementwise(zeros, "any"),
  /** Filled up on the left to a length. @example col("s").str.padStart(5) */
  "str.padStart": elementwise(padded, "any", ["lpad"]),
  /** Filled up on the right to a length. @example col("s").str.padEnd(5) */
  "str.padEnd": elementwise(padded, "any", ["rpad"]),
  /** The characters from last to first. @example col("s").str.reverse() */
  "str.reverse": one(Utf8),
  /** The whole number that the text is in a base. @example col("s").str.toInteger({ base: 16 }) */
  "str.toInteger": elementwise(integer, strict),
  /** Columns joined as text with a separator; a null makes the result null unless ignored. @example concatStr(["a", "b"], { separator: "-" }) */
  concatStr: elementwise(joined, (args, options) => options.ignoreNulls !== true && args.some((a) => a.nullable), [
    "concat_ws",
  ]),
};
