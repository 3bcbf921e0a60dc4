import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import * as t from "../../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../../src/arrow/value.ts";
import { maxima, minima } from "../../../../src/engines/wasm/functions/rolling/extremes.ts";
import { type Frames, fixedFrames, type Measure } from "../../../../src/engines/wasm/functions/rolling/frames.ts";
import { skews, variances } from "../../../../src/engines/wasm/functions/rolling/moments.ts";
import { ordered } from "../../../../src/engines/wasm/functions/rolling/ordered.ts";
import { medians, ranks } from "../../../../src/engines/wasm/functions/rolling/quantiles.ts";
import { sums } from "../../../../src/engines/wasm/functions/rolling/sums.ts";
import { fc } from "../../../support/property.ts";

/** Stretches of rows and windows that only move on, as a list of steps draws them. */
const frames = (steps: readonly (readonly [number, number])[], length: number): Frames => {
  const from = new Int32Array(length);
  const to = new Int32Array(length);
  let [a, b] = [0, 0];
  for (let i = 0; i < length; i++) {
    const [ahead, behind] = steps[i % steps.length] ?? [1, 1];
    b = Math.min(length, b + ahead);
    a = Math.min(b, a + behind);
    from[i] = a;
    to[i] = b;
  }
  return { from, to };
};
const value = fc.option(
  fc.oneof(
    fc.integer({ min: -4, max: 4 }),
    fc.constantFrom(Number.NaN, Infinity, -Infinity, -0),
    fc.double({ min: -9, max: 9, noNaN: true }),
  ),
  { freq: 5 },
);
const steps = fc.array(fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), {
  minLength: 1,
  maxLength: 9,
});

type Twin = (values: readonly number[]) => number | null;
const plain = (x: readonly (number | null)[], f: Frames, twin: Twin): Stored[] =>
  Array.from(f.from, (a, i) => {
    const values = x.slice(a, f.to[i]).filter((v) => v !== null);
    return values.length === 0 ? null : twin(values);
  });
const close = (a: Stored, b: Stored): boolean =>
  typeof a !== "number" || typeof b !== "number"
    ? a === b
    : a === b ||
      (Number.isNaN(a) && Number.isNaN(b)) ||
      Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b));

function holds(measure: Measure, twin: Twin, options: Readonly<Record<string, unknown>> = {}): void {
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), steps, (x, moves) => {
      const f = frames(moves, x.length);
      const made = valuesOf(measure(columnFrom(x, t.Float64), f, 1, { type: t.Float64, options }));
      const wanted = plain(x, f, twin);
      made.forEach((v, i) => {
        expect(close(v, wanted[i] as Stored), `row ${i}: ${String(v)}, wanted ${String(wanted[i])}`).toBe(true);
      });
    }),
    { numRuns: 300 },
  );
}
const sum = (v: readonly number[]): number => v.reduce((a, b) => a + b, 0);
const up = (a: number, b: number): number => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b) || 0;

describe("windows give what their rows alone give", () => {
  it("sums", () => holds(sums, sum));
  it("least and greatest values", () => {
    holds(minima, (v) => Math.min(...v) + 0);
    holds(maxima, (v) => Math.max(...v) + 0);
  });
  it("variances", () =>
    holds(variances, (v) => {
      const mean = sum(v) / v.length;
      return v.length < 2 ? null : sum(v.map((x) => (x - mean) ** 2)) / (v.length - 1);
    }));
  it("middle values", () =>
    holds(medians, (v) => {
      const s = [...v].sort(up);
      const [a, b] = [s[(s.length - 1) >> 1] as number, s[s.length >> 1] as number];
      return s.length % 2 === 1 ? a : a + (b - a) * 0.5;
    }));
});

it.each([3, 2000])("ordered values of windows of at most %i rows", (most) => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 30 }),
      fc.array(fc.nat(29), { maxLength: 60 }),
      (x, picks) => {
        const keys = Float64Array.from(x, (v) => (v ?? 0) + 0);
        const held = ordered(keys, most === 3 ? x.length : most);
        const rows = new Set<number>();
        for (const p of picks) {
          const row = p % x.length;
          if (rows.delete(row)) held.remove(row);
          else {
            rows.add(row);
            held.add(row);
          }
          const values = [...rows].map((r) => keys[r] as number).sort(up);
          expect(held.size).toBe(values.length);
          values.forEach((v, i) => {
            expect(held.at(i)).toBe(v);
          });
          const key = keys[row] as number;
          const less = values.filter((v) => up(v, key) < 0 && !Object.is(v, key));
          expect(held.less(row)).toBe(less.length);
          expect(held.same(row)).toBe(values.filter((v) => Object.is(v, key)).length);
          expect(held.kinds(row)).toBe(new Set(less).size);
        }
      },
    ),
    { numRuns: 200 },
  );
});

describe("windows keep no trace of what has left them", () => {
  const of = (measure: Measure, x: readonly (number | null)[], size: number): Stored[] =>
    valuesOf(
      measure(columnFrom(x, t.Float64), fixedFrames(Int32Array.of(0, x.length), size, false), 1, {
        type: t.Float64,
        options: {},
      }),
    );
  it("sums after huge values, infinities and NaN", () => {
    expect(of(sums, [1e300, 1, 2, Infinity, 3, 4, Number.NaN, 5, 6], 2)).toEqual([
      1e300,
      1e300,
      3,
      Infinity,
      Infinity,
      7,
      Number.NaN,
      Number.NaN,
      11,
    ]);
    expect(of(sums, [1e16, 1, -1e16], 3)[2]).toBe(1);
  });
  it("variances after huge values, and of equal ones", () => {
    const out = of(variances, [1e150, -1e150, 1, 2, 3, 0.1, 0.1, 0.1], 3);
    expect(out.slice(4)).toEqual([1, expect.closeTo(2.17, 12), expect.closeTo(2.803333333333333, 12), 0]);
  });
  it("shapes of values that do not differ are NaN", () => {
    expect(of(skews, [0.1, 0.1, 0.1, 0.1], 3).slice(2)).toEqual([Number.NaN, Number.NaN]);
  });
});

it("ranks tell 64-bit values apart that doubles do not", () => {
  const big = 2n ** 62n;
  const column = columnFrom([big + 1n, big, big + 2n], t.Int64);
  const f = fixedFrames(Int32Array.of(0, 3), 3, false);
  expect(valuesOf(ranks(column, f, 1, { type: t.UInt32, options: { method: "min" } }))).toEqual([1, 1, 3]);
});

it("windows stay in their stretch", () => {
  const f = fixedFrames(Int32Array.of(0, 2, 2, 5), 4, true);
  expect([...f.from]).toEqual([0, 0, 2, 2, 2]);
  expect([...f.to]).toEqual([2, 2, 4, 5, 5]);
});
