import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { RESHAPES } from "../../../src/engines/wasm/functions/reshapes.ts";
import { random } from "../../../src/engines/wasm/random.ts";
import { fc } from "../../support/property.ts";
import { calling, callWhole } from "./rows/call.ts";
import { ALL, drawColumn, drawer, shown } from "./rows/columns.ts";

const call = calling(RESHAPES);
const nan = Number.NaN;

// Recorded from python polars 2.1.0.
describe("reshapes answer as Polars does", () => {
  const x = columnFrom([1, 2, 3, 4], t.Int32);
  const bools = (values: (boolean | null)[]) => columnFrom(values, t.Bool);

  it("filter keeps what is true", () => {
    expect(valuesOf(callWhole(RESHAPES, "filter", [x, bools([true, false, null, true])]))).toEqual([1, 4]);
    expect(() => callWhole(RESHAPES, "filter", [x, bools([true, false])])).toThrow(/SHAPE_MISMATCH/);
  });

  it.each([
    [1, 2, [2, 3]],
    [-2, 1, [2]],
    [-5, 3, [1]],
    [5, 2, []],
    [-2, null, [2, 3]],
    [1, null, [2, 3]],
    [-5, null, [1, 2, 3]],
    [0, 99, [1, 2, 3]],
  ])("slice from %i, %s rows", (offset, length, wanted) =>
    expect(call("slice", [1, 2, 3], t.Int32, { offset, length })).toEqual(wanted),
  );

  it("unique and mode keep the order of appearance, nulls too", () => {
    expect(call("unique", [3, null, 1, 3, null], t.Int32)).toEqual([3, null, 1]);
    expect(call("unique", [nan, 0, -0, nan, null], t.Float64)).toEqual([nan, 0, null]);
    expect(call("mode", [1, 1, 2, 2, 3], t.Int32)).toEqual([1, 2]);
    expect(call("mode", [null, null, 2, 2], t.Int32)).toEqual([null, 2]);
    expect(call("mode", [], t.Int64)).toEqual([]);
    expect(call("mode", [[1], [1], [2]], t.List(t.Int32))).toEqual([[1]]);
  });

  it("dropNulls", () => expect(call("dropNulls", [null, "a", null, "b"], t.Utf8)).toEqual(["a", "b"]));

  it("sort and sortBy", () => {
    expect(call("sort", [2, null, nan, 1], t.Float64)).toEqual([null, 1, 2, nan]);
    expect(call("sort", ["z", "a", "b"], t.Enum(["z", "b", "a"]))).toEqual(["z", "b", "a"]);
    expect(call("sort", ["z", "a", "b"], t.Categorical, { descending: true })).toEqual(["z", "b", "a"]);
    const y = columnFrom([2, 1, null, 1], t.Int32);
    expect(valuesOf(callWhole(RESHAPES, "sortBy", [x, y], { descending: [true], nullsLast: [true] }))).toEqual([
      1, 2, 4, 3,
    ]);
    expect(valuesOf(callWhole(RESHAPES, "sortBy", [x, y], { descending: [true] }))).toEqual([3, 1, 2, 4]);
    expect(valuesOf(callWhole(RESHAPES, "sortBy", [x, y, x], { descending: [false, true] }))).toEqual([3, 4, 2, 1]);
    expect(() => callWhole(RESHAPES, "sortBy", [x, columnFrom([1], t.Int32)])).toThrow(/SHAPE_MISMATCH/);
  });

  it("explode drops empty lists and keeps null ones", () => {
    expect(call("explode", [[1, 2], [], null, [null]], t.List(t.Int32))).toEqual([1, 2, null, null]);
    expect(call("explode", [[1, 2], null], t.FixedSizeList(t.Int32, 2))).toEqual([1, 2, null]);
    expect(call("explode", ["abc"], t.Utf8)).toEqual(["abc"]);
  });

  it("gather counts from the end too", () => {
    const at = (rows: unknown[], options = {}) =>
      valuesOf(callWhole(RESHAPES, "gather", [columnFrom([1, 2, 3], t.Int32), columnFrom(rows, t.Int64)], options));
    expect(at([0, 2, -1])).toEqual([1, 3, 3]);
    expect(at([0, null])).toEqual([1, null]);
    expect(() => at([5])).toThrow(/OUT_OF_RANGE/);
    expect(() => at([-4])).toThrow(/OUT_OF_RANGE/);
    expect(at([5], { nullOnOob: true })).toEqual([null]);
  });
});

describe("sample", () => {
  const rows = Array.from({ length: 100 }, (_, i) => i);
  const draw = (options: Record<string, unknown>): number[] =>
    call("sample", rows, t.Int32, { seed: 7, ...options }) as number[];

  it("draws each row once, in order unless shuffled", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 0, max: 100 }), (seed, n) => {
        const out = draw({ seed, n });
        expect(out).toHaveLength(n);
        expect(out).toEqual([...new Set(out)].sort((a, b) => a - b));
        const shuffled = draw({ seed, n, shuffle: true });
        expect([...shuffled].sort((a, b) => a - b)).toEqual(out);
      }),
    );
    expect(draw({ n: 100, shuffle: true })).not.toEqual(rows);
  });

  it("repeats itself for a seed only", () => {
    expect(draw({ n: 20 })).toEqual(draw({ n: 20 }));
    expect(draw({ n: 20 })).not.toEqual(draw({ n: 20, seed: 8 }));
  });

  it("takes fractions and repeats rows where asked", () => {
    expect(draw({ fraction: 0.255 })).toHaveLength(25);
    expect(draw({ fraction: 2, withReplacement: true })).toHaveLength(200);
    expect(draw({})).toHaveLength(1);
    expect(call("sample", [], t.Int32, { n: 5, withReplacement: true, seed: 1 })).toEqual([]);
    expect(() => draw({ n: 101 })).toThrow(/SHAPE_MISMATCH/);
    expect(() => draw({ n: -1 })).toThrow(/INVALID_ARGUMENT/);
    expect(() => draw({ fraction: Number.NaN })).toThrow(/INVALID_ARGUMENT/);
  });

  it("spreads evenly", () => {
    const below = random(3);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) counts[below(10)]!++;
    for (const c of counts) expect(Math.abs(c - 10_000)).toBeLessThan(500);
  });
});

it.each(Object.keys(ALL))("unique, mode, slice and gather agree with values by hand: %s", (name) => {
  fc.assert(
    fc.property(fc.nat(), fc.integer({ min: 0, max: 90 }), (seed, n) => {
      const column = drawColumn(name, n, drawer(seed));
      const values = shown(column);
      const key = (v: unknown): string =>
        JSON.stringify(v, (_, x) =>
          typeof x === "bigint" ? `${x}n` : typeof x === "number" ? String(x === 0 ? 0 : x) : x,
        );
      const counts = new Map<string, number>();
      for (const v of values) counts.set(key(v), (counts.get(key(v)) ?? 0) + 1);
      const most = Math.max(0, ...counts.values());
      expect(shown(callWhole(RESHAPES, "unique", [column], { maintainOrder: true })).map(key)).toEqual([
        ...counts.keys(),
      ]);
      expect(shown(callWhole(RESHAPES, "mode", [column])).map(key)).toEqual(
        [...counts].filter(([, c]) => c === most).map(([k]) => k),
      );
      expect(shown(callWhole(RESHAPES, "slice", [column], { offset: -7, length: 5 }))).toEqual(
        values.slice(Math.max(0, n - 7), Math.max(0, n - 2)),
      );
      const rows = columnFrom(
        Array.from({ length: n }, (_, i) => (i % 5 === 0 ? null : -1 - i)),
        t.Int64,
      );
      expect(shown(callWhole(RESHAPES, "gather", [column, rows]))).toEqual(
        values.map((_, i) => (i % 5 === 0 ? null : values[n - 1 - i])),
      );
    }),
    { numRuns: 40 },
  );
});
