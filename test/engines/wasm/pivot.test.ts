import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import { Bool, Categorical, Date32, Float64, Int32, Utf8 } from "../../../src/arrow/types.ts";
import { pivot } from "../../../src/engines/wasm/operators/pivot.ts";
import * as plan from "../../../src/plan/node.ts";
import { drawer } from "./rows/columns.ts";
import { framed, rowsOf, run, table } from "./rows/run.ts";

const input = table({
  i: [Int32, [2, 1, 2, null, 1]],
  o: [Utf8, ["x", "x", "y", null, "x"]],
  v: [Int32, [1, 2, 3, 4, 5]],
  w: [Int32, [1, 2, 3, 4, 5]],
});
const asked = (fields: Partial<plan.Pivot>): plan.Pivot =>
  plan.pivot({ input, on: "o", onValues: ["x", "y", null], index: ["i"], values: ["v"], aggregate: "sum", ...fields });

// Recorded from python polars 2.1.0.
describe("pivot answers as Polars does", () => {
  it("aggregates each cell, the empty ones too", () => {
    const out = run(asked({}), pivot);
    expect(out.schema.fields.map((f) => f.name)).toEqual(["i", "x", "y", "null"]);
    expect(rowsOf(out.all)).toEqual([
      [2, 1, 3, 0],
      [1, 7, 0, 0],
      [null, 0, 0, 4],
    ]);
    expect(rowsOf(run(asked({ onValues: ["y", "x", "z"], aggregate: "len" }), pivot).all)).toEqual([
      [2, 1, 1, 0],
      [1, 0, 2, 0],
      [null, 0, 0, 0],
    ]);
    expect(rowsOf(run(asked({ aggregate: "mean" }), pivot).all)).toEqual([
      [2, 1, 3, null],
      [1, 3.5, null, null],
      [null, null, null, 4],
    ]);
  });

  it("takes several columns of values", () => {
    const out = run(asked({ values: ["v", "w"], aggregate: "first", onValues: ["x", "y"] }), pivot);
    expect(out.schema.fields.map((f) => f.name)).toEqual(["i", "v_x", "v_y", "w_x", "w_y"]);
    expect(rowsOf(out.all)).toEqual([
      [2, 1, 3, 1, 3],
      [1, 2, null, 2, null],
      [null, null, null, null, null],
    ]);
  });

  it("without an aggregate takes one value a cell", () => {
    expect(rowsOf(run(asked({ aggregate: null, onValues: ["y"] }), pivot).all)).toEqual([
      [2, 3],
      [1, null],
      [null, null],
    ]);
    expect(() => run(asked({ aggregate: null }), pivot)).toThrow(/INVALID_ARGUMENT.*"x"/);
  });

  it("takes values of each type as columns", () => {
    const on = (
      type: Parameters<typeof table>[0][string][0],
      values: unknown[],
      onValues: plan.Pivot["onValues"],
    ): unknown[][] =>
      rowsOf(
        run(
          asked({
            input: table({
              i: [Int32, values.map(() => 1)],
              o: [type, values],
              v: [Int32, values.map((_, k) => k + 1)],
            }),
            onValues,
            aggregate: null,
          }),
          pivot,
        ).all,
      );
    expect(on(Float64, [1.5, Number.NaN], [1.5, Number.NaN])).toEqual([[1, 1, 2]]);
    expect(on(Bool, [true, false], [false, true])).toEqual([[1, 2, 1]]);
    expect(on(Date32, [7, 8], [8, 7])).toEqual([[1, 2, 1]]);
    expect(on(Categorical, ["a", "b"], ["b", "a"])).toEqual([[1, 2, 1]]);
  });

  it("makes one row of no index, none of no rows", () => {
    expect(rowsOf(run(asked({ index: [], onValues: ["x", "y"] }), pivot).all)).toEqual([[8, 3]]);
    expect(run(asked({ input: table({ i: [Int32, []], o: [Utf8, []], v: [Int32, []] }) }), pivot).all.length).toBe(0);
    expect(() => run(asked({ onValues: ["x", "x"] }), pivot)).toThrow(/DUPLICATE_COLUMN/);
  });
});

it("adds up by hand over several batches", () => {
  const draw = drawer(8);
  const rows = Array.from({ length: 2000 }, () => [draw(50), `c${draw(4)}`, draw(100)] as const);
  const columns = {
    i: columnFrom(
      rows.map((r) => r[0]),
      Int32,
    ),
    o: columnFrom(
      rows.map((r) => r[1]),
      Utf8,
    ),
    v: columnFrom(
      rows.map((r) => r[2]),
      Int32,
    ),
  };
  const out = run(asked({ input: framed(columns, 111), onValues: ["c0", "c1", "c2"] }), pivot);
  const keys = [...new Set(rows.map((r) => r[0]))];
  const sum = (i: number, o: string): number =>
    rows.filter((r) => r[0] === i && r[1] === o).reduce((s, r) => s + r[2], 0);
  expect(rowsOf(out.all)).toEqual(keys.map((i) => [i, sum(i, "c0"), sum(i, "c1"), sum(i, "c2")]));
  expect(out.budget.used).toBe(0);
});
