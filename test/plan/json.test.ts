import { expect, test } from "vitest";
import { planFromText, planText } from "../../src/api/plan-text.ts";
import { Categorical, Date32, Datetime, Decimal, Int32, Int64, List, Struct, Utf8 } from "../../src/arrow/types.ts";
import { exprToJson } from "../../src/expr/json.ts";
import { exprFromJson } from "../../src/expr/json-read.ts";
import { alias, call, cast, col, columns, type Expr, lit, orderKey, over, rename } from "../../src/expr/node.ts";
import { exprText } from "../../src/expr/print.ts";
import { scanParquet } from "../../src/node.ts";
import { fingerprint } from "../../src/plan/fingerprint.ts";
import {
  castColumns,
  concat,
  drop,
  dropNulls,
  explode,
  filter,
  groupBy,
  join,
  type Plan,
  pivot,
  renameColumns,
  sample,
  scan,
  select,
  slice,
  sort,
  unique,
  unpivot,
  withColumns,
  withRowIndex,
} from "../../src/plan/node.ts";
import { planText as shown } from "../../src/plan/print.ts";
import { rows } from "../support/plans.ts";
import { fc } from "../support/property.ts";

const frame = rows({
  a: [Int64, [1n, null]],
  s: [Utf8, ["é", "x"]],
  d: [Datetime("ns", "Europe/Paris"), [1n, 2n]],
  l: [List(Int32), [[1], null]],
});
const options = {
  how: "left",
  suffix: "_r",
  coalesce: null,
  nullsEqual: true,
  validate: "m:1",
  maintainOrder: "leftRight",
} as const;

const file = scanParquet("examples/data/flights.parquet").plan;
const every: readonly Plan[] = [
  frame,
  file,
  select(frame, [alias(call("add", [col("a"), lit(1)]), "b")]),
  withColumns(frame, [over(call("sum", [col("a")]), [col("s")], [orderKey(col("a"), true, true)])]),
  filter(frame, call("isIn", [col("a"), lit([1n, 2n, null])])),
  drop(frame, ["a"]),
  renameColumns(frame, [["a", "b"]], false),
  castColumns(frame, [
    ["a", Decimal(10, 2)],
    ["s", Categorical],
  ]),
  dropNulls(frame, ["a"]),
  sort(frame, [orderKey(col("a"), true, true)], 3),
  slice(frame, -2, 1),
  unique(frame, ["s"], "last", true),
  groupBy(frame, [col("s")], [call("quantile", [col("a")], { q: 0.5, interpolation: "linear" })], true),
  join(frame, frame, [col("a")], [col("a")], options),
  concat([frame, frame], "diagonalRelaxed"),
  explode(frame, ["l"]),
  unpivot(frame, null, ["s"], "v", "w"),
  pivot({ input: frame, on: "s", onValues: ["é", null, 1n], index: ["a"], values: ["d"], aggregate: "first" }),
  sample({ input: frame, n: 3, fraction: null, withReplacement: true, shuffle: false, seed: 7 }),
  withRowIndex(frame, "row", 5),
];

test.each(every.map((p) => [p.kind, p] as const))("%s travels as JSON and comes back the same", (_, p) => {
  const back = planFromText(planText(p));
  expect(back.isOk).toBe(true);
  const plan = back.unwrapOr(frame);
  expect(shown(plan)).toBe(shown(p));
  expect(planText(plan)).toBe(planText(p));
});

test("a frame's rows come back exact", () => {
  const back = planFromText(planText(frame)).unwrapOr(file);
  expect(back.kind === "frame" && back.frame.batches[0]?.columns.map((c) => c.nulls)).toEqual([1, 0, 0, 1]);
});

test("shared parts stay shared", () => {
  const p = concat([frame, filter(frame, lit(true))], "vertical");
  const nodes = (JSON.parse(planText(p)) as { nodes: unknown[] }).nodes;
  expect(nodes).toHaveLength(3);
});

const literal = fc.oneof(
  fc.double({ noNaN: false }).map((v) => lit(v)),
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map((v) => lit(v)),
  fc.string().map((v) => lit(v)),
  fc.boolean().map((v) => lit(v)),
  fc.constant(lit(null)),
  fc.uint8Array().map((v) => lit(v)),
  fc.constant(lit(3, Date32)),
  fc.array(fc.integer()).map((v) => lit(v, List(Struct({ a: Int32 })))),
);
const expression: fc.Arbitrary<Expr> = fc.letrec<{ e: Expr }>((tie) => ({
  e: fc.oneof(
    { maxDepth: 4 },
    literal,
    fc.string().map(col),
    fc.constantFrom(
      columns({ by: "all", except: ["x"] }),
      columns({ by: "class", name: "numeric" }),
      columns({ by: "types", types: [Datetime("ms"), Int64] }),
    ),
    fc.tuple(tie("e"), fc.string()).map(([e, n]) => alias(e, n)),
    fc.tuple(tie("e"), fc.string()).map(([e, n]) => rename(e, "prefix", n)),
    tie("e").map((e) => cast(e, Decimal(5, 1), false)),
    fc.tuple(tie("e"), tie("e")).map(([a, b]) => call("add", [a, b], { closed: "both", n: 3, big: 5n })),
    fc.tuple(tie("e"), tie("e")).map(([a, b]) => over(a, [b], [orderKey(b, true)])),
  ),
})).e;

test("any expression comes back the same", () => {
  fc.assert(
    fc.property(expression, (e) => {
      const back = exprFromJson(JSON.parse(JSON.stringify(exprToJson(e))));
      expect(exprText(back)).toBe(exprText(e));
      expect(JSON.stringify(exprToJson(back))).toBe(JSON.stringify(exprToJson(e)));
    }),
  );
});

test("what cannot leave the process says so", () => {
  const code = (make: () => unknown): string => {
    try {
      make();
      return "none";
    } catch (e) {
      return (e as { code: string }).code;
    }
  };
  expect(code(() => planText(select(frame, [call("map", [col("a")], { f: () => 1 })])))).toBe("NOT_SERIALISABLE");
  expect(code(() => planText(frame, 10))).toBe("NOT_SERIALISABLE");
  expect(
    code(() =>
      planText(
        scan({ format: "parquet", locations: [], options: {}, open: async () => Promise.reject(new Error("unused")) }),
      ),
    ),
  ).toBe("NOT_SERIALISABLE");
});

test("what is no plan is CORRUPT, and a newer form NOT_SUPPORTED", () => {
  const code = (text: string): string => planFromText(text).match({ Ok: () => "ok", Err: (e) => e.code });
  for (const text of [
    "",
    "{}",
    '{"version":1,"nodes":[]}',
    '{"version":1,"nodes":[{"kind":"nothing"}]}',
    '{"version":1,"nodes":[{"kind":"filter"}]}',
    '{"version":1,"nodes":[{"kind":"constructor"}]}',
    '{"version":1,"nodes":[{"kind":"slice","inputs":[5],"offset":0,"length":1}]}',
  ])
    expect(code(text), text).toBe(text === "{}" ? "NOT_SUPPORTED" : "CORRUPT");
  expect(code('{"version":99,"nodes":[]}')).toBe("NOT_SUPPORTED");
});

test("fingerprints tell plans apart, and agree on equal ones", () => {
  expect(new Set(every.map(fingerprint)).size).toBe(every.length);
  expect(fingerprint(filter(frame, lit(true)))).toBe(fingerprint(filter(frame, lit(true))));
  expect(fingerprint(filter(frame, lit(1)))).not.toBe(fingerprint(filter(frame, lit(1n))));
});
