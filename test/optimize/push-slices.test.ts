import { expect, test } from "vitest";
import { call, col, lit, orderKey } from "../../src/expr/node.ts";
import { pushSlices } from "../../src/optimize/push-slices.ts";
import { concat, filter, select, slice, sort } from "../../src/plan/node.ts";
import { beforeAndAfter, quotes } from "../support/plans.ts";

const after = (p: Parameters<typeof beforeAndAfter>[1]): string => beforeAndAfter(pushSlices, p).after;

test("a head goes through a projection into the scan, which then stops", () => {
  const { before, after } = beforeAndAfter(pushSlices, slice(select(quotes(), [col("price")]), 0, 2));
  expect(before).toBe("slice from 0, 2 rows\n  select price\n    scan parquet quotes.parquet, all 4 columns");
  expect(after).toBe("select price\n  scan parquet quotes.parquet, all 4 columns, limit 2");
});

test("an offset stays, a filter or an aggregate stops it", () => {
  expect(after(slice(quotes(), 1, 2))).toBe(
    "slice from 1, 2 rows\n  scan parquet quotes.parquet, all 4 columns, limit 3",
  );
  expect(after(slice(filter(quotes(), call("gt", [col("price"), lit(1)])), 0, 2)).split("\n")[0]).toBe(
    "slice from 0, 2 rows",
  );
  expect(after(slice(select(quotes(), [call("sum", [col("price")])]), 0, 1)).split("\n")[0]).toBe(
    "slice from 0, 1 rows",
  );
  expect(after(slice(quotes(), -2, 2))).toBe("slice from -2, 2 rows\n  scan parquet quotes.parquet, all 4 columns");
});

test("a sort becomes a top-k, each input of a union is cut, two slices become one", () => {
  expect(after(slice(sort(quotes(), [orderKey(col("price"))]), 0, 2))).toBe(
    "slice from 0, 2 rows\n  top 2 by price\n    scan parquet quotes.parquet, all 4 columns",
  );
  expect(
    after(slice(concat([quotes("a.parquet"), quotes("b.parquet")], "vertical"), 0, 2)).match(/limit 2/g),
  ).toHaveLength(2);
  expect(after(slice(slice(quotes(), 2, 10), 3, 20))).toBe(
    "slice from 5, 7 rows\n  scan parquet quotes.parquet, all 4 columns, limit 12",
  );
});
