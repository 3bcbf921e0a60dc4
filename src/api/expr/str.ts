import type { TimeUnit } from "../../arrow/types.ts";
import type { Expr } from "./expr.ts";
import type { IntoExpr } from "./into.ts";
import { Namespace } from "./namespace.ts";

export interface ParseOptions {
  /** Text that does not parse is an error (the default), or null. */
  readonly strict?: boolean;
}

/** Functions of text. Positions and lengths count code points. */
export class StrNamespace extends Namespace {
  /** Whether a regular expression (Rust syntax), or literal text, occurs. @example col("s").str.contains("^A") */
  contains(pattern: IntoExpr, options: { readonly literal?: boolean } = {}): Expr { return this.call("str.contains", [pattern], { literal: options.literal ?? false }); }
  /** Whether the text starts so. @example col("s").str.startsWith("A") */
  startsWith(prefix: IntoExpr): Expr { return this.call("str.startsWith", [prefix]); }
  /** Whether the text ends so. @example col("s").str.endsWith("z") */
  endsWith(suffix: IntoExpr): Expr { return this.call("str.endsWith", [suffix]); }
  /** In lower case. @example col("s").str.toLowercase() */
  toLowercase(): Expr { return this.call("str.toLowercase"); }
  /** In upper case. @example col("s").str.toUppercase() */
  toUppercase(): Expr { return this.call("str.toUppercase"); }
  /** With each word's first letter in upper case. @example col("s").str.toTitlecase() */
  toTitlecase(): Expr { return this.call("str.toTitlecase"); }
  /** A stretch of the text; a negative offset counts from the end. @example col("s").str.slice(0, 3) */
  slice(offset: IntoExpr, length: IntoExpr = null): Expr { return this.call("str.slice", [offset, length]); }
  /** The first `n` characters. @example col("s").str.head(2) */
  head(n: IntoExpr): Expr { return this.call("str.head", [n]); }
  /** The last `n` characters. @example col("s").str.tail(2) */
  tail(n: IntoExpr): Expr { return this.call("str.tail", [n]); }
  /** How many characters. @example col("s").str.lenChars() */
  lenChars(): Expr { return this.call("str.lenChars"); }
  /** How many bytes of UTF-8. @example col("s").str.lenBytes() */
  lenBytes(): Expr { return this.call("str.lenBytes"); }
  /** Replaces the first `n` matches; `$1` stands for a group. @example col("s").str.replace("a", "b") */
  replace(pattern: IntoExpr, value: IntoExpr, options: { readonly literal?: boolean; readonly n?: number } = {}): Expr { return this.call("str.replace", [pattern, value], { literal: options.literal ?? false, n: options.n ?? 1 }); }
  /** Replaces all matches. @example col("s").str.replaceAll("a", "b") */
  replaceAll(pattern: IntoExpr, value: IntoExpr, options: { readonly literal?: boolean } = {}): Expr { return this.call("str.replaceAll", [pattern, value], { literal: options.literal ?? false }); }
  /** The parts between separators. @example col("s").str.split(",") */
  split(by: IntoExpr, options: { readonly inclusive?: boolean } = {}): Expr { return this.call("str.split", [by], { inclusive: options.inclusive ?? false }); }
  /** Without these characters (white space unless given) at both ends. @example col("s").str.stripChars() */
  stripChars(characters: IntoExpr = null): Expr { return this.call("str.stripChars", [characters]); }
  /** Without these characters at the start. @example col("s").str.stripCharsStart("0") */
  stripCharsStart(characters: IntoExpr = null): Expr { return this.call("str.stripCharsStart", [characters]); }
  /** Without these characters at the end. @example col("s").str.stripCharsEnd("0") */
  stripCharsEnd(characters: IntoExpr = null): Expr { return this.call("str.stripCharsEnd", [characters]); }
  /** Without a prefix. @example col("s").str.stripPrefix("www.") */
  stripPrefix(prefix: IntoExpr): Expr { return this.call("str.stripPrefix", [prefix]); }
  /** Without a suffix. @example col("s").str.stripSuffix(".com") */
  stripSuffix(suffix: IntoExpr): Expr { return this.call("str.stripSuffix", [suffix]); }
  /** A group of the first match. @example col("s").str.extract("([0-9]+)") */
  extract(pattern: IntoExpr, groupIndex = 1): Expr { return this.call("str.extract", [pattern], { groupIndex }); }
  /** All matches, as a list. @example col("s").str.extractAll("[0-9]+") */
  extractAll(pattern: IntoExpr): Expr { return this.call("str.extractAll", [pattern]); }
  /** How many matches. @example col("s").str.countMatches("a") */
  countMatches(pattern: IntoExpr, options: { readonly literal?: boolean } = {}): Expr { return this.call("str.countMatches", [pattern], { literal: options.literal ?? false }); }
  /** The byte where a pattern first occurs. @example col("s").str.find("a") */
  find(pattern: IntoExpr, options: { readonly literal?: boolean } = {}): Expr { return this.call("str.find", [pattern], { literal: options.literal ?? false }); }
  /** Zeros before digits up to a length, after the sign. @example col("s").str.zfill(5) */
  zfill(length: IntoExpr): Expr { return this.call("str.zfill", [length]); }
  /** Filled up on the left. @example col("s").str.padStart(5, " ") */
  padStart(length: number, fillChar = " "): Expr { return this.call("str.padStart", [], { length, fillChar }); }
  /** Filled up on the right. @example col("s").str.padEnd(5, " ") */
  padEnd(length: number, fillChar = " "): Expr { return this.call("str.padEnd", [], { length, fillChar }); }
  /** From the last character to the first. @example col("s").str.reverse() */
  reverse(): Expr { return this.call("str.reverse"); }
  /** Text as a whole number in some base. @example col("s").str.toInteger({ base: 16 }) */
  toInteger(options: ParseOptions & { readonly base?: number } = {}): Expr { return this.call("str.toInteger", [], { base: options.base ?? 10, strict: options.strict ?? true }); }
  /** Text as a date; the format is chrono's, ISO unless given. @example col("s").str.toDate("%d.%m.%Y") */
  toDate(format: string | null = null, options: ParseOptions = {}): Expr { return this.call("str.toDate", [], { format, strict: options.strict ?? true }); }
  /** Text as a Datetime. @example col("s").str.toDatetime("%Y-%m-%d %H:%M") */
  toDatetime(format: string | null = null, options: ParseOptions & { readonly timeUnit?: TimeUnit; readonly timeZone?: string } = {}): Expr {
    return this.call("str.toDatetime", [], { format, strict: options.strict ?? true, timeUnit: options.timeUnit ?? "us", timeZone: options.timeZone ?? null });
  }
  /** Text as a time of day. @example col("s").str.toTime("%H:%M") */
  toTime(format: string | null = null, options: ParseOptions = {}): Expr { return this.call("str.toTime", [], { format, strict: options.strict ?? true }); }
}
