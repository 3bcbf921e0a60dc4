import {
  type DuckDBConnection,
  DuckDBIntervalValue,
  DuckDBListValue,
  DuckDBStructValue,
  type DuckDBType,
  type DuckDBValue,
} from "@duckdb/node-api";
import type { DataType } from "../../../src/arrow/types.ts";
import type { DataFrame } from "../../../src/node.ts";

/** Rows as text, the same text for the same values whoever gives them. */
export interface Answer {
  readonly types: string;
  readonly rows: readonly (readonly string[])[];
}

const escaped = (text: string): string =>
  text === "" ? "(empty)" : text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t");
const real = (v: number): string =>
  Number.isNaN(v) ? "nan" : v === Infinity ? "inf" : v === -Infinity ? "-inf" : Object.is(v, -0) ? "0" : String(v);
const stamp = (text: string): string =>
  text
    .replace("T", " ")
    .replace(/Z$/, "")
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "")
    .replace(/^(\d{4,}-\d\d-\d\d \d\d:\d\d)$/, "$1:00");
const span = (months: number, micros: bigint): string => (months === 0 ? `${micros}us` : `${months}mo ${micros}us`);

const DUCK: readonly (readonly [RegExp, string])[] = [
  [/\[\d*\]$|^(STRUCT|MAP|LIST|ARRAY)/, "L"],
  [/^U?(TINY|SMALL|BIG|HUGE)INT$|^U?INTEGER$/, "I"],
  [/^(DOUBLE|FLOAT)$/, "R"],
  [/^DECIMAL/, "N"],
  [/^(VARCHAR|ENUM|BLOB|JSON)/, "T"],
  [/^BOOLEAN$/, "B"],
  [/^DATE$/, "D"],
  [/^TIMESTAMP/, "S"],
  [/^TIME/, "C"],
  [/^INTERVAL$/, "V"],
];
const duckLetter = (t: DuckDBType): string => DUCK.find(([known]) => known.test(String(t)))?.[1] ?? "U";

function duckText(v: DuckDBValue, letter: string): string {
  if (v === null) return "NULL";
  if (typeof v === "number") return letter === "R" || !Number.isInteger(v) ? real(v) : String(v);
  if (typeof v === "bigint" || typeof v === "boolean") return String(v);
  if (typeof v === "string") return escaped(v);
  if (v instanceof DuckDBIntervalValue) return span(v.months, BigInt(v.days) * 86_400_000_000n + v.micros);
  if (v instanceof DuckDBListValue) return `[${v.items.map((x) => duckText(x, "")).join(", ")}]`;
  if (v instanceof DuckDBStructValue)
    return `{${Object.entries(v.entries)
      .map(([k, x]) => `${k}: ${duckText(x, "")}`)
      .join(", ")}}`;
  const text = String(v);
  return letter === "S" || letter === "C" || /^\d{4}-\d\d-\d\d /.test(text) ? stamp(text) : text;
}

export async function judged(
  judge: DuckDBConnection,
  sql: string,
  params: readonly unknown[] | Readonly<Record<string, unknown>> | undefined,
): Promise<Answer> {
  const reader = await judge.runAndReadAll(sql, params as never);
  const letters = reader.columnTypes().map(duckLetter);
  return {
    types: letters.join(""),
    rows: reader.getRows().map((r) => r.map((v, i) => duckText(v, letters[i] as string))),
  };
}

const LETTERS: readonly (readonly [RegExp, string])[] = [
  [/^U?Int/, "I"],
  [/^Float/, "R"],
  [/^Decimal$/, "N"],
  [/^(Utf8|Categorical|Enum|Binary)$/, "T"],
  [/^Bool$/, "B"],
  [/^Date32$/, "D"],
  [/^Datetime$/, "S"],
  [/^Time$/, "C"],
  [/^Duration$/, "V"],
  [/^(List|FixedSizeList|Struct)$/, "L"],
];

function ourText(v: unknown, type: DataType): string {
  if (v === null || v === undefined) return "NULL";
  switch (type.id) {
    case "Date32":
      return v instanceof Date ? v.toISOString().replace(/T.*$/, "") : String(v).replace(/T.*$/, "");
    case "Datetime":
      return `${stamp(v instanceof Date ? v.toISOString() : String(v))}${type.zone === null ? "" : "+00"}`;
    case "Time":
      return stamp(String(v));
    case "Duration":
      return span(0, lengthOf(v));
    case "List":
    case "FixedSizeList":
      return `[${[...(v as Iterable<unknown>)].map((x) => ourText(x, type.inner)).join(", ")}]`;
    case "Struct":
      return `{${type.fields.map((f) => `${f.name}: ${ourText((v as Record<string, unknown>)[f.name], f.type)}`).join(", ")}}`;
    case "Float32":
    case "Float64":
      return real(v as number);
    case "Utf8":
      return escaped(v as string);
    default:
      return String(v);
  }
}
/** A length of time as whole microseconds, from milliseconds or the text of ISO 8601. */
function lengthOf(v: unknown): bigint {
  if (typeof v === "number") return BigInt(Math.round(v * 1000));
  const m = /^(-?)P(?:(-?\d+)D)?(?:T(?:(-?\d+)H)?(?:(-?\d+)M)?(?:(-?\d+)(?:\.(\d+))?S)?)?$/.exec(String(v));
  if (m === null) throw new Error(`no length of time: ${String(v)}`);
  const [, sign, d = "0", h = "0", min = "0", s = "0", f = "0"] = m;
  const all =
    ((BigInt(d) * 24n + BigInt(h)) * 60n + BigInt(min)) * 60_000_000n +
    BigInt(s) * 1_000_000n +
    BigInt(f.padEnd(6, "0").slice(0, 6));
  return sign === "-" ? -all : all;
}

/** A frame's rows; `wanted` are the letters of the answer, which a Decimal of no fraction may meet as a whole number. */
export function ours(frame: DataFrame, wanted: string): Answer {
  const { fields } = frame.schema;
  const types = fields.map(({ type }, i) => {
    const want = wanted[i] ?? "";
    if (type.id === "Null") return want;
    if (type.id === "Decimal" && type.scale === 0 && want === "I") return "I";
    return LETTERS.find(([known]) => known.test(type.id))?.[1] ?? "U";
  });
  const rows = frame.rows({ int64: "bigint", datetime: "iso" }) as readonly (readonly unknown[])[];
  return {
    types: types.join(""),
    rows: rows.map((r) => r.map((v, i) => ourText(v, (fields[i] as { type: DataType }).type))),
  };
}

const number = (text: string): number =>
  text === "inf" ? Infinity : text === "-inf" ? -Infinity : text === "nan" ? Number.NaN : Number(text);
/** Equal texts, or floats that differ by what sums in another order come to. */
const same = (a: string, b: string, letter: string): boolean => {
  if (a === b) return true;
  if (letter === "L")
    return (
      a.replace(/-?\d+\.\d+(e[+-]?\d+)?/g, (n) => Number(n).toPrecision(12)) ===
      b.replace(/-?\d+\.\d+(e[+-]?\d+)?/g, (n) => Number(n).toPrecision(12))
    );
  if (letter !== "R" || a === "NULL" || b === "NULL") return false;
  const [x, y] = [number(a), number(b)];
  return Math.abs(x - y) <= 1e-12 * Math.max(Math.abs(x), Math.abs(y), 1);
};
const inOrder = (rows: Answer["rows"]): Answer["rows"] =>
  [...rows].sort((a, b) => {
    const [x, y] = [a.join("\t"), b.join("\t")];
    return x < y ? -1 : x > y ? 1 : 0;
  });

/** What is different between an answer and the one that was recorded; undefined where nothing is. */
export function difference(got: Answer, want: Answer, sorted: boolean): string | undefined {
  // DuckDB folds what is always null to a bare NULL, which it calls an INTEGER.
  const bare = (i: number): boolean => want.types[i] === "I" && want.rows.every((r) => r[i] === "NULL");
  const types = want.types
    .split("")
    .every((t, i) => t === "U" || got.types[i] === t || (got.types[i] ?? "") === "U" || bare(i));
  if (!types || got.types.length !== want.types.length) return `types ${got.types}, not ${want.types}`;
  if (got.rows.length !== want.rows.length)
    return `${got.rows.length} rows, not ${want.rows.length}: ${JSON.stringify(got.rows.slice(0, 3))}`;
  const [left, right] = sorted ? [inOrder(got.rows), inOrder(want.rows)] : [got.rows, want.rows];
  for (const [i, row] of right.entries())
    for (const [k, cell] of row.entries())
      if (!same(left[i]?.[k] ?? "", cell, want.types[k] as string))
        return `row ${i}: ${JSON.stringify(left[i])}, not ${JSON.stringify(row)}`;
  return undefined;
}
