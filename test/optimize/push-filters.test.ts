import { expect, test } from "vitest";
import { alias, call, col, type Expr, lit, orderKey, over } from "../../src/expr/node.ts";
import { pushFilters } from "../../src/optimize/push-filters.ts";
import {
  concat,
  filter,
  groupBy,
  type JoinHow,
  join,
  type Plan,
  select,
  slice,
  sort,
  unique,
  withColumns,
} from "../../src/plan/node.ts";
import { beforeAndAfter, quotes } from "../support/plans.ts";

const dear = call("gt", [col("price"), lit(1)]);
const options = (how: JoinHow) => ({
  how,
  suffix: "_right",
  coalesce: null,
  nullsEqual: false,
  validate: "m:m" as const,
  maintainOrder: "none" as const,
});

test("goes through a projection into the scan, which may skip by it; the filter stays", () => {
  const { before, after } = beforeAndAfter(
    pushFilters,
    filter(select(quotes(), [col("symbol"), alias(col("price"), "cost")]), call("gt", [col("cost"), lit(1)])),
  );
  expect(before).toBe(
    "filter (cost > 1)\n  select symbol, price as cost\n    scan parquet quotes.parquet, all 4 columns",
  );
  expect(after).toBe(
    "select symbol, price as cost\n  filter (price > 1)\n    scan parquet quotes.parquet, all 4 columns, where (price > 1)",
  );
});

test("stays above what it needs computed, and above slices and aggregates", () => {
  const computed = withColumns(quotes(), [alias(call("mul", [col("price"), col("qty")]), "total")]);
  expect(beforeAndAfter(pushFilters, filter(computed, call("gt", [col("total"), lit(1)]))).after).toBe(
    "filter (total > 1)\n  withColumns (price * cast(qty, Float64)) as total\n    scan parquet quotes.parquet, all 4 columns",
  );
  expect(beforeAndAfter(pushFilters, filter(slice(quotes(), 0, 2), dear)).after).toBe(
    "filter (price > 1)\n  slice from 0, 2 rows\n    scan parquet quotes.parquet, all 4 columns",
  );
});

test("splits a condition over a join's sides where the join lets rows go", () => {
  const p = (how: JoinHow) =>
    filter(
      join(quotes("l.parquet"), quotes("r.parquet"), [col("symbol")], [col("symbol")], options(how)),
      call("and", [dear, call("lt", [col("qty_right"), lit(30)])]),
    );
  expect(beforeAndAfter(pushFilters, p("inner")).after).toBe(
    [
      "inner join on symbol",
      "  filter (price > 1)",
      "    scan parquet l.parquet, all 4 columns, where (price > 1)",
      "  filter (qty < 30)",
      "    scan parquet r.parquet, all 4 columns, where (qty < 30)",
    ].join("\n"),
  );
  // What a left join adds as nulls must be filtered above it.
  expect(beforeAndAfter(pushFilters, p("left")).after).toBe(
    [
      "filter (qty_right < 30)",
      "  left join on symbol",
      "    filter (price > 1)",
      "      scan parquet l.parquet, all 4 columns, where (price > 1)",
      "    scan parquet r.parquet, all 4 columns",
    ].join("\n"),
  );
  expect(
    beforeAndAfter(pushFilters, p("full")).after.startsWith("filter ((price > 1) and (qty_right < 30))\n  full join"),
  ).toBe(true);
});

test("goes below a sort, a union, a unique on its columns and a group-by on its keys", () => {
  expect(beforeAndAfter(pushFilters, filter(sort(quotes(), [orderKey(col("price"))]), dear)).after.split("\n")[0]).toBe(
    "sort by price",
  );
  expect(
    beforeAndAfter(pushFilters, filter(concat([quotes("a.parquet"), quotes("b.parquet")], "vertical"), dear))
      .after.split("\n")
      .filter((l) => l.includes("filter")),
  ).toHaveLength(2);
  expect(
    beforeAndAfter(pushFilters, filter(unique(quotes(), ["price"], "first", true), dear)).after.split("\n")[0],
  ).toBe("unique by price keep first, in order");
  expect(
    beforeAndAfter(pushFilters, filter(unique(quotes(), ["symbol"], "first", true), dear)).after.split("\n")[0],
  ).toBe("filter (price > 1)");
  const grouped = groupBy(quotes(), [col("symbol")], [alias(call("sum", [col("price")]), "total")], false);
  expect(
    beforeAndAfter(pushFilters, filter(grouped, call("eq", [col("symbol"), lit("A")]))).after.split("\n")[0],
  ).toContain("groupBy symbol");
  expect(beforeAndAfter(pushFilters, filter(grouped, call("gt", [col("total"), lit(1)]))).after.split("\n")[0]).toBe(
    "filter (total > 1)",
  );
});

test("stays where another condition looks at other rows, above and below", () => {
  const highest = call("eq", [col("price"), call("max", [col("price")])]);
  const lines = (plan: Parameters<typeof beforeAndAfter>[1]): string[] =>
    beforeAndAfter(pushFilters, plan)
      .after.split("\n")
      .map((l) => l.trim())
      .filter((l) => l.startsWith("filter"));
  expect(lines(filter(filter(quotes(), dear), highest))).toEqual(["filter (price = max(price))", "filter (price > 1)"]);
  expect(lines(filter(filter(quotes(), highest), dear))).toEqual(["filter (price > 1)", "filter (price = max(price))"]);
  expect(lines(filter(quotes(), call("and", [dear, highest])))).toHaveLength(1);
});

test("a condition on what windows are parted by goes below them, others do not", () => {
  const mean = over(call("mean", [col("price")]), [col("symbol")]);
  const windows = (...by: Expr[][]): Plan =>
    withColumns(
      quotes(),
      by.map((keys, i) => alias(over(call("max", [col("qty")]), keys), `w${i}`)),
    );
  const is = call("eq", [col("symbol"), lit("A")]);
  const place = (p: Plan): number =>
    beforeAndAfter(pushFilters, filter(p, is))
      .after.split("\n")
      .findIndex((l) => l.includes("filter"));
  expect(place(withColumns(quotes(), [alias(call("sub", [col("price"), mean]), "off")]))).toBe(1);
  expect(place(windows([col("symbol"), col("note")], [col("symbol")]))).toBe(1);
  expect(place(windows([col("symbol")], [col("note")]))).toBe(0);
  expect(place(withColumns(quotes(), [alias(call("shift", [col("price")], { n: 1 }), "s"), alias(mean, "m")]))).toBe(0);
  expect(place(select(quotes(), [col("symbol"), alias(mean, "m")]))).toBe(1);
});

test("what each case of a condition on both sides says of one of them goes there, the condition stays", () => {
  const is = (name: string, value: string): Expr => call("eq", [col(name), lit(value)]);
  const either = call("or", [
    call("and", [is("symbol", "A"), is("note_right", "x")]),
    call("and", [is("symbol", "B"), call("or", [is("note_right", "y"), is("note_right", "z")])]),
  ]);
  const both = join(quotes("a"), quotes("b"), [col("price")], [col("price")], options("inner"));
  const { after } = beforeAndAfter(pushFilters, filter(both, either));
  expect(after).toContain('filter (((symbol = "A") and (note_right = "x")) or ((symbol = "B") and ((note_right = "y")');
  expect(after).toContain('filter ((symbol = "A") or (symbol = "B"))\n      scan parquet a');
  expect(after).toContain('filter ((note = "x") or ((note = "y") or (note = "z")))\n      scan parquet b');
  const left = beforeAndAfter(pushFilters, filter({ ...both, options: options("left") } as Plan, either)).after;
  expect(left).toContain("scan parquet b, all 4 columns\n".trimEnd());
  expect(left).not.toContain("b, all 4 columns, where");
  // One case says nothing of the left side.
  const some = call("or", [call("and", [is("symbol", "A"), is("note_right", "x")]), is("note_right", "y")]);
  const half = beforeAndAfter(pushFilters, filter(both, some)).after;
  expect(half).toContain("scan parquet a, all 4 columns\n");
  expect(half).toContain("scan parquet b, all 4 columns, where");
});
