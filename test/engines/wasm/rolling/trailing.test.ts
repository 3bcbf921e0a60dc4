import { expect, it } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import * as t from "../../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../../src/arrow/value.ts";
import { maxima, minima } from "../../../../src/engines/wasm/functions/rolling/extremes.ts";
import { fixedFrames, type Measure } from "../../../../src/engines/wasm/functions/rolling/frames.ts";
import { means, sums } from "../../../../src/engines/wasm/functions/rolling/sums.ts";
import { MOVING } from "../../../../src/engines/wasm/functions/rolling.ts";
import { fc } from "../../../support/property.ts";

const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -9, max: 9, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity, -0, 1e300, -1e300, 1e-300) },
);
const stretches = fc.array(fc.array(value, { maxLength: 30 }), { minLength: 1, maxLength: 4 });

/** Equal, NaN and infinities too; sums within the rule for aggregates. */
const same = (a: Stored, b: Stored): boolean =>
  Object.is(a, b) ||
  a === b ||
  (typeof a === "number" && typeof b === "number" && Math.abs(a - b) <= 1e-12 * Math.abs(b));

const PAIRS: readonly (readonly [keyof typeof MOVING, Measure])[] = [
  ["rollingSum", sums],
  ["rollingMean", means],
  ["rollingMin", minima],
  ["rollingMax", maxima],
];

it.each(PAIRS)("%s of windows behind rows is what any windows give", (name, measure) => {
  fc.assert(
    fc.property(
      stretches,
      fc.integer({ min: 1, max: 35 }),
      fc.option(fc.nat(40), { nil: undefined }),
      fc.constantFrom(t.Float64, t.Int32, t.Float32),
      (parts, windowSize, minSamples, type) => {
        const x = type.id === "Int32" ? parts.flat().map((v) => (Math.abs(v) < 10 ? Math.trunc(v) : 7)) : parts.flat();
        const starts = Int32Array.from([0, ...parts].map((_, i) => parts.slice(0, i).flat().length));
        const column = columnFrom(x, type);
        const out = name === "rollingMean" ? (type.id === "Float32" ? t.Float32 : t.Float64) : type;
        const info = { type: out, options: { windowSize, minSamples }, length: x.length };
        const made = valuesOf(MOVING[name]([column], info, starts));
        const frames = fixedFrames(starts, windowSize, false);
        const wanted = valuesOf(measure(column, frames, minSamples ?? windowSize, info));
        made.forEach((v, i) => {
          expect(same(v, wanted[i] as Stored), `row ${i}: ${String(v)}, wanted ${String(wanted[i])}`).toBe(true);
        });
        expect(made.length).toBe(wanted.length);
      },
    ),
    { numRuns: 400 },
  );
});

it("a mean of equal values is that value", () => {
  const column = columnFrom(new Array(100).fill(0.1), t.Float64);
  const info = { type: t.Float64, options: { windowSize: 7 }, length: 100 };
  const made = valuesOf(MOVING.rollingMean([column], info, Int32Array.of(0, 100)));
  expect(made.slice(6)).toEqual(new Array(94).fill(0.1));
});
