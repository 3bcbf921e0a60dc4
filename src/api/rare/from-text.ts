import {
  Binary,
  Bool,
  Categorical,
  type DataType,
  Date32,
  Datetime,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  Time,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import { textArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { call, cast, col, type Expr, lit } from "../../expr/node.ts";

/** A column as the table shows it, and what makes its values of the texts. */
export interface ShownColumn {
  readonly name: string;
  readonly values: readonly (string | null)[];
  readonly value: Expr;
}

const SHORT: Readonly<Record<string, DataType>> = {
  str: Utf8,
  bool: Bool,
  date: Date32,
  time: Time,
  cat: Categorical,
  null: Null,
  f32: Float32,
  f64: Float64,
  i8: Int8,
  i16: Int16,
  i32: Int32,
  i64: Int64,
  u8: UInt8,
  u16: UInt16,
  u32: UInt32,
  u64: UInt64,
};
const LONG: Readonly<Record<string, DataType>> = Object.fromEntries(
  [
    Utf8,
    Bool,
    Date32,
    Time,
    Categorical,
    Null,
    Float32,
    Float64,
    Int8,
    Int16,
    Int32,
    Int64,
    UInt8,
    UInt16,
    UInt32,
    UInt64,
    Binary,
  ].map((t) => [t.id, t]),
);

function typeOf(text: string, name: string): DataType {
  const known = Object.hasOwn(SHORT, text) ? SHORT[text] : Object.hasOwn(LONG, text) ? LONG[text] : undefined;
  if (known !== undefined && known.id !== "Binary") return known;
  const moment = /^datetime(?:\[|\()\s*"?(ms|us|ns|μs|µs)"?\s*(?:,\s*"?([^\])"]+)"?)?(?:\]|\))$/i.exec(text);
  if (moment !== null) return Datetime((moment[1] as string).replace(/^[μµ]/, "u") as TimeUnit, moment[2] ?? null);
  throw new PolaroidError("NOT_SUPPORTED", `fromRepr reads no ${text} (column "${name}") back from its text`);
}

/** The values that texts of a type stand for. */
function parsed(name: string, t: DataType): Expr {
  const text = col(name);
  const bare = call("str.replace", [text, lit('^"(.*)"$'), lit("$1")], Object.freeze({ literal: false, n: 1 }));
  switch (t.id) {
    case "Bool":
      return call("when", [call("isNull", [text]), lit(null), call("eq", [text, lit("true")])]);
    case "Datetime": {
      // The name of an offset behind the time, such as JST or +01:00, says nothing that the type does not.
      const clock = call("str.extract", [text, lit("^(\\d+-\\d+-\\d+[ T][\\d:.]+)")], Object.freeze({ groupIndex: 1 }));
      const naive = cast(clock, Datetime(t.unit));
      return t.zone === null
        ? naive
        : call(
            "dt.replaceTimeZone",
            [naive],
            Object.freeze({ timeZone: t.zone, ambiguous: "earliest", nonExistent: "raise" }),
          );
    }
    case "Utf8":
      return bare;
    case "Categorical":
      return cast(bare, t);
    default:
      return cast(text, t);
  }
}

const MORE = /^(…|\.\.\.)$/;
const orNull = (v: string): string | null => (v === "null" ? null : v);
const cells = (line: string): string[] =>
  line
    .trim()
    .replace(/^[│|]/, "")
    .replace(/[│|]$/, "")
    .split(/[┆│|]/)
    .map((c) => c.trim());

function fromTable(lines: readonly string[]): ShownColumn[] {
  const rows = lines.filter((l) => /[│|]/.test(l) && !/^\s*[├+╞]/.test(l));
  const divider = lines.findIndex((l) => /^\s*(╞|\+=)/.test(l));
  const first = divider < 0 ? -1 : lines.slice(0, divider).filter((l) => rows.includes(l)).length;
  if (first < 1)
    throw new PolaroidError("INVALID_ARGUMENT", "fromRepr found no head of a table; give it the text of a frame");
  const heads = rows.slice(0, first).map(cells);
  const body = rows
    .slice(first)
    .map(cells)
    .filter((r) => !r.every((c) => MORE.test(c)));
  // Polars puts dashes between names and types; our own tables have the types in the last line.
  const dashed = heads.some((h) => h.includes("---"));
  const whole = (part: readonly string[][], i: number): string => part.map((h) => h[i] ?? "").join("");
  const headOf = (i: number): readonly string[] =>
    dashed ? whole(heads, i).split("---") : [whole(heads.slice(0, -1), i), whole(heads.slice(-1), i)];
  return (heads[0] as string[]).flatMap((_, i): readonly ShownColumn[] => {
    const [name = "", type = ""] = headOf(i);
    if (MORE.test(name)) return [];
    const values = body.map((r) => orNull(r[i] ?? "null"));
    return [{ name, values, value: parsed(name, typeOf(type, name)) }];
  });
}

/** The columns of a printed frame, or the one of a printed Series. */
export function fromText(given: unknown): ShownColumn[] {
  const lines = textArgument(given, "the text of fromRepr").split("\n");
  const head = lines.findIndex((l) => /Series:\s*'/.test(l));
  if (head < 0) return fromTable(lines);
  const [, name, type] = /Series:\s*'(.*)'\s*\[(.*)\]\s*$/.exec(lines[head] as string) ?? [];
  if (name === undefined || type === undefined)
    throw new PolaroidError("INVALID_ARGUMENT", "fromRepr found no type of the Series");
  const [open, close] = [lines.findIndex((l) => l.trim() === "["), lines.findLastIndex((l) => l.trim() === "]")];
  const values = lines
    .slice(open + 1, close)
    .map((l) => l.trim())
    .filter((l) => l !== "" && !MORE.test(l))
    .map(orNull);
  return [{ name, values, value: parsed(name, typeOf(type, name)) }];
}
