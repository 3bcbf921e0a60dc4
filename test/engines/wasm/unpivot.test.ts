import { expect, it } from "vitest";
import { Bool, Float64, Int32, List } from "../../../src/arrow/types.ts";
import { unpivot } from "../../../src/engines/wasm/operators/unpivot.ts";
import * as plan from "../../../src/plan/node.ts";
import { drawColumn, drawer, shown } from "./rows/columns.ts";
import { framed, rowsOf, run, table } from "./rows/run.ts";

const input = table({ i: [Int32, [1, 2]], a: [Int32, [1, 2]], b: [Float64, [1.5, null]] });
const named = (on: string[] | null, index: string[]): plan.Unpivot =>
  plan.unpivot(input, on, index, "variable", "value");

// Recorded from python polars 2.1.0.
it("puts columns below each other, as Polars does", () => {
  const out = run(named(null, ["i"]), unpivot);
  expect(rowsOf(out.all)).toEqual([
    [1, "a", 1],
    [2, "a", 2],
    [1, "b", 1.5],
    [2, "b", null],
  ]);
  expect(out.schema.fields.map((f) => [f.name, f.type.id])).toEqual([
    ["i", "Int32"],
    ["variable", "Utf8"],
    ["value", "Float64"],
  ]);
  expect(rowsOf(run(named(["b"], []), unpivot).all)).toEqual([
    ["b", 1.5],
    ["b", null],
  ]);
  expect(run(named([], ["i"]), unpivot).all.length).toBe(0);
});

it("refuses columns without a common type", () => {
  expect(() =>
    run(plan.unpivot(table({ s: [Bool, [true]], l: [List(Int32), [[1]]] }), null, [], "k", "v"), unpivot),
  ).toThrow(/TYPE_MISMATCH/);
});

it("keeps columns whole over several batches", () => {
  const draw = drawer(6);
  const [i, a, b] = [drawColumn("Utf8", 500, draw), drawColumn("Int8", 500, draw), drawColumn("Int64", 500, draw)];
  const out = run(plan.unpivot(framed({ i, a, b }, 64), null, ["i"], "k", "v"), unpivot);
  expect(shown(out.all.columns[0]!)).toEqual([...shown(i), ...shown(i)]);
  expect(shown(out.all.columns[2]!)).toEqual([
    ...shown(a).map((v) => (v === null ? null : BigInt(v as number))),
    ...shown(b),
  ]);
  expect(out.budget.used).toBe(0);
});
