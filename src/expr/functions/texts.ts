import { typeFromJson } from "../../arrow/json.ts";
import { isText } from "../../arrow/type-info.ts";
import { Binary, Bool, type DataType, List, structOf, UInt32, Utf8 } from "../../arrow/types.ts";
import { elementwise, type Family, type FunctionSpec, type NullRule } from "../function.ts";
import { regex } from "../regex/regex.ts";
import { shown, text } from "./signatures.ts";

export type TextName =
  | "str.containsAny"
  | "str.findMany"
  | "str.extractMany"
  | "str.replaceMany"
  | "str.extractGroups"
  | "str.splitExact"
  | "str.splitn"
  | "str.encode"
  | "str.decode"
  | "str.escapeRegex"
  | "str.normalize"
  | "str.jsonDecode"
  | "str.jsonPathMatch";
type Sign = FunctionSpec["signature"];

/** Text, and lists of text (patterns, replacements). */
const many =
  (type: DataType): Sign =>
  (args, options) => {
    for (const a of args.slice(1)) {
      const inner = a.type.id === "List" ? a.type.inner : a.type;
      if (inner.id !== "Null" && (a.type.id !== "List" || !isText(inner)))
        return `takes lists of text, got ${shown(a)}`;
    }
    if (options.overlapping === true && options.leftmost === true)
      return "finds matches leftmost or overlapping, not both";
    const sign = text(type)(args.slice(0, 1), options);
    return typeof sign === "string" ? sign : { args: [Utf8, ...args.slice(1).map(() => List(Utf8))], type };
  };

/** More fields than this are no schema. */
const MOST_FIELDS = 10_000;
const fieldsOf = (names: readonly string[]): DataType => structOf(names.map((name) => ({ name, type: Utf8 })));

const groups: Sign = (args, options) => {
  const { groups: count, names } = regex(String(options.pattern));
  if (count === 0) return "needs a pattern with groups";
  const named = new Map([...names].map(([name, k]) => [k, name]));
  return text(fieldsOf(Array.from({ length: count }, (_, k) => named.get(k + 1) ?? String(k + 1))))(args, options);
};

const parts =
  (more: number): Sign =>
  (args, options) => {
    const count = Number(options.n) + more;
    if (count < 1 || count > MOST_FIELDS) return `gives 1 to ${MOST_FIELDS} fields, not ${count}`;
    return text(fieldsOf(Array.from({ length: count }, (_, k) => `field_${k}`)), Utf8)(args, options);
  };

/** JSON holds no bytes, and says nothing of types. */
const decoded: Sign = (args, options) => text(typeFromJson(options.type))(args, options);

const strict: NullRule = (args, options) => options.strict === false || args[0]?.nullable === true;

export const TEXTS: Family<TextName> = {
  /** Whether any of several texts occurs; `asciiCaseInsensitive` where letters' case does not matter. @example col("s").str.containsAny(["a", "b"]) */
  "str.containsAny": elementwise(many(Bool), "any"),
  /** The bytes where any of several texts begin: of those that overlap the one that ends first, or the `leftmost`, or all (`overlapping`). @example col("s").str.findMany(["a", "b"]) */
  "str.findMany": elementwise(many(List(UInt32)), "any"),
  /** Which of several texts occur, as a list; matches are taken as in findMany. @example col("s").str.extractMany(["a", "b"]) */
  "str.extractMany": elementwise(many(List(Utf8)), "any"),
  /** Several texts replaced, by one text or by one each. @example col("s").str.replaceMany(["a", "b"], ["x", "y"]) */
  "str.replaceMany": elementwise(many(Utf8), "any"),
  /** The groups of the first match as fields, named or numbered from 1. @example col("s").str.extractGroups("(?<year>[0-9]+)-([0-9]+)") */
  "str.extractGroups": elementwise(groups, "any"),
  /** The first n + 1 parts between separators as fields field_0 to field_n. @example col("s").str.splitExact("-", 1) */
  "str.splitExact": elementwise(parts(1), "never"),
  /** n parts at most as fields field_0 on, the last with all that is left. @example col("s").str.splitn("-", 2) */
  "str.splitn": elementwise(parts(0), "never"),
  /** The bytes of UTF-8 as hex or base64. @example col("s").str.encode("hex") */
  "str.encode": elementwise(text(Utf8), "any", ["to_hex"]),
  /** The bytes that hex or base64 text stands for. @example col("s").str.encode("hex").str.decode("hex") */
  "str.decode": elementwise(text(Binary), strict),
  /** With a backslash before what regular expressions take for more than itself. @example col("s").str.escapeRegex() */
  "str.escapeRegex": elementwise(text(Utf8), "any"),
  /** In a normal form of Unicode: NFC, NFD, NFKC or NFKD. @example col("s").str.normalize("NFKC") */
  "str.normalize": elementwise(text(Utf8), "any"),
  /** The value of JSON text, of a type; text that is no JSON, or of another type, is an error. @example lit("[1, 2]").str.jsonDecode(List(Int64)) */
  "str.jsonDecode": elementwise(decoded, "always"),
  /** What a JSON path leads to first: a text's characters, other values as JSON; null where that is nothing or the text is no JSON. @example col("s").str.jsonPathMatch("$.a[0].b") */
  "str.jsonPathMatch": elementwise(text(Utf8, Utf8), "always", ["json_extract_string"]),
};
