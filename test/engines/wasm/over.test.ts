import { describe, expect, it } from "vitest";
import { type Batch, batch, sliceBatch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { takeBatch } from "../../../src/arrow/take.ts";
import { Float64, Int32, Utf8 } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { compile, evaluateColumn } from "../../../src/engines/wasm/evaluate.ts";
import { sortKey } from "../../../src/engines/wasm/order/key.ts";
import { sortRows } from "../../../src/engines/wasm/order/sort-rows.ts";
import { call, col, type Expr, lit, type Options, type OrderKey, orderKey, over } from "../../../src/expr/node.ts";
import { resolveOne } from "../../../src/expr/resolve.ts";
import { fc } from "../../support/property.ts";
import { drawColumn, drawer, shown } from "./rows/columns.ts";

function frame(columns: Readonly<Record<string, Column>>): Batch {
  return batch(schema(Object.entries(columns).map(([name, c]) => field(name, c.type))), Object.values(columns));
}
const evaluate = (e: Expr, b: Batch): Column => evaluateColumn(compile(resolveOne(e, b.schema).input), b);
const of = (fn: string, name: string, options?: Options): Expr => call(fn, [col(name)], options);
const x = col("x");
const g = [col("g")];
const byO = (descending = false, nullsLast = false): OrderKey[] => [orderKey(col("o"), descending, nullsLast)];

const df = frame({
  g: columnFrom(["a", "b", "a", null, null, "b"], Utf8),
  x: columnFrom([1, 2, 3, 4, 5, null], Int32),
  o: columnFrom([3, 2, 1, 1, 0, 1], Int32),
});

// Recorded from python polars 2.1.0.
describe("over answers as Polars does", () => {
  const cases: readonly (readonly [string, Expr, readonly unknown[]])[] = [
    ["mean", over(of("mean", "x"), g), [2, 2, 2, 4.5, 4.5, 2]],
    ["cumSum", over(of("cumSum", "x"), g), [1, 2, 4, 4, 9, null]],
    ["cumSum in an order", over(of("cumSum", "x"), g, byO()), [4, 2, 3, 9, 5, null]],
    ["cumSum in a descending order", over(of("cumSum", "x"), g, byO(true)), [1, 2, 4, 4, 9, null]],
    ["first in an order", over(of("first", "x"), g, byO()), [3, null, 3, 5, 5, null]],
    ["cumSum in an order of all rows", over(of("cumSum", "x"), [], byO()), [15, 14, 8, 12, 5, null]],
    ["last in an order of all rows", over(of("last", "x"), [], byO()), [1, 1, 1, 1, 1, 1]],
    ["sum of all rows", over(of("sum", "x"), [], byO()), [15, 15, 15, 15, 15, 15]],
    ["a column", over(x, g), [1, 2, 3, 4, 5, null]],
    ["a column in an order", over(x, g, byO()), [1, 2, 3, 4, 5, null]],
    ["row by row", over(call("add", [x, col("o")]), g, byO()), [4, 4, 4, 5, 5, null]],
    ["a mix", over(call("sub", [x, of("mean", "x")]), g), [-1, 0, 1, -0.5, 0.5, null]],
    ["a mix outside", call("sub", [x, over(of("mean", "x"), g)]), [-1, 0, 1, -0.5, 0.5, null]],
    ["a literal", over(lit(1), g), [1, 1, 1, 1, 1, 1]],
    ["len", over(call("len", []), g), [2, 2, 2, 2, 2, 2]],
    ["rank", over(of("rank", "x", { method: "dense" }), g), [1, 1, 2, 1, 2, null]],
    ["average rank", over(of("rank", "x"), g), [1, 1, 2, 1, 2, null]],
    ["reverse", over(of("reverse", "x"), g), [3, null, 1, 5, 4, 2]],
    ["reverse in an order", over(of("reverse", "x"), g, byO()), [3, null, 1, 5, 4, 2]],
    ["shift with a fill", over(call("shift", [x, lit(0)], { n: 1 }), g), [0, 0, 1, 0, 4, 2]],
    ["shift with the group's own fill", over(call("shift", [x, of("max", "x")], { n: 1 }), g), [3, 2, 1, 5, 4, 2]],
    ["nested", over(call("sum", [call("add", [over(of("sum", "x"), g), x])]), [col("o")]), [2, 4, 14, 14, 10, 14]],
    [
      "implode",
      over(of("implode", "x"), g),
      [
        [1, 3],
        [2, null],
        [1, 3],
        [4, 5],
        [4, 5],
        [2, null],
      ],
    ],
    ["an expression as key", over(of("sum", "x"), [call("mod", [col("o"), lit(2)])]), [8, 7, 8, 8, 7, 8]],
    ["a literal as key", over(of("sum", "x"), [lit(1)]), [15, 15, 15, 15, 15, 15]],
    ["a filter", over(call("sum", [call("filter", [x, call("gt", [col("o"), lit(0)])])]), g), [4, 2, 4, 4, 4, 2]],
    ["argMax", over(of("argMax", "x"), g), [1, 0, 1, 1, 1, 0]],
    [
      "a window of an aggregate",
      over(call("shift", [of("mean", "x")], { n: 1 }), g),
      [null, null, null, null, null, null],
    ],
    ["two keys", over(of("sum", "x"), [col("g"), col("o")]), [1, 2, 3, 4, 5, 0]],
  ];
  it.each(cases)("%s", (_, e, wanted) => expect(valuesOf(evaluate(e, df))).toEqual(wanted));

  it("takes NaN with NaN and 0 with -0", () => {
    const b = frame({
      g: columnFrom([Number.NaN, Number.NaN, 0, -0, null], Float64),
      x: columnFrom([1, 2, 3, 4, 5], Int32),
    });
    expect(valuesOf(evaluate(over(of("sum", "x"), g), b))).toEqual([3, 3, 7, 7, 5]);
  });

  it("orders nulls first unless asked", () => {
    const b = frame({ x: columnFrom([1, 2, 3], Int32), o: columnFrom([null, 2, 1], Int32) });
    const sum = (keys: OrderKey[]): unknown[] => valuesOf(evaluate(over(of("cumSum", "x"), [], keys), b));
    expect(sum(byO())).toEqual([1, 6, 4]);
    expect(sum(byO(true))).toEqual([1, 3, 6]);
    expect(sum(byO(false, true))).toEqual([6, 5, 3]);
  });

  it("gives no rows of no rows", () => {
    const none = sliceBatch(df, 0, 0);
    for (const [, e] of cases) expect(evaluate(e, none).length).toBe(0);
    expect(evaluate(over(of("mean", "x"), g), none).type).toBe(Float64);
  });
});

/** Every group's rows by themselves, written to be read. */
function naive(e: Expr, b: Batch, keys: readonly string[], order: readonly OrderKey[]): unknown[] {
  const by = keys.map((k) => shown(b.columns[b.schema.index.get(k) as number] as Column));
  const keyOf = (i: number): string =>
    JSON.stringify(
      by.map((v) => (typeof v[i] === "number" ? String((v[i] as number) + 0) : v[i])),
      (_, v) => (typeof v === "bigint" ? `${v}n` : v),
    );
  const groups = new Map<string, number[]>();
  const sorted = order.map((k) => sortKey(evaluate(k.expr, b), k.descending, k.nullsLast));
  for (const i of sortRows(sorted, b.length)) groups.set(keyOf(i), [...(groups.get(keyOf(i)) ?? []), i]);
  const out = new Array<unknown>(b.length);
  for (const rows of groups.values()) {
    const values = shown(evaluate(e, takeBatch(b, Int32Array.from(rows))));
    rows.forEach((row, i) => {
      out[row] = values[i];
    });
  }
  return out;
}

describe("over agrees with each group by itself", () => {
  const inner: Readonly<Record<string, Expr>> = {
    sum: of("sum", "x"),
    min: of("min", "s"),
    first: of("first", "s"),
    last: of("last", "x"),
    count: of("count", "s"),
    nUnique: of("nUnique", "s"),
    cumSum: of("cumSum", "x"),
    cumMax: of("cumMax", "s"),
    cumCount: of("cumCount", "x"),
    shift: of("shift", "s", { n: 2 }),
    lag: of("shift", "s", { n: 1 }),
    lead: of("shift", "s", { n: -1 }),
    diff: of("diff", "x", { n: -1 }),
    rank: of("rank", "x", { method: "ordinal" }),
    rleId: of("rleId", "s"),
    unique: of("isFirstDistinct", "s"),
    forward: of("fillNullStrategy", "s", { strategy: "forward" }),
    mean: of("fillNullStrategy", "x", { strategy: "mean" }),
    reverse: of("reverse", "s"),
    mixed: call("add", [x, call("shift", [of("cumSum", "x")], { n: 1 })]),
    centred: call("sub", [x, of("max", "x")]),
    ofWindow: call("max", [of("cumSum", "x")]),
    dropped: call("sum", [of("dropNulls", "x")]),
  };
  it.each(Object.keys(inner))("%s", (name) => {
    const e = inner[name] as Expr;
    fc.assert(
      fc.property(
        fc.nat(),
        fc.integer({ min: 1, max: 150 }),
        fc.constantFrom("Bool", "Utf8", "Float64", "Int32", "Enum"),
        fc.boolean(),
        fc.boolean(),
        (seed, n, keyType, two, ordered) => {
          const d = drawer(seed);
          const b = frame({
            g: drawColumn(keyType, n, d),
            h: drawColumn("Bool", n, d),
            x: drawColumn("Int32", n, d),
            s: drawColumn("Utf8", n, d),
            o: drawColumn("Int8", n, d),
          });
          const keys = two ? ["g", "h"] : ["g"];
          const order = ordered ? byO(d(2) === 1, d(2) === 1) : [];
          expect(shown(evaluate(over(e, keys.map(col), order), b))).toEqual(naive(e, b, keys, order));
        },
      ),
      { numRuns: 40 },
    );
  });
});
