import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { Float64, Int32, List, Utf8 } from "../../../src/arrow/types.ts";
import { sort } from "../../../src/engines/wasm/operators/sort.ts";
import { sortKey } from "../../../src/engines/wasm/order/key.ts";
import { sortRows } from "../../../src/engines/wasm/order/sort-rows.ts";
import { call, col, lit, orderKey } from "../../../src/expr/node.ts";
import * as plan from "../../../src/plan/node.ts";
import { fc } from "../../support/property.ts";
import { ALL, drawColumn, drawer, ORDERED, shown } from "./rows/columns.ts";
import { framed, rowsOf, run, table, values } from "./rows/run.ts";

const names = Object.keys(ORDERED);

describe("sort", () => {
  it("is stable", () => {
    const input = table({ k: [Int32, [1, 0, 1]], v: [Utf8, ["a", "b", "c"]] });
    expect(rowsOf(run(plan.sort(input, [orderKey(col("k"))]), sort).all)).toEqual([
      [0, "b"],
      [1, "a"],
      [1, "c"],
    ]);
    expect(rowsOf(run(plan.sort(input, [orderKey(col("k"), true)]), sort).all)).toEqual([
      [1, "a"],
      [1, "c"],
      [0, "b"],
    ]);
  });

  it("mixes directions and places of nulls as Polars does", () => {
    const input = table({ x: [Int32, [1, null, 1, null]], y: [Int32, [null, 2, 3, null]] });
    const by = [orderKey(col("x"), false, true), orderKey(col("y"), true)];
    expect(rowsOf(run(plan.sort(input, by), sort).all)).toEqual([
      [1, null],
      [1, 3],
      [null, null],
      [null, 2],
    ]);
  });

  it("sorts by expressions, also over all rows", () => {
    const input = table({ x: [Int32, [1, 2, 3]] });
    expect(values(run(plan.sort(input, [orderKey(call("neg", [col("x")]))]), sort).all)).toEqual({ x: [3, 2, 1] });
    expect(values(run(plan.sort(input, [orderKey(call("reverse", [col("x")]))], 2), sort).all)).toEqual({ x: [3, 2] });
    expect(values(run(plan.sort(input, [orderKey(lit(1))]), sort).all)).toEqual({ x: [1, 2, 3] });
  });

  it("carries columns of every type, batch by batch", () => {
    fc.assert(
      fc.property(
        fc.nat(),
        fc.constantFrom(0, 30, 700),
        fc.constantFrom(...names),
        fc.constantFrom(...Object.keys(ALL)),
        fc.option(fc.constantFrom(0, 3, 200)),
        (seed, n, key, payload, limit) => {
          const draw = drawer(seed);
          const columns = {
            k: drawColumn(key, n, draw),
            p: drawColumn(payload, n, draw),
            row: columnFrom(
              Array.from({ length: n }, (_, i) => i),
              Int32,
            ),
          };
          const out = run(plan.sort(framed(columns, 1 + draw(200)), [orderKey(col("k"), true)], limit), sort);
          const rows = [...sortRows([sortKey(columns.k, true)], n)].slice(0, limit ?? n);
          expect(shown(out.all.columns[2] as Column)).toEqual(rows);
          const was = shown(columns.p);
          expect(shown(out.all.columns[1] as Column)).toEqual(rows.map((r) => was[r]));
          expect(out.budget.used).toBe(0);
        },
      ),
      { numRuns: 150 },
    );
  });

  it("gives bounded batches", () => {
    const draw = drawer(1);
    const n = 200_000;
    const x = columnFrom(
      Float64Array.from({ length: n }, () => draw(1e6)),
      Float64,
    );
    const s = columnFrom(
      Array.from({ length: n }, (_, i) => `row ${i}`),
      Utf8,
    );
    const out = run(plan.sort(framed({ x, s }, 65536), [orderKey(col("x"))]), sort);
    expect(out.batches.map((b) => b.length)).toEqual([65536, 65536, 65536, 3392]);
    const rows = sortRows([sortKey(x)], n);
    expect(values(out.all).s).toEqual(Array.from(rows, (r) => `row ${r}`));
  });

  it("refuses what has no order, and too little memory", () => {
    expect(() => run(plan.sort(table({ l: [List(Int32), [[1], [2]]] }), [orderKey(col("l"))]), sort)).toThrow(
      /TYPE_MISMATCH/,
    );
    const input = table({ x: [Int32, Array.from({ length: 1000 }, (_, i) => i)] });
    expect(() => run(plan.sort(input, [orderKey(col("x"))]), sort, 1000)).toThrow(/MEMORY_LIMIT/);
    expect(run(plan.sort(input, [orderKey(col("x"), true)], 2), sort, 1000).all.length).toBe(2);
  });
});
