import { expect, test } from "vitest";
import { Bool, type DataType, Date32, Float64, Int32, Utf8 } from "../../src/arrow/types.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { executeSync } from "../../src/engines/wasm/engine.ts";
import { alias, call, col, type Expr, lit } from "../../src/expr/node.ts";
import { severalValues } from "../../src/optimize/several-values.ts";
import { filter, groupBy, type Plan, select } from "../../src/plan/node.ts";
import { beforeAndAfter, resolved, rows } from "../support/plans.ts";

const K = ["a", "a", "b", "b", "c", "d", "d", "e", "e", "f", "f", "f"];
const frameOf = (type: DataType, values: readonly unknown[]): Plan => rows({ k: [Utf8, K], x: [type, values] });
const NUMBERS = [1, 1, 1, 2, 3, null, null, 4, null, 5, 6, 5];
const asked = (input: Plan, test: Expr, kept: readonly string[] = ["k"]): Plan =>
  select(filter(groupBy(input, [col("k")], [alias(call("nUnique", [col("x")]), "n")], true), test), kept.map(col));
const keys = (p: Plan): unknown[] => executeSync(p).flatMap((b) => b.columns.flatMap(valuesOf));

test("a count of different values that is compared with one is not counted", () => {
  const { after } = beforeAndAfter(severalValues, asked(frameOf(Int32, [...K.keys()]), call("gt", [col("n"), lit(1)])));
  expect(after).toContain("neMissing(min(x), max(x)) as n");
  expect(after).not.toContain("nUnique");
});

test("what keeps the count, asks for more, or has values without an order counts", () => {
  const numbers = frameOf(Int32, NUMBERS);
  const plans = [
    asked(numbers, call("gt", [col("n"), lit(1)]), ["k", "n"]),
    asked(numbers, call("gt", [col("n"), lit(2)])),
    asked(numbers, call("and", [call("gt", [col("n"), lit(1)]), call("lt", [col("n"), lit(3)])])),
    asked(frameOf(Float64, NUMBERS), call("gt", [col("n"), lit(1)])),
    asked(
      frameOf(
        Bool,
        K.map(() => true),
      ),
      call("gt", [col("n"), lit(1)]),
    ),
  ].map(resolved);
  for (const p of plans) expect(severalValues.apply(p, { evaluate: () => undefined })).toBe(p);
});

test("the same groups come of every comparison, with nulls and without", () => {
  const inputs = [
    frameOf(Int32, NUMBERS),
    frameOf(
      Int32,
      NUMBERS.map((v) => v ?? 9),
    ),
    frameOf(Date32, NUMBERS),
    frameOf(
      Utf8,
      NUMBERS.map((v) => (v === null ? null : String(v))),
    ),
  ];
  const tests: Expr[] = [
    ...["gt", "ge", "eq", "ne", "lt", "le"].flatMap((fn) => [1, 2].map((n) => call(fn, [col("n"), lit(n)]))),
    call("and", [call("gt", [col("n"), lit(1)]), call("ne", [col("k"), lit("b")])]),
    call("and", [call("gt", [col("n"), lit(1)]), call("ne", [col("n"), lit(1)])]),
  ];
  let changed = 0;
  for (const input of inputs)
    for (const e of tests) {
      const p = resolved(asked(input, e));
      const next = severalValues.apply(p, { evaluate: () => undefined });
      if (next !== p) changed++;
      expect(keys(next)).toEqual(keys(p));
    }
  expect(changed).toBe(inputs.length * 8);
});
