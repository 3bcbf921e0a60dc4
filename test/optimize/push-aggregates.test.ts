import { expect, test } from "vitest";
import { schemaText } from "../../src/arrow/schema.ts";
import { Int64, Utf8 } from "../../src/arrow/types.ts";
import { valueAt } from "../../src/arrow/value.ts";
import { executeSync } from "../../src/engines/wasm/engine.ts";
import { alias, call, col, type Expr, lit } from "../../src/expr/node.ts";
import { pushAggregates } from "../../src/optimize/push-aggregates.ts";
import { groupBy, type JoinOptions, join, type Plan } from "../../src/plan/node.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import { beforeAndAfter, resolved, rows } from "../support/plans.ts";

const OPTIONS: JoinOptions = {
  how: "inner",
  suffix: "_right",
  coalesce: null,
  nullsEqual: false,
  validate: "m:m",
  maintainOrder: "none",
};
const N = 60_000;
const cells = (f: (i: number) => number | null): (bigint | null)[] =>
  Array.from({ length: N }, (_, i) => {
    const v = f(i);
    return v === null ? null : BigInt(v);
  });
const facts = rows({
  shop: [Int64, cells((i) => (i % 101 === 0 ? null : i % 50))],
  day: [Int64, cells((i) => i % 7)],
  x: [Int64, cells((i) => (i % 13 === 0 ? null : i))],
});
// Two rows of some shops, and shops without facts.
const shops = rows({
  id: [Int64, Array.from({ length: 70 }, (_, i) => BigInt(i % 60))],
  city: [Utf8, Array.from({ length: 70 }, (_, i) => `c${i % 9}`)],
  size: [Int64, Array.from({ length: 70 }, (_, i) => BigInt(i))],
});
const joined = (options: Partial<JoinOptions> = {}): Plan =>
  join(facts, shops, [col("shop")], [col("id")], { ...OPTIONS, ...options });
const turned = join(shops, facts, [col("id")], [col("shop")], OPTIONS);
const AGGS: readonly Expr[] = [
  alias(call("sum", [call("mul", [col("x"), lit(2n)])]), "sum"),
  alias(call("count", [col("x")]), "count"),
  alias(call("len", []), "rows"),
  alias(call("min", [col("x")]), "min"),
  alias(call("add", [call("max", [col("x")]), call("len", [])]), "max"),
];
const answer = (p: Plan): string[] =>
  executeSync(p)
    .flatMap((b) => Array.from({ length: b.length }, (_, i) => b.columns.map((c) => String(valueAt(c, i))).join()))
    .sort();
const tools = { evaluate: () => undefined };

test("facts are grouped by the key of the join before it", () => {
  const { before, after } = beforeAndAfter(
    pushAggregates,
    groupBy(joined(), [col("city")], [alias(call("sum", [col("x")]), "total")], false),
  );
  expect(before.split("\n").slice(0, 2)).toEqual(["groupBy city agg sum(x) as total", "  inner join on shop = id"]);
  expect(after.split("\n").slice(0, 3)).toEqual([
    'groupBy city agg sum("part 1") as total',
    "  inner join on shop = id",
    '    groupBy shop agg sum(x) as "part 1"',
  ]);
});

test.each([
  ["left", joined(), ["city"]],
  ["left, a key of each side", joined(), ["city", "day"]],
  ["left, the key", joined(), ["shop"]],
  ["right", turned, ["city"]],
  ["nulls equal", joined({ nullsEqual: true }), ["city"]],
] as const)("the same sums, counts, least and greatest: %s", (_, input, keys) => {
  const p = resolved(groupBy(input, keys.map(col), AGGS, false));
  const next = pushAggregates.apply(p, tools);
  expect(next).not.toBe(p);
  expect(schemaText(schemaOf(next))).toBe(schemaText(schemaOf(p)));
  expect(answer(next)).toEqual(answer(p));
});

test("other aggregates, columns of both sides, outer joins and few rows stay", () => {
  const sum = [alias(call("sum", [col("x")]), "s")];
  const plans = [
    groupBy(joined(), [col("city")], [alias(call("median", [col("x")]), "m")], false),
    groupBy(joined(), [col("city")], [alias(call("sum", [call("mul", [col("x"), col("size")])]), "s")], false),
    groupBy(joined({ how: "left" }), [col("city")], sum, false),
    groupBy(joined(), [col("city")], sum, true),
    groupBy(joined(), [col("city")], [alias(call("sum", [col("size")]), "s")], false),
    groupBy(join(facts, facts, [col("x")], [col("x")], OPTIONS), [col("day")], sum, false),
  ];
  for (const plan of plans) {
    const p = resolved(plan);
    expect(pushAggregates.apply(p, tools)).toBe(p);
  }
});
