import { parser, readsOffset } from "../../arrow/time/parse.ts";
import { isInteger, isText } from "../../arrow/type-info.ts";
import {
  Bool,
  type DataType,
  Date32,
  Datetime,
  Int64,
  List,
  Time,
  type TimeUnit,
  UInt32,
  Utf8,
} from "../../arrow/types.ts";
import { type Arg, elementwise, type Family, type FunctionSpec, type NullRule } from "../function.ts";
import type { Options } from "../node.ts";
import { regex } from "../regex/regex.ts";
import { shown, text } from "./signatures.ts";

export type StringName =
  | "str.contains"
  | "str.startsWith"
  | "str.endsWith"
  | "str.toLowercase"
  | "str.toUppercase"
  | "str.toTitlecase"
  | "str.slice"
  | "str.head"
  | "str.tail"
  | "str.lenChars"
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
  | "str.toDate"
  | "str.toDatetime"
  | "str.toTime"
  | "concatStr";
type Sign = FunctionSpec["signature"];

/** A pattern that is a literal is compiled with the plan, so that what is wrong with it comes out there. */
const pattern =
  (sign: Sign): Sign =>
  (args, options) => {
    const literal = args[1]?.literal;
    if (typeof literal === "string" && options.literal !== true) regex(literal);
    return sign(args, options);
  };

const strict: NullRule = (args, options) => options.strict === false || (args[0] as Arg).nullable;
const one = (type: DataType, doc: string, name: string): FunctionSpec =>
  elementwise(text(type), "any", doc, `col("s").str.${name}()`);
const firstNullable: NullRule = (args) => (args[0] as Arg).nullable;

const integer: Sign = (args, options) => {
  const base = options.base ?? 10;
  if (typeof base !== "number" || !Number.isInteger(base) || base < 2 || base > 36)
    return `takes a base from 2 to 36, got ${String(base)}`;
  return text(Int64)(args, options);
};

const formatOf = (options: Options): string | null => (typeof options.format === "string" ? options.format : null);

/** Reading a date or time: the format is compiled with the plan. */
const temporal =
  (type: (options: Options) => DataType): Sign =>
  (args, options) => {
    const format = formatOf(options);
    if (format !== null) parser(format);
    return text(type(options))(args, options);
  };

const datetime = (options: Options): DataType => {
  const format = formatOf(options);
  const zone =
    typeof options.timeZone === "string" ? options.timeZone : format !== null && readsOffset(format) ? "UTC" : null;
  return Datetime((options.timeUnit ?? "us") as TimeUnit, zone);
};

const joined: Sign = (args) => {
  if (args.length === 0) return "needs at least one column";
  for (const a of args)
    if (a.type.id === "List" || a.type.id === "FixedSizeList" || a.type.id === "Struct" || a.type.id === "Binary")
      return `takes what can be written as text, got ${shown(a)}`;
  return { args: args.map(() => Utf8), type: Utf8 };
};

const padded: Sign = (args, options) => {
  const { length, fillChar = " " } = options;
  if (typeof length !== "number" || !Number.isInteger(length) || length < 0 || length > 1e8)
    return `needs a length from 0 on, got ${String(length)}`;
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

export const STRINGS: Family<StringName> = {
  "str.contains": elementwise(
    pattern(text(Bool, Utf8)),
    "any",
    "Whether a regular expression (Rust's syntax) or literal text occurs.",
    'col("s").str.contains("a.c")',
  ),
  "str.startsWith": elementwise(
    text(Bool, Utf8),
    "any",
    "Whether the text starts so.",
    'col("s").str.startsWith("A")',
    ["starts_with"],
  ),
  "str.endsWith": elementwise(text(Bool, Utf8), "any", "Whether the text ends so.", 'col("s").str.endsWith("z")', [
    "ends_with",
  ]),
  "str.toLowercase": elementwise(text(Utf8), "any", "The text in lower case.", 'col("s").str.toLowercase()', ["lower"]),
  "str.toUppercase": elementwise(text(Utf8), "any", "The text in upper case.", 'col("s").str.toUppercase()', ["upper"]),
  "str.toTitlecase": one(Utf8, "Each word's first letter in upper case, the rest in lower case.", "toTitlecase"),
  "str.slice": elementwise(
    stretch,
    (args) => args.slice(0, 2).some((a) => a.nullable),
    "Characters from an offset (negative: from the end), to the end or a length.",
    'col("s").str.slice(0, 3)',
  ),
  "str.head": elementwise(
    text(Utf8, Int64),
    "any",
    "The first n characters; a negative n leaves the last ones out.",
    'col("s").str.head(2)',
    ["left"],
  ),
  "str.tail": elementwise(
    text(Utf8, Int64),
    "any",
    "The last n characters; a negative n leaves the first ones out.",
    'col("s").str.tail(2)',
    ["right"],
  ),
  "str.lenChars": elementwise(text(UInt32), "any", "How many characters (code points).", 'col("s").str.lenChars()', [
    "length",
    "char_length",
  ]),
  "str.lenBytes": elementwise(text(UInt32), "any", "How many bytes of UTF-8.", 'col("s").str.lenBytes()', [
    "octet_length",
  ]),
  "str.replace": elementwise(
    pattern(text(Utf8, Utf8, Utf8)),
    "any",
    "The first `n` matches replaced; $1 or $name stands for a group.",
    'col("s").str.replace("a", "b")',
  ),
  "str.replaceAll": elementwise(
    pattern(text(Utf8, Utf8, Utf8)),
    "any",
    "All matches replaced; $1 or $name stands for a group.",
    'col("s").str.replaceAll("a", "b")',
  ),
  "str.split": elementwise(splits, "any", "The parts between separators, as a list.", 'col("s").str.split(",")', [
    "string_split",
  ]),
  "str.stripChars": elementwise(
    text(Utf8, Utf8),
    firstNullable,
    "Without these characters (white space unless given) at both ends.",
    'col("s").str.stripChars()',
    ["trim"],
  ),
  "str.stripCharsStart": elementwise(
    text(Utf8, Utf8),
    firstNullable,
    "Without these characters at the start.",
    'col("s").str.stripCharsStart()',
    ["ltrim"],
  ),
  "str.stripCharsEnd": elementwise(
    text(Utf8, Utf8),
    firstNullable,
    "Without these characters at the end.",
    'col("s").str.stripCharsEnd()',
    ["rtrim"],
  ),
  "str.stripPrefix": elementwise(
    text(Utf8, Utf8),
    "any",
    "Without a prefix, once.",
    'col("s").str.stripPrefix("www.")',
  ),
  "str.stripSuffix": elementwise(
    text(Utf8, Utf8),
    "any",
    "Without a suffix, once.",
    'col("s").str.stripSuffix(".com")',
  ),
  "str.extract": elementwise(
    pattern(text(Utf8, Utf8)),
    "always",
    "A group (groupIndex, 0 the whole) of the first match; null where there is none.",
    'col("s").str.extract("([0-9]+)")',
    ["regexp_extract"],
  ),
  "str.extractAll": elementwise(
    pattern(text(List(Utf8), Utf8)),
    "any",
    "All matches, as a list.",
    'col("s").str.extractAll("[0-9]+")',
  ),
  "str.countMatches": elementwise(
    pattern(text(UInt32, Utf8)),
    "any",
    "How many matches there are, none overlapping.",
    'col("s").str.countMatches("a")',
  ),
  "str.find": elementwise(
    pattern(text(UInt32, Utf8)),
    "always",
    "The byte where the first match begins; null where there is none.",
    'col("s").str.find("a")',
  ),
  "str.zfill": elementwise(
    text(Utf8, Int64),
    "any",
    "Zeros before the digits up to a length, after the sign.",
    'col("s").str.zfill(5)',
  ),
  "str.padStart": elementwise(padded, "any", "Filled up on the left to a length.", 'col("s").str.padStart(5)', [
    "lpad",
  ]),
  "str.padEnd": elementwise(padded, "any", "Filled up on the right to a length.", 'col("s").str.padEnd(5)', ["rpad"]),
  "str.reverse": one(Utf8, "The characters from last to first.", "reverse"),
  "str.toInteger": elementwise(
    integer,
    strict,
    "The whole number that the text is in a base.",
    'col("s").str.toInteger({ base: 16 })',
  ),
  "str.toDate": elementwise(
    temporal(() => Date32),
    strict,
    "The date that the text is, by a chrono format or in ISO form.",
    'col("s").str.toDate("%d.%m.%Y")',
  ),
  "str.toDatetime": elementwise(
    temporal(datetime),
    strict,
    "The Datetime that the text is, by a chrono format or in ISO form.",
    'col("s").str.toDatetime("%Y-%m-%d %H:%M")',
    ["strptime"],
  ),
  "str.toTime": elementwise(
    temporal(() => Time),
    strict,
    "The time of day that the text is.",
    'col("s").str.toTime("%H:%M")',
  ),
  concatStr: elementwise(
    joined,
    (args, options) => options.ignoreNulls !== true && args.some((a) => a.nullable),
    "Columns joined as text with a separator; a null makes the result null unless ignored.",
    'concatStr(["a", "b"], { separator: "-" })',
    ["concat_ws"],
  ),
};
