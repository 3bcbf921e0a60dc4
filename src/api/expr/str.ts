import { typeToJson } from "../../arrow/json.ts";
import { type Binary, type DataType, type Date32, type Datetime, Decimal, type DType, type List, type Null, type Struct, type Time, type TimeUnit, type UInt32, Utf8 } from "../../arrow/types.ts";
import { badArgument, recordArgument, settings, textArgument, wholeArgument } from "../../core/argument.ts";
import { dataType } from "../../expr/data-type.ts";
import { call, cast, lit } from "../../expr/node.ts";
import { MATCHING, STRICT } from "../defaults.ts";
import type { CountOperand, Make, NodeOf, Out, ShapeOf, TextOperand } from "../types/made.ts";
import type { And, CastTo, Maybe, Need, Un1, Value } from "../types/node.ts";
import type { AnyExpr } from "./any.ts";
import { isExpr } from "./into.ts";
import { Namespace } from "./namespace.ts";

/** How text is parsed. */
export interface ParseOptions {
  /** Text that does not parse is an error (the default), or null. */
  readonly strict?: boolean;
}

/** How text becomes a Datetime. */
export interface ToDatetimeOptions extends ParseOptions {
  readonly timeUnit?: TimeUnit;
  readonly timeZone?: string;
}
/** Texts that are looked for all at once; nulls among them match nothing. */
export type TextList = readonly (string | null)[] | AnyExpr;
/** How several texts are looked for. */
export interface ManyOptions {
  /** Whether ASCII letters match in either case. */
  readonly asciiCaseInsensitive?: boolean;
}
/** Which matches are taken where they overlap: the one that ends first unless said. */
export interface ManyMatchesOptions extends ManyOptions {
  /** All of them; not with `leftmost`. */
  readonly overlapping?: boolean;
  /** The one that begins first, of several the one listed first. */
  readonly leftmost?: boolean;
}
/** Bytes as text. */
export type Transfer = "hex" | "base64";
type Found<T, N, R> = And<CastTo<T, Un1<"str.text", N>>, NodeOf<R>>;
type Parts = Struct<{ readonly [K in `field_${number}`]: Utf8 | Null }>;
type Groups = Struct<Readonly<Record<string, Utf8 | Null>>>;
type Joined<O> = O extends { readonly ignoreNulls: false } ? Utf8 | Null : Utf8;
type Lax<O, X> = O extends { readonly strict: false } ? Maybe<X> : X;
type Unit<O> = O extends { readonly timeUnit: infer U extends TimeUnit } ? U : "us";
type Zone<O, F> = O extends { readonly timeZone: infer Z extends string } ? Z : F extends `${string}%z${string}` | `${string}%:z${string}` | `${string}%+${string}` ? "UTC" : null;

/** Functions of text. Positions and lengths count code points. */
export class StrNamespace<N, Name, Shape> extends Namespace {
  /** Whether a regular expression (Rust syntax), or literal text, occurs. @example col("s").str.contains("^A") */
  contains<const R extends TextOperand>(pattern: R, options?: { readonly literal?: boolean }): Make<N, And<Un1<"str.test", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.contains", [pattern], { literal: false }, options); }
  /** Whether the text starts so. @example col("s").str.startsWith("A") */
  startsWith<const R extends TextOperand>(prefix: R): Make<N, And<Un1<"str.test", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.startsWith", [prefix]); }
  /** Whether the text ends so. @example col("s").str.endsWith("z") */
  endsWith<const R extends TextOperand>(suffix: R): Make<N, And<Un1<"str.test", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.endsWith", [suffix]); }
  /** In lower case. @example col("s").str.toLowercase() */
  toLowercase(): Out<N, "str.text", Name, Shape> { return this.call("str.toLowercase"); }
  /** In upper case. @example col("s").str.toUppercase() */
  toUppercase(): Out<N, "str.text", Name, Shape> { return this.call("str.toUppercase"); }
  /** With each word's first letter in upper case. @example col("s").str.toTitlecase() */
  toTitlecase(): Out<N, "str.text", Name, Shape> { return this.call("str.toTitlecase"); }
  /** A stretch of the text; a negative offset counts from the end. @example col("s").str.slice(0, 3) */
  slice<const R extends CountOperand>(offset: R, length: CountOperand = null): Make<N, And<Un1<"str.text", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.slice", [offset, length]); }
  /** The first `n` characters. @example col("s").str.head(2) */
  head<const R extends CountOperand>(n: R): Make<N, And<Un1<"str.text", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.head", [n]); }
  /** The last `n` characters. @example col("s").str.tail(2) */
  tail<const R extends CountOperand>(n: R): Make<N, And<Un1<"str.text", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.tail", [n]); }
  /** How many characters. @example col("s").str.lenChars() */
  lenChars(): Out<N, "str.size", Name, Shape> { return this.call("str.lenChars"); }
  /** How many bytes of UTF-8. @example col("s").str.lenBytes() */
  lenBytes(): Out<N, "str.size", Name, Shape> { return this.call("str.lenBytes"); }
  /** Replaces the first `n` matches; `$1` stands for a group. @example col("s").str.replace("a", "b") */
  replace<const R extends TextOperand, const V extends TextOperand>(pattern: R, value: V, options?: { readonly literal?: boolean; readonly n?: number }): Make<N, And<Un1<"str.text", N>, NodeOf<R | V>>, Name, Shape | ShapeOf<R | V>> { return this.call("str.replace", [pattern, value], { literal: false, n: 1 }, options); }
  /** Replaces all matches. @example col("s").str.replaceAll("a", "b") */
  replaceAll<const R extends TextOperand, const V extends TextOperand>(pattern: R, value: V, options?: { readonly literal?: boolean }): Make<N, And<Un1<"str.text", N>, NodeOf<R | V>>, Name, Shape | ShapeOf<R | V>> { return this.call("str.replaceAll", [pattern, value], { literal: false }, options); }
  /** The parts between separators. @example col("s").str.split(",") */
  split<const R extends TextOperand>(by: R, options?: { readonly inclusive?: boolean }): Make<N, And<Un1<"str.parts", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.split", [by], { inclusive: false }, options); }
  /** Without these characters (white space unless given) at both ends. @example col("s").str.stripChars() */
  stripChars(characters: TextOperand = null): Out<N, "str.text", Name, Shape> { return this.call("str.stripChars", [characters]); }
  /** Without these characters at the start. @example col("s").str.stripCharsStart("0") */
  stripCharsStart(characters: TextOperand = null): Out<N, "str.text", Name, Shape> { return this.call("str.stripCharsStart", [characters]); }
  /** Without these characters at the end. @example col("s").str.stripCharsEnd("0") */
  stripCharsEnd(characters: TextOperand = null): Out<N, "str.text", Name, Shape> { return this.call("str.stripCharsEnd", [characters]); }
  /** Without a prefix. @example col("s").str.stripPrefix("www.") */
  stripPrefix<const R extends TextOperand>(prefix: R): Make<N, And<Un1<"str.text", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.stripPrefix", [prefix]); }
  /** Without a suffix. @example col("s").str.stripSuffix(".com") */
  stripSuffix<const R extends TextOperand>(suffix: R): Make<N, And<Un1<"str.text", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.stripSuffix", [suffix]); }
  /** A group of the first match. @example col("s").str.extract("([0-9]+)") */
  extract(pattern: TextOperand, groupIndex = 1): Out<N, "str.extract", Name, Shape> { return this.call("str.extract", [pattern], { groupIndex }); }
  /** All matches, as a list. @example col("s").str.extractAll("[0-9]+") */
  extractAll<const R extends TextOperand>(pattern: R): Make<N, And<Un1<"str.parts", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.extractAll", [pattern]); }
  /** How many matches. @example col("s").str.countMatches("a") */
  countMatches<const R extends TextOperand>(pattern: R, options?: { readonly literal?: boolean }): Make<N, And<Un1<"str.size", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.countMatches", [pattern], { literal: false }, options); }
  /** The byte where a pattern first occurs. @example col("s").str.find("a") */
  find(pattern: TextOperand, options?: { readonly literal?: boolean }): Out<N, "str.find", Name, Shape> { return this.call("str.find", [pattern], { literal: false }, options); }
  /** Zeros before digits up to a length, after the sign. @example col("s").str.zfill(5) */
  zfill<const R extends CountOperand>(length: R): Make<N, And<Un1<"str.text", N>, NodeOf<R>>, Name, Shape | ShapeOf<R>> { return this.call("str.zfill", [length]); }
  /** Filled up on the left. @example col("s").str.padStart(5, " ") */
  padStart(length: number, fillChar = " "): Out<N, "str.text", Name, Shape> { return this.call("str.padStart", [], { length, fillChar }); }
  /** Filled up on the right. @example col("s").str.padEnd(5, " ") */
  padEnd(length: number, fillChar = " "): Out<N, "str.text", Name, Shape> { return this.call("str.padEnd", [], { length, fillChar }); }
  /** From the last character to the first. @example col("s").str.reverse() */
  reverse(): Out<N, "str.text", Name, Shape> { return this.call("str.reverse"); }
  /** Text as a whole number in some base. @example col("s").str.toInteger({ base: 16 }) */
  toInteger<const O extends ParseOptions & { readonly base?: number } = {}>(options?: O): Make<N, Lax<O, Un1<"str.toInteger", N>>, Name, Shape> { return this.call("str.toInteger", [], { base: 10, strict: true }, options); }
  /** Text as a date; the format is chrono's, ISO unless given. @example col("s").str.toDate("%d.%m.%Y") */
  toDate<const O extends ParseOptions = {}>(format: string | null = null, options?: O): Make<N, Lax<O, Un1<"str.toDate", N>>, Name, Shape> { return this.call("str.toDate", [], { format, ...settings("str.toDate", STRICT, options) }); }
  /** Text as a Datetime. @example col("s").str.toDatetime("%Y-%m-%d %H:%M") */
  toDatetime<const O extends ToDatetimeOptions = {}, const F extends string | null = null>(format?: F, options?: O): Make<N, Lax<O, CastTo<Datetime<Unit<O>, Zone<O, F>>, Un1<"str.text", N>>>, Name, Shape> {
    return this.call("str.toDatetime", [], { format: format ?? null, ...settings("str.toDatetime", { strict: true, timeUnit: "us", timeZone: null }, options) });
  }
  /** Text as a date, a Datetime or a time of day, by its type. @example col("s").str.strptime(Date32, "%d.%m.%Y", { strict: false }) */
  strptime<const T extends Date32 | Datetime | Time, const O extends ParseOptions = {}>(type: T, format: string | null = null, options?: O): Make<N, Lax<O, CastTo<T, Un1<"str.text", N>>>, Name, Shape> {
    const t = dataType(type, "str.strptime");
    const parse = { format, ...settings("str.strptime", STRICT, options) };
    if (t.id === "Datetime") return this.call("str.toDatetime", [], { ...parse, timeUnit: t.unit, timeZone: t.zone });
    if (t.id === "Date32" || t.id === "Time") return this.call(t.id === "Time" ? "str.toTime" : "str.toDate", [], parse);
    throw badArgument("the type of str.strptime", t.id, "Date32, a Datetime or Time");
  }
  /** Text as a Decimal of 38 digits, rounded to a scale; null where it is none. @example col("s").str.toDecimal({ scale: 2 }) */
  toDecimal(options: { readonly scale: number }): Make<N, Maybe<CastTo<Decimal, Un1<"str.text", N>>>, Name, Shape> {
    const { scale } = settings("str.toDecimal", { scale: 0 }, options);
    return this.make(cast(cast(this.node, Utf8), Decimal(38, scale), false)) as never;
  }
  /** Whether any of several texts occurs. @example col("s").str.containsAny(["a", "b"]) */
  containsAny<const R extends TextList>(patterns: R, options?: ManyOptions): Make<N, And<Un1<"str.test", N>, NodeOf<R>>, Name, Shape> { return this.call("str.containsAny", [patterns], { asciiCaseInsensitive: false }, options); }
  /** The bytes where any of several texts begin. @example col("s").str.findMany(["a", "b"]) */
  findMany<const R extends TextList>(patterns: R, options?: ManyMatchesOptions): Make<N, Found<List<UInt32>, N, R>, Name, Shape> { return this.call("str.findMany", [patterns], MATCHING, options); }
  /** Which of several texts occur, as a list. @example col("s").str.extractMany(["a", "b"], { overlapping: true }) */
  extractMany<const R extends TextList>(patterns: R, options?: ManyMatchesOptions): Make<N, Found<List<Utf8>, N, R>, Name, Shape> { return this.call("str.extractMany", [patterns], MATCHING, options); }
  /** Replaces several texts, by one text or one each; an object maps texts to others. @example col("s").str.replaceMany({ a: "x", b: "y" }) */
  replaceMany<const R extends TextList | Readonly<Record<string, string>>>(patterns: R, replaceWith?: string | TextList, options?: ManyOptions & { readonly leftmost?: boolean }): Make<N, Un1<"str.text", N>, Name, Shape> {
    const defaults = { asciiCaseInsensitive: false, leftmost: false };
    if (Array.isArray(patterns) || isExpr(patterns)) return this.call("str.replaceMany", [patterns, typeof replaceWith === "string" ? [replaceWith] : (replaceWith ?? null)], defaults, options);
    if (replaceWith !== undefined && options !== undefined) throw badArgument("what str.replaceMany puts in place", replaceWith, "left out where an object says it; options come third");
    const map = recordArgument(patterns, "what str.replaceMany replaces", "a list of texts, or an object of texts and what they become");
    return this.call("str.replaceMany", [Object.keys(map), Object.values(map)], defaults, options);
  }
  /** The groups of the first match as fields of a struct. @example col("s").str.extractGroups("(?<year>[0-9]+)-([0-9]+)") */
  extractGroups(pattern: string): Make<N, CastTo<Groups, Un1<"str.text", N>>, Name, Shape> { return this.call("str.extractGroups", [], { pattern: textArgument(pattern, "the pattern of str.extractGroups") }); }
  /** The first `n` + 1 parts between separators, as fields field_0 to field_n. @example col("s").str.splitExact("-", 1) */
  splitExact<const R extends TextOperand>(by: R, n: number, options?: { readonly inclusive?: boolean }): Make<N, Need<Value<Parts>, Un1<"str.text", N>>, Name, Shape | ShapeOf<R>> { return this.call("str.splitExact", [by], { n: wholeArgument(n, "n of str.splitExact", 0), ...settings("str.splitExact", { inclusive: false }, options) }); }
  /** `n` parts at most as fields field_0 on, the last with all that is left. @example col("s").str.splitn("-", 2) */
  splitn<const R extends TextOperand>(by: R, n: number): Make<N, Need<Value<Parts>, Un1<"str.text", N>>, Name, Shape | ShapeOf<R>> { return this.call("str.splitn", [by], { n: wholeArgument(n, "n of str.splitn", 1) }); }
  /** All values joined to one text. @example col("s").str.join("-") */
  join<const O extends { readonly ignoreNulls?: boolean } = {}>(delimiter = "", options?: O): Make<N, Need<Value<Joined<O>>, N>, Name, "scalar"> {
    const list = call("implode", [cast(this.node, Utf8)]);
    return this.make(call("list.join", [list, lit(textArgument(delimiter, "the delimiter of str.join"))], Object.freeze(settings("str.join", { ignoreNulls: true }, options)))) as never;
  }
  /** The bytes of UTF-8 as hex or base64. @example col("s").str.encode("hex") */
  encode(encoding: Transfer): Out<N, "str.text", Name, Shape> { return this.call("str.encode", [], { encoding }); }
  /** The bytes that hex or base64 stands for. @example col("s").str.encode("hex").str.decode("hex") */
  decode<const O extends ParseOptions = {}>(encoding: Transfer, options?: O): Make<N, Lax<O, CastTo<Binary, Un1<"str.text", N>>>, Name, Shape> { return this.call("str.decode", [], { encoding, ...settings("str.decode", STRICT, options) }); }
  /** With a backslash before what regular expressions take for more than itself. @example col("s").str.escapeRegex() */
  escapeRegex(): Out<N, "str.text", Name, Shape> { return this.call("str.escapeRegex"); }
  /** In a normal form of Unicode. @example col("s").str.normalize("NFKC") */
  normalize(form: "NFC" | "NFD" | "NFKC" | "NFKD" = "NFC"): Out<N, "str.text", Name, Shape> { return this.call("str.normalize", [], { form }); }
  /** The values of JSON text, of a type; other text is an error. @example lit("[1, 2]").str.jsonDecode(List(Int64)) */
  jsonDecode<T extends DType>(type: T): Make<N, Maybe<CastTo<T, Un1<"str.text", N>>>, Name, Shape> { return this.call("str.jsonDecode", [], { type: typeToJson(dataType(type as unknown as DataType, "str.jsonDecode")) }); }
  /** What a JSON path leads to first, as text; null where that is nothing. @example col("s").str.jsonPathMatch("$.a[0].b") */
  jsonPathMatch<const R extends TextOperand>(path: R): Make<N, Maybe<Un1<"str.text", N>>, Name, Shape | ShapeOf<R>> { return this.call("str.jsonPathMatch", [path]); }
  /** Text as a time of day. @example col("s").str.toTime("%H:%M") */
  toTime<const O extends ParseOptions = {}>(format: string | null = null, options?: O): Make<N, Lax<O, Un1<"str.toTime", N>>, Name, Shape> { return this.call("str.toTime", [], { format, ...settings("str.toTime", STRICT, options) }); }
}
