import { describe, expect, test } from "vitest";
import { columnFrom } from "../../src/arrow/build.ts";
import type { FixedColumn } from "../../src/arrow/column.ts";
import { type DataType, Float64, Int16, Int32, Int64, UInt8, UInt32, UInt64 } from "../../src/arrow/types.ts";
import {
  extremeDouble,
  extremeInteger,
  foldOf,
  sumDoubles,
  sumIntegers,
} from "../../src/engines/wasm/aggregates/whole-column.ts";
import { kernels } from "../../src/kernels/memory.ts";
import { extremesTwin, sumTwin } from "../../src/kernels/twins/aggregate.ts";
import { fc } from "../support/property.ts";

// A short list, repeated to a length that the kernels take, with an odd end.
const long = <T>(values: readonly (T | null)[], end: number): (T | null)[] => {
  const out: (T | null)[] = [];
  while (out.length < 300) out.push(...values);
  return out.slice(0, 256 + end);
};
const lists = <T>(one: fc.Arbitrary<T>): fc.Arbitrary<(T | null)[]> =>
  fc
    .tuple(fc.array(fc.option(one, { freq: 4 }), { minLength: 1, maxLength: 40 }), fc.nat(40))
    .map(([values, end]) => long(values, end));

const INTEGERS: readonly (readonly [DataType, fc.Arbitrary<number | bigint>])[] = [
  [UInt8, fc.nat(255)],
  [Int16, fc.integer({ min: -32768, max: 32767 })],
  [Int32, fc.integer()],
  [UInt32, fc.integer({ min: 0, max: 2 ** 32 - 1 })],
  [Int64, fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })],
  [UInt64, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })],
];

describe.each(INTEGERS.map(([type, one]) => ({ type, one, name: type.id })))("$name", ({ type, one }) => {
  test("sums and extremes are the twin's", () => {
    fc.assert(
      fc.property(lists(one), (values) => {
        const c = columnFrom(values, type) as FixedColumn;
        expect(foldOf(c)).toBe(type === Int64 || type === UInt64 ? 64 : 32);
        expect(sumIntegers(c)).toBe(sumTwin(values).exact);
        const extremes = extremesTwin(values);
        expect(extremeInteger(c, 1)).toBe(extremes === null ? undefined : BigInt(extremes[0]));
        expect(extremeInteger(c, -1)).toBe(extremes === null ? undefined : BigInt(extremes[1]));
      }),
    );
  });
});

test("doubles: sums and extremes are the twin's, NaN only where nothing else is", () => {
  const one = fc.oneof(
    fc.double({ noNaN: true, min: -1e9, max: 1e9 }),
    fc.constantFrom(Number.NaN, Number.NEGATIVE_INFINITY, 0),
  );
  fc.assert(
    fc.property(lists(one), (values) => {
      const c = columnFrom(values, Float64) as FixedColumn;
      let sum = 0;
      sumDoubles(c, (x) => {
        sum += x;
      });
      const { double } = sumTwin(values);
      if (Number.isFinite(double))
        expect(Math.abs(sum - double)).toBeLessThanOrEqual(
          1e-12 * values.reduce((s: number, v) => s + Math.abs(v ?? 0), 1),
        );
      else expect(sum).toBe(double);
      const extremes = extremesTwin(values);
      const nothing = values.some((v) => v !== null) ? Number.NaN : undefined;
      expect(extremeDouble(c, 1)).toEqual(extremes === null ? nothing : extremes[0]);
      expect(extremeDouble(c, -1)).toEqual(extremes === null ? nothing : extremes[1]);
    }),
  );
});

test("several pieces, at the ends of the range", () => {
  const n = 150_001;
  const c = columnFrom(
    Array.from({ length: n }, (_, i) => (i % 7 === 0 ? null : 2n ** 63n - 1n - BigInt(i))),
    Int64,
  ) as FixedColumn;
  expect(sumIntegers(c)).toBe(
    sumTwin(Array.from({ length: n }, (_, i) => (i % 7 === 0 ? null : 2n ** 63n - 1n - BigInt(i)))).exact,
  );
  expect([extremeInteger(c, 1), extremeInteger(c, -1)]).toEqual([2n ** 63n - 150_001n, 2n ** 63n - 2n]);
  expect(kernels.used).toBe(0);
});
