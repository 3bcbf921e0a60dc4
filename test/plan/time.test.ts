import { expect, test } from "vitest";
import { planFromText, planText } from "../../src/api/plan-text.ts";
import { schemaText } from "../../src/arrow/schema.ts";
import { Datetime, Float64, Int64, Utf8 } from "../../src/arrow/types.ts";
import type { PolaroidError } from "../../src/core/error.ts";
import { call, col } from "../../src/expr/node.ts";
import { fingerprint } from "../../src/plan/fingerprint.ts";
import type { Plan } from "../../src/plan/node.ts";
import { planText as shown } from "../../src/plan/print.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { schemaOf } from "../../src/plan/schema.ts";
import {
  groupByDynamic,
  joinAsof,
  joinWhere,
  mergeSorted,
  resampleOhlcv,
  rolling,
  setSorted,
  upsample,
} from "../../src/plan/time-node.ts";
import { resolved, rows } from "../support/plans.ts";

const frame = rows({
  t: [Datetime("us"), [1n, 2n]],
  k: [Utf8, ["a", null]],
  p: [Float64, [1, 2]],
  q: [Int64, [1n, 2n]],
});
const asof = {
  left: frame,
  right: frame,
  leftOn: col("t"),
  rightOn: col("t"),
  leftBy: [col("k")],
  rightBy: [col("k")],
  options: {
    strategy: "nearest",
    tolerance: "2ms",
    suffix: "_r",
    coalesce: false,
    allowExactMatches: false,
    checkSortedness: false,
  },
} as const;
const dynamic = {
  input: frame,
  index: col("t"),
  keys: [col("k")],
  aggs: [call("sum", [col("p")])],
  options: {
    every: "1mo",
    period: "2mo",
    offset: "-1d",
    closed: "both",
    label: "right",
    startBy: "monday",
    includeBoundaries: true,
  },
} as const;
const every: readonly Plan[] = [
  joinAsof(asof),
  joinWhere({ left: frame, right: frame, predicates: [call("lt", [col("q"), col("q_x")])], how: "full", suffix: "_x" }),
  groupByDynamic(dynamic),
  rolling({
    input: frame,
    index: col("t"),
    keys: [col("k")],
    aggs: [],
    options: { period: "2d", offset: "-1d", closed: "none" },
  }),
  upsample({ input: frame, time: "t", every: "1h", by: ["k"], maintainOrder: true }),
  mergeSorted(frame, frame, ["t", "k"]),
  setSorted({ input: frame, columns: ["t"], descending: true, nullsLast: true }),
  resampleOhlcv({ input: frame, every: "5m", time: "t", price: "p", volume: "q", by: ["k"], fill: "previous" }),
];

test.each(every.map((p) => [p.kind, p] as const))("%s travels as JSON and comes back the same", (_, p) => {
  const back = planFromText(planText(p));
  expect(back.isOk && planText(back.value)).toBe(planText(p));
  expect(back.isOk && shown(back.value)).toBe(shown(p));
});

test.each(every.map((p) => [p.kind, p] as const))("%s resolves, once and again", (_, p) => {
  const once = resolved(p);
  expect(schemaText(schemaOf(resolved(once)))).toBe(schemaText(schemaOf(once)));
});

test("what differs in an option has another fingerprint", () => {
  const prints = new Set([
    ...every.map(fingerprint),
    fingerprint(joinAsof({ ...asof, options: { ...asof.options, tolerance: "3ms" } })),
    fingerprint(groupByDynamic({ ...dynamic, options: { ...dynamic.options, startBy: "sunday" } })),
  ]);
  expect(prints.size).toBe(every.length + 2);
});

test("a plan whose options are wrong is refused when it is read", () => {
  for (const [good, bad] of [
    ['"strategy":"nearest"', '"strategy":"around"'],
    ['"tolerance":"2ms"', '"tolerance":[]'],
    ['"checkSortedness":false', '"checkSortedness":1'],
  ] as const)
    expect(planFromText(planText(joinAsof(asof)).replace(good, bad)).isErr).toBe(true);
  expect(planFromText(planText(groupByDynamic(dynamic)).replace('"keys":1', '"keys":-1')).isErr).toBe(true);
});

test("schemas: windows name their bounds, a join's right columns may be null", () => {
  expect(schemaText(schemaOf(resolved(groupByDynamic(dynamic))))).toBe(
    'k: Utf8?, _lower_boundary: Datetime("us"), _upper_boundary: Datetime("us"), t: Datetime("us"), p: Float64',
  );
  expect(schemaText(schemaOf(resolved(joinAsof(asof))))).toBe(
    't: Datetime("us"), k: Utf8?, p: Float64, q: Int64, t_r: Datetime("us")?, p_r: Float64?, q_r: Int64?',
  );
});

test("what does not fit says what to do", () => {
  const problem = (p: Plan): string => {
    const out = resolvePlan(p);
    return out.isErr ? (out.error as PolaroidError).message : "";
  };
  const windows = (options: object): Plan =>
    groupByDynamic({ ...dynamic, options: { ...dynamic.options, ...options } });
  expect(problem(windows({ every: "2i" }))).toMatch(/must be a duration like "2d"/);
  expect(problem(windows({ every: "1mo1d" }))).toMatch(/cannot mix/);
  expect(problem(groupByDynamic({ ...dynamic, index: col("p") }))).toMatch(/dates, datetimes or integers/);
  expect(problem(joinAsof({ ...asof, options: { ...asof.options, tolerance: "1mo" } }))).toMatch(/no fixed length/);
  expect(problem(joinAsof({ ...asof, rightBy: [] }))).toMatch(/as many keys/);
  expect(problem(joinWhere({ left: frame, right: frame, predicates: [col("q")], how: "inner", suffix: "_x" }))).toMatch(
    /Bool/,
  );
  expect(
    problem(
      joinWhere({
        left: frame,
        right: frame,
        predicates: [call("gt", [col("q"), call("max", [col("q_x")])])],
        how: "inner",
        suffix: "_x",
      }),
    ),
  ).toMatch(/one pair of rows/);
  expect(
    problem(
      mergeSorted(frame, resolved(setSorted({ input: frame, columns: ["t"], descending: false, nullsLast: false })), [
        "z",
      ]),
    ),
  ).toMatch(/no column "z"/);
});
