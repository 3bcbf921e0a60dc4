import { afterEach, describe, expect, it } from "vitest";
import { batchBytes } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { type DataType, Float32, Float64, Int32, Int64, UInt8, Utf8 } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { call, cast, col, type Expr, lit } from "../../../src/expr/node.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { filter, type Join, type JoinHow, type JoinOptions, join, type Plan, slice } from "../../../src/plan/node.ts";
import { ALL, drawCodes, drawColumn, drawer } from "./rows/columns.ts";
import { execute, keyText } from "./rows/execute.ts";
import { framed, table } from "./rows/run.ts";

const joined = (
  left: Plan,
  right: Plan,
  on: readonly (string | Expr)[],
  how: JoinHow,
  options: Partial<JoinOptions> = {},
  rightOn = on,
): Join => {
  const keys = (list: readonly (string | Expr)[]): Expr[] => list.map((k) => (typeof k === "string" ? col(k) : k));
  return join(left, right, keys(on), keys(rightOn), {
    how,
    suffix: "_right",
    coalesce: null,
    nullsEqual: false,
    validate: "m:m",
    maintainOrder: "none",
    ...options,
  });
};
const sorted = (rows: readonly (readonly unknown[])[]): string[] => rows.map(keyText).sort();

afterEach(() => {
  expect(kernels.used).toBe(0);
});

const L = table({ k: [Int64, [1n, 2n, null, 2n]], a: [Int64, [10n, 20n, 30n, 40n]] });
const R = table({ k: [Int64, [2n, 3n, null, 2n]], a: [Int64, [5n, 6n, 7n, 8n]], c: [Utf8, ["x", "y", "z", "w"]] });
const R2 = table({ kk: [Int64, [2n, 3n, null, 2n]], a: [Int64, [5n, 6n, 7n, 8n]], c: [Utf8, ["x", "y", "z", "w"]] });

const MATCHES = [
  [2n, 20n, 5n, "x"],
  [2n, 40n, 5n, "x"],
  [2n, 20n, 8n, "w"],
  [2n, 40n, 8n, "w"],
];
const LEFT = [...MATCHES, [1n, 10n, null, null], [null, 30n, null, null]];
const twice = (rows: unknown[][]): unknown[][] => rows.map(([k, a, b, c]) => [k, a, b === null ? null : k, b, c]);
const RIGHT = [...MATCHES.map(([k, a, b, c]) => [a, k, b, c]), [null, 3n, 6n, "y"], [null, null, 7n, "z"]];
const RIGHT_ALL = [...twice(MATCHES), [null, null, 3n, 6n, "y"], [null, null, null, 7n, "z"]];
const FULL_ALL = [...RIGHT_ALL, [1n, 10n, null, null, null], [null, 30n, null, null, null]];
const FULL = [...LEFT, [3n, null, 6n, "y"], [null, null, 7n, "z"]];

describe("answers recorded from polars 2.1.0", () => {
  it.each<[JoinHow, boolean | null, string, unknown[][]]>([
    ["inner", null, "k a a_right c", MATCHES],
    ["inner", false, "k a k_right a_right c", twice(MATCHES)],
    ["left", null, "k a a_right c", LEFT],
    ["left", false, "k a k_right a_right c", twice(LEFT)],
    ["right", null, "a k a_right c", RIGHT],
    ["right", false, "k a k_right a_right c", RIGHT_ALL],
    ["full", null, "k a k_right a_right c", FULL_ALL],
    ["full", true, "k a a_right c", FULL],
    [
      "semi",
      null,
      "k a",
      [
        [2n, 20n],
        [2n, 40n],
      ],
    ],
    [
      "anti",
      null,
      "k a",
      [
        [1n, 10n],
        [null, 30n],
      ],
    ],
  ])("%s join, coalesce %s", (how, coalesce, names, rows) => {
    const out = execute(joined(L, R, ["k"], how, { coalesce }));
    expect(out.names).toEqual(names.split(" "));
    expect(sorted(out.rows)).toEqual(sorted(rows));
    const other = execute(joined(L, R2, ["k"], how, { coalesce }, ["kk"]));
    expect(other.names).toEqual(
      out.names.map((n) => (n === "k_right" || (how === "right" && coalesce === null && n === "k") ? "kk" : n)),
    );
    expect(sorted(other.rows)).toEqual(sorted(rows));
  });

  it("matches nulls where asked", () => {
    const rows = [
      ...twice(MATCHES),
      [null, null, 3n, 6n, "y"],
      [null, 30n, null, 7n, "z"],
      [1n, 10n, null, null, null],
    ];
    expect(sorted(execute(joined(L, R, ["k"], "full", { nullsEqual: true })).rows)).toEqual(sorted(rows));
    expect(execute(joined(L, R, ["k"], "semi", { nullsEqual: true })).rows.length).toBe(3);
  });

  it("matches NaN with NaN and 0 with -0", () => {
    const left = table({ k: [Float64, [Number.NaN, 1, 0]] });
    const right = table({ k: [Float64, [Number.NaN, 2, -0]], b: [Int32, [1, 2, 3]] });
    expect(execute(joined(left, right, ["k"], "inner")).rows).toEqual([
      [Number.NaN, 1],
      [0, 3],
    ]);
  });

  it("merges keys only where all of them are columns", () => {
    const next = call("add", [col("k"), lit(1)]);
    const out = execute(joined(L, R2, [next], "left", {}, ["kk"]));
    expect(out.names).toEqual(["k", "a", "kk", "a_right", "c"]);
    expect(sorted(out.rows)).toEqual(
      sorted([
        [1n, 10n, 2n, 5n, "x"],
        [1n, 10n, 2n, 8n, "w"],
        [2n, 20n, 3n, 6n, "y"],
        [null, 30n, null, null, null],
        [2n, 40n, 3n, 6n, "y"],
      ]),
    );
    const one = table({ k: [Int64, [1n]], j: [Int64, [1n]] });
    expect(execute(joined(one, one, ["k", call("add", [col("j"), lit(0)])], "inner", {}, ["k", "j"])).names).toEqual([
      "k",
      "j",
      "k_right",
      "j_right",
    ]);
    expect(execute(joined(one, one, [cast(col("k"), Int32)], "inner", {}, [cast(col("k"), Int32)])).names).toEqual([
      "k",
      "j",
      "k_right",
      "j_right",
    ]);
  });

  it.each<[DataType, DataType, JoinHow, string]>([
    [Int32, Int64, "inner", "Int32"],
    [Int32, Int64, "left", "Int32"],
    [Int32, Int64, "right", "Int64"],
    [Int32, Int64, "full", "Int64"],
    [Int64, Int32, "full", "Int64"],
    [Int64, Int32, "right", "Int32"],
    [Float32, Float64, "full", "Float64"],
    [UInt8, Int64, "left", "UInt8"],
  ])("keys of %o and %o in a %s join are one %s column", (a, b, how, type) => {
    const make = (t: DataType, values: number[]): readonly [DataType, unknown[]] => [
      t,
      values.map((v) => (t === Int64 ? BigInt(v) : v)),
    ];
    const out = execute(
      joined(table({ k: make(a, [1, 2]) }), table({ k: make(b, [2, 3]) }), ["k"], how, { coalesce: true }),
    );
    expect(out.names).toEqual(["k"]);
    for (const { schema } of out.batches) expect(schema.fields[0]?.type.id).toBe(type);
    const keys = { inner: [2], left: [1, 2], right: [2, 3], full: [1, 2, 3] }[how as "inner"];
    expect(out.rows.map((r) => Number(r[0])).sort()).toEqual(keys);
  });

  it("names columns apart, and refuses where that fails", () => {
    const both = table({ k: [Int64, [2n]], a: [Int64, [1n]], a_right: [Int64, [1n]] });
    expect(() => execute(joined(both, R, ["k"], "inner"))).toThrow(
      expect.objectContaining({ code: "DUPLICATE_COLUMN" }),
    );
    expect(execute(joined(L, R, ["k"], "inner", { suffix: "_r" })).names).toEqual(["k", "a", "a_r", "c"]);
    const left = table({ k: [Int64, [1n]], v: [Int64, [2n]] });
    const right = table({ kk: [Int64, [1n]], k: [Int64, [5n]], v: [Int64, [3n]] });
    expect(execute(joined(left, right, ["k"], "right", {}, ["kk"]))).toMatchObject({
      names: ["v", "kk", "k", "v_right"],
      rows: [[2n, 1n, 5n, 3n]],
    });
    expect(
      execute(
        joined(
          table({ x: [Int64, [1n]], y: [Int64, [1n]] }),
          table({ z: [Int64, [1n]], w: [Int64, [2n]] }),
          ["x", "y"],
          "inner",
          {},
          ["z", "z"],
        ),
      ).names,
    ).toEqual(["x", "y", "w"]);
  });

  it("crosses", () => {
    const out = execute(joined(slice(L, 0, 2), slice(R, 0, 2), [], "cross"));
    expect(out).toMatchObject({
      names: ["k", "a", "k_right", "a_right", "c"],
      rows: [
        [1n, 10n, 2n, 5n, "x"],
        [1n, 10n, 3n, 6n, "y"],
        [2n, 20n, 2n, 5n, "x"],
        [2n, 20n, 3n, 6n, "y"],
      ],
    });
  });
});

describe("validate", () => {
  const nulls = table({ k: [Int64, [null, null, 1n]], b: [Int64, [1n, 2n, 3n]] });
  const sides: readonly (readonly [string, Plan, Plan, string])[] = [
    ["unique keys", slice(L, 0, 2), slice(R, 0, 2), "1:1 1:m m:1 m:m"],
    ["nulls that repeat", nulls, nulls, "1:1 1:m m:1 m:m"],
    ["keys that repeat on the left", L, slice(R, 0, 2), "m:1 m:m"],
    ["keys that repeat on the right", slice(L, 0, 2), R, "1:m m:m"],
    ["keys that repeat on both", L, R, "m:m"],
  ];
  it.each(sides)("%s", (_, left, right, good) => {
    for (const validate of ["1:1", "1:m", "m:1", "m:m"] as const) {
      const run = (): unknown => execute(joined(left, right, ["k"], "left", { validate }));
      if (good.split(" ").includes(validate)) expect(run).not.toThrow();
      else expect(run).toThrow(expect.objectContaining({ code: "JOIN_VALIDATION" }));
    }
  });

  it("counts nulls where they match, and looks at the left of an empty right", () => {
    expect(() => execute(joined(nulls, nulls, ["k"], "left", { nullsEqual: true, validate: "1:1" }))).toThrow(
      expect.objectContaining({ code: "JOIN_VALIDATION" }),
    );
    expect(() => execute(joined(L, filter(R, lit(false)), ["k"], "inner", { validate: "1:m" }))).toThrow(
      expect.objectContaining({ code: "JOIN_VALIDATION" }),
    );
    expect(() => execute(joined(L, R, ["k"], "semi", { validate: "1:1" }))).toThrow(
      expect.objectContaining({ code: "INVALID_ARGUMENT" }),
    );
  });
});

describe("empty sides", () => {
  const none = filter(R, lit(false));
  it.each<[JoinHow, number, number]>([
    ["inner", 0, 0],
    ["left", 4, 0],
    ["right", 0, 4],
    ["full", 4, 4],
    ["semi", 0, 0],
    ["anti", 4, 0],
  ])("%s", (how, noRight, noLeft) => {
    expect(execute(joined(L, none, ["k"], how)).rows.length).toBe(noRight);
    expect(execute(joined(filter(L, lit(false)), R, ["k"], how)).rows.length).toBe(noLeft);
  });
  it("cross", () => {
    expect(execute(joined(L, none, [], "cross")).rows).toEqual([]);
    expect(execute(joined(none, L, [], "cross")).rows).toEqual([]);
  });
});

it("keeps the order of the left rows", () => {
  const left = table({ k: [Int64, [3n, 1n, 9n, 2n, 1n]] });
  const right = table({ k: [Int64, [1n, 2n, 1n, 3n]], b: [Int32, [1, 2, 3, 4]] });
  expect(execute(joined(left, right, ["k"], "left")).rows).toEqual([
    [3n, 4],
    [1n, 1],
    [1n, 3],
    [9n, null],
    [2n, 2],
    [1n, 1],
    [1n, 3],
  ]);
});

it("takes keys that look at other rows", () => {
  const place = call("rank", [col("a")], { method: "dense" });
  const out = execute(
    joined(
      framed({ a: columnFrom([30n, 10n, 20n], Int64) }, 1),
      framed({ a: columnFrom([5n, 7n], Int64) }, 1),
      [place],
      "inner",
    ),
  );
  expect(sorted(out.rows)).toEqual(
    sorted([
      [10n, 5n],
      [20n, 7n],
    ]),
  );
});

describe("exploding joins", () => {
  const n = 2000;
  const same = framed({ k: columnFrom(new Array(n).fill(1n), Int64), v: drawColumn("Int32", n, drawer(1)) }, 700);
  it.each<[JoinHow, number]>([
    ["inner", n * n],
    ["left", n * n],
    ["full", n * n],
    ["cross", n * n],
  ])("%s comes out in bounded batches within the limit", (how, rows) => {
    const limit = 4_000_000;
    const out = execute(slice(joined(same, same, how === "cross" ? [] : ["k"], how), 0, 300_000), limit);
    expect(out.rows.length).toBe(Math.min(rows, 300_000));
    for (const b of out.batches) expect(b.length).toBeLessThanOrEqual(65536);
    expect(out.budget.peak).toBeGreaterThan(batchBytes(out.batches[0] as never));
    expect(out.budget.used).toBe(0);
  });
  it("fails where one batch is more than the limit", () => {
    expect(() => execute(joined(same, same, ["k"], "inner"), 200_000)).toThrow(
      expect.objectContaining({ code: "MEMORY_LIMIT" }),
    );
  });
});

// All pairs of rows, looked at one by one.
function plain(
  left: unknown[][],
  right: unknown[][],
  keys: readonly number[],
  how: JoinHow,
  nullsEqual: boolean,
): unknown[][] {
  const keyOf = (row: unknown[]): string | null => {
    const key = keys.map((i) => row[i]);
    return !nullsEqual && key.includes(null) ? null : keyText(key);
  };
  const [ls, rs] = [left.map(keyOf), right.map(keyOf)];
  const width = left[0]?.length ?? right[0]?.length ?? 0;
  const nothing = new Array(width).fill(null);
  const out: unknown[][] = [];
  const used = new Set<number>();
  left.forEach((row, i) => {
    const hits = ls[i] === null ? [] : rs.flatMap((r, j) => (r === ls[i] ? [j] : []));
    for (const j of hits) used.add(j);
    if (how === "semi" ? hits.length > 0 : how === "anti" && hits.length === 0) out.push(row);
    else if (how !== "semi" && how !== "anti") {
      for (const j of hits) out.push([...row, ...(right[j] as unknown[])]);
      if (hits.length === 0 && (how === "left" || how === "full")) out.push([...row, ...nothing]);
    }
  });
  if (how === "right" || how === "full")
    for (const [j, row] of right.entries()) if (!used.has(j)) out.push([...nothing, ...row]);
  return out;
}

describe.each(Object.keys(ALL))("joins on %s", (type) => {
  it("are those of a plain join, alone and with a second key", () => {
    for (let seed = 0; seed < 8; seed++) {
      const d = drawer(seed * 31 + 7);
      const side = (): Record<string, Column> => {
        const n = d(40);
        return {
          k: drawColumn(type, n, d, 6),
          j: d(2) === 0 ? drawCodes(n, d) : drawColumn("Utf8", n, d, 6),
          v: drawColumn("Int32", n, d),
        };
      };
      const [l, r] = [side(), side()];
      const rows = (c: Record<string, Column>): unknown[][] => {
        const values = Object.values(c).map(valuesOf);
        return (values[0] as unknown[]).map((_, i) => values.map((column) => column[i]));
      };
      for (const how of ["inner", "left", "right", "full", "semi", "anti"] as const)
        for (const keys of [[0], [0, 1]])
          for (const nullsEqual of [false, true]) {
            const names = keys.map((i) => ["k", "j"][i] as string);
            const out = execute(
              joined(framed(l, 1 + d(30)), framed(r, 1 + d(30)), names, how, { coalesce: false, nullsEqual }),
            );
            const expected = plain(rows(l), rows(r), keys, how, nullsEqual);
            if (how === "right" || how === "full") expect(sorted(out.rows)).toEqual(sorted(expected));
            else expect(out.rows.map(keyText)).toEqual(expected.map(keyText));
          }
    }
  });
});
