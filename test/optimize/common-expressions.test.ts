import { expect, test } from "vitest";
import { Int64 } from "../../src/arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../src/expr/node.ts";
import { outputs, type TypedCall } from "../../src/expr/typed.ts";
import { col as c, DataFrame, Utf8 } from "../../src/node.ts";
import { commonExpressions } from "../../src/optimize/common-expressions.ts";
import { filter, type GroupBy, groupBy, select, withColumns } from "../../src/plan/node.ts";
import { beforeAndAfter, quotes, resolved } from "../support/plans.ts";

const upper: Expr = call("str.toUppercase", [col("note")]);
const heavy = call("str.startsWith", [upper, lit("A")]);
const first = (text: string): string => text.split("\n")[0] ?? "";

test("an expression that occurs twice becomes a column", () => {
  const p = select(quotes(), [alias(heavy, "a"), alias(call("str.lenChars", [upper]), "b")]);
  const { before, after } = beforeAndAfter(commonExpressions, p);
  expect(first(before)).toContain("str.toUppercase(note)");
  expect(after.split("\n").slice(0, 2)).toEqual([
    'select str.startsWith("common 1", "A") as a, str.lenChars("common 1") as b',
    '  withColumns str.toUppercase(note) as "common 1"',
  ]);
});

test("one within another, in aggregates, filters and new columns", () => {
  const twice = call("or", [heavy, call("and", [heavy, call("eq", [upper, lit("B")])])]);
  const filtered = beforeAndAfter(commonExpressions, filter(quotes(), twice))
    .after.split("\n")
    .map((l) => l.trim());
  expect(filtered.slice(0, 2)).toEqual([
    "select symbol, price, qty, note",
    'filter ("common 2" or ("common 2" and ("common 1" = "B")))',
  ]);
  expect(filtered.filter((l) => l.startsWith("withColumns"))).toHaveLength(2);
  const added = beforeAndAfter(
    commonExpressions,
    withColumns(quotes(), [alias(heavy, "a"), alias(call("str.lenChars", [upper]), "b")]),
  ).after;
  expect(first(added)).toBe("select symbol, price, qty, note, a, b");
});

test("equal aggregates of a group become one object", () => {
  const total = (): Expr => call("sum", [call("mul", [col("price"), col("qty")])]);
  const p = resolved(
    groupBy(quotes(), [col("symbol")], [alias(total(), "a"), alias(call("add", [total(), lit(1)]), "b")], false),
  );
  const [a, b] = outputs((commonExpressions.apply(p, { evaluate: () => undefined }) as GroupBy).aggs);
  expect((b as { input: TypedCall }).input.args[0]).toBe(a?.input);
});

test("trivial ones and branches that may fail stay", () => {
  const small = call("add", [col("price"), lit(1)]);
  const risky = cast(col("note"), Int64);
  const guarded = call("when", [
    call("eq", [col("note"), lit("x")]),
    lit(0n, Int64),
    call("when", [call("eq", [col("symbol"), lit("A")]), risky, call("add", [risky, risky])]),
  ]);
  const pairs: readonly (readonly [Expr, Expr])[] = [
    [small, call("neg", [small])],
    [lit(1), guarded],
  ];
  for (const [a, b] of pairs) {
    const p = resolved(select(quotes(), [alias(a, "a"), alias(b, "b")]));
    expect(commonExpressions.apply(p, { evaluate: () => undefined })).toBe(p);
  }
});

test("a function of the user is called wherever it stands", async () => {
  const own = c("x").mapElements((v) => v, { returnDtype: Utf8 } as never);
  const q = new DataFrame({ x: ["a"] }).lazy().groupBy("x").agg(own.first().alias("a"), own.last().alias("b"));
  expect(await q.explain()).not.toContain("common");
});
