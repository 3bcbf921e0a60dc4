import { expect, test } from "vitest";
import { call, col, lit } from "../../src/expr/node.ts";
import { sql } from "../../src/node.ts";
import { emptyInputs } from "../../src/optimize/empty-inputs.ts";
import { foldConstants } from "../../src/optimize/fold-constants.ts";
import { concat, filter, groupBy, type JoinHow, join, type Plan, select, slice, sort } from "../../src/plan/node.ts";
import { planText } from "../../src/plan/print.ts";
import { quotes, resolved } from "../support/plans.ts";

const tools = { evaluate: () => undefined };
const after = (p: Plan): string[] =>
  planText(emptyInputs.apply(foldConstants.apply(resolved(p), tools), tools)).split("\n");
const none = filter(quotes(), lit(false));
const joined = (l: Plan, r: Plan, how: JoinHow): Plan =>
  join(l, r, [col("symbol")], [col("symbol")], {
    how,
    suffix: "_right",
    coalesce: null,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: "none",
  });

test("a filter that never holds reads nothing, nor what stands on it", () => {
  expect(planText(resolved(none))).toBe("filter false\n  scan parquet quotes.parquet, all 4 columns");
  for (const p of [
    none,
    sort(none, []),
    select(none, [col("price")]),
    groupBy(none, [col("symbol")], [call("len", [])], false),
    slice(quotes(), 0, 0),
  ])
    expect(after(p)[0]).toMatch(/^frame \[0 rows/);
});

test("joins and unions with nothing", () => {
  for (const how of ["inner", "semi", "left", "anti"] as const)
    expect(after(joined(none, quotes(), how))[0]).toMatch(/^frame \[0 rows/);
  for (const how of ["inner", "semi", "right"] as const)
    expect(after(joined(quotes(), none, how))[0]).toMatch(/^frame \[0 rows/);
  expect(after(joined(quotes(), none, "anti"))).toEqual(["scan parquet quotes.parquet, all 4 columns"]);
  expect(after(joined(quotes(), none, "left"))[0]).toBe("left join on symbol");
  expect(after(concat([quotes(), none], "vertical"))).toEqual(["scan parquet quotes.parquet, all 4 columns"]);
});

test("an aggregate of nothing is a row", () => {
  expect(after(select(none, [call("len", [])]))[0]).toMatch(/^select len/);
});

test("the rows of a recursion's last round are not nothing", async () => {
  const r = await sql(
    "with recursive r(n) as (select 1 union all select n + 1 from r where n < 5) select sum(n) as s from r",
    {},
  ).collect();
  expect(r.rows()).toEqual([[15]]);
});
