import { expect, it } from "vitest";
import { Categorical, Int32, Utf8 } from "../../../src/arrow/types.ts";
import { concat } from "../../../src/engines/wasm/operators/concat.ts";
import * as plan from "../../../src/plan/node.ts";
import { drawColumn, drawer, shown } from "./rows/columns.ts";
import { framed, rowsOf, run, table } from "./rows/run.ts";

it("puts frames below each other", () => {
  const a = table({ x: [Int32, [1, 2]], s: [Categorical, ["p", null]] });
  const b = table({ x: [Int32, [3]], s: [Categorical, ["q"]] });
  const none = table({ x: [Int32, []], s: [Categorical, []] });
  expect(rowsOf(run(plan.concat([a, none, b, a], "vertical"), concat).all)).toEqual([
    [1, "p"],
    [2, null],
    [3, "q"],
    [1, "p"],
    [2, null],
  ]);
});

it("puts frames side by side, the shorter ones filled with nulls", () => {
  const a = table({ x: [Int32, [1]] });
  const b = table({ y: [Utf8, ["p", "q"]], z: [Int32, [1, 2]] });
  expect(rowsOf(run(plan.concat([a, b], "horizontalExtend"), concat).all)).toEqual([
    [1, "p", 1],
    [null, "q", 2],
  ]);
  expect(rowsOf(run(plan.concat([table({ x: [Int32, []] }), b], "horizontalExtend"), concat).all)).toEqual([
    [null, "p", 1],
    [null, "q", 2],
  ]);
  expect(() => run(plan.concat([a, a], "horizontal"), concat)).toThrow(/DUPLICATE_COLUMN/);
});

it("refuses frames of unequal heights side by side unless asked to fill up", () => {
  const [a, b] = [table({ x: [Int32, [1]] }), table({ y: [Utf8, ["p", "q"]] })];
  expect(() => run(plan.concat([a, b], "horizontal"), concat)).toThrow(/SHAPE_MISMATCH.*1 rows, number 2 has 2/);
  expect(rowsOf(run(plan.concat([b, table({ z: [Int32, [1, 2]] })], "horizontal"), concat).all)).toEqual([
    ["p", 1],
    ["q", 2],
  ]);
});

it("joins differing batches side by side in bounded batches", () => {
  const draw = drawer(2);
  const [a, b] = [drawColumn("Float64", 70_000, draw), drawColumn("Utf8", 69_000, draw)];
  const out = run(plan.concat([framed({ a }, 1000), framed({ b }, 777)], "horizontalExtend"), concat);
  expect(out.batches.map((x) => x.length)).toEqual([65536, 4464]);
  expect(shown(out.all.columns[0]!)).toEqual(shown(a));
  expect(shown(out.all.columns[1]!)).toEqual([...shown(b), ...new Array(1000).fill(null)]);
  expect(out.budget.used).toBe(0);
});
