import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { DataType } from "../../../../src/arrow/types.ts";
import * as t from "../../../../src/arrow/types.ts";
import { valuesOf } from "../../../../src/arrow/value.ts";
import { gathered } from "../../../../src/engines/wasm/aggregates/gathered.ts";
import { select } from "../../../../src/engines/wasm/aggregates/select.ts";
import { fc } from "../../../support/property.ts";

const up = (a: number, b: number): number =>
  a === b ? 0 : Number(Number.isNaN(a)) - Number(Number.isNaN(b)) || a - b || 0;

function holds(values: readonly number[], k: number): void {
  const moved = Float64Array.from(values);
  const sorted = [...values].sort(up);
  expect(select(moved, k) + 0).toBe((sorted[k] as number) + 0);
  const plain = (x: readonly number[]): number[] => x.map((v) => v + 0);
  expect(plain([...moved].sort(up))).toEqual(plain(sorted));
  for (let i = 0; i < k; i++) expect(up(moved[i] as number, sorted[k] as number)).toBeLessThanOrEqual(0);
  for (let i = k + 1; i < moved.length; i++)
    expect(up(moved[i] as number, sorted[k] as number)).toBeGreaterThanOrEqual(0);
}

describe("the value at a place of the order", () => {
  it("of any values, few of them different, NaN last", () => {
    const one = fc.oneof(
      fc.integer({ min: 0, max: 5 }),
      fc.double({ noNaN: true }),
      fc.constantFrom(Number.NaN, Infinity, -Infinity, -0),
    );
    fc.assert(
      fc.property(fc.array(one, { minLength: 1, maxLength: 200 }), fc.nat(), (values, k) =>
        holds(values, k % values.length),
      ),
      { numRuns: 500 },
    );
  });
  it.each([24, 25, 26, 1000])("of %i values in bad orders", (n) => {
    const numbers = Array.from({ length: n }, (_, i) => i);
    const organ = numbers.map((i) => Math.min(i, n - 1 - i));
    for (const values of [numbers, numbers.toReversed(), organ, numbers.map(() => 7), numbers.map((i) => i % 2)])
      for (const k of [0, 1, n >> 1, n - 1]) holds(values, k);
  });
  it("takes no quadratic time where each pivot is the least", () => {
    // The median of three is made the second least again and again.
    const n = 300_000;
    const values = Float64Array.from({ length: n }, (_, i) => (i % 2 === 0 ? i : n - i));
    const start = performance.now();
    select(values, n >> 1);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

const TYPES: readonly (readonly [DataType, readonly unknown[]])[] = [
  [t.Float64, [1.5, -0, Number.NaN, Infinity]],
  [t.Float32, [1.5, 2]],
  [t.Int32, [-7, 2147483647]],
  [t.UInt8, [0, 255]],
  [t.Int64, [-(2n ** 63n), 2n ** 63n - 1n, 0x7ff8000000000001n]],
  [t.UInt64, [2n ** 64n - 1n, 0n]],
  [t.Decimal(38, 2), ["1.50", "-99999999999999999999.99"]],
  [t.Utf8, ["a", ""]],
  [t.Bool, [true, false]],
];

it.each(TYPES)("values of %o come group by group in their order", (type, kinds) => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.tuple(fc.nat(3), fc.option(fc.nat(kinds.length - 1), { freq: 9 })), { maxLength: 20 })),
      fc.boolean(),
      (parts, skip) => {
        const all = gathered(type, skip);
        const wanted: unknown[][] = [[], [], [], []];
        for (const part of parts) {
          const column = columnFrom(
            part.map(([, kind]) => (kind === null ? null : kinds[kind])),
            type,
          );
          all.add(
            column,
            Int32Array.from(part, ([g]) => g),
          );
          valuesOf(column).forEach((v, i) => {
            if (v !== null || !skip) wanted[part[i]?.[0] as number]?.push(v);
          });
        }
        const { column, starts } = all.finish(4);
        const made = valuesOf(column);
        expect(wanted.map((_, g) => made.slice(starts[g], starts[g + 1]))).toEqual(wanted);
      },
    ),
    { numRuns: 60 },
  );
});
