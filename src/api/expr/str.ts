import type { Datetime, TimeUnit } from "../../arrow/types.ts";
import { settings } from "../../core/argument.ts";
import { STRICT } from "../defaults.ts";
import type { CountOperand, Make, NodeOf, Out, ShapeOf, TextOperand } from "../types/made.ts";
import type { And, CastTo, Maybe, Un1 } from "../types/node.ts";
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
  /** Text as a time of day. @example col("s").str.toTime("%H:%M") */
  toTime<const O extends ParseOptions = {}>(format: string | null = null, options?: O): Make<N, Lax<O, Un1<"str.toTime", N>>, Name, Shape> { return this.call("str.toTime", [], { format, ...settings("str.toTime", STRICT, options) }); }
}
