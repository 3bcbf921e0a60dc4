import { expect, test } from "vitest";
import { interleaved, interleavedSums } from "../../../../src/engines/wasm/functions/rolling/interleaved.ts";
import { fullWindows, trailingSums } from "../../../../src/engines/wasm/functions/rolling/trailing.ts";
import { segmentsOf } from "../../../../src/engines/wasm/order/segments.ts";
import { fc } from "../../../support/property.ts";

const odd = fc.constantFrom(
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  -0,
  1e300,
  1e-300,
  0.1,
  1e16,
);
const value = fc.oneof(
  { weight: 6, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: odd },
);

test("windows of mixed groups are, to the last bit, those of rows put by group", () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(value, fc.nat(5)), { maxLength: 300 }),
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 0, max: 32 }),
      fc.boolean(),
      (given, size, least, mean) => {
        const names = [...new Set(given.map(([, g]) => g))];
        const ids = Int32Array.from(given, ([, g]) => names.indexOf(g));
        const x = Float64Array.from(given, ([v]) => v);
        const { rows, starts } = segmentsOf(ids, names.length);
        const sorted = trailingSums(
          Float64Array.from(rows, (r) => x[r] as number),
          starts,
          size,
          mean,
        );
        const full = fullWindows(starts, size, least);
        const wanted = new Float64Array(x.length);
        const valid: boolean[] = [];
        for (const [p, r] of rows.entries()) {
          wanted[r] = sorted[p] as number;
          valid[r] = full.validity === null || (((full.validity[p >> 3] as number) >> (p & 7)) & 1) === 1;
        }
        const found = interleavedSums(x, { ids, count: names.length }, size, least, mean);
        expect([...(found?.values ?? [])]).toEqual([...wanted]);
        expect(found?.nulls).toBe(full.nulls);
        const bits = found?.validity ?? null;
        expect(valid.map((_, i) => bits === null || (((bits[i >> 3] as number) >> (i & 7)) & 1) === 1)).toEqual(valid);
      },
    ),
  );
});

test("too many groups are left to be put in order", () => {
  const ids = Int32Array.of(0, 1);
  const { bytes } = interleaved;
  interleaved.bytes = 2 * 16 * 4 - 1;
  expect(interleavedSums(Float64Array.of(1, 2), { ids, count: 2 }, 3, 1, false)).toBe(null);
  expect(interleavedSums(Float64Array.of(1, 2), { ids, count: 2 }, 2, 1, false)).not.toBe(null);
  interleaved.bytes = bytes;
});

test("long stretches, which go by a kernel, are to the last bit what goes value by value", () => {
  fc.assert(
    fc.property(
      fc.array(value, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1000, max: 3000 }),
      fc.constantFrom(1, 2, 7, 20, 333, 999, 5000),
      fc.boolean(),
      (drawn, n, size, mean) => {
        const x = Float64Array.from(
          { length: n },
          (_, i) => (drawn[(i * 7 + (i >> 5)) % drawn.length] as number) * (1 + (i % 13)),
        );
        const made = trailingSums(x, Int32Array.of(0, n), size, mean);
        const wanted = interleavedSums(x, { ids: new Int32Array(n), count: 1 }, size, 1, mean);
        expect([...made]).toEqual([...(wanted?.values ?? [])]);
      },
    ),
  );
});
