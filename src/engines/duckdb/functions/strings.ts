import { Int64, Utf8 } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { FurtherStringName } from "../../../expr/functions/further-strings.ts";
import type { ParsingName } from "../../../expr/functions/parsing.ts";
import type { StringName } from "../../../expr/functions/strings.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import { castSql } from "../cast.ts";
import { stretch } from "../lists.ts";
import { inRe2, literalText, re2, rewrite } from "../pattern.ts";
import { textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { callUdf, type Settings } from "../udf/define.ts";

const SPACE = textLiteral(
  " \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000",
);
const groupOf = (c: TypedCall): number => Number(c.options["groupIndex"] ?? 1);
const isLiteral = (c: TypedCall): boolean => c.options["literal"] === true;
const pattern = (c: TypedCall): string => textLiteral(re2(literalText(c.args[1]) as string) as string);
/** DuckDB makes LIKE of patterns such as .*a.*b, whose time grows with the power of the wildcards; of what has a group it makes none. */
const tested = (c: TypedCall): string => {
  const made = re2(literalText(c.args[1]) as string) as string;
  return textLiteral(/\.[*+].*\.[*+]/s.test(made) ? `(${made})` : made);
};
const trim =
  (fn: string): FunctionSql =>
  ([x, set]) =>
    `${fn}(${x}, coalesce(${set ?? "NULL"}, ${SPACE}))`;

// DuckDB maps letters one to one: ß, İ and final sigma come out otherwise.
const cased =
  (fn: "lower" | "upper"): FunctionSql =>
  ([x]) =>
    `CASE WHEN strlen(${x}) = length(${x}) THEN ${fn}(${x}) ELSE ${callUdf(fn, [x as string])} END`;

const strict = (c: TypedCall): boolean => c.options["strict"] !== false;
/** Reads a date or time by its format, or in ISO form. */
const read =
  (udf: string): FunctionSql =>
  ([x], c) =>
    callUdf(udf, [x as string], {
      strict: strict(c),
      ...(typeof c.options["format"] === "string" ? { format: c.options["format"] } : {}),
      ...(c.type.id === "Datetime" ? { unit: c.type.unit, zone: c.type.zone } : {}),
    });

/** In RE2 where it says the same, else by our own matcher. */
const matched =
  (udf: string, settings: (c: TypedCall) => Settings, native: FunctionSql): FunctionSql =>
  (args, c, scope) =>
    inRe2(c) ? native(args, c, scope) : callUdf(udf, args, { literal: isLiteral(c), ...settings(c) });
const plain = (): Settings => ({});

const replaced =
  (all: boolean): FunctionSql =>
  ([x, p, by], c) => {
    if (isLiteral(c) && all) return `replace(${x}, ${p}, ${by})`;
    if (isLiteral(c))
      return `CASE WHEN contains(${x}, ${p}) THEN left(${x}, instr(${x}, ${p}) - 1) || ${by} || substring(${x}, instr(${x}, ${p}) + length(${p})) ELSE ${x} END`;
    return `regexp_replace(${x}, ${pattern(c)}, ${textLiteral(rewrite(literalText(c.args[2]) as string) as string)}${all ? ", 'g'" : ""})`;
  };

const split: FunctionSql = ([x, by], c) => {
  const parts = `CASE WHEN ${x} = '' AND ${by} = '' THEN [] ELSE string_split(${x}, ${by}) END`;
  const whole = `list_transform(${parts}, lambda __v, __i: CASE WHEN __i < len(${parts}) THEN __v || ${by} ELSE __v END)`;
  const inclusive = `CASE WHEN list_extract(${parts}, -1) = '' THEN list_slice(${whole}, 1, len(${parts}) - 1) ELSE ${whole} END`;
  return `CASE WHEN ${x} IS NULL OR ${by} IS NULL THEN NULL ELSE ${c.options["inclusive"] === true ? inclusive : parts} END`;
};

const whole = (e: Typed | undefined): number | null =>
  e?.kind === "lit" && e.value !== null && Number(e.value) >= 0 && Number(e.value) < 2 ** 31 ? Number(e.value) : null;

const slice: FunctionSql = ([x, offset, length], c) => {
  const [, from, size] = c.args.map(whole);
  if (from != null && size != null) return `substring(${x}, ${from + 1}, ${size})`;
  const { start, end } = stretch(`length(${x})`, offset as string, length ?? null);
  return `CASE WHEN ${x} IS NULL OR ${offset} IS NULL THEN NULL WHEN ${end} > ${start} THEN substring(${x}, (${start} + 1)::BIGINT, (${end} - ${start})::BIGINT) ELSE '' END`;
};

const padded =
  (fn: string): FunctionSql =>
  ([x], c) => {
    const length = Number(c.options["length"]);
    return `CASE WHEN length(${x}) >= ${length} THEN ${x} ELSE ${fn}(${x}, ${length}, ${textLiteral(String(c.options["fillChar"] ?? " "))}) END`;
  };

const zfill: FunctionSql = ([x, n]) =>
  `CASE WHEN ${n} IS NULL THEN NULL WHEN length(${x}) >= ${n} THEN ${x} WHEN left(${x}, 1) IN ('-', '+') THEN left(${x}, 1) || repeat('0', (${n} - length(${x}))::BIGINT) || substring(${x}, 2) ELSE repeat('0', (${n} - length(${x}))::BIGINT) || ${x} END`;

/** How many are replaced; null and negative counts mean all. */
function replacements(c: TypedCall): Settings {
  const { n } = c.options;
  return { n: typeof n !== "number" ? 1 : n < 0 ? null : n };
}

export const STRINGS: Rules<StringName | FurtherStringName | ParsingName, FunctionSql> = {
  "str.contains": matched("contains", plain, ([x, p], c) =>
    isLiteral(c) ? `contains(${x}, ${p})` : `regexp_matches(${x}, ${tested(c)})`,
  ),
  "str.startsWith": ([x, p]) => `starts_with(${x}, ${p})`,
  "str.endsWith": ([x, p]) => `ends_with(${x}, ${p})`,
  "str.toLowercase": cased("lower"),
  "str.toUppercase": cased("upper"),
  "str.toTitlecase": ([x]) => callUdf("title", [x as string]),
  "str.slice": slice,
  "str.head": ([x, n]) => `left(${x}, ${n})`,
  "str.tail": ([x, n]) => `right(${x}, ${n})`,
  "str.lenChars": ([x]) => `CAST(length(${x}) AS UINTEGER)`,
  "str.lenBytes": ([x]) => `CAST(strlen(${x}) AS UINTEGER)`,
  "str.replace": matched("replace", replacements, replaced(false)),
  "str.replaceAll": matched("replace", () => ({ n: null }), replaced(true)),
  "str.split": split,
  "str.stripChars": trim("trim"),
  "str.stripCharsStart": trim("ltrim"),
  "str.stripCharsEnd": trim("rtrim"),
  "str.stripPrefix": ([x, p]) =>
    `CASE WHEN starts_with(${x}, ${p}) THEN substring(${x}, length(${p}) + 1) WHEN ${p} IS NULL THEN NULL ELSE ${x} END`,
  "str.stripSuffix": ([x, p]) =>
    `CASE WHEN ends_with(${x}, ${p}) THEN left(${x}, length(${x}) - length(${p})) WHEN ${p} IS NULL THEN NULL ELSE ${x} END`,
  "str.extract": matched(
    "extract",
    (c) => ({ group: groupOf(c) }),
    ([x], c) =>
      `CASE WHEN regexp_matches(${x}, ${pattern(c)}) THEN regexp_extract(${x}, ${pattern(c)}, ${groupOf(c)}) END`,
  ),
  "str.extractAll": matched("extract_all", plain, ([x], c) => `regexp_extract_all(${x}, ${pattern(c)})`),
  "str.countMatches": matched(
    "count_matches",
    plain,
    ([x, p], c) =>
      `CAST(${isLiteral(c) ? `(strlen(${x}) - strlen(replace(${x}, ${p}, ''))) // strlen(${p})` : `len(regexp_extract_all(${x}, ${pattern(c)}))`} AS UINTEGER)`,
  ),
  "str.find": matched("find", plain, ([x, p], c) =>
    isLiteral(c)
      ? `CASE WHEN contains(${x}, ${p}) THEN CAST(strlen(left(${x}, instr(${x}, ${p}) - 1)) AS UINTEGER) END`
      : `CASE WHEN regexp_matches(${x}, ${pattern(c)}) THEN CAST(strlen(list_extract(string_split_regex(${x}, ${pattern(c)}), 1)) AS UINTEGER) END`,
  ),
  "str.zfill": zfill,
  "str.padStart": padded("lpad"),
  "str.padEnd": padded("rpad"),
  "str.reverse": ([x]) =>
    `CASE WHEN ${x} = '' THEN '' ELSE array_to_string(list_reverse(string_split(${x}, '')), '') END`,
  "str.toInteger": ([x], c) => {
    const base = Number(c.options["base"] ?? 10);
    return base === 10
      ? (castSql(x as string, Utf8, Int64, strict(c)) as string)
      : callUdf("whole_number", [x as string], { base, strict: strict(c) });
  },
  "str.toDate": read("read_date"),
  "str.toDatetime": read("read_datetime"),
  "str.toTime": read("read_time"),
  concatStr: (args, c) => {
    const by = textLiteral(String(c.options["separator"] ?? ""));
    return c.options["ignoreNulls"] === true
      ? `concat_ws(${[by, ...args].join(", ")})`
      : `(${args.join(` || ${by} || `)})`;
  },
};
