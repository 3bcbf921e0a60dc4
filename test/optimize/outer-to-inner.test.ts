import { expect, test } from "vitest";
import { Int64 } from "../../src/arrow/types.ts";
import { call, col, type Expr, lit } from "../../src/expr/node.ts";
import { outerToInner } from "../../src/optimize/outer-to-inner.ts";
import { filter, type JoinOptions, join } from "../../src/plan/node.ts";
import { beforeAndAfter, rows } from "../support/plans.ts";

const OPTIONS: JoinOptions = {
  how: "left",
  suffix: "_right",
  coalesce: null,
  nullsEqual: false,
  validate: "m:m",
  maintainOrder: "none",
};
const a = rows({ k: [Int64, [1n, 2n]], x: [Int64, [1n, 2n]] });
const b = rows({ k: [Int64, [1n, 3n]], y: [Int64, [1n, 2n]] });
const after = (e: Expr, options: Partial<JoinOptions> = {}): string =>
  beforeAndAfter(outerToInner, filter(join(a, b, [col("k")], [col("k")], { ...OPTIONS, ...options }), e)).after.split(
    "\n",
  )[1] ?? "";

const big = call("gt", [col("y"), lit(0n)]);

test("a left join whose rows without a partner are filtered away is an inner join", () => {
  expect(after(big)).toBe("  inner join on k");
  expect(after(call("isNotNull", [col("y")]))).toBe("  inner join on k");
  expect(
    after(call("and", [call("eq", [col("x"), lit(1n)]), call("lt", [call("add", [col("y"), col("x")]), lit(9n)])])),
  ).toBe("  inner join on k");
  expect(after(call("or", [big, call("eq", [col("y"), lit(7n)])]))).toBe("  inner join on k");
  expect(after(call("gt", [col("x"), lit(0n)]), { how: "right", coalesce: false })).toBe("  inner join on k");
});

test("conditions that may hold without a partner, and the other joins, change nothing", () => {
  expect(after(call("isNull", [col("y")]))).toBe("  left join on k");
  expect(after(call("eqMissing", [col("y"), lit(1n)]))).toBe("  left join on k");
  expect(after(call("or", [big, call("eq", [col("x"), lit(7n)])]))).toBe("  left join on k");
  expect(after(call("gt", [col("x"), lit(0n)]))).toBe("  left join on k");
  expect(after(call("gt", [call("coalesce", [col("y"), lit(5n)]), lit(0n)]))).toBe("  left join on k");
  expect(after(big, { how: "full" })).toBe("  full join on k");
});
