import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { castColumn } from "../../../src/engines/wasm/cast.ts";
import { cast, col, lit } from "../../../src/expr/node.ts";
import { decimals, loose, strict, text } from "./rows/casting.ts";
import { evaluate, make } from "./rows/evaluate.ts";

const a = col("a");
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;

describe("semantics.md: casts", () => {
  it("says what does not fit and what to do", () => {
    expect(() => strict(t.Utf8, ["1", null, "x"], t.Int64)).toThrow(
      '[INVALID_CAST] column "a": "x" of Utf8 is no Int64; cast with strict: false',
    );
    expect(() => strict(t.Float64, [1, nan], t.Int64)).toThrow("NaN of Float64 is no Int64");
    expect(() => strict(t.Float64, [1e20], t.Int64)).toThrow("1e+20 of Float64 is no Int64");
    expect(() => strict(t.Int64, [300n, -1n], t.UInt8)).toThrow("300, -1 of Int64 are no UInt8");
    expect(() => strict(t.Float64, [1e10], t.Decimal(5, 2))).toThrow("10000000000.0 of Float64 is no Decimal(5, 2)");
    expect(() => strict(t.Datetime("ms"), [2n ** 62n], t.Datetime("ns"))).toThrow(/INVALID_CAST/);
    expect(() => strict(t.List(t.Utf8), [["1", "x"]], t.List(t.Int64))).toThrow(/"x" of Utf8 is no Int64/);
    expect(() => evaluate(cast(a, t.Bool), { a: make(t.Utf8, ["true"]) })).toThrow(/TYPE_MISMATCH.*eq\("true"\)/);
  });

  it("names the column and the first few values that do not fit, each once", () => {
    const many = { a: make(t.Utf8, ["x", "1", "x", null, "y", "z", "w"]) };
    const rest = "of Utf8 are no Int64; cast with strict: false for nulls in such places";
    expect(() => evaluate(cast(a, t.Int64), many)).toThrow(`[INVALID_CAST] column "a": "x", "y", "z", ... ${rest}`);
    expect(() => evaluate(cast(a, t.Int64), { a: make(t.Utf8, ["x", "2", "y"]) })).toThrow(
      `[INVALID_CAST] column "a": "x", "y" ${rest}`,
    );
    expect(() => evaluate(cast(cast(lit("q"), t.Int64), t.Int32), many)).toThrow(
      '[INVALID_CAST] "q" of Utf8 is no Int64',
    );
  });

  it("text to integers", () => {
    const x = [
      "12",
      "x",
      " 1",
      "1 ",
      "1.5",
      "+3",
      "1e3",
      "-0",
      "",
      "-",
      "--1",
      "99999999999999999999",
      "9223372036854775807",
      "9223372036854775808",
      "-9223372036854775808",
      "0012",
      "1_0",
      "٣",
      null,
    ];
    const wanted = [
      12n,
      null,
      null,
      null,
      null,
      3n,
      null,
      0n,
      null,
      null,
      null,
      null,
      2n ** 63n - 1n,
      null,
      -(2n ** 63n),
      12n,
      null,
      null,
      null,
    ];
    expect(loose(t.Utf8, x, t.Int64)).toEqual(wanted);
    expect(loose(t.Utf8, ["255", "256", "-1", "-0", "+5", "007"], t.UInt8)).toEqual([255, null, null, null, 5, 7]);
    expect(loose(t.Utf8, ["18446744073709551615", "18446744073709551616", "-1"], t.UInt64)).toEqual([
      2n ** 64n - 1n,
      null,
      null,
    ]);
  });

  it("text to floats", () => {
    const x = [
      "1.5",
      "nan",
      "NAN",
      "inf",
      "Infinity",
      "-Infinity",
      "+inf",
      "1e400",
      " 2",
      "0x1",
      ".5",
      "5.",
      ".",
      "e5",
      "1e",
      "1e+5",
      "+.5e-3",
      "-",
      "",
      "1_0",
      "1.e5",
      ".e1",
      "1f",
      "123456789012345678901234567890",
      "-0",
      null,
    ];
    const wanted = [
      1.5,
      nan,
      nan,
      inf,
      inf,
      -inf,
      inf,
      inf,
      null,
      null,
      0.5,
      5,
      null,
      null,
      null,
      1e5,
      0.0005,
      null,
      null,
      null,
      1e5,
      null,
      null,
      1.2345678901234568e29,
      -0,
      null,
    ];
    expect(loose(t.Utf8, x, t.Float64)).toEqual(wanted);
    expect(loose(t.Utf8, ["0.1", "16777217", "3.5e38", "1e-46"], t.Float32)).toEqual([
      Math.fround(0.1),
      16777216,
      inf,
      0,
    ]);
  });

  it("floats to integers are cut, out of range do not fit", () => {
    expect(loose(t.Float64, [1.9, -1.9, -0.5, nan, 1e20, 2 ** 63, -(2 ** 63), null], t.Int64)).toEqual([
      1n,
      -1n,
      0n,
      null,
      null,
      null,
      -(2n ** 63n),
      null,
    ]);
    expect(loose(t.Float64, [255.9, 256, -0.9, -1], t.UInt8)).toEqual([255, null, 0, null]);
    expect(loose(t.Float64, [1.8446744073709552e19, 1.8e19, -0.9], t.UInt64)).toEqual([
      null,
      18000000000000000000n,
      0n,
    ]);
    expect(loose(t.Float64, [1e300, 0.1, nan], t.Float32)).toEqual([inf, Math.fround(0.1), nan]);
    expect(strict(t.Int64, [16777217n, 2n ** 62n + 1n], t.Float32)).toEqual([16777216, 2 ** 62]);
  });

  it("Bool", () => {
    expect(strict(t.Bool, [true, null], t.Int8)).toEqual([1, null]);
    expect(strict(t.Bool, [true, false], t.UInt64)).toEqual([1n, 0n]);
    expect(strict(t.Int64, [2n, 0n, null], t.Bool)).toEqual([true, false, null]);
    expect(strict(t.Float64, [0, -0, nan, 0.5], t.Bool)).toEqual([false, false, true, true]);
    expect(strict(t.Decimal(5, 2), ["1.5", "0"], t.Bool)).toEqual([true, false]);
    expect(text(t.Bool, [true, false, null])).toEqual(["true", "false", null]);
  });

  it("numbers to text", () => {
    expect(
      text(t.Float64, [
        1,
        0.1,
        1e21,
        nan,
        inf,
        -inf,
        -0,
        1e-7,
        1e15,
        1e16,
        1.5e16,
        1e-5,
        1.5e-5,
        9.99e-6,
        5e-324,
        0.1 + 0.2,
        123456.789,
      ]),
    ).toEqual([
      "1.0",
      "0.1",
      "1e+21",
      "NaN",
      "inf",
      "-inf",
      "-0.0",
      "1e-7",
      "1000000000000000.0",
      "1e+16",
      "1.5e+16",
      "0.00001",
      "0.000015",
      "9.99e-6",
      "5e-324",
      "0.30000000000000004",
      "123456.789",
    ]);
    expect(text(t.Float32, [0.1, 1e12, 1e13, 16777216, 1e-6, 9.9e-7, 3.4e38, 1e-45, 1 / 3, 123456792])).toEqual([
      "0.1",
      "1000000000000.0",
      "1e+13",
      "16777216.0",
      "0.000001",
      "9.9e-7",
      "3.4e+38",
      "1e-45",
      "0.33333334",
      "123456790.0",
    ]);
    expect(text(t.Int64, [-(2n ** 63n), 2n ** 53n, 0n, null])).toEqual([
      "-9223372036854775808",
      "9007199254740992",
      "0",
      null,
    ]);
    expect(text(t.UInt64, [2n ** 64n - 1n])).toEqual(["18446744073709551615"]);
    expect(text(t.Decimal(6, 3), ["1.5", "-0.05", "100"])).toEqual(["1.500", "-0.050", "100.000"]);
  });
});

describe("Decimal", () => {
  it("from and to everything", () => {
    expect(
      decimals(
        t.Utf8,
        ["1.25", "1.255", "1.245", "x", "1e3", " 1", "99999.99", "100000", "-.5", "+1", "1.", "", "."],
        t.Decimal(7, 2),
      ),
    ).toEqual([
      "1.25",
      "1.26",
      "1.24",
      "null",
      "1000.00",
      "null",
      "99999.99",
      "null",
      "-0.50",
      "1.00",
      "1.00",
      "null",
      "null",
    ]);
    expect(decimals(t.Float64, [1.255, 1.245, -1.255, 2.675, 1e10, nan, inf, 0.125, 0.135], t.Decimal(5, 2))).toEqual([
      "1.25",
      "1.25",
      "-1.25",
      "2.68",
      "null",
      "null",
      "null",
      "0.12",
      "0.14",
    ]);
    expect(decimals(t.Int64, [1n, 999n, 1000n, -1000n], t.Decimal(5, 2))).toEqual(["1.00", "999.00", "null", "null"]);
    expect(decimals(t.UInt64, [2n ** 64n - 1n], t.Decimal(38, 2))).toEqual(["18446744073709551615.00"]);
    expect(
      decimals(t.Decimal(6, 3), ["1.255", "1.245", "-1.255", "-1.245", "99.99", "999.999"], t.Decimal(4, 2)),
    ).toEqual(["1.26", "1.24", "-1.26", "-1.24", "99.99", "null"]);
    expect(decimals(t.Decimal(38, 0), ["99999999999999999999999999999999"], t.Decimal(38, 6))).toEqual([
      "99999999999999999999999999999999.000000",
    ]);
    expect(loose(t.Decimal(5, 2), ["1.5", "-1.5", "2.99", "300"], t.Int8)).toEqual([1, -1, 2, null]);
    expect(loose(t.Decimal(38, 0), ["18446744073709551615", "18446744073709551616", "-1", "7"], t.UInt64)).toEqual([
      2n ** 64n - 1n,
      null,
      null,
      7n,
    ]);
    expect(loose(t.Decimal(5, 2), ["1.55", null], t.Float64)).toEqual([1.55, null]);
  });
});

describe("text types", () => {
  const kind = t.Enum(["a", "b"]);
  it("categories", () => {
    expect(loose(t.Utf8, ["b", "z", null], kind)).toEqual(["b", null, null]);
    expect(() => strict(t.Utf8, ["b", "z"], kind)).toThrow('"z" of Utf8 is no Enum');
    expect(strict(kind, ["b", null], t.Categorical)).toEqual(["b", null]);
    expect(strict(t.Categorical, ["b", "a"], t.Utf8)).toEqual(["b", "a"]);
    expect(loose(kind, ["b", "a"], t.Enum(["x", "b"]))).toEqual(["b", null]);
    expect(strict(t.Utf8, ["b", "a", "b"], t.Categorical)).toEqual(["b", "a", "b"]);
  });
  it("many integers, near each other and not", () => {
    for (const n of [511, 512, 5000])
      for (const by of [1, 3, 1_000_003]) {
        const given = Array.from({ length: n }, (_, i) => (i % 7 === 3 ? null : ((i % 40) - 20) * by));
        const c = make(t.Int32, given);
        expect(valuesOf(castColumn(c, t.Utf8, true))).toEqual(given.map((v) => (v === null ? null : String(v))));
      }
    const small = Array.from({ length: 600 }, (_, i) => (i % 2 === 0 ? 1 : 3));
    // 2 lies between them, and is none of the categories.
    expect(valuesOf(castColumn(make(t.UInt8, small), t.Enum(["1", "3"]), true))).toEqual(small.map(String));
    expect(
      valuesOf(
        castColumn(
          make(
            t.Int8,
            small.map((v) => v - 128),
          ),
          t.Utf8,
          true,
        ),
      ),
    ).toEqual(small.map((v) => String(v - 128)));
  });
  it("bytes", () => {
    expect(strict(t.Utf8, ["ab", null], t.Binary)).toEqual([Uint8Array.of(97, 98), null]);
    expect(
      loose(t.Binary, [Uint8Array.of(97), Uint8Array.of(255), Uint8Array.of(0xc3), Uint8Array.of(0xa9), null], t.Utf8),
    ).toEqual(["a", null, null, null, null]);
    expect(() => strict(t.Binary, [Uint8Array.of(0xff)], t.Utf8)).toThrow('b"\\xff" of Binary is no Utf8');
  });
});

describe("nested", () => {
  it("lists, structs, nothing", () => {
    expect(strict(t.List(t.Int64), [[1n, 2n], [null], null], t.List(t.Float64))).toEqual([[1, 2], [null], null]);
    expect(strict(t.List(t.Int64), [[1n, 2n], [3n, 4n], null], t.FixedSizeList(t.Int8, 2))).toEqual([
      [1, 2],
      [3, 4],
      null,
    ]);
    expect(() => strict(t.List(t.Int64), [[1n, 2n], [3n]], t.FixedSizeList(t.Int8, 2))).toThrow(/\[3\] of List/);
    expect(strict(t.FixedSizeList(t.Int64, 2), [[1n, 2n], null], t.List(t.Int8))).toEqual([[1, 2], null]);
    expect(loose(t.List(t.Utf8), [["1", "x"], null], t.List(t.Int64))).toEqual([[1n, null], null]);
    expect(
      strict(t.Struct({ a: t.Int64, b: t.Utf8 }), [{ a: 1n, b: "2" }, null], t.Struct({ a: t.Int8, b: t.Int16 })),
    ).toEqual([{ a: 1, b: 2 }, null]);
    expect(text(t.Struct({ a: t.Int64, b: t.Utf8 }), [{ a: 1n, b: "x" }])).toEqual(['{1,"x"}']);
    for (const to of [t.List(t.Int8), t.Utf8, t.Struct({ x: t.Int8 }), t.Decimal(5, 2), t.Bool, t.Categorical])
      expect(strict(t.Null, [null], to)).toEqual([null]);
    expect(() => evaluate(cast(a, t.Struct({ x: t.Int8 })), { a: make(t.Struct({ y: t.Int8 }), []) })).toThrow(
      /TYPE_MISMATCH.*different fields/,
    );
  });
  it("looks at nothing under null rows", () => {
    const whole = make(t.List(t.Utf8), [["1"], ["x"], ["2"]]);
    const hidden = { ...whole, validity: Uint8Array.of(0b101), nulls: 1 };
    expect(valuesOf(castColumn(hidden, t.List(t.Int64), true))).toEqual([[1n], null, [2n]]);
  });
});
