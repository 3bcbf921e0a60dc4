import { describe, expect, it } from "vitest";
import { columnFrom } from "../../src/arrow/build.ts";
import { dictionaryOf } from "../../src/arrow/dictionary.ts";
import { sliceColumn } from "../../src/arrow/slice.ts";
import { type JsOptions, toJsArray } from "../../src/arrow/to-js.ts";
import * as t from "../../src/arrow/types.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { fc } from "../support/property.ts";

const js = (type: t.DataType, values: readonly unknown[], options: JsOptions = {}): unknown[] =>
  toJsArray(columnFrom(values, type), "x", options);
const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

describe("integers of 64 bits", () => {
  it("are numbers where all are safe, else name the way out", () => {
    expect(js(t.Int64, [1n, null, -(2n ** 53n) + 1n, 2n ** 53n - 1n])).toEqual([
      1,
      null,
      -Number.MAX_SAFE_INTEGER,
      Number.MAX_SAFE_INTEGER,
    ]);
    expect(js(t.UInt64, [2n ** 53n - 1n])).toEqual([Number.MAX_SAFE_INTEGER]);
    for (const v of [2n ** 53n, -(2n ** 53n), MAX, MIN])
      expect(() => js(t.Int64, [1n, v])).toThrow(
        `[UNSAFE_INTEGER] column "x", row 1: ${v} is past what a number holds exactly; pass { int64: "bigint" }`,
      );
    expect(() => js(t.UInt64, [2n ** 64n - 1n])).toThrow(/UNSAFE_INTEGER/);
    expect(js(t.Int64, [MIN, 1n], { int64: "bigint" })).toEqual([MIN, 1n]);
    expect(js(t.UInt64, [2n ** 64n - 1n, null], { int64: "string" })).toEqual(["18446744073709551615", null]);
  });

  it("look at no value that is not read", () => {
    const whole = columnFrom([[1n], [MAX], [2n]], t.List(t.Int64));
    expect(toJsArray(sliceColumn(whole, 0, 1), "x")).toEqual([[1]]);
    expect(toJsArray({ ...whole, validity: Uint8Array.of(0b101), nulls: 1 }, "x")).toEqual([[1], null, [2]]);
  });
});

describe("times", () => {
  it("are Dates and milliseconds where they are whole", () => {
    expect(js(t.Datetime("us"), [1500000n, null])).toEqual([new Date(1500), null]);
    expect(js(t.Datetime("ns", "Asia/Tokyo"), [-1000000n])).toEqual([new Date(-1)]);
    expect(js(t.Date32, [1, -1])).toEqual([new Date(86400000), new Date(-86400000)]);
    expect(js(t.Duration("us"), [1500000n])).toEqual([1500]);
    expect(js(t.Time, [1000000n])).toEqual([1]);
  });

  it("fail else, naming the options", () => {
    const out = '; pass { datetime: "bigint" | "iso" }';
    expect(() => js(t.Datetime("us"), [0n, 1500n])).toThrow(
      `[UNSAFE_DATETIME] column "x", row 1: 1970-01-01T00:00:00.001500 is no whole Date${out}`,
    );
    expect(() => js(t.Datetime("ms"), [2n ** 62n])).toThrow(/UNSAFE_DATETIME/);
    expect(() => js(t.Duration("us"), [1500n])).toThrow(`PT0.0015S is no whole number of milliseconds${out}`);
    expect(() => js(t.Time, [1n])).toThrow(/00:00:00.000000001/);
    expect(js(t.Datetime("us"), [1500n], { datetime: "bigint" })).toEqual([1500n]);
    expect(js(t.Datetime("us"), [1500n], { datetime: "iso" })).toEqual(["1970-01-01T00:00:00.001500"]);
    expect(js(t.Datetime("ns", "Asia/Tokyo"), [1n], { datetime: "iso" })).toEqual([
      "1970-01-01T09:00:00.000000001+09:00",
    ]);
    expect(js(t.Datetime("ms", "UTC"), [0n], { datetime: "iso" })).toEqual(["1970-01-01T00:00:00Z"]);
    expect(js(t.Duration("us"), [1500n], { datetime: "iso" })).toEqual(["PT0.0015S"]);
  });

  const units = fc.constantFrom<t.TimeUnit>("ms", "us", "ns");
  const zones = fc.constantFrom(null, "UTC", "Europe/Berlin", "Asia/Kolkata", "America/New_York", "Pacific/Apia");
  it("come back exactly: every unit and zone, by bigint, by Date and by text", () => {
    fc.assert(
      fc.property(
        units,
        zones,
        fc.array(fc.oneof(fc.bigInt(MIN, MAX), fc.bigInt(-(10n ** 15n), 10n ** 15n), fc.constant(null)), {
          maxLength: 10,
        }),
        (unit, zone, counts) => {
          const type = t.Datetime(unit, zone);
          const column = columnFrom(counts, type);
          expect(valuesOf(column)).toEqual(counts);
          expect(valuesOf(columnFrom(toJsArray(column, "x", { datetime: "bigint" }), type))).toEqual(counts);
          const per = { ms: 1n, us: 1000n, ns: 1000000n }[unit];
          const whole = counts.map((v) => (v === null ? null : (BigInt.asIntN(52, v) / per) * per));
          const dates = toJsArray(columnFrom(whole, type), "x");
          expect(dates.every((d) => d === null || d instanceof Date)).toBe(true);
          expect(valuesOf(columnFrom(dates, type))).toEqual(whole);
        },
      ),
    );
    // Text of four-digit years: what ISO readers take.
    const seconds = fc.bigInt(-62135596800n + 86400n, 253402300799n - 86400n);
    fc.assert(
      fc.property(
        units,
        zones,
        fc.array(fc.tuple(seconds, fc.bigInt(0n, 999999999n)), { maxLength: 10 }),
        (unit, zone, parts) => {
          const type = t.Datetime(unit, zone);
          const per = { ms: 1000n, us: 1000000n, ns: 1000000000n }[unit];
          const counts = parts.map(([s, n]) => s * per + (n * per) / 1000000000n).filter((v) => v <= MAX && v >= MIN);
          expect(valuesOf(columnFrom(toJsArray(columnFrom(counts, type), "x", { datetime: "iso" }), type))).toEqual(
            counts,
          );
        },
      ),
    );
  });

  it("spans, clocks and days come back exactly", () => {
    const ms = fc.integer({ min: -(10 ** 12), max: 10 ** 12 });
    fc.assert(
      fc.property(
        units,
        fc.array(ms),
        fc.array(fc.integer({ min: 0, max: 86399999 })),
        fc.array(fc.integer({ min: -(10 ** 6), max: 10 ** 6 })),
        (unit, spans, clocks, days) => {
          expect(js(t.Duration(unit), spans)).toEqual(spans);
          expect(js(t.Time, clocks)).toEqual(clocks);
          const dates = days.map((d) => new Date(d * 86400000));
          expect(js(t.Date32, dates)).toEqual(dates);
        },
      ),
    );
  });
});

describe("everything else", () => {
  it("has its JavaScript value", () => {
    expect(js(t.Bool, [true, null, false])).toEqual([true, null, false]);
    expect(js(t.Float32, [0.5, null])).toEqual([0.5, null]);
    expect(js(t.Int8, [-1, 2])).toEqual([-1, 2]);
    expect(js(t.Utf8, ["é", null, ""])).toEqual(["é", null, ""]);
    expect(js(t.Categorical, ["a", null, "a"])).toEqual(["a", null, "a"]);
    expect(js(t.Decimal(38, 2), ["-99999999999999999999.99", null])).toEqual(["-99999999999999999999.99", null]);
    expect(js(t.Binary, [Uint8Array.of(1, 2), null])).toEqual([Uint8Array.of(1, 2), null]);
    expect(js(t.List(t.List(t.Int64)), [[[1n], null], null, []])).toEqual([[[1], null], null, []]);
    expect(js(t.FixedSizeList(t.Int8, 2), [[1, null], null])).toEqual([[1, null], null]);
    expect(js(t.Struct({ a: t.Int64, b: t.Utf8 }), [{ a: 1n, b: null }, null])).toEqual([{ a: 1, b: null }, null]);
    expect(js(t.Null, [null])).toEqual([null]);
  });

  it("names no prototype, whatever a field is called", () => {
    const type = t.structOf([{ name: "__proto__", type: t.Int8 }]);
    const [row] = toJsArray(
      { layout: "struct", type, length: 1, nulls: 0, validity: null, children: [columnFrom([1], t.Int8)] },
      "x",
    ) as [object];
    expect(Object.getPrototypeOf(row)).toBe(Object.prototype);
    expect(Object.entries(row)).toEqual([["__proto__", 1]]);
  });

  it("decodes few rows of a large dictionary, and many of a small one", () => {
    const dictionary = dictionaryOf(Array.from({ length: 100 }, (_, i) => `k${i}`));
    const column = {
      layout: "dict",
      type: t.Utf8,
      length: 2,
      nulls: 0,
      validity: null,
      codes: Int32Array.of(99, 0),
      dictionary,
    } as const;
    expect(toJsArray(column, "x")).toEqual(["k99", "k0"]);
  });
});

describe("inward", () => {
  it("refuses what a type cannot hold", () => {
    const refused: readonly (readonly [t.DataType, unknown])[] = [
      [t.Int64, 2n ** 63n],
      [t.Int64, 1.5],
      [t.UInt64, -1n],
      [t.Int8, 128],
      [t.Datetime("ms"), new Date(Number.NaN)],
      [t.Datetime("ns"), new Date(8.64e15)],
      [t.Date32, 2 ** 31],
      [t.Time, 86400000],
      [t.Duration("ms"), 0.5],
      [t.Decimal(4, 2), "100.00"],
      [t.Decimal(4, 2), {}],
      [t.Datetime("us"), "2024-13-01"],
      [t.Datetime("us"), "2024-01-01T00:00:00Z"],
      [t.Datetime("ms"), "2024-01-01T00:00:00.0001"],
    ];
    for (const [type, value] of refused)
      expect(() => columnFrom([value], type), JSON.stringify(type)).toThrow(/TYPE_MISMATCH.*row 0/);
  });
  it("takes parts of milliseconds, and Decimals half to even", () => {
    expect(valuesOf(columnFrom([0.1, 1.5], t.Duration("ns")))).toEqual([100000n, 1500000n]);
    expect(valuesOf(columnFrom([2 ** 43 + 1], t.Duration("us")))).toEqual([BigInt(2 ** 43 + 1) * 1000n]);
    expect(valuesOf(columnFrom(["1.255", "1.245", 2], t.Decimal(5, 2)))).toEqual([126n, 124n, 200n]);
  });
});
