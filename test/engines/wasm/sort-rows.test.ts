import { describe, expect, it } from "vitest";
import { batch, sliceBatch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { sliceColumn } from "../../../src/arrow/slice.ts";
import { Float64, Int32, List, Utf8 } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { compareKeys } from "../../../src/engines/wasm/order/compare.ts";
import { type SortKey, sortKey } from "../../../src/engines/wasm/order/key.ts";
import { identity, mergeRuns, mergeSort } from "../../../src/engines/wasm/order/merge-sort.ts";
import { sortPieces, sortRows } from "../../../src/engines/wasm/order/sort-rows.ts";
import { topRows } from "../../../src/engines/wasm/order/top-rows.ts";
import { fc } from "../../support/property.ts";
import { compareStored, drawCodes, drawColumn, drawer, ORDERED } from "./rows/columns.ts";

/** The rows in order, by the language's own stable sort. */
function naive(keys: readonly SortKey[], length: number): number[] {
  const values = keys.map((k) => valuesOf(k.column));
  return Array.from({ length }, (_, i) => i).sort((a, b) => {
    for (const [i, k] of keys.entries()) {
      const d = compareStored(values[i]?.[a] ?? null, values[i]?.[b] ?? null, k.column.type, k.descending, k.nullsLast);
      if (d !== 0) return d;
    }
    return a - b;
  });
}

const names = Object.keys(ORDERED);
// Below 48 rows by comparison, above by radix, above 4096 in buckets.
const lengths = fc.constantFrom(0, 1, 7, 47, 48, 300, 5000);
const keyOf = fc.record({
  name: fc.constantFrom(...names),
  descending: fc.boolean(),
  nullsLast: fc.boolean(),
  nulls: fc.constantFrom(0, 1, 4),
});

describe("sortRows", () => {
  it.each(names)("orders %s", (name) => {
    fc.assert(
      fc.property(fc.nat(), lengths, keyOf, fc.nat(3), (seed, n, k, skip) => {
        const column = sliceColumn(drawColumn(name, n + skip, drawer(seed), k.nulls), skip, n);
        const keys = [sortKey(column, k.descending, k.nullsLast)];
        expect([...sortRows(keys, n)]).toEqual(naive(keys, n));
      }),
      { numRuns: 25 },
    );
  });

  it("orders by several keys", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(20, 400, 5000),
        fc.array(keyOf, { minLength: 2, maxLength: 5 }),
        (seed, n, specs) => {
          const draw = drawer(seed);
          const keys = specs.map((k) => sortKey(drawColumn(k.name, n, draw, k.nulls), k.descending, k.nullsLast));
          expect([...sortRows(keys, n)]).toEqual(naive(keys, n));
        },
      ),
      { numRuns: 80 },
    );
  });

  it("orders text by codes as text", () => {
    const keys = [sortKey(drawCodes(3000, drawer(5)), true)];
    expect([...sortRows(keys, 3000)]).toEqual(naive(keys, 3000));
  });

  it("orders text that differs far behind a shared start", () => {
    const draw = drawer(9);
    const long = "x".repeat(100);
    const texts = Array.from(
      { length: 2000 },
      () => long.slice(0, draw(3) * 50) + "y".repeat(draw(30)) + String(draw(3)),
    );
    for (const descending of [false, true]) {
      const keys = [sortKey(columnFrom(texts, Utf8), descending)];
      expect([...sortRows(keys, texts.length)]).toEqual(naive(keys, texts.length));
    }
  });

  it("survives text where each row is the start of the next", () => {
    const texts = Array.from({ length: 3000 }, (_, i) => "a".repeat(3000 - i));
    expect([...sortRows([sortKey(columnFrom(texts, Utf8))], 3000)]).toEqual(texts.map((_, i) => 2999 - i));
  });

  it("keeps rows in place without keys, and refuses lists", () => {
    expect([...sortRows([], 3)]).toEqual([0, 1, 2]);
    expect(() => sortRows([sortKey(columnFrom([[1], [2]], List(Int32)))], 2)).toThrow(/TYPE_MISMATCH/);
  });

  it("answers as Polars does", () => {
    const order = (values: unknown[], descending: boolean, nullsLast: boolean): unknown[] => {
      const c = columnFrom(values, Float64);
      return [...sortRows([sortKey(c, descending, nullsLast)], c.length)].map((i) => values[i]);
    };
    const values = [1, Number.NaN, null, -Infinity];
    expect(order(values, false, false)).toEqual([null, -Infinity, 1, Number.NaN]);
    expect(order(values, true, false)).toEqual([null, Number.NaN, 1, -Infinity]);
    expect(order(values, false, true)).toEqual([-Infinity, 1, Number.NaN, null]);
    expect(order([0, -0, 1, -0], true, false)).toEqual([1, 0, -0, -0]);
  });

  it("merges what it sorted in pieces", () => {
    const draw = drawer(12);
    const keys = [sortKey(drawColumn("Utf8", 1500, draw), true), sortKey(drawColumn("Int8", 1500, draw))];
    expect([...sortPieces(keys, 1500, 170)]).toEqual(naive(keys, 1500));
  });

  it("merges sorted runs", () => {
    const draw = drawer(3);
    const keys = [sortKey(drawColumn("Int32", 1000, draw))];
    const rows = identity(1000);
    const starts = [0, 10, 500, 501, 900];
    for (const [i, from] of starts.entries()) mergeSort(rows, compareKeys(keys), from, starts[i + 1] ?? 1000);
    expect([...mergeRuns(rows, [...starts, 1000], compareKeys(keys))]).toEqual(naive(keys, 1000));
  });
});

describe("topRows", () => {
  it("gives the first rows of a full sort, whatever the batches", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0, 100, 20_000),
        fc.array(keyOf, { minLength: 1, maxLength: 2 }),
        fc.constantFrom(1, 5, 3000),
        (seed, n, specs, limit) => {
          const draw = drawer(seed);
          const columns = specs.map((k) => drawColumn(k.name, n, draw, k.nulls));
          const at = columnFrom(
            Array.from({ length: n }, (_, i) => i),
            Int32,
          );
          const s = schema([field("row", Int32)]);
          const top = topRows(limit, s);
          const keysFor = (slice: (c: Column) => Column): SortKey[] =>
            specs.map((k, i) => sortKey(slice(columns[i] as Column), k.descending, k.nullsLast));
          for (let from = 0; from < n; ) {
            const length = Math.min(n - from, 1 + draw(6000));
            const start = from;
            top.push(
              sliceBatch(batch(s, [at]), start, length),
              keysFor((c) => sliceColumn(c, start, length)),
            );
            from += length;
          }
          expect(valuesOf(top.finish().columns[0] as Column)).toEqual(
            [
              ...sortRows(
                keysFor((c) => c),
                n,
              ),
            ].slice(0, limit),
          );
        },
      ),
      { numRuns: 150 },
    );
  });
});
