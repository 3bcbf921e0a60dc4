import { expect, test } from "vitest";
import { call, col } from "../../src/expr/node.ts";
import { dropDistinct } from "../../src/optimize/drop-distinct.ts";
import { groupBy, type JoinHow, join, type Plan, select, unique } from "../../src/plan/node.ts";
import { beforeAndAfter, quotes } from "../support/plans.ts";

const after = (p: Plan): string => beforeAndAfter(dropDistinct, p).after;
const grouped = groupBy(quotes(), [col("symbol")], [call("sum", [col("price")])], false);
const distinct = (p: Plan, subset: string[] | null = null): Plan => unique(p, subset, "any", false);
const joined = (l: Plan, r: Plan, how: JoinHow): Plan =>
  join(l, r, [col("symbol")], [col("symbol")], {
    how,
    suffix: "_right",
    coalesce: null,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: "none",
  });

test("groups are different already, and rows that were made different", () => {
  const { before, after: now } = beforeAndAfter(dropDistinct, distinct(grouped));
  expect(before.split("\n")[0]).toBe("unique keep any");
  expect(now.split("\n")[0]).toMatch(/^groupBy symbol/);
  expect(after(distinct(distinct(quotes(), ["symbol"]))).match(/unique/g)).toHaveLength(1);
  expect(after(distinct(select(grouped, [col("symbol")]))).split("\n")[0]).toBe("select symbol");
  expect(after(distinct(joined(grouped, select(grouped, [col("symbol")]), "inner"))).split("\n")[0]).toBe(
    "inner join on symbol",
  );
});

test("what a semi join looks up in may hold rows twice", () => {
  expect(after(joined(quotes(), distinct(quotes()), "semi"))).not.toContain("unique");
  expect(after(joined(quotes(), distinct(quotes()), "inner"))).toContain("unique");
});

test("keys that are gone, renamed or only a part stay distinct by work", () => {
  expect(after(distinct(select(grouped, [col("price")])))).toContain("unique");
  expect(after(distinct(quotes()))).toContain("unique");
  expect(after(distinct(distinct(quotes(), ["symbol", "price"]), ["symbol"])).match(/unique/g)).toHaveLength(2);
  expect(after(distinct(joined(grouped, quotes(), "inner")))).toContain("unique");
});
