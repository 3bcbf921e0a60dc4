import { describe, expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import { FixedSizeList, Int32, List, Utf8 } from "../../../src/arrow/types.ts";
import { explode } from "../../../src/engines/wasm/operators/explode.ts";
import * as plan from "../../../src/plan/node.ts";
import { drawColumn, drawer, shown } from "./rows/columns.ts";
import { framed, rowsOf, run, table } from "./rows/run.ts";

const L = List(Int32);

// Recorded from python polars 2.1.0.
describe("explode answers as Polars does", () => {
  it("drops empty lists and keeps null ones", () => {
    const input = table({ i: [Int32, [1, 2, 3, 4]], l: [L, [[1], [], null, [null]]] });
    expect(rowsOf(run(plan.explode(input, ["l"]), explode).all)).toEqual([
      [1, 1],
      [3, null],
      [4, null],
    ]);
  });

  it("takes several columns of equal lengths", () => {
    const input = table({ i: [Int32, [1, 2, 3]], l: [L, [[1, 2], [], null]], m: [List(Utf8), [["a", "b"], [], null]] });
    expect(rowsOf(run(plan.explode(input, ["l", "m"]), explode).all)).toEqual([
      [1, 1, "a"],
      [1, 2, "b"],
      [3, null, null],
    ]);
    const unlike =
      (m: unknown[]): (() => unknown) =>
      () =>
        run(plan.explode(table({ l: [L, [[1], null]], m: [L, m] }), ["l", "m"]), explode);
    expect(unlike([[1, 2], null])).toThrow(/SHAPE_MISMATCH.*1 items in "l" and 2 items in "m"/);
    expect(unlike([[1], []])).toThrow(/SHAPE_MISMATCH.*null in "l" and 0 items in "m"/);
  });

  it("takes lists of a fixed size, also of none", () => {
    const sized = (size: number, lists: unknown[]): unknown[][] =>
      rowsOf(run(plan.explode(table({ l: [FixedSizeList(Int32, size), lists] }), ["l"]), explode).all);
    expect(sized(2, [[1, 2], null])).toEqual([[1], [2], [null]]);
    expect(sized(0, [[], null])).toEqual([[null]]);
  });

  it("refuses what is no list", () =>
    expect(() => run(plan.explode(table({ i: [Int32, [1]] }), ["i"]), explode)).toThrow(/TYPE_MISMATCH/));
});

it("agrees with lists by hand over several batches", () => {
  const draw = drawer(4);
  const [l, s] = [drawColumn("List", 1000, draw), drawColumn("Utf8", 1000, draw)];
  const [lists, texts] = [shown(l) as (unknown[] | null)[], shown(s)];
  const wanted = lists.flatMap((list, i) => (list ?? [null]).map((v) => [v, texts[i]]));
  expect(rowsOf(run(plan.explode(framed({ l, s }, 77), ["l"]), explode).all)).toEqual(wanted);
});

it("cuts one long list into bounded batches", () => {
  const l = columnFrom([[1], Array.from({ length: 150_000 }, (_, i) => i), [2]], L);
  const out = run(plan.explode(framed({ l }), ["l"]), explode);
  expect(out.batches.map((b) => b.length)).toEqual([65536, 65536, 18930]);
  expect(out.all.columns[0]).toMatchObject({ length: 150_002, nulls: 0 });
});
