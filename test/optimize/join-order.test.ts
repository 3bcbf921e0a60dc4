import { expect, test } from "vitest";
import { Int64, Utf8 } from "../../src/arrow/types.ts";
import { executeSync } from "../../src/engines/wasm/engine.ts";
import { call, col, lit } from "../../src/expr/node.ts";
import { DataFrame, type LazyFrame } from "../../src/node.ts";
import { estimate } from "../../src/optimize/estimate/rows.ts";
import { joinOrder } from "../../src/optimize/join-order.ts";
import { filter, groupBy, type JoinOptions, join, type Plan, select } from "../../src/plan/node.ts";
import { planText } from "../../src/plan/print.ts";
import { beforeAndAfter, resolved, rows } from "../support/plans.ts";

const counted = (n: number, f: (i: number) => number): [typeof Int64, bigint[]] => [
  Int64,
  Array.from({ length: n }, (_, i) => BigInt(f(i))),
];
const lines = rows({ line: counted(60_000, (i) => i), orderOf: counted(60_000, (i) => i % 15_000) });
const orders = rows({ order: counted(15_000, (i) => i), customerOf: counted(15_000, (i) => i % 500) });
const customers = rows({ customer: counted(500, (i) => i), nationOf: counted(500, (i) => i % 5) });
const nations = rows({ nation: counted(5, (i) => i), name: [Utf8, ["A", "B", "C", "D", "E"]] });

const OPTIONS: JoinOptions = {
  how: "inner",
  suffix: "_right",
  coalesce: null,
  nullsEqual: false,
  validate: "m:m",
  maintainOrder: "none",
};
const on = (l: Plan, r: Plan, a: string, b: string, options: Partial<JoinOptions> = {}): Plan =>
  join(l, r, [col(a)], [col(b)], { ...OPTIONS, ...options });
const shape = (text: string): string[] =>
  text
    .split("\n")
    .filter((l) => /join|frame/.test(l))
    .map((l) => l.replace(/frame \[(\d+) rows.*/, "$1").trimEnd());
const answer = (p: Plan): string[] =>
  executeSync(resolved(p))
    .flatMap((b) =>
      Array.from({ length: b.length }, (_, i) =>
        b.columns.map((c) => (c.layout === "fixed" ? String(c.values[i]) : "")).join(),
      ),
    )
    .sort();

const asked = on(
  on(on(customers, orders, "customer", "customerOf"), lines, "customer", "line"),
  nations,
  "nationOf",
  "nation",
);

test("the largest input is looked up in tables of the smaller ones", () => {
  const plan = on(
    on(on(nations, customers, "nation", "nationOf"), orders, "customer", "customerOf"),
    lines,
    "order",
    "orderOf",
  );
  const { before, after } = beforeAndAfter(joinOrder, plan);
  expect(shape(before)).toEqual([
    "inner join on order = orderOf",
    "  inner join on customer = customerOf",
    "    inner join on nation = nationOf",
    "      5",
    "      500",
    "    15000",
    "  60000",
  ]);
  expect(shape(after)).toEqual([
    "  inner join on orderOf = order",
    "    60000",
    "    inner join on customerOf = customer",
    "      15000",
    "      inner join on nationOf = nation",
    "        500",
    "        5",
  ]);
  const next = joinOrder.apply(resolved(plan), { evaluate: () => undefined });
  expect(answer(next)).toEqual(answer(plan));
  expect(answer(next)).toHaveLength(60_000);
});

test("columns keep their names, places and values, also where inputs have the same names", () => {
  const named = (p: Plan, a: string): Plan =>
    select(p, [Object.freeze({ kind: "alias", input: col(a), name: "k" }), col(a)] as never);
  const plan = on(on(named(customers, "customer"), named(orders, "order"), "k", "k"), named(lines, "line"), "k", "k");
  const next = joinOrder.apply(resolved(plan), { evaluate: () => undefined });
  expect(next).not.toBe(resolved(plan));
  expect(answer(next)).toEqual(answer(plan));
});

test("a condition over several inputs is checked once they are together", () => {
  const plan = filter(asked, call("lt", [call("add", [col("order"), col("nationOf")]), lit(40)]));
  const { after } = beforeAndAfter(joinOrder, plan);
  expect(after).toContain("filter ((order + nationOf) < 40)");
  expect(answer(joinOrder.apply(resolved(plan), { evaluate: () => undefined }))).toEqual(answer(plan));
});

test("an order that was asked for, a validation, outer joins and small inputs stay as they are", () => {
  for (const options of [
    { maintainOrder: "left" },
    { validate: "1:m" },
    { how: "left" },
    { nullsEqual: true },
  ] as const) {
    const plan = resolved(on(orders, lines, "order", "orderOf", options));
    expect(joinOrder.apply(plan, { evaluate: () => undefined })).toBe(plan);
  }
  const small = resolved(on(nations, customers, "nation", "nationOf"));
  expect(joinOrder.apply(small, { evaluate: () => undefined })).toBe(small);
});

test("joins that several places read stay one", () => {
  const both = on(orders, lines, "order", "orderOf");
  const counts = groupBy(both, [col("customerOf")], [call("len", [])], false);
  const plan = resolved(on(on(both, customers, "customerOf", "customer"), counts, "customerOf", "customerOf"));
  const text = beforeAndAfter(joinOrder, plan).after;
  expect(text.match(/shared 1/g)?.length).toBe(2);
});

test("more inputs than all orders can be tried of", () => {
  let plan: Plan = customers;
  for (let i = 0; i < 12; i++) {
    const other = rows({
      [`k${i}`]: counted(i === 11 ? 30_000 : 500, (k) => k),
      [`v${i}`]: counted(i === 11 ? 30_000 : 500, (k) => k * i),
    });
    plan = on(plan, other, "customer", `k${i}`);
  }
  const next = joinOrder.apply(resolved(plan), { evaluate: () => undefined });
  expect(next).not.toBe(resolved(plan));
  expect(answer(next)).toEqual(answer(plan));
});

test("inputs that nothing connects are crossed, the smaller ones first", () => {
  const cross = (l: Plan, r: Plan): Plan => join(l, r, [], [], { ...OPTIONS, how: "cross" });
  const few = rows({ a: counted(3, (i) => i) });
  const plan = cross(cross(few, orders), on(nations, customers, "nation", "nationOf"));
  const small = filter(plan, call("lt", [call("add", [col("order"), col("customer")]), lit(9)]));
  const next = joinOrder.apply(resolved(small), { evaluate: () => undefined });
  expect(shape(planText(next)).filter((l) => /cross/.test(l))).toHaveLength(2);
});

test("estimates: samples tell repeated values from unique ones, joins by key give the rows of the details", () => {
  expect(estimate(lines).column("line")?.distinct).toBeGreaterThan(50_000);
  expect(estimate(lines).column("orderOf")?.distinct).toBeGreaterThan(10_000);
  expect(estimate(customers).column("nationOf")?.distinct).toBe(5);
  expect(estimate(resolved(on(lines, orders, "orderOf", "order"))).rows).toBeGreaterThan(30_000);
  expect(estimate(resolved(on(lines, orders, "orderOf", "order"))).rows).toBeLessThan(120_000);
  const some = resolved(filter(customers, call("eq", [col("nationOf"), lit(3n)])));
  expect(estimate(some).rows).toBeCloseTo(100, 0);
});

test("explain says how many rows each node is thought to give where joins went by it", async () => {
  const [many, few] = [DataFrame, DataFrame].map((F, i) =>
    new F({ k: Array.from({ length: i === 0 ? 40 : 50_000 }, (_, r) => r % 40) }).lazy(),
  );
  const text = await (many as LazyFrame)
    .join(few as LazyFrame, { on: "k" })
    .groupBy("k")
    .len()
    .explain();
  expect(text).toContain("joinOrder");
  expect(text).toMatch(/inner join on "k:1" = k {2}\[about \d+ rows\]/);
  expect(await (many as LazyFrame).groupBy("k").len().explain()).not.toContain("rows]\n");
});
