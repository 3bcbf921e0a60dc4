import { expect, test } from "vitest";
import "../../../src/node.ts";
import { col } from "../../../src/expr/node.ts";
import { DataFrame } from "../../../src/node.ts";
import { type JoinHow, type JoinOrder, join } from "../../../src/plan/node.ts";
import { resolvePlan } from "../../../src/plan/resolve.ts";
import { queryOf } from "../../../src/testing/loose.ts";
import { differencesOf, rowsOf } from "../../../src/testing/same-frame.ts";

// Large enough that a parallel hash join mixes its rows.
const N = 300_000;
const left = new DataFrame({
  k: Int32Array.from({ length: N }, (_, i) => (i * 7919) % 100_003),
  a: Int32Array.from({ length: N }, (_, i) => i),
});
const right = new DataFrame({
  k: Int32Array.from({ length: 60_000 }, (_, i) => (i * 31) % 40_009),
  b: Int32Array.from({ length: 60_000 }, (_, i) => i),
});
const HOW: readonly JoinHow[] = ["inner", "left", "right", "full", "semi", "anti"];
const ORDERS: readonly JoinOrder[] = ["left", "leftRight", "rightLeft"];

for (const how of HOW)
  for (const maintainOrder of ORDERS)
    test(`a ${how} join in the order ${maintainOrder}`, async () => {
      const q = queryOf(
        join(left.lazy().plan, right.lazy().plan, [col("k")], [col("k")], {
          how,
          suffix: "_right",
          coalesce: null,
          nullsEqual: false,
          validate: "m:m",
          maintainOrder,
        }),
      );
      expect(resolvePlan(q.plan).isOk).toBe(true);
      const [ours, theirs] = [await q.collect({ engine: "wasm" }), await q.collect({ engine: "duckdb" })];
      expect(ours.height).toBeGreaterThan(0);
      expect(differencesOf(rowsOf(theirs), rowsOf(ours), { order: true })).toEqual([]);
    });

test("rows without an order are not numbered for the ties of a sort; those with one are", async () => {
  const joined = left.lazy().join(right.lazy(), { on: "k" });
  expect(await joined.sort("b").explain({ engine: "duckdb" })).not.toContain("row_number");
  expect(await joined.sum().explain({ engine: "duckdb" })).not.toContain("row_number");
  const ordered = left.lazy().join(right.lazy(), { on: "k", maintainOrder: "left" });
  expect(await ordered.sort("b").explain({ engine: "duckdb" })).toContain("row_number");
});
