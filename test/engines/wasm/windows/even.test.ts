import { expect, it } from "vitest";
import { evenWindows } from "../../../../src/engines/wasm/operators/windows/even.ts";
import { fc } from "../../../support/property.ts";

const zero = (ids: readonly number[]) => ({ ids: Int32Array.from(ids), count: Math.max(-1, ...ids) + 1 });

it("windows are numbered group by group and in order, and hold what lies in them", () => {
  const row = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 60 }));
  fc.assert(
    fc.property(
      fc.array(row, { maxLength: 60 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom("left", "right"),
      fc.constantFrom(0, 2 ** 52, -(2 ** 52)),
      (drawn, step, closed, far) => {
        const rows = drawn.toSorted((a, b) => a[1] - b[1]);
        // Groups are numbered in order of appearance.
        const seen = [...new Set(rows.map(([g]) => g))];
        const ids = rows.map(([g]) => seen.indexOf(g));
        const values = Float64Array.from(rows, ([, t]) => t + far);
        const startOf = (t: number): number => t - (((t % step) + step) % step || (closed === "right" ? step : 0));
        const made = evenWindows((a, b) => values.subarray(a, b), zero(ids), startOf, step, closed as "left" | "right");
        expect(made).not.toBe(null);
        const { ids: met, order, group, lower, count } = made as NonNullable<typeof made>;
        const places = new Int32Array(count);
        for (const [at, w] of order.entries()) places[w] = at;
        const windows = met.map((w) => places[w] as number);
        rows.forEach((_, i) => {
          const w = windows[i] as number;
          const [low, t] = [lower[w] as number, values[i] as number];
          expect(group[w]).toBe(ids[i]);
          expect(closed === "left" ? low <= t && t < low + step : low < t && t <= low + step).toBe(true);
        });
        expect(new Set(windows).size).toBe(count);
        for (let w = 1; w < count; w++)
          expect(
            (group[w] as number) > (group[w - 1] as number) ||
              (group[w] === group[w - 1] && (lower[w] as number) > (lower[w - 1] as number)),
          ).toBe(true);
      },
    ),
    { numRuns: 300 },
  );
});

it("what is out of order or before the start takes the other way", () => {
  const at = (given: readonly number[], start = 0) => {
    const values = Float64Array.from(given);
    return evenWindows(
      (a, b) => values.subarray(a, b),
      zero(given.map(() => 0)),
      () => start,
      10,
      "left",
    );
  };
  expect(at([5, 4])).toBe(null);
  expect(at([5], 6)).toBe(null);
  expect(at([0, 1e9])?.lower).toEqual(Float64Array.of(0, 1e9));
  expect(at([0, 1e15 + 7])?.lower).toEqual(Float64Array.of(0, 1e15));
  expect(at([Number.NaN])).toBe(null);
  expect(at([])?.count).toBe(0);
  expect(at([0, 9, 10, 95])?.ids).toEqual(Int32Array.of(0, 0, 1, 2));
});
