import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { castColumn } from "../../../src/engines/wasm/cast.ts";
import { cast, col } from "../../../src/expr/node.ts";
import { coded, evaluate, make, shifted, shown, sound, values } from "./rows/evaluate.ts";

const a = col("a");
const { NaN: nan, POSITIVE_INFINITY: inf } = Number;
const loose = (from: t.DataType, x: readonly unknown[], to: t.DataType): unknown[] => {
  const c = make(from, x);
  const out = values(cast(a, to, false), { a: c });
  expect(values(cast(a, to, false), { a: shifted(c, 3) })).toEqual(out);
  if (from.id === "Utf8") expect(values(cast(a, to, false), { a: coded(c) })).toEqual(out);
  return out;
};
const strict = (from: t.DataType, x: readonly unknown[], to: t.DataType): unknown[] => values(cast(a, to), { a: make(from, x) });
const text = (from: t.DataType, x: readonly unknown[]): unknown[] => strict(from, x, t.Utf8);
const decimals = (from: t.DataType, x: readonly unknown[], to: t.Decimal): string[] => shown(cast(a, to, false), { a: make(from, x) });

describe("semantics.md: casts", () => {
  it("says what does not fit, where and what to do", () => {
    expect(() => strict(t.Utf8, ["1", null, "x"], t.Int64)).toThrow('[INVALID_CAST] row 2: "x" of Utf8 is no Int64; cast with strict: false');
    expect(() => strict(t.Float64, [1, nan], t.Int64)).toThrow("row 1: NaN of Float64 is no Int64");
    expect(() => strict(t.Float64, [1e20], t.Int64)).toThrow("row 0: 1e+20 of Float64 is no Int64");
    expect(() => strict(t.Int64, [300n, -1n], t.UInt8)).toThrow("row 0: 300 of Int64 is no UInt8");
    expect(() => strict(t.Float64, [1e10], t.Decimal(5, 2))).toThrow("row 0: 10000000000.0 of Float64 is no Decimal(5, 2)");
    expect(() => strict(t.Datetime("ms"), [2n ** 62n], t.Datetime("ns"))).toThrow(/INVALID_CAST/);
    expect(() => strict(t.List(t.Utf8), [["1", "x"]], t.List(t.Int64))).toThrow(/"x" of Utf8 is no Int64/);
    expect(() => evaluate(cast(a, t.Bool), { a: make(t.Utf8, ["true"]) })).toThrow(/TYPE_MISMATCH.*eq\("true"\)/);
  });

  it("text to integers", () => {
    const x = ["12", "x", " 1", "1 ", "1.5", "+3", "1e3", "-0", "", "-", "--1", "99999999999999999999", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "0012", "1_0", "٣", null];
    const wanted = [12n, null, null, null, null, 3n, null, 0n, null, null, null, null, 2n ** 63n - 1n, null, -(2n ** 63n), 12n, null, null, null];
    expect(loose(t.Utf8, x, t.Int64)).toEqual(wanted);
    expect(loose(t.Utf8, ["255", "256", "-1", "-0", "+5", "007"], t.UInt8)).toEqual([255, null, null, null, 5, 7]);
    expect(loose(t.Utf8, ["18446744073709551615", "18446744073709551616", "-1"], t.UInt64)).toEqual([2n ** 64n - 1n, null, null]);
  });

  it("text to floats", () => {
    const x = ["1.5", "nan", "NAN", "inf", "Infinity", "-Infinity", "+inf", "1e400", " 2", "0x1", ".5", "5.", ".", "e5", "1e", "1e+5", "+.5e-3", "-", "", "1_0", "1.e5", ".e1", "1f", "123456789012345678901234567890", "-0", null];
    const wanted = [1.5, nan, nan, inf, inf, -inf, inf, inf, null, null, 0.5, 5, null, null, null, 1e5, 0.0005, null, null, null, 1e5, null, null, 1.2345678901234568e29, -0, null];
    expect(loose(t.Utf8, x, t.Float64)).toEqual(wanted);
    expect(loose(t.Utf8, ["0.1", "16777217", "3.5e38", "1e-46"], t.Float32)).toEqual([Math.fround(0.1), 16777216, inf, 0]);
  });

  it("floats to integers are cut, out of range do not fit", () => {
    expect(loose(t.Float64, [1.9, -1.9, -0.5, nan, 1e20, 9223372036854775807, -9223372036854775808, null], t.Int64)).toEqual([1n, -1n, 0n, null, null, null, -(2n ** 63n), null]);
    expect(loose(t.Float64, [255.9, 256, -0.9, -1], t.UInt8)).toEqual([255, null, 0, null]);
    expect(loose(t.Float64, [1.8446744073709552e19, 1.8e19, -0.9], t.UInt64)).toEqual([null, 18000000000000000000n, 0n]);
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
    expect(text(t.Float64, [1, 0.1, 1e21, nan, inf, -inf, -0, 1e-7, 1e15, 1e16, 1.5e16, 1e-5, 1.5e-5, 9.99e-6, 5e-324, 0.1 + 0.2, 123456.789]))
      .toEqual(["1.0", "0.1", "1e+21", "NaN", "inf", "-inf", "-0.0", "1e-7", "1000000000000000.0", "1e+16", "1.5e+16", "0.00001", "0.000015", "9.99e-6", "5e-324", "0.30000000000000004", "123456.789"]);
    expect(text(t.Float32, [0.1, 1e12, 1e13, 16777216, 1e-6, 9.9e-7, 3.4e38, 1e-45, 1 / 3, 123456792]))
      .toEqual(["0.1", "1000000000000.0", "1e+13", "16777216.0", "0.000001", "9.9e-7", "3.4e+38", "1e-45", "0.33333334", "123456790.0"]);
    expect(text(t.Int64, [-(2n ** 63n), 2n ** 53n, 0n, null])).toEqual(["-9223372036854775808", "9007199254740992", "0", null]);
    expect(text(t.UInt64, [2n ** 64n - 1n])).toEqual(["18446744073709551615"]);
    expect(text(t.Decimal(6, 3), ["1.5", "-0.05", "100"])).toEqual(["1.500", "-0.050", "100.000"]);
  });
});

describe("Decimal", () => {
  it("from and to everything", () => {
    expect(decimals(t.Utf8, ["1.25", "1.255", "1.245", "x", "1e3", " 1", "99999.99", "100000", "-.5", "+1", "1.", "", "."], t.Decimal(7, 2)))
      .toEqual(["1.25", "1.26", "1.24", "null", "1000.00", "null", "99999.99", "null", "-0.50", "1.00", "1.00", "null", "null"]);
    expect(decimals(t.Float64, [1.255, 1.245, -1.255, 2.675, 1e10, nan, inf, 0.125, 0.135], t.Decimal(5, 2))).toEqual(["1.25", "1.25", "-1.25", "2.68", "null", "null", "null", "0.12", "0.14"]);
    expect(decimals(t.Int64, [1n, 999n, 1000n, -1000n], t.Decimal(5, 2))).toEqual(["1.00", "999.00", "null", "null"]);
    expect(decimals(t.UInt64, [2n ** 64n - 1n], t.Decimal(38, 2))).toEqual(["18446744073709551615.00"]);
    expect(decimals(t.Decimal(6, 3), ["1.255", "1.245", "-1.255", "-1.245", "99.99", "999.999"], t.Decimal(4, 2))).toEqual(["1.26", "1.24", "-1.26", "-1.24", "99.99", "null"]);
    expect(decimals(t.Decimal(38, 0), ["99999999999999999999999999999999"], t.Decimal(38, 6))).toEqual(["99999999999999999999999999999999.000000"]);
    expect(loose(t.Decimal(5, 2), ["1.5", "-1.5", "2.99", "300"], t.Int8)).toEqual([1, -1, 2, null]);
    expect(loose(t.Decimal(38, 0), ["18446744073709551615", "18446744073709551616", "-1", "7"], t.UInt64)).toEqual([2n ** 64n - 1n, null, null, 7n]);
    expect(loose(t.Decimal(5, 2), ["1.55", null], t.Float64)).toEqual([1.55, null]);
  });
});

describe("times", () => {
  const us = t.Datetime("us");
  it("units: moments go down, spans towards zero", () => {
    expect(strict(us, [-1n, 1n, 1999n, -1001n], t.Datetime("ms"))).toEqual([-1n, 0n, 1n, -2n]);
    expect(strict(t.Duration("us"), [-1n, -1999n, 1999n], t.Duration("ms"))).toEqual([0n, -1n, 1n]);
    expect(strict(t.Datetime("ms"), [-1n], t.Datetime("ns"))).toEqual([-1000000n]);
    expect(loose(t.Datetime("ms"), [2n ** 62n, 1n], t.Datetime("ns"))).toEqual([null, 1000000n]);
    expect(strict(t.Time, [1000n], t.Duration("us"))).toEqual([1n]);
  });
  it("dates, times and zones", () => {
    expect(strict(us, [-1n, 86400000000n, 0n], t.Date32)).toEqual([-1, 1, 0]);
    expect(strict(t.Date32, [-1, 1], t.Datetime("ns"))).toEqual([-86400000000000n, 86400000000000n]);
    expect(loose(t.Date32, [2 ** 30, 1], t.Datetime("ns"))).toEqual([null, 86400000000000n]);
    expect(strict(us, [-1n, 3661000001n], t.Time)).toEqual([86399999999000n, 3661000001000n]);
    expect(strict(us, [5n], t.Datetime("us", "Asia/Tokyo"))).toEqual([5n]);
    expect(strict(t.Datetime("us", "Asia/Tokyo"), [5n], t.Datetime("ms", "UTC"))).toEqual([0n]);
  });
  it("counts", () => {
    expect(strict(us, [5n], t.Int64)).toEqual([5n]);
    expect(strict(t.Date32, [2], t.Int32)).toEqual([2]);
    expect(loose(us, [2n ** 40n], t.Int32)).toEqual([null]);
    expect(strict(t.Duration("us"), [5n], t.Float32)).toEqual([5]);
    expect(strict(t.Float64, [1.9, -1.9], us)).toEqual([1n, -1n]);
    expect(loose(t.Int64, [5n, -1n, 86400000000000n, null], t.Time)).toEqual([5n, null, null, null]);
    expect(strict(t.Int64, [3n], t.Date32)).toEqual([3]);
  });
  it("text both ways", () => {
    expect(text(t.Datetime("ms"), [0n, -1n])).toEqual(["1970-01-01 00:00:00.000", "1969-12-31 23:59:59.999"]);
    expect(text(us, [1704164645000600n, null])).toEqual(["2024-01-02 03:04:05.000600", null]);
    expect(text(t.Datetime("ns"), [1n])).toEqual(["1970-01-01 00:00:00.000000001"]);
    expect(text(t.Datetime("us", "Asia/Tokyo"), [0n])).toEqual(["1970-01-01 09:00:00.000000+09:00"]);
    expect(text(t.Date32, [0, -800000, 4000000])).toEqual(["1970-01-01", "-0221-09-04", "+12921-08-18"]);
    expect(text(t.Time, [3661000000000n, 1n])).toEqual(["01:01:01", "00:00:00.000000001"]);
    expect(text(t.Datetime("ms"), [9223372036854775807n])).toEqual(["9223372036854775807 ms"]);
    expect(loose(t.Utf8, ["2024-01-02", "x", null, "2024-02-30"], t.Date32)).toEqual([19724, null, null, null]);
    expect(loose(t.Utf8, ["2024-01-02 03:04:05.0006", "2024-01-02T03:04:05Z", "2024-01-02 03:04:05+02:00", "no"], us)).toEqual([1704164645000600n, 1704164645000000n, 1704157445000000n, null]);
    expect(loose(t.Utf8, ["2024-01-02 03:04:05", "2024-03-31 02:30:00"], t.Datetime("ms", "Europe/Berlin"))).toEqual([1704161045000n, null]);
    expect(loose(t.Utf8, ["03:04:05", "24:00:00", "03:04"], t.Time)).toEqual([11045000000000n, null, 11040000000000n]);
  });
  it("refuses what means nothing", () => {
    for (const [from, to] of [[t.Date32, t.Time], [t.Time, us], [t.Duration("us"), us], [us, t.Bool], [us, t.Decimal(10, 2)], [t.Categorical, t.Int64], [t.UInt8, t.Enum(["a"])], [t.Int64, t.List(t.Int64)]] as const)
      expect(() => evaluate(cast(a, to), { a: make(from, [null]) })).toThrow(/TYPE_MISMATCH/);
  });
});

describe("text types", () => {
  const kind = t.Enum(["a", "b"]);
  it("categories", () => {
    expect(loose(t.Utf8, ["b", "z", null], kind)).toEqual(["b", null, null]);
    expect(() => strict(t.Utf8, ["b", "z"], kind)).toThrow('row 1: "z" of Utf8 is no Enum');
    expect(strict(kind, ["b", null], t.Categorical)).toEqual(["b", null]);
    expect(strict(t.Categorical, ["b", "a"], t.Utf8)).toEqual(["b", "a"]);
    expect(loose(kind, ["b", "a"], t.Enum(["x", "b"]))).toEqual(["b", null]);
    expect(strict(t.Utf8, ["b", "a", "b"], t.Categorical)).toEqual(["b", "a", "b"]);
  });
  it("bytes", () => {
    expect(strict(t.Utf8, ["ab", null], t.Binary)).toEqual([Uint8Array.of(97, 98), null]);
    expect(loose(t.Binary, [Uint8Array.of(97), Uint8Array.of(255), Uint8Array.of(0xc3), Uint8Array.of(0xa9), null], t.Utf8)).toEqual(["a", null, null, null, null]);
    expect(() => strict(t.Binary, [Uint8Array.of(0xff)], t.Utf8)).toThrow('row 0: b"\\xff" of Binary is no Utf8');
  });
});

describe("nested", () => {
  it("lists, structs, nothing", () => {
    expect(strict(t.List(t.Int64), [[1n, 2n], [null], null], t.List(t.Float64))).toEqual([[1, 2], [null], null]);
    expect(strict(t.List(t.Int64), [[1n, 2n], [3n, 4n], null], t.FixedSizeList(t.Int8, 2))).toEqual([[1, 2], [3, 4], null]);
    expect(() => strict(t.List(t.Int64), [[1n, 2n], [3n]], t.FixedSizeList(t.Int8, 2))).toThrow(/row 1: \[3\] of List/);
    expect(strict(t.FixedSizeList(t.Int64, 2), [[1n, 2n], null], t.List(t.Int8))).toEqual([[1, 2], null]);
    expect(loose(t.List(t.Utf8), [["1", "x"], null], t.List(t.Int64))).toEqual([[1n, null], null]);
    expect(strict(t.Struct({ a: t.Int64, b: t.Utf8 }), [{ a: 1n, b: "2" }, null], t.Struct({ a: t.Int8, b: t.Int16 }))).toEqual([{ a: 1, b: 2 }, null]);
    expect(text(t.Struct({ a: t.Int64, b: t.Utf8 }), [{ a: 1n, b: "x" }])).toEqual(['{1,"x"}']);
    for (const to of [t.List(t.Int8), t.Utf8, t.Struct({ x: t.Int8 }), t.Decimal(5, 2), t.Bool, t.Categorical]) expect(strict(t.Null, [null], to)).toEqual([null]);
    expect(() => evaluate(cast(a, t.Struct({ x: t.Int8 })), { a: make(t.Struct({ y: t.Int8 }), []) })).toThrow(/TYPE_MISMATCH.*different fields/);
  });
  it("looks at nothing under null rows", () => {
    const whole = make(t.List(t.Utf8), [["1"], ["x"], ["2"]]);
    const hidden = { ...whole, validity: Uint8Array.of(0b101), nulls: 1 };
    expect(valuesOf(castColumn(hidden, t.List(t.Int64), true))).toEqual([[1n], null, [2n]]);
  });
});

describe("numbers against a reference", () => {
  const RANGE: Readonly<Record<string, readonly [bigint, bigint]>> = Object.fromEntries(
    [8, 16, 32, 64].flatMap((bits) => [[`Int${bits}`, [-(2n ** BigInt(bits - 1)), 2n ** BigInt(bits - 1) - 1n]], [`UInt${bits}`, [0n, 2n ** BigInt(bits) - 1n]]]),
  );
  const types = [t.Int8, t.Int16, t.Int32, t.Int64, t.UInt8, t.UInt16, t.UInt32, t.UInt64] as const;
  it.each(types.flatMap((x) => types.map((y) => [x, y] as const)))("%j to %j", (from, to) => {
    const [low, high] = RANGE[from.id] as readonly [bigint, bigint];
    const [least, most] = RANGE[to.id] as readonly [bigint, bigint];
    fc.assert(
      fc.property(fc.array(fc.option(fc.bigInt(low, high), { freq: 5 }), { maxLength: 30 }), (x) => {
        const out = castColumn(make(from, x), to, false);
        sound(out);
        expect(valuesOf(out).map((v) => (v === null ? null : BigInt(v as number)))).toEqual(x.map((v) => (v === null || v < least || v > most ? null : v)));
      }),
      { numRuns: 15 },
    );
  });
  it.each(types)("Float64 to %j", (to) => {
    const [least, most] = RANGE[to.id] as readonly [bigint, bigint];
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.double(), fc.integer(), fc.constantFrom(2 ** 63, -(2 ** 63), 2 ** 64, 255.9, -0.9)), { maxLength: 30 }), (x) => {
        const wanted = x.map((v) => (Number.isFinite(v) && BigInt(Math.trunc(v)) >= least && BigInt(Math.trunc(v)) <= most ? BigInt(Math.trunc(v)) : null));
        expect(valuesOf(castColumn(make(t.Float64, x), to, false)).map((v) => (v === null ? null : BigInt(v as number)))).toEqual(wanted);
      }),
      { numRuns: 40 },
    );
  });
  it("text and back", () => {
    fc.assert(fc.property(fc.array(fc.double({ noNaN: true }), { maxLength: 20 }), (x) => void expect(valuesOf(castColumn(castColumn(make(t.Float64, x), t.Utf8, true), t.Float64, true))).toEqual(x)));
    fc.assert(fc.property(fc.array(fc.float({ noNaN: true }), { maxLength: 20 }), (x) => void expect(valuesOf(castColumn(castColumn(make(t.Float32, x), t.Utf8, true), t.Float32, true))).toEqual(x)));
    fc.assert(fc.property(fc.array(fc.bigInt(-(2n ** 63n), 2n ** 63n - 1n), { maxLength: 20 }), (x) => void expect(valuesOf(castColumn(castColumn(make(t.Int64, x), t.Utf8, true), t.Int64, true))).toEqual(x)));
  });
});
