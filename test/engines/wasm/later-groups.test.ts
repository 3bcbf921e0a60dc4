import { afterEach, expect, it } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { Float64, Int32 } from "../../../src/arrow/types.ts";
import { later } from "../../../src/engines/wasm/keys/later.ts";
import { alias, call, col, type Expr } from "../../../src/expr/node.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { type FrameScan, groupBy } from "../../../src/plan/node.ts";
import { fc } from "../../support/property.ts";
import { ALL, drawColumn, drawer } from "./rows/columns.ts";
import { execute } from "./rows/execute.ts";
import { framed } from "./rows/run.ts";

const measured = { ...later };
afterEach(() => {
  Object.assign(later, measured);
  expect(kernels.used).toBe(0);
});

const AGGS: readonly Expr[] = [
  alias(call("len", []), "n"),
  alias(call("sum", [col("v")]), "sum"),
  alias(call("mean", [col("v")]), "mean"),
  alias(call("last", [col("v")]), "last"),
  alias(call("implode", [col("v")]), "all"),
];

function same(frame: FrameScan, keys: readonly string[], aggs: readonly Expr[] = AGGS): void {
  const plan = groupBy(frame, keys.map(col), aggs, true);
  Object.assign(later, { groups: 1, share: 0 });
  const found = execute(plan);
  Object.assign(later, { groups: Number.POSITIVE_INFINITY });
  expect(found.rows).toEqual(execute(plan).rows);
}

it("groups found all at once are those found batch after batch", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.shuffledSubarray(Object.keys(ALL), { minLength: 2, maxLength: 5 }),
      fc.constantFrom(0, 1, 3),
      fc.integer({ min: 0, max: 400 }),
      fc.integer({ min: 1, max: 100 }),
      (seed, keys, nulls, n, rows) => {
        const d = drawer(seed);
        const columns: Record<string, Column> = { v: drawColumn("Float64", n, d, 3) };
        for (const key of keys) columns[key] = drawColumn(key, n, d, nulls);
        same(framed(columns, rows), keys);
      },
    ),
    { numRuns: 60 },
  );
});

const spread = (n: number, by: number): Column =>
  columnFrom(
    Array.from({ length: n }, (_, i) => (i < 9 ? i % 3 : (i * by) % n)),
    Int32,
  );

it("words that grow while rows wait, and those that outgrow 64 bits", () => {
  const n = 66_000;
  const columns = { a: spread(n, 1), b: spread(n, 7), c: spread(n, 11), d: spread(n, 13) };
  const v = columnFrom(
    Array.from({ length: n }, (_, i) => i),
    Float64,
  );
  for (const rows of [5000, 8192]) {
    const frame = framed({ ...columns, v }, rows);
    const aggs = [alias(call("sum", [col("v")]), "sum")];
    same(frame, ["a", "b"], aggs);
    same(frame, ["a", "b", "c", "d"], aggs);
  }
});
