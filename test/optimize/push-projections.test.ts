import { expect, test } from "vitest";
import { names } from "../../src/arrow/schema.ts";
import { alias, call, col, lit } from "../../src/expr/node.ts";
import { pushProjections } from "../../src/optimize/push-projections.ts";
import { filter, groupBy, join, select, withColumns } from "../../src/plan/node.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import { beforeAndAfter, quotes, resolved } from "../support/plans.ts";

const options = {
  how: "inner",
  suffix: "_right",
  coalesce: null,
  nullsEqual: false,
  validate: "m:m",
  maintainOrder: "none",
} as const;
const after = (p: Parameters<typeof beforeAndAfter>[1]): string => beforeAndAfter(pushProjections, p).after;

test("a scan reads what is used above it and no more", () => {
  const { before, after } = beforeAndAfter(
    pushProjections,
    select(filter(quotes(), call("gt", [col("price"), lit(1)])), [col("symbol")]),
  );
  expect(before).toBe("select symbol\n  filter (price > 1)\n    scan parquet quotes.parquet, all 4 columns");
  expect(after).toBe("select symbol\n  filter (price > 1)\n    scan parquet quotes.parquet, columns (symbol, price)");
});

test("computed columns that nobody reads are not computed; a count reads one column", () => {
  const wide = withColumns(quotes(), [
    alias(call("mul", [col("qty"), lit(2)]), "twice"),
    alias(call("neg", [col("price")]), "minus"),
  ]);
  expect(after(select(wide, [col("twice")]))).toBe(
    "select twice\n  withColumns (qty * 2) as twice\n    scan parquet quotes.parquet, columns (qty)",
  );
  expect(after(select(quotes(), [call("len", [])]))).toBe(
    "select len() as len\n  scan parquet quotes.parquet, columns (symbol)",
  );
});

test("both sides of a join keep keys, used columns and name clashes", () => {
  const p = select(join(quotes("l.parquet"), quotes("r.parquet"), [col("symbol")], [col("symbol")], options), [
    col("price_right"),
  ]);
  expect(after(p)).toBe(
    [
      "select price_right",
      "  inner join on symbol",
      "    scan parquet l.parquet, columns (symbol, price)",
      "    scan parquet r.parquet, columns (symbol, price)",
    ].join("\n"),
  );
});

test("a group-by computes only the aggregates that are read", () => {
  const g = groupBy(quotes(), [col("symbol")], [call("sum", [col("price")]), call("max", [col("qty")])], false);
  expect(after(select(g, [col("symbol"), col("qty")]))).toBe(
    "select symbol, qty\n  groupBy symbol agg max(qty) as qty\n    scan parquet quotes.parquet, columns (symbol, qty)",
  );
});

test("a column that is made twice keeps its place", () => {
  const twice = (name: string) => alias(call("neg", [col("price")]), name);
  const once = withColumns(quotes(), [twice("a"), alias(call("neg", [col("qty")]), "b")]);
  const plan = pushProjections.apply(resolved(withColumns(once, [alias(call("neg", [col("b")]), "b"), twice("a")])), {
    evaluate: () => undefined,
  });
  expect(names(schemaOf(plan))).toEqual(["symbol", "price", "qty", "note", "a", "b"]);
});
