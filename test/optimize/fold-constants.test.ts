import { expect, test } from "vitest";
import { tools } from "../../src/engines/wasm/tools.ts";
import { alias, call, col, lit } from "../../src/expr/node.ts";
import { commonSubplans } from "../../src/optimize/common-subplans.ts";
import { foldConstants } from "../../src/optimize/fold-constants.ts";
import { mergeSelects } from "../../src/optimize/merge-selects.ts";
import { concat, filter, select } from "../../src/plan/node.ts";
import { planText } from "../../src/plan/print.ts";
import { beforeAndAfter, quotes, resolved } from "../support/plans.ts";

const folded = (p: Parameters<typeof resolved>[0]): string => planText(foldConstants.apply(resolved(p), tools));

test("what depends on no row is computed once", () => {
  expect(folded(filter(quotes(), call("gt", [col("price"), call("add", [lit(1), lit(2)])])))).toBe(
    "filter (price > 3)\n  scan parquet quotes.parquet, all 4 columns",
  );
});

test("true and false vanish from conditions, and whole filters with them", () => {
  const always = call("or", [call("gt", [lit(2), lit(1)]), call("isNull", [col("note")])]);
  expect(folded(filter(quotes(), always))).toBe("scan parquet quotes.parquet, all 4 columns");
  expect(folded(filter(quotes(), call("and", [lit(false), call("isNull", [col("note")])])))).toBe(
    "slice from 0, 0 rows\n  scan parquet quotes.parquet, all 4 columns",
  );
});

test("what fails stays for the query to report", () => {
  expect(
    folded(select(quotes(), [{ kind: "cast", input: lit("x"), to: { id: "Int64" } as never, strict: true }])),
  ).toContain('cast("x", Int64)');
});

test("two projections become one, one that changes nothing goes", () => {
  const { before, after } = beforeAndAfter(
    mergeSelects,
    select(select(quotes(), [col("price"), alias(call("mul", [col("qty"), lit(2)]), "twice")]), [col("twice")]),
  );
  expect(before).toBe(
    "select twice\n  select price, (qty * 2) as twice\n    scan parquet quotes.parquet, all 4 columns",
  );
  expect(after).toBe("select (qty * 2) as twice\n  scan parquet quotes.parquet, all 4 columns");
  expect(
    beforeAndAfter(mergeSelects, select(quotes(), [col("symbol"), col("price"), col("qty"), col("note")])).after,
  ).toBe("scan parquet quotes.parquet, all 4 columns");
});

test("equal parts become one object and run once", () => {
  const part = () => filter(quotes(), call("gt", [col("price"), lit(1)]));
  const scan = quotes();
  const p = concat(
    [filter(scan, call("gt", [col("price"), lit(1)])), filter(scan, call("gt", [col("price"), lit(1)]))],
    "vertical",
  );
  const { before, after } = beforeAndAfter(commonSubplans, p);
  expect(before).not.toContain("shared");
  expect(after).toBe(
    "concat vertical\n  filter (price > 1)  (shared 1)\n    scan parquet quotes.parquet, all 4 columns\n  (shared 1)",
  );
  expect(part().kind).toBe("filter");
});

test("a column that is always true stays a column", () => {
  expect(folded(select(quotes(), [alias(call("or", [call("isNull", [col("note")]), lit(true)]), "x")]))).toContain(
    "isNull(note)",
  );
});
