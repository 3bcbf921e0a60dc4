import { isInteger, isNumeric, isText, typeName } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { elementwise, type Family, type FunctionSpec } from "../function.ts";
import { SCALARS } from "../scalars/index.ts";
import { shown } from "./signatures.ts";

export type ScalarName =
  | "str.levenshtein"
  | "str.damerauLevenshtein"
  | "str.hamming"
  | "str.jaccard"
  | "str.jaro"
  | "str.jaroWinkler"
  | "str.md5"
  | "str.sha1"
  | "str.sha256"
  | "str.urlEncode"
  | "str.urlDecode"
  | "str.codePoint"
  | "str.like"
  | "str.splitRegex"
  | "str.fill"
  | "character"
  | "inBase"
  | "commonDivisor"
  | "gamma"
  | "lgamma"
  | "nextAfter";

const fits = (want: DataType, got: DataType): boolean =>
  got.id === "Null" ||
  (want.id === "Utf8" ? isText(got) : want.id === "Int64" ? isInteger(got) || got.id === "Bool" : isNumeric(got));

/** A function that SQL has and Polars has not. */
const of = (name: ScalarName, ...sql: readonly string[]): FunctionSpec =>
  elementwise(
    (args) => {
      const { takes, gives } = SCALARS[name];
      if (args.length !== takes.length) return `takes ${takes.length} arguments, got ${args.length}`;
      const wrong = args.findIndex((a, i) => !fits(takes[i] as DataType, a.type));
      return wrong < 0
        ? { args: takes, type: gives }
        : `takes ${typeName(takes[wrong] as DataType)} as argument ${wrong + 1}, got ${shown(args[wrong])}`;
    },
    "any",
    sql,
  );

/** What SQL has and Polars has not: one JavaScript function that all engines call. */
export const SCALAR_FUNCTIONS: Family<ScalarName> = {
  /** How many bytes of UTF-8 are put in, taken out or replaced to get from one text to another. @example await sqlExpr("levenshtein(a, b)") */
  "str.levenshtein": of("str.levenshtein", "levenshtein", "editdist3"),
  /** As levenshtein, and two neighbours that change places count one. @example await sqlExpr("damerau_levenshtein(a, b)") */
  "str.damerauLevenshtein": of("str.damerauLevenshtein", "damerau_levenshtein"),
  /** At how many bytes two texts of one length differ. @example await sqlExpr("hamming(a, b)") */
  "str.hamming": of("str.hamming", "hamming", "mismatches"),
  /** The share of their different bytes that two texts have in common. @example await sqlExpr("jaccard(a, b)") */
  "str.jaccard": of("str.jaccard", "jaccard"),
  /** Jaro's similarity of two texts, 0 to 1. @example await sqlExpr("jaro_similarity(a, b)") */
  "str.jaro": of("str.jaro", "jaro_similarity"),
  /** Jaro and Winkler's similarity of two texts, 0 to 1: a common beginning counts more. @example await sqlExpr("jaro_winkler_similarity(a, b)") */
  "str.jaroWinkler": of("str.jaroWinkler", "jaro_winkler_similarity"),
  /** The MD5 digest of the text's UTF-8, in hex. @example await sqlExpr("md5(s)") */
  "str.md5": of("str.md5", "md5"),
  /** The SHA-1 digest of the text's UTF-8, in hex. @example await sqlExpr("sha1(s)") */
  "str.sha1": of("str.sha1", "sha1"),
  /** The SHA-256 digest of the text's UTF-8, in hex. @example await sqlExpr("sha256(s)") */
  "str.sha256": of("str.sha256", "sha256"),
  /** The text as a part of an address: all but letters, digits and -._~ as % and two digits. @example await sqlExpr("url_encode(s)") */
  "str.urlEncode": of("str.urlEncode", "url_encode"),
  /** What urlEncode made; what is no such sequence stays. @example await sqlExpr("url_decode(s)") */
  "str.urlDecode": of("str.urlDecode", "url_decode"),
  /** The first character's number; -1 of the empty text. @example await sqlExpr("unicode(s)") */
  "str.codePoint": of("str.codePoint", "unicode", "ascii", "ord"),
  /** Whether a text fits a pattern, of which % stands for anything and _ for one character (escape, ignoreCase). @example await sqlExpr("s like p") */
  "str.like": of("str.like"),
  /** The parts between the matches of a regular expression. @example await sqlExpr("string_split_regex(s, '[0-9]+')") */
  "str.splitRegex": of("str.splitRegex", "string_split_regex", "regexp_split_to_array"),
  /** The text made so many characters long at its start, or its end (side): with another text over and over, or cut. @example await sqlExpr("lpad(s, n, 'ab')") */
  "str.fill": of("str.fill"),
  /** The character of a number. @example await sqlExpr("chr(n)") */
  character: of("character", "chr"),
  /** The number's digits in a base from 2 to 36, so many at least; below zero those of its 64 bits. @example await sqlExpr("to_base(n, 2)") */
  inBase: of("inBase", "to_base"),
  /** The greatest number that divides both. @example await sqlExpr("gcd(a, b)") */
  commonDivisor: of("commonDivisor", "gcd"),
  /** The gamma function. @example await sqlExpr("gamma(x)") */
  gamma: of("gamma", "gamma"),
  /** The logarithm of the gamma function. @example await sqlExpr("lgamma(x)") */
  lgamma: of("lgamma", "lgamma"),
  /** The next double on the way to another. @example await sqlExpr("nextafter(x, 1)") */
  nextAfter: of("nextAfter", "nextafter"),
};
