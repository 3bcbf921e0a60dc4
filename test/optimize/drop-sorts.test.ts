import { expect, test } from "vitest";
import { call, col, orderKey } from "../../src/expr/node.ts";
import { dropSorts } from "../../src/optimize/drop-sorts.ts";
import { groupBy, type JoinHow, join, type Plan, select, slice, sort, withRowIndex } from "../../src/plan/node.ts";
import { beforeAndAfter, quotes } from "../support/plans.ts";

const sorts = (p: Plan): number => beforeAndAfter(dropSorts, p).after.match(/sort by|top/g)?.length ?? 0;
const by = (p: Plan, ...keys: string[]): Plan =>
  sort(
    p,
    keys.map((k) => orderKey(col(k))),
  );
const sorted = by(quotes(), "price");
const joined = (l: Plan, r: Plan, how: JoinHow): Plan =>
  join(l, r, [col("symbol")], [col("symbol")], {
    how,
    suffix: "_right",
    coalesce: null,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: "none",
  });

test("a sort below sums goes", () => {
  const { before, after } = beforeAndAfter(
    dropSorts,
    groupBy(sorted, [col("symbol")], [call("sum", [col("price")])], false),
  );
  expect(before).toBe(
    "groupBy symbol agg sum(price) as price\n  sort by price\n    scan parquet quotes.parquet, all 4 columns",
  );
  expect(after).toBe("groupBy symbol agg sum(price) as price\n  scan parquet quotes.parquet, all 4 columns");
  expect(sorts(select(sorted, [call("max", [col("price")])]))).toBe(0);
});

test("a sort by keys of the sort above goes, and what a semi join looks up in", () => {
  expect(sorts(by(sorted, "symbol", "price"))).toBe(1);
  expect(sorts(joined(quotes(), sorted, "semi"))).toBe(0);
});

test("an order that is seen stays", () => {
  expect(sorts(sorted)).toBe(1);
  expect(sorts(by(sorted, "symbol"))).toBe(2);
  expect(sorts(groupBy(sorted, [col("symbol")], [call("first", [col("price")])], false))).toBe(1);
  expect(sorts(groupBy(sorted, [col("symbol")], [call("len", [])], true))).toBe(1);
  expect(sorts(groupBy(withRowIndex(sorted, "row", 0), [col("symbol")], [call("sum", [col("row")])], false))).toBe(1);
  expect(sorts(groupBy(slice(sorted, 0, 2), [col("symbol")], [call("len", [])], false))).toBe(1);
  expect(sorts(joined(sorted, quotes(), "left"))).toBe(1);
});
