import { isInteger } from "../../../arrow/type-info.ts";
import { type DataType, Int32, List, Utf8 } from "../../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../../expr/node.ts";
import { typeIn } from "../env.ts";
import { text } from "../operators.ts";
import { shared } from "../shared.ts";
import { contained } from "./list.ts";
import {
  arg,
  type Given,
  long,
  MANY,
  of,
  plain,
  type Rules,
  rule,
  texts,
  typeAt,
  when,
  whole,
  word,
  written,
  writtenNumber,
} from "./rule.ts";

const chars = (x: Expr): Expr => whole(call("str.lenChars", [x]));
const textAt = (g: Given, i: number): Expr => text(arg(g, i), g.env);
/** Places from 1 on as places from 0 on; those from the end stay. */
export const place = (at: Expr): Expr =>
  at.kind === "lit" && (typeof at.value === "number" || typeof at.value === "bigint")
    ? long(BigInt(at.value) > 0n ? BigInt(at.value) - 1n : BigInt(at.value))
    : when(call("gt", [whole(at), long(0)]), call("sub", [whole(at), long(1)]), whole(at));

/** Flags of a regular expression in front of it. */
function pattern(g: Given, at: number, flags: Expr | undefined): Expr {
  const p = arg(g, at);
  if (flags === undefined) return p;
  const given = written(flags, "the options", g).replace(/[gc]/g, "").replace("l", "");
  return given === "" ? p : word(`(?${given})${written(p, "the pattern", g)}`);
}
/** `\1` as `${1}`. */
const replacement = (e: Expr): Expr =>
  e.kind === "lit" && typeof e.value === "string"
    ? word(e.value.replaceAll("$", "$$$$").replace(/\\(\d|\\)/g, (_, c: string) => (c === "\\" ? "\\" : `\${${c}}`)))
    : e;
const unlessNull = (x: Expr, value: Expr): Expr => when(call("isNull", [x]), lit(null, Utf8), value);

function found(g: Given): Expr {
  const [x, y] = [textAt(g, 0), textAt(g, 1)];
  const before = call("struct.field", [call("str.splitn", [x, y], { n: 2 })], { name: "field_0" });
  const none = call("not", [call("str.contains", [x, y], { literal: true })]);
  const found = when(none, long(0), call("add", [chars(before), long(1)]));
  if (y.kind === "lit" && y.value !== "") return found;
  return when(call("and", [call("eq", [y, word("")]), call("isNotNull", [x])]), long(1), found);
}

/** A length and one character, both written out, need no function of their own. */
const padded = (side: "start" | "end"): Rules[string] =>
  rule(3, 3, (g) => {
    const [x, n, filling] = [textAt(g, 0), arg(g, 1), textAt(g, 2)];
    const length = n.kind === "lit" && n.value !== null ? Number(n.value) : Number.NaN;
    if (Number.isSafeInteger(length) && filling.kind === "lit" && [...String(filling.value ?? "")].length === 1) {
      const fn = side === "start" ? "str.padStart" : "str.padEnd";
      const most = Math.max(0, length);
      return call("str.head", [call(fn, [x], { length: most, fillChar: String(filling.value) }), long(most)]);
    }
    if (!isInteger(typeAt(g, 1)) && typeAt(g, 1).id !== "Null")
      throw g.env.binder.source.error(
        g.asts[1] ?? g.call,
        `the length of ${g.name}() is a whole number`,
        "TYPE_MISMATCH",
      );
    return call("str.fill", [x, whole(n), filling], { side });
  });

/** `format('{} of {}', a, b)` and printf's `%s` and `%d`. */
function formatted(g: Given, hole: RegExp, escaped: readonly (readonly [string, string])[]): Expr {
  const parts = written(g.args[0], "the format", g).split(hole);
  const values = g.args.slice(1);
  if (parts.some((p) => /%[^%]|[{}]/.test(escaped.reduce((t, [from]) => t.replaceAll(from, ""), p))))
    throw g.env.binder.source.error(g.call, `${g.name}() has plain places only: {}, %s and %d`, "NOT_SUPPORTED");
  if (parts.length - 1 !== values.length)
    throw g.env.binder.source.error(g.call, `${g.name}() has ${parts.length - 1} places, but ${values.length} values`);
  const plainText = (p: string): Expr => word(escaped.reduce((t, [from, to]) => t.replaceAll(from, to), p));
  const all = parts.flatMap((p, i) => (i === 0 ? [plainText(p)] : [text(values[i - 1] as Expr, g.env), plainText(p)]));
  return call("concatStr", all, { separator: "" });
}

/** Digits of whole numbers, below zero those of their 64 bits. */
const digitsOf = (base: number): Rules[string] =>
  rule(1, 1, (g) => {
    const type = typeAt(g, 0);
    if (isInteger(type)) return call("inBase", [whole(arg(g, 0)), long(base), long(1)]);
    if (base === 16) return hexOf(g);
    throw g.env.binder.source.error(g.call, `${g.name}() takes whole numbers here`, "NOT_SUPPORTED");
  });
/** Letters of one text for those of another, in one go; those that have none are left out. */
function translated(g: Given): Expr {
  const [from, to] = [[...written(g.args[1], "the letters", g)], [...written(g.args[2], "the letters", g)]];
  const pairs = new Map<string, string>();
  for (const [i, c] of from.entries()) if (!pairs.has(c)) pairs.set(c, to[i] ?? "");
  if (pairs.size === 0) return textAt(g, 0);
  const texts = (of: Iterable<string>): Expr => lit([...of], List(Utf8) as DataType);
  return call("str.replaceMany", [textAt(g, 0), texts(pairs.keys()), texts(pairs.values())]);
}
/** What accents leave of letters. */
export const unaccented = (x: Expr): Expr =>
  call("str.normalize", [
    call("str.replaceAll", [call("str.normalize", [x], { form: "NFD" }), word("\\p{M}"), word("")], { literal: false }),
  ]);
const names = (fn: string): Rules[string] => texts(fn, 2);

const hexOf = (g: Given): Expr => call("str.toUppercase", [call("str.encode", [textAt(g, 0)], { encoding: "hex" })]);

export const TEXT: Rules = {
  lower: texts("str.toLowercase"),
  upper: texts("str.toUppercase"),
  reverse: rule(1, 1, (g) =>
    call(typeAt(g, 0).id === "List" ? "list.reverse" : "str.reverse", [
      typeAt(g, 0).id === "List" ? arg(g, 0) : textAt(g, 0),
    ]),
  ),
  length: rule(1, 1, (g) => {
    const { id } = typeAt(g, 0);
    if (id === "List" || id === "FixedSizeList") return whole(call("list.len", [arg(g, 0)]));
    if (id === "Binary") return whole(call("bin.size", [arg(g, 0)]));
    return chars(arg(g, 0));
  }),
  strlen: rule(1, 1, (g) =>
    typeIn(g.env, arg(g, 0)).id === "Binary"
      ? whole(call("bin.size", [arg(g, 0)], { unit: "b" }))
      : whole(call("str.lenBytes", [textAt(g, 0)])),
  ),
  bit_length: rule(1, 1, (g) => call("mul", [whole(call("str.lenBytes", [textAt(g, 0)])), long(8)])),
  substring: rule(2, 3, (g) => {
    const [x, at, n] = [textAt(g, 0), arg(g, 1), g.args[2]];
    const start = place(at);
    if (n === undefined) return call("str.slice", [x, start]);
    // From place 0 or less on, what lies before the text is counted too.
    const zero = at.kind === "lit" && Number(at.value) === 0;
    return call("str.slice", [x, start, zero ? call("sub", [whole(n), long(1)]) : whole(n)]);
  }),
  left: rule(2, 2, (g) => call("str.head", [textAt(g, 0), whole(arg(g, 1))])),
  right: rule(2, 2, (g) => call("str.tail", [textAt(g, 0), whole(arg(g, 1))])),
  concat: rule(1, MANY, ({ args, env }) =>
    args.some((a) => typeIn(env, a).id === "List")
      ? call("concatList", args)
      : call(
          "concatStr",
          args.map((a) => text(a, env)),
          { separator: "", ignoreNulls: true },
        ),
  ),
  concat_ws: rule(2, MANY, (g) =>
    call(
      "concatStr",
      g.args.slice(1).map((a) => text(a, g.env)),
      { separator: written(g.args[0], "the separator", g), ignoreNulls: true },
    ),
  ),
  replace: rule(3, 3, (g) => {
    const [x, from, to] = [textAt(g, 0), textAt(g, 1), textAt(g, 2)];
    if (from.kind === "lit" && from.value === "") return x;
    const made = call("str.replaceAll", [x, from, to], { literal: true });
    return from.kind === "lit" ? made : when(call("eq", [from, word("")]), x, made);
  }),
  repeat: rule(2, 2, (g) => {
    const n = whole(arg(g, 1));
    const copies = call("repeatBy", [textAt(g, 0), when(call("lt", [n, long(0)]), long(0), n)]);
    return unlessNull(textAt(g, 0), call("list.join", [copies, word("")]));
  }),
  trim: rule(1, 2, (g) => call("str.stripChars", g.args)),
  ltrim: rule(1, 2, (g) => call("str.stripCharsStart", g.args)),
  rtrim: rule(1, 2, (g) => call("str.stripCharsEnd", g.args)),
  lpad: padded("start"),
  rpad: padded("end"),
  levenshtein: names("str.levenshtein"),
  damerau_levenshtein: names("str.damerauLevenshtein"),
  hamming: names("str.hamming"),
  jaccard: names("str.jaccard"),
  jaro_similarity: names("str.jaro"),
  jaro_winkler_similarity: names("str.jaroWinkler"),
  md5: texts("str.md5"),
  sha1: texts("str.sha1"),
  sha256: texts("str.sha256"),
  url_encode: texts("str.urlEncode"),
  url_decode: texts("str.urlDecode"),
  string_split_regex: names("str.splitRegex"),
  strip_accents: rule(1, 1, (g) => unaccented(textAt(g, 0))),
  translate: rule(3, 3, translated),
  like_escape: rule(3, 3, (g) => escaped(g, false)),
  ilike_escape: rule(3, 3, (g) => escaped(g, true)),
  not_like_escape: rule(3, 3, (g) => call("not", [escaped(g, false)])),
  not_ilike_escape: rule(3, 3, (g) => call("not", [escaped(g, true)])),
  bin: digitsOf(2),
  to_base: rule(2, 3, (g) =>
    call("inBase", [whole(arg(g, 0)), whole(arg(g, 1)), g.args[2] === undefined ? long(1) : whole(g.args[2])]),
  ),
  unhex: rule(1, 1, (g) => call("str.decode", [textAt(g, 0)], { encoding: "hex", strict: true })),
  from_base64: rule(1, 1, (g) => call("str.decode", [textAt(g, 0)], { encoding: "base64", strict: true })),
  decode: rule(1, 1, (g) => cast(arg(g, 0), Utf8)),
  parse_filename: rule(1, 1, (g) => call("str.extract", [textAt(g, 0), word("([^/\\\\]*)$")], { groupIndex: 1 })),
  contains: rule(2, 2, (g) =>
    typeAt(g, 0).id === "List" ? contained(g) : call("str.contains", [textAt(g, 0), textAt(g, 1)], { literal: true }),
  ),
  starts_with: texts("str.startsWith", 2),
  ends_with: texts("str.endsWith", 2),
  position: rule(2, 2, found),
  string_split: of(2, 2, (...args) => call("str.split", args)),
  split_part: rule(3, 3, (g) => {
    const parts = call("str.split", [textAt(g, 0), textAt(g, 1)]);
    const part = call("list.get", [parts, place(arg(g, 2))], { nullOnOob: true });
    return unlessNull(textAt(g, 0), call("coalesce", [part, word("")]));
  }),
  regexp_matches: rule(2, 3, (g) => call("str.contains", [textAt(g, 0), pattern(g, 1, g.args[2])])),
  regexp_full_match: rule(2, 2, (g) =>
    call("str.contains", [textAt(g, 0), word(`^(?:${written(g.args[1], "the pattern", g)})$`)]),
  ),
  regexp_replace: rule(3, 4, (g) => {
    const all = g.args[3] !== undefined && written(g.args[3], "the options", g).includes("g");
    return call(all ? "str.replaceAll" : "str.replace", [
      textAt(g, 0),
      pattern(g, 1, g.args[3]),
      replacement(arg(g, 2)),
    ]);
  }),
  regexp_extract: rule(2, 4, (g) => {
    const groupIndex = g.args[2] === undefined ? 0 : writtenNumber(g.args[2], "the group", g);
    const part = call("str.extract", [textAt(g, 0), pattern(g, 1, g.args[3])], { groupIndex });
    return unlessNull(textAt(g, 0), call("coalesce", [part, word("")]));
  }),
  regexp_extract_all: rule(2, 2, (g) => call("str.extractAll", [textAt(g, 0), arg(g, 1)])),
  regexp_escape: texts("str.escapeRegex"),
  format: rule(1, MANY, (g) =>
    formatted(g, /\{\}/, [
      ["{{", "{"],
      ["}}", "}"],
    ]),
  ),
  printf: rule(1, MANY, (g) => formatted(g, /%[sd]/, [["%%", "%"]])),
  unicode: texts("str.codePoint"),
  ascii: rule(1, 1, (g) => {
    const code = shared(call("str.codePoint", [textAt(g, 0)]), g.env);
    return when(call("eq", [code, lit(-1, Int32)]), lit(0, Int32), code);
  }),
  chr: rule(1, 1, (g) => call("character", [whole(arg(g, 0))])),
  hex: digitsOf(16),
  nfc_normalize: texts("str.normalize", 1, { form: "NFC" }),
  json_extract_string: rule(2, 2, (g) => call("str.jsonPathMatch", [textAt(g, 0), path(g)])),
  to_base64: rule(1, 1, (g) =>
    typeAt(g, 0).id === "Binary"
      ? call("bin.encode", [arg(g, 0)], { encoding: "base64" })
      : call("str.encode", [textAt(g, 0)], { encoding: "base64" }),
  ),
  encode: rule(1, 1, (g) => cast(textAt(g, 0), { id: "Binary" } as never)),
  isnull: plain("isNull"),
};

const escaped = (g: Given, ignoreCase: boolean): Expr =>
  call("str.like", [textAt(g, 0), textAt(g, 1)], { ignoreCase, escape: written(g.args[2], "the escape", g) });

/** `a.b` and `$.a.b`, or a pointer such as `/a/0`, as a path. */
function path(g: Given): Expr {
  const p = written(g.args[1], "the path", g);
  if (p.startsWith("$")) return word(p);
  if (p.startsWith("/"))
    return word(
      `$${p
        .slice(1)
        .split("/")
        .map((k) => (/^\d+$/.test(k) ? `[${k}]` : `['${k.replace(/'/g, "\\'")}']`))
        .join("")}`,
    );
  return word(`$['${p.replace(/'/g, "\\'")}']`);
}
