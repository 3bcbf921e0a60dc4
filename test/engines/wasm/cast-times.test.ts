import { describe, expect, it } from "vitest";
import * as t from "../../../src/arrow/types.ts";
import { cast, col } from "../../../src/expr/node.ts";
import { loose, strict, text } from "./rows/casting.ts";
import { evaluate, make } from "./rows/evaluate.ts";

const a = col("a");

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
    expect(
      loose(t.Utf8, ["2024-01-02 03:04:05.0006", "2024-01-02T03:04:05Z", "2024-01-02 03:04:05+02:00", "no"], us),
    ).toEqual([1704164645000600n, 1704164645000000n, 1704157445000000n, null]);
    expect(loose(t.Utf8, ["2024-01-02 03:04:05", "2024-03-31 02:30:00"], t.Datetime("ms", "Europe/Berlin"))).toEqual([
      1704161045000n,
      null,
    ]);
    expect(loose(t.Utf8, ["03:04:05", "24:00:00", "03:04"], t.Time)).toEqual([11045000000000n, null, 11040000000000n]);
  });
  it("refuses what means nothing", () => {
    for (const [from, to] of [
      [t.Date32, t.Time],
      [t.Time, us],
      [t.Duration("us"), us],
      [us, t.Bool],
      [us, t.Decimal(10, 2)],
      [t.Categorical, t.Int64],
      [t.UInt8, t.Enum(["a"])],
      [t.Int64, t.List(t.Int64)],
    ] as const)
      expect(() => evaluate(cast(a, to), { a: make(from, [null]) })).toThrow(/TYPE_MISMATCH/);
  });
});
