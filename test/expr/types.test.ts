import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { field, schema } from "../../src/arrow/schema.ts";
import { isTemporal, isText, typeName } from "../../src/arrow/type-info.ts";
import * as t from "../../src/arrow/types.ts";
import { castable } from "../../src/expr/castable.ts";
import { call, col, type Expr, lit } from "../../src/expr/node.ts";
import { resolveOne } from "../../src/expr/resolve.ts";

const TYPES: Readonly<Record<string, t.DataType>> = {
  Bool: t.Bool,
  Int8: t.Int8,
  Int16: t.Int16,
  Int32: t.Int32,
  Int64: t.Int64,
  UInt8: t.UInt8,
  UInt16: t.UInt16,
  UInt32: t.UInt32,
  UInt64: t.UInt64,
  Float32: t.Float32,
  Float64: t.Float64,
  "Decimal(10,2)": t.Decimal(10, 2),
  Utf8: t.Utf8,
  Date32: t.Date32,
  Time: t.Time,
  "Datetime(us)": t.Datetime("us"),
  "Datetime(ms)": t.Datetime("ms"),
  "Duration(us)": t.Duration("us"),
  "Duration(ns)": t.Duration("ns"),
  Null: t.Null,
  Categorical: t.Categorical,
};
// Recorded from polars 2.1.0: by function, left type, right type.
const RECORDED = JSON.parse(readFileSync(new URL("./polars-types.json", import.meta.url), "utf8")) as Record<
  string,
  Record<string, string>
>;
const short = (type: t.DataType): string => typeName(type).replaceAll('"', "").replaceAll(", ", ",");
const resultOf = (e: Expr, columns: Readonly<Record<string, t.DataType>>): string => {
  try {
    return short(resolveOne(e, schema(Object.entries(columns).map(([n, type]) => field(n, type)))).input.type);
  } catch {
    return "-";
  }
};

/** Where we differ on purpose: no Int128, no silent mixing of text, times and numbers; a little more of Decimal and null. */
function chosen(fn: string, x: t.DataType, y: t.DataType, polars: string, ours: string): boolean {
  const [a, b] = [x, y];
  if (polars === "Int128") return ours === "Float64";
  const mixes = isText(a) !== isText(b) || (isTemporal(a) && a.id !== b.id) || (isTemporal(b) && a.id !== b.id);
  if (ours === "-")
    return mixes || (a.id === "Categorical" && b.id === "Categorical") || (fn === "sumHorizontal" && isText(a));
  const ids = [a.id, b.id];
  if (ids.includes("Decimal") && ids.includes("Bool")) return true;
  if (polars !== "-") return false;
  if (ids.includes("Decimal") && ids.includes("Duration")) return true;
  return ids.includes("Null") || (isText(a) && isText(b));
}

describe.each(Object.keys(RECORDED))("types of %s are Polars'", (fn) => {
  it.each(Object.keys(TYPES))("%s with every type", (left) => {
    const row = new Map((RECORDED[fn]?.[left] ?? "").split(" ").map((cell) => cell.split("=") as [string, string]));
    const e = fn === "when" ? call("when", [lit(true), col("a"), col("b")]) : call(fn, [col("a"), col("b")]);
    for (const [right, type] of Object.entries(TYPES)) {
      const polars = row.get(right) ?? "-";
      const ours = resultOf(e, { a: TYPES[left] as t.DataType, b: type });
      if (ours !== polars)
        expect([right, polars, ours, chosen(fn, TYPES[left] as t.DataType, type, polars, ours)]).toEqual([
          right,
          polars,
          ours,
          true,
        ]);
    }
  });
});

describe("bare literals", () => {
  const INTEGERS = ["Int8", "Int16", "Int32", "Int64", "UInt8", "UInt16", "UInt32", "UInt64"];
  it.each<readonly [number | bigint, string]>([
    [200, "Int16 Int16 Int32 Int64 UInt8 UInt16 UInt32 UInt64"],
    [300, "Int16 Int16 Int32 Int64 UInt16 UInt16 UInt32 UInt64"],
    [-1, "Int8 Int16 Int32 Int64 Int16 Int32 Int64 Int64"],
    [-129, "Int16 Int16 Int32 Int64 Int16 Int32 Int64 Int64"],
    [40000, "Int32 Int32 Int32 Int64 UInt16 UInt16 UInt32 UInt64"],
    [70000, "Int32 Int32 Int32 Int64 UInt32 UInt32 UInt32 UInt64"],
    [2 ** 31, "Int64 Int64 Int64 Int64 UInt32 UInt32 UInt32 UInt64"],
    [2 ** 32, "Int64 Int64 Int64 Int64 UInt64 UInt64 UInt64 UInt64"],
    [2n ** 63n, "Float64 Float64 Float64 Float64 UInt64 UInt64 UInt64 UInt64"],
    [-(2 ** 31) - 1, "Int64 Int64 Int64 Int64 Int64 Int64 Int64 Int64"],
    [1.5, "Float64 Float64 Float64 Float64 Float64 Float64 Float64 Float64"],
  ])("%s beside each integer type", (value, wanted) => {
    for (const fn of ["add", "fillNull"])
      expect(
        INTEGERS.map((id) => resultOf(call(fn, [col("a"), lit(value)]), { a: TYPES[id] as t.DataType })).join(" "),
      ).toBe(wanted);
  });
  it("take the type of floats and Decimals", () => {
    expect(resultOf(call("add", [col("a"), lit(1.5)]), { a: t.Float32 })).toBe("Float32");
    expect(resultOf(call("add", [col("a"), lit(1)]), { a: t.Decimal(5, 1) })).toBe("Decimal(38,1)");
    expect(resultOf(call("add", [col("a"), lit(1.5)]), { a: t.Decimal(5, 1) })).toBe("Float64");
  });
});

describe("castable", () => {
  const fine: readonly (readonly [t.DataType, t.DataType])[] = [
    [t.Null, t.List(t.Int8)],
    [t.Int8, t.Utf8],
    [t.Utf8, t.Date32],
    [t.Utf8, t.Enum(["a"])],
    [t.Bool, t.Date32],
    [t.Float64, t.Time],
    [t.Datetime("us"), t.Time],
    [t.Time, t.Duration("us")],
    [t.List(t.Int8), t.FixedSizeList(t.Utf8, 2)],
    [t.Struct({ a: t.Int8 }), t.Struct({ a: t.Utf8 })],
    [t.Struct({ a: t.Int8 }), t.Utf8],
    [t.Binary, t.Utf8],
    [t.Decimal(5, 2), t.Bool],
  ];
  const refused: readonly (readonly [t.DataType, t.DataType, RegExp])[] = [
    [t.Int8, t.Null, /^$/],
    [t.Utf8, t.Bool, /eq\("true"\)/],
    [t.Utf8, t.Duration("us"), /no text form/],
    [t.Categorical, t.Int8, /Utf8 first/],
    [t.Int8, t.Categorical, /Utf8 first/],
    [t.Int8, t.List(t.Int8), /implode/],
    [t.List(t.Utf8), t.List(t.Bool), /eq/],
    [t.List(t.Int8), t.Utf8, /list or struct/],
    [t.Struct({ a: t.Int8 }), t.Struct({ b: t.Int8 }), /different fields/],
    [t.Date32, t.Time, /^$/],
    [t.Datetime("us"), t.Decimal(5, 2), /Int64 first/],
    [t.Datetime("us"), t.Bool, /Int64 first/],
    [t.Binary, t.Int8, /^$/],
  ];
  it.each(fine)("%j to %j", (from, to) => expect(castable(from, to)).toBeNull());
  it.each(refused)("not %j to %j", (from, to, hint) => expect(castable(from, to)).toMatch(hint));
});
