import { expect, it } from "vitest";
import { columnFrom } from "../../../../src/arrow/build.ts";
import type { Column } from "../../../../src/arrow/column.ts";
import { Int32 } from "../../../../src/arrow/types.ts";
import { alias, call, col, type Expr } from "../../../../src/expr/node.ts";
import { groupBy } from "../../../../src/plan/node.ts";
import { fc } from "../../../support/property.ts";
import { drawColumn, drawer } from "../rows/columns.ts";
import { execute } from "../rows/execute.ts";
import { framed } from "../rows/run.ts";

const TYPES = [
  "Bool",
  "Int8",
  "Int32",
  "Int64",
  "UInt64",
  "Float32",
  "Float64",
  "Decimal",
  "Date32",
  "Duration",
  "Null",
];
const SHARED: readonly Expr[] = [
  ...TYPES.flatMap((t) => [alias(call("mean", [col(t)]), `mean ${t}`), alias(call("count", [col(t)]), `count ${t}`)]),
  alias(call("len", []), "len"),
  alias(call("mean", [call("filter", [col("Int32"), call("gt", [col("Float64"), col("Float32")])])]), "some"),
];

it("aggregates that share the counts of rows are what each is alone", () => {
  fc.assert(
    fc.property(
      fc.integer(),
      fc.integer({ min: 1, max: 300 }),
      fc.constantFrom(0, 1, 2, 9),
      fc.constantFrom(1, 3, 100),
      fc.boolean(),
      fc.integer({ min: 1, max: 120 }),
      (seed, n, nulls, keys, runs, rows) => {
        const d = drawer(seed);
        const key = Array.from({ length: n }, (_, i) => (runs ? Math.floor((i * keys) / n) : d(keys)));
        const columns: Record<string, Column> = { k: columnFrom(key, Int32) };
        for (const t of TYPES) columns[t] = drawColumn(t, n, d, nulls);
        const frame = framed(columns, rows);
        const all = execute(groupBy(frame, [col("k")], SHARED, true)).rows;
        const alone = SHARED.map((e) => execute(groupBy(frame, [col("k")], [e], true)).rows);
        expect(all).toEqual(all.map((_, g) => [alone[0]?.[g]?.[0], ...alone.map((one) => one[g]?.[1])]));
      },
    ),
    { numRuns: 60 },
  );
});
