import { afterEach, describe, expect, it } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { type Column, dictColumn } from "../../../src/arrow/column.ts";
import { concatColumns } from "../../../src/arrow/concat.ts";
import { dictionaryOf } from "../../../src/arrow/dictionary.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import { sliceColumn } from "../../../src/arrow/slice.ts";
import { Bool, Float64, Int32, Int64, Utf8 } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { alias, call, cast, col, type Expr, lit } from "../../../src/expr/node.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { filter, frame, frameOf, groupBy, type Plan, slice } from "../../../src/plan/node.ts";
import { ALL, drawCodes, drawColumn, drawer } from "./rows/columns.ts";
import { execute, keyText } from "./rows/execute.ts";
import { framed, table } from "./rows/run.ts";

const fn = (name: string, ...args: Expr[]): Expr => call(name, args);
const x = col("x");
const grouped = (input: Plan, keys: readonly string[], aggs: readonly Expr[]): unknown[][] =>
  execute(groupBy(input, keys.map(col), aggs, true)).rows;

afterEach(() => {
  expect(kernels.used).toBe(0);
});

const input = table({
  k: [Utf8, ["a", "b", "a", null, "b", "a"]],
  x: [Int64, [1n, 2n, 3n, 4n, null, 5n]],
  y: [Float64, [1, Number.NaN, 2.5, null, 0, 4]],
  ok: [Bool, [true, false, null, true, true, true]],
});

describe("groupBy", () => {
  it("gives keys in order of first appearance, null one of them", () => {
    expect(grouped(input, ["k"], [fn("sum", x), alias(fn("mean", col("y")), "m"), fn("len")])).toEqual([
      ["a", 9n, 2.5, 3],
      ["b", 2n, Number.NaN, 2],
      [null, 4n, null, 1],
    ]);
  });

  // Recorded from python polars 2.1.0.
  it("groups NaN with NaN and -0 with 0", () => {
    const floats = table({ k: [Float64, [Number.NaN, null, 0, 1, -0, null, -Number.NaN]] });
    expect(grouped(floats, ["k"], [fn("len")])).toEqual([
      [Number.NaN, 2],
      [null, 2],
      [0, 2],
      [1, 1],
    ]);
  });

  it("groups lists and structs by what they hold", () => {
    const [listType] = ALL["List"] as (typeof ALL)[string];
    const [structType] = ALL["Struct"] as (typeof ALL)[string];
    expect(grouped(table({ k: [listType, [[1], [1], null, [null], []]] }), ["k"], [fn("len")])).toEqual([
      [[1], 2],
      [null, 1],
      [[null], 1],
      [[], 1],
    ]);
    const structs = [{ a: 1, b: null }, { a: 1, b: null }, null, { a: null, b: null }];
    expect(grouped(table({ k: [structType, structs] }), ["k"], [fn("len")])).toEqual([
      [{ a: 1, b: null }, 2],
      [null, 1],
      [{ a: null, b: null }, 1],
    ]);
  });

  it("computes with aggregates, literals and casts", () => {
    const share = fn("add", fn("div", fn("sum", x), fn("len")), lit(1));
    expect(grouped(input, ["k"], [share, alias(cast(fn("count", x), Utf8), "n"), alias(lit(5), "five")])).toEqual([
      ["a", 4, "3", 5],
      ["b", 2, "1", 5],
      [null, 5, "1", 5],
    ]);
  });

  it("masks what is filtered, and keeps groups where nothing is left", () => {
    const big = fn("filter", x, fn("gt", x, lit(2)));
    const aggs = [
      fn("sum", big),
      alias(fn("mean", big), "m"),
      alias(fn("first", big), "f"),
      alias(big, "i"),
      alias(fn("len", big), "l"),
    ];
    expect(grouped(input, ["k"], aggs)).toEqual([
      ["a", 8n, 4, 3n, [3n, 5n], 2],
      ["b", 0n, null, null, [], 0],
      [null, 4n, 4, 4n, [4n], 1],
    ]);
    expect(grouped(input, ["k"], [fn("sum", fn("filter", x, lit(null, Bool)))])).toEqual([
      ["a", 0n],
      ["b", 0n],
      [null, 0n],
    ]);
  });

  it("implodes what has a value a row", () => {
    expect(grouped(input, ["k"], [x, alias(fn("add", x, fn("sum", x)), "t")])).toEqual([
      ["a", [1n, 3n, 5n], [10n, 12n, 14n]],
      ["b", [2n, null], [4n, null]],
      [null, [4n], [8n]],
    ]);
  });

  it("evaluates what needs a whole group", () => {
    const latest = fn("first", call("sort", [x], { descending: true, nullsLast: true }));
    const running = fn("cumSum", x);
    const spread = fn("sum", fn("abs", fn("sub", x, fn("mean", x))));
    expect(
      grouped(
        input,
        ["k"],
        [latest, alias(running, "c"), alias(spread, "d"), alias(fn("len", fn("dropNulls", x)), "n")],
      ),
    ).toEqual([
      ["a", 5n, [1n, 4n, 9n], 4, 3],
      ["b", 2n, [2n, null], 0, 1],
      [null, 4n, [4n], 0, 1],
    ]);
  });

  it("takes keys that are expressions, also over all rows", () => {
    const parity = alias(fn("mod", x, lit(2)), "odd");
    expect(execute(groupBy(input, [parity], [fn("len")], true)).rows).toEqual([
      [1n, 3],
      [0n, 2],
      [null, 1],
    ]);
    const place = alias(call("rank", [x], { method: "dense" }), "r");
    expect(
      execute(groupBy(framed({ x: drawColumn("Int32", 9, drawer(3), 0) }, 2), [place], [fn("first", x)], true)).rows
        .length,
    ).toBeGreaterThan(1);
    expect(execute(groupBy(input, [alias(lit(1), "one")], [fn("len")], true)).rows).toEqual([[1, 6]]);
  });

  it("has no groups without rows", () => {
    const out = execute(
      groupBy(filter(input, lit(false)), [col("k")], [fn("sum", x), alias(fn("first", fn("sort", x)), "s")], false),
    );
    expect(out).toMatchObject({ names: ["k", "x", "s"], rows: [] });
  });

  it("unifies dictionaries that differ between batches", () => {
    const part = (entries: string[], codes: number[]): Column =>
      dictColumn(Utf8, codes.length, Int32Array.from(codes), dictionaryOf(entries));
    const s = schema([field("k", Utf8), field("x", Int32)]);
    const ones = (n: number): Column =>
      sliceColumn(
        drawColumn("Int32", n, () => 1, 0),
        0,
        n,
      );
    const parts = [
      part(["p", "q"], [1, 0, 1]),
      part(["q", "r", "p"], [1, 2, 0]),
      concatColumns(Utf8, [drawCodes(2, () => 1)]),
    ];
    const plan = frame(
      frameOf(
        s,
        parts.map((c) => batch(s, [c, ones(c.length)])),
      ),
    );
    expect(grouped(plan, ["k"], [fn("len")])).toEqual([
      ["q", 3],
      ["p", 2],
      ["r", 1],
      ["a", 2],
    ]);
  });

  it("gives back its memory where the query fails or wants no more", () => {
    const wide = framed({ k: drawColumn("Int64", 5000, drawer(1), 0), x: drawColumn("Int32", 5000, drawer(2)) }, 100);
    const plan = groupBy(wide, [col("k")], [fn("nUnique", x), alias(x, "all")], false);
    expect(() => execute(plan, 30_000)).toThrow(expect.objectContaining({ code: "MEMORY_LIMIT" }));
    expect(kernels.used).toBe(0);
    const { budget, rows } = execute(slice(plan, 0, 3), 10_000_000);
    expect([rows.length, budget.used]).toEqual([3, 0]);
    expect(budget.peak).toBeGreaterThan(100_000);
  });
});

describe.each(Object.keys(ALL))("groups of %s", (type) => {
  it("are those of a plain grouping, alone and with a second key", () => {
    for (let seed = 0; seed < 12; seed++) {
      const d = drawer(seed);
      const n = d(300);
      const k = drawColumn(type, n, d);
      const j = seed % 3 === 0 ? drawCodes(n, d) : drawColumn(seed % 3 === 1 ? "Bool" : "Int16", n, d);
      const v = drawColumn("Int32", n, d);
      const plan = framed({ k, j, v }, 1 + d(n + 1));
      for (const keys of [["k"], ["k", "j"], ["j", "k", "v"]]) {
        const columns = keys.map((name) => valuesOf({ k, j, v }[name] as Column));
        const groups = new Map<string, { key: unknown[]; rows: number[] }>();
        for (let i = 0; i < n; i++) {
          const key = columns.map((c) => c[i]);
          const found = groups.get(keyText(key));
          if (found) found.rows.push(i);
          else groups.set(keyText(key), { key, rows: [i] });
        }
        const values = valuesOf(v) as (number | null)[];
        const sum = (rows: number[]): number => rows.reduce((s, i) => s + (values[i] ?? 0), 0) | 0;
        const expected = [...groups.values()].map((g) => [
          ...g.key,
          g.rows.length,
          sum(g.rows),
          g.rows.map((i) => values[i]),
        ]);
        const got = grouped(plan, keys, [
          alias(fn("len"), "n"),
          alias(fn("sum", col("v")), "s"),
          alias(col("v"), "all"),
        ]);
        expect(got.map(keyText)).toEqual(expected.map(keyText));
      }
    }
  });
});
