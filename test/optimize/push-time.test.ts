import { expect, test } from "vitest";
import { alias, call, col, lit } from "../../src/expr/node.ts";
import { pushFilters } from "../../src/optimize/push-filters.ts";
import { pushProjections } from "../../src/optimize/push-projections.ts";
import { pushSlices } from "../../src/optimize/push-slices.ts";
import { filter, type Plan, select, slice } from "../../src/plan/node.ts";
import { groupByDynamic, joinAsof, joinWhere, mergeSorted, rolling, upsample } from "../../src/plan/time-node.ts";
import { beforeAndAfter, quotes } from "../support/plans.ts";

const dear = call("gt", [col("price"), lit(1)]);
const ofA = call("eq", [col("symbol"), lit("A")]);
const both = (a: ReturnType<typeof call>, b: ReturnType<typeof call>) => call("and", [a, b]);
const asof = joinAsof({
  left: quotes("l.parquet"),
  right: quotes("r.parquet"),
  leftOn: col("qty"),
  rightOn: col("qty"),
  leftBy: [col("symbol")],
  rightBy: [col("symbol")],
  options: {
    strategy: "backward",
    tolerance: 5,
    suffix: "_right",
    coalesce: true,
    allowExactMatches: true,
    checkSortedness: true,
  },
});
const dynamic = groupByDynamic({
  input: quotes(),
  index: col("qty"),
  keys: [col("symbol")],
  aggs: [alias(call("sum", [col("price")]), "total"), alias(call("len", []), "n")],
  options: {
    every: "10i",
    period: null,
    offset: null,
    closed: "left",
    label: "left",
    startBy: "window",
    includeBoundaries: false,
  },
});
const after = (rule: Parameters<typeof beforeAndAfter>[0], p: Plan): string[] =>
  beforeAndAfter(rule, p).after.split("\n");

test("a condition on an as-of join's left goes there, one on its right stays", () => {
  expect(after(pushFilters, filter(asof, both(dear, call("lt", [col("price_right"), lit(9)]))))).toEqual([
    "filter (price_right < 9)",
    "  asof join backward on qty by symbol, within 5",
    "    filter (price > 1)",
    "      scan parquet l.parquet, all 4 columns, where (price > 1)",
    "    scan parquet r.parquet, all 4 columns",
  ]);
});

test("an as-of join reads its keys and what is asked for; a name that clashes goes on clashing", () => {
  expect(after(pushProjections, select(asof, [col("note_right")]))).toEqual([
    "select note_right",
    "  asof join backward on qty by symbol, within 5",
    "    scan parquet l.parquet, columns (symbol, qty, note)",
    "    scan parquet r.parquet, columns (symbol, qty, note)",
  ]);
});

test("a slice of an as-of join is one of its left", () => {
  expect(after(pushSlices, slice(asof, 0, 2))).toEqual([
    "asof join backward on qty by symbol, within 5",
    "  scan parquet l.parquet, all 4 columns, limit 2",
    "  scan parquet r.parquet, all 4 columns",
  ]);
});

test("a condition on the keys of windows takes groups away, one on what they make stays", () => {
  expect(after(pushFilters, filter(dynamic, both(ofA, call("gt", [col("total"), lit(2)]))))).toEqual([
    "filter (total > 2)",
    "  groupByDynamic qty by symbol every 10i agg sum(price) as total, len() as n",
    '    filter (symbol = "A")',
    '      scan parquet quotes.parquet, all 4 columns, where (symbol = "A")',
  ]);
  const window = rolling({
    input: quotes(),
    index: col("qty"),
    keys: [],
    aggs: [alias(call("max", [col("price")]), "price")],
    options: { period: "2i", offset: null, closed: "right" },
  });
  expect(after(pushFilters, filter(window, call("gt", [col("qty"), lit(2)])))[0]).toBe("filter (qty > 2)");
});

test("windows compute and read only what is asked for", () => {
  expect(after(pushProjections, select(dynamic, [col("qty"), col("n")]))).toEqual([
    "select qty, n",
    "  groupByDynamic qty by symbol every 10i agg len() as n",
    "    scan parquet quotes.parquet, columns (symbol, qty)",
  ]);
});

test("conditions go into both sides of a merge, and its first rows are among theirs", () => {
  const merged = mergeSorted(quotes("l.parquet"), quotes("r.parquet"), ["qty"]);
  expect(after(pushFilters, filter(merged, dear)).filter((l) => l.includes("filter"))).toHaveLength(2);
  expect(after(pushSlices, slice(merged, 1, 2))).toEqual([
    "slice from 1, 2 rows",
    "  merge sorted by qty",
    "    scan parquet l.parquet, all 4 columns, limit 3",
    "    scan parquet r.parquet, all 4 columns, limit 3",
  ]);
  expect(after(pushProjections, select(merged, [col("price")]))).toEqual([
    "select price",
    "  merge sorted by qty",
    "    scan parquet l.parquet, columns (price, qty)",
    "    scan parquet r.parquet, columns (price, qty)",
  ]);
});

test("a condition on the keys of upsampled groups goes below, one on the rest stays", () => {
  const more = upsample({ input: quotes(), time: "qty", every: "1i", by: ["symbol"], maintainOrder: true });
  expect(after(pushFilters, filter(more, both(ofA, dear)))).toEqual([
    "filter (price > 1)",
    "  upsample qty by symbol every 1i",
    '    filter (symbol = "A")',
    '      scan parquet quotes.parquet, all 4 columns, where (symbol = "A")',
  ]);
});

test("a join by predicates lets conditions through on the sides whose rows it may drop", () => {
  const p = (how: "inner" | "left"): Plan =>
    filter(
      joinWhere({
        left: quotes("l.parquet"),
        right: quotes("r.parquet"),
        predicates: [call("lt", [col("qty"), col("qty_right")])],
        how,
        suffix: "_right",
      }),
      both(dear, call("gt", [col("price_right"), lit(2)])),
    );
  expect(after(pushFilters, p("inner"))).toEqual([
    "inner join where (qty < qty_right)",
    "  filter (price > 1)",
    "    scan parquet l.parquet, all 4 columns, where (price > 1)",
    "  filter (price > 2)",
    "    scan parquet r.parquet, all 4 columns, where (price > 2)",
  ]);
  expect(after(pushFilters, p("left"))[0]).toBe("filter (price_right > 2)");
});
