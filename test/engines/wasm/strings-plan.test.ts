import { describe, expect, test } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { typeName } from "../../../src/arrow/type-info.ts";
import type { DataType } from "../../../src/arrow/types.ts";
import { Datetime, Int64, List, Struct, Utf8 } from "../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";
import { PolaroidError } from "../../../src/core/error.ts";
import { compile, evaluateColumn } from "../../../src/engines/wasm/evaluate.ts";
import { call, cast, col, type Expr, lit } from "../../../src/expr/node.ts";
import { resolveOne } from "../../../src/expr/resolve.ts";

type Columns = Readonly<Record<string, readonly [DataType, readonly unknown[]]>>;

function evaluate(
  e: Expr,
  columns: Columns,
): { readonly type: string; readonly nullable: boolean; readonly values: readonly Stored[] } {
  const made = Object.values(columns).map(([type, values]) => columnFrom(values, type));
  const s = schema(
    Object.keys(columns).map((name, i) => field(name, (made[i] as { type: DataType }).type, (made[i]?.nulls ?? 0) > 0)),
  );
  const out = resolveOne(e, s);
  const c = evaluateColumn(compile(out.input), batch(s, made));
  return { type: typeName(c.type), nullable: out.input.nullable, values: valuesOf(c) };
}

function failure(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof PolaroidError) return `${error.code}: ${error.detail}`;
    throw error;
  }
  return "";
}

const s = schema([field("s", Utf8, false), field("t", Datetime("us"), false), field("l", List(Int64), false)]);
const planned = (e: Expr): string => failure(() => resolveOne(e, s));

describe("what is wrong comes out with the plan", () => {
  const str = (fn: string, args: readonly (string | number | null)[] = [], options = {}): Expr =>
    call(`str.${fn}`, [col("s"), ...args.map((a) => lit(a))], options);
  test.each([
    ["a look-ahead", str("contains", ["(?=b)"]), /^INVALID_REGEX: "\(\?=b\)" at position 0: look-around/],
    ["a bad pattern to extract", str("extract", ["(a"]), /^INVALID_REGEX: .* unclosed group/],
    ["a bad date format", str("toDate", [], { format: "%Q" }), /^INVALID_ARGUMENT: format "%Q"/],
    [
      "an hour without a minute",
      str("toDatetime", [], { format: "%F %H" }),
      /^INVALID_ARGUMENT: .*both the hour and the minute/,
    ],
    [
      "a zone that is none",
      str("toDatetime", [], { format: "%F %R", timeZone: "Europe/Nowhere" }),
      /^INVALID_ARGUMENT: "Europe\/Nowhere"/,
    ],
    ["base 37", str("toInteger", [], { base: 37 }), /^TYPE_MISMATCH: str.toInteger takes a base/],
    ["two fill characters", str("padStart", [], { length: 5, fillChar: "ab" }), /fills with one character/],
    ["text functions of times", call("str.lenChars", [col("t")]), /^TYPE_MISMATCH: str.lenChars takes text/],
    [
      "times functions of text",
      call("dt.year", [col("s")]),
      /^TYPE_MISMATCH: dt.year takes Date32 or Datetime, got Utf8/,
    ],
    ["a bad duration", call("dt.truncate", [col("t")], { every: "1.5h" }), /^INVALID_ARGUMENT: duration "1.5h"/],
    ["a negative window", call("dt.truncate", [col("t")], { every: "-1d" }), /positive duration/],
    ["formats beyond the type", call("dt.toString", [col("t")], { format: "%z" }), /^INVALID_ARGUMENT: format "%z"/],
    [
      "an unknown zone",
      call("dt.convertTimeZone", [col("t")], { timeZone: "Mars/Base" }),
      /"Mars\/Base" is no time zone/,
    ],
    ["text in a list of numbers", call("list.contains", [col("l"), lit("a")]), /^TYPE_MISMATCH/],
    [
      "a field that is not there",
      call("struct.field", [call("struct", [col("s")], { names: ["a"] })], { name: "b" }),
      /found no field "b" in \(a\)/,
    ],
    ["two fields of one name", call("struct", [col("s"), col("t")], { names: ["a", "a"] }), /two fields "a"/],
  ])("%s", (_, e, message) => {
    expect(planned(e)).toMatch(message);
  });
  test("a literal pattern is no regular expression", () => {
    expect(planned(str("contains", ["(?=b)"], { literal: true }))).toBe("");
  });
});

describe("what is wrong with a value names it", () => {
  const text: Columns = { s: [Utf8, ["2024-01-01", null, "31.12.2024", "x"]] };
  test("reading", () => {
    expect(failure(() => evaluate(call("str.toDate", [col("s")], { format: null }), text))).toMatch(
      /^INVALID_CAST: column "[a-z]+": "31.12.2024" cannot be read as Date32/,
    );
    expect(failure(() => evaluate(call("str.toInteger", [col("s")], { base: 10, strict: true }), text))).toMatch(
      /^INVALID_CAST: column "[a-z]+": "2024-01-01"/,
    );
    expect(evaluate(call("str.toDate", [col("s")], { format: null, strict: false }), text)).toEqual({
      type: "Date32",
      nullable: true,
      values: [19723, null, null, null],
    });
  });
  test("zones", () => {
    const wall: Columns = { t: [Datetime("us"), [BigInt(Date.UTC(2024, 2, 31, 2, 30)) * 1000n]] };
    expect(failure(() => evaluate(call("dt.replaceTimeZone", [col("t")], { timeZone: "Europe/Paris" }), wall))).toMatch(
      /^OUT_OF_RANGE: column "t": 2024-03-31 02:30:00 does not exist in Europe\/Paris/,
    );
    expect(
      failure(() =>
        evaluate(call("str.toDatetime", [col("s")], { format: null }), { s: [Utf8, ["2024-01-01T00:00:00Z"]] }),
      ),
    ).toMatch(/has an offset from UTC; give/);
  });
  test("lists", () => {
    expect(failure(() => evaluate(call("list.get", [col("l"), lit(5)]), { l: [List(Int64), [[1n]]] }))).toMatch(
      /^OUT_OF_RANGE: column "[a-z]+": index 5 lies outside of a list of 1/,
    );
  });
});

describe("shapes", () => {
  test("scalars stay scalars", () => {
    expect(evaluate(call("str.toUppercase", [lit("straße")]), { s: [Utf8, ["a", "b"]] }).values).toEqual([
      "STRASSE",
      "STRASSE",
    ]);
    expect(evaluate(call("str.contains", [lit("abc"), col("s")], {}), { s: [Utf8, ["b", "z", null]] }).values).toEqual([
      true,
      false,
      null,
    ]);
    expect(
      evaluate(call("concatStr", [lit("a"), lit(1), col("s")], { separator: "-" }), { s: [Utf8, ["x", null]] }).values,
    ).toEqual(["a-1-x", null]);
  });
  test("no rows", () => {
    const none: Columns = { s: [Utf8, []], t: [Datetime("us", "Europe/Paris"), []], l: [List(Int64), []] };
    for (const e of [
      call("str.contains", [col("s"), lit("a+")]),
      call("str.split", [col("s"), lit(",")]),
      call("str.toUppercase", [col("s")]),
      call("str.slice", [col("s"), lit(1), lit(null)]),
      call("dt.truncate", [col("t")], { every: "1d" }),
      call("dt.toString", [col("t")], { format: "iso" }),
      call("list.sum", [col("l")]),
      call("list.contains", [col("l"), lit(1)]),
    ])
      expect(evaluate(e, none).values).toEqual([]);
  });
  test("nothing but nulls", () => {
    const nulls: Columns = { s: [Utf8, [null, null]] };
    for (const fn of ["toUppercase", "lenChars", "reverse", "toInteger"])
      expect(evaluate(call(`str.${fn}`, [col("s")]), nulls).values).toEqual([null, null]);
    expect(evaluate(call("str.contains", [cast(lit(null), Utf8), lit("a")]), nulls).values).toEqual([null, null]);
  });
  test("cells of 6 MB", () => {
    const big = "ab".repeat(3_000_000);
    const cells: Columns = { s: [Utf8, [big, `${big}needle`, "needle"]] };
    expect(evaluate(call("str.contains", [col("s"), lit("needle")], { literal: true }), cells).values).toEqual([
      false,
      true,
      true,
    ]);
    expect(evaluate(call("str.contains", [col("s"), lit("^(?:ab)+needle$")], {}), cells).values).toEqual([
      false,
      true,
      false,
    ]);
    expect(evaluate(call("str.contains", [col("s"), lit("x[^y]*z")], {}), cells).values).toEqual([false, false, false]);
    expect(evaluate(call("str.lenChars", [col("s")]), cells).values).toEqual([6_000_000, 6_000_006, 6]);
  });
});

describe("structs", () => {
  const columns: Columns = { a: [Int64, [1n, null]], b: [Utf8, ["x", "y"]] };
  const packed = call("struct", [col("a"), col("b")], { names: ["k", "v"] });
  test("are packed and unpacked", () => {
    expect(evaluate(packed, columns)).toEqual({
      type: "Struct({ k: Int64, v: Utf8 })",
      nullable: false,
      values: [
        { k: 1n, v: "x" },
        { k: null, v: "y" },
      ],
    });
    expect(evaluate(call("struct.field", [packed], { name: "v" }), columns).values).toEqual(["x", "y"]);
  });
  test("a null struct has null fields", () => {
    const rows: Columns = { s: [Struct({ x: Int64 }), [{ x: 1n }, null]] };
    expect(evaluate(call("struct.field", [col("s")], { name: "x" }), rows).values).toEqual([1n, null]);
  });
});
