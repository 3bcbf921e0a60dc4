import { describe, expect, test } from "vitest";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Column } from "../../../src/arrow/column.ts";
import { concatColumns } from "../../../src/arrow/concat.ts";
import {
  Binary,
  Bool,
  Categorical,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Time,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { type Stored, valueAt, valuesOf } from "../../../src/arrow/value.ts";
import { alias, call, col, lit } from "../../../src/expr/node.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { filter, select } from "../../../src/plan/node.ts";
import { fc } from "../../support/property.ts";
import { drawColumn, drawer } from "./rows/columns.ts";
import { execute } from "./rows/execute.ts";
import type { AnyAggregate } from "./rows/fold.ts";
import { fold } from "./rows/fold.ts";
import { framed } from "./rows/run.ts";

// One plain way to compute each aggregate of one group.
type Plain = (values: readonly Stored[], type: DataType) => unknown;
const valid = (values: readonly Stored[]): Stored[] => values.filter((v) => v !== null);
const rank = (v: Stored, type: DataType): string | number | bigint =>
  type.id === "Enum"
    ? type.categories.indexOf(v as string)
    : v instanceof Uint8Array || typeof v === "string"
      ? Buffer.from(v as string).toString("hex")
      : typeof v === "boolean"
        ? Number(v)
        : (v as number);
const ordered = (values: readonly Stored[], type: DataType): Stored[] => {
  const numbers = valid(values).filter((v) => !Number.isNaN(v));
  return (numbers.length > 0 ? numbers : valid(values)).sort((a, b) =>
    rank(a, type) < rank(b, type) ? -1 : rank(a, type) > rank(b, type) ? 1 : 0,
  );
};
const asNumber = (v: Stored, type: DataType): number => Number(v) / (type.id === "Decimal" ? 10 ** type.scale : 1);
const PLAIN: Partial<Record<AnyAggregate, Plain>> = {
  min: (values, type) => ordered(values, type)[0] ?? null,
  max: (values, type) => ordered(values, type).at(-1) ?? null,
  argMin: (values, type) =>
    valid(values).length === 0 ? null : values.findIndex((v) => v !== null && sameKey(v, ordered(values, type)[0])),
  argMax: (values, type) =>
    valid(values).length === 0 ? null : values.findIndex((v) => v !== null && sameKey(v, ordered(values, type).at(-1))),
  count: (values) => valid(values).length,
  len: (values) => values.length,
  nullCount: (values) => values.length - valid(values).length,
  nUnique: (values) =>
    new Set(values.map((v) => (v instanceof Uint8Array ? Buffer.from(v).toString("hex") : v === 0 ? 0 : v))).size,
  first: (values) => values[0],
  last: (values) => values.at(-1),
  implode: (values) => values,
};
const NUMERIC: Partial<Record<AnyAggregate, Plain>> = {
  sum: (values, type) => {
    if (type.id === "Float64" || type.id === "Float32")
      return valid(values).reduce((s: number, v) => s + (v as number), 0);
    const total = valid(values).reduce((s: bigint, v) => s + BigInt(v as number | boolean), 0n);
    if (type.id === "Int32" || type.id === "UInt32" || type.id === "Bool")
      return Number(type.id === "Int32" ? BigInt.asIntN(32, total) : BigInt.asUintN(32, total));
    return type.id === "UInt64" ? BigInt.asUintN(64, total) : type.id === "Decimal" ? total : BigInt.asIntN(64, total);
  },
  mean: (values, type) =>
    valid(values).length === 0
      ? null
      : valid(values).reduce((s: number, v) => s + asNumber(v, type), 0) / valid(values).length,
  var: (values, type) => {
    const n = valid(values).map((v) => asNumber(v, type));
    const mean = n.reduce((s, v) => s + v, 0) / n.length;
    return n.length < 2 ? null : n.reduce((s, v) => s + (v - mean) ** 2, 0) / (n.length - 1);
  },
  median: (values, type) => {
    const n = valid(values)
      .map((v) => asNumber(v, type))
      .sort((a, b) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b));
    return n.length === 0 ? null : ((n[(n.length - 1) >> 1] as number) + (n[n.length >> 1] as number)) / 2;
  },
};
const sameKey = (a: unknown, b: unknown): boolean =>
  a instanceof Uint8Array ? Buffer.from(a).equals(b as Uint8Array) : a === b || (Number.isNaN(a) && Number.isNaN(b));

const small = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -100, max: 100 }));
const TYPES: readonly (readonly [DataType, fc.Arbitrary<unknown>, boolean])[] = [
  [Int8, small, true],
  [Int16, fc.integer({ min: -32768, max: 32767 }), true],
  [Int32, fc.integer(), true],
  [UInt8, fc.nat(255), true],
  [UInt16, fc.nat(65535), true],
  [UInt32, fc.nat(), true],
  [Int64, fc.oneof(fc.bigInt({ min: -5n, max: 5n }), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })), true],
  [UInt64, fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), true],
  [Float64, fc.oneof(small, fc.double({ min: -1e6, max: 1e6 }), fc.constantFrom(Number.NaN, 0)), true],
  [Float32, fc.oneof(small, fc.constantFrom(Number.NaN, 0.5)), true],
  [Decimal(20, 3), fc.integer({ min: -1e9, max: 1e9 }).map((x) => (x / 1000).toFixed(3)), true],
  [Bool, fc.boolean(), true],
  [Utf8, fc.string({ maxLength: 4 }), false],
  [Binary, fc.uint8Array({ maxLength: 3 }), false],
  [Categorical, fc.constantFrom("b", "a", "c"), false],
  [Enum(["z", "y", "x"]), fc.constantFrom("x", "y", "z"), false],
  [Date32, small, false],
  [Datetime("us"), fc.bigInt({ min: -(2n ** 62n), max: 2n ** 62n }), false],
  [Duration("ns"), fc.bigInt({ min: -9n, max: 9n }), false],
  [Time, fc.bigInt({ min: 0n, max: 86399n }), false],
];

function near(got: Stored, want: unknown, scale: number, type: DataType): void {
  if (typeof want !== "number" || typeof got !== "number" || Number.isNaN(want)) expect(got).toEqual(want);
  else expect(Math.abs(got - want)).toBeLessThanOrEqual((type.id === "Float32" ? 1e-6 : 1e-9) * Math.max(1, scale));
}

describe.each(TYPES.map(([type, value, numeric]) => ({ type, value, numeric, name: type.id })))(
  "$name against a plain computation",
  ({ type, value, numeric }) => {
    const rows = fc.array(fc.tuple(fc.option(value, { freq: 5 }), fc.nat(4)), { minLength: 1, maxLength: 60 });
    test("all aggregates, grouped and alone", () => {
      const before = kernels.used;
      fc.assert(
        fc.property(rows, (pairs) => {
          const c = columnFrom(
            pairs.map(([v]) => v),
            type,
          );
          const ids = new Map<number, number>();
          const groups = pairs.map(([, g]) => {
            if (!ids.has(g)) ids.set(g, ids.size);
            return ids.get(g) as number;
          });
          const members = [...ids.values()].map((g) => valuesOf(c).filter((_, i) => groups[i] === g));
          for (const [name, plain] of Object.entries({ ...PLAIN, ...(numeric ? NUMERIC : {}) }) as [
            AnyAggregate,
            Plain,
          ][]) {
            const got = valuesOf(fold(name, c, groups));
            const alone = valueAt(fold(name, c, null, {}, 2), 0);
            const scale = (values: readonly Stored[]): number => {
              const total = valid(values).reduce((s: number, v) => s + Math.abs(Number(v) || 0), 0);
              return name === "var" ? total * total : total;
            };
            for (const [g, values] of members.entries())
              near(got[g] as Stored, plain(values, type), scale(values), type);
            near(alone, plain(valuesOf(c), type), scale(valuesOf(c)), type);
          }
        }),
        { numRuns: 60 },
      );
      expect(kernels.used).toBe(before);
    });
  },
);

test("lists of lists gather what they hold", () => {
  const c = columnFrom([[1n], null, [2n, 3n], []], List(Int64));
  expect(valuesOf(fold("implode", c, [0, 1, 0, 1]))).toEqual([
    [[1n], [2n, 3n]],
    [null, []],
  ]);
  expect(valuesOf(fold("first", c, [0, 1, 0, 1]))).toEqual([[1n], null]);
  expect(valuesOf(fold("last", c, [0, 1, 0, 1]))).toEqual([[2n, 3n], []]);
  expect(valuesOf(fold("nUnique", c, [0, 0, 0, 0]))).toEqual([4]);
});

describe.each(TYPES.filter(([, , numeric]) => numeric).map(([type, value]) => ({ type, value, name: type.id })))(
  "a long $name column",
  ({ type, value }) => {
    test("gives alone what it gives as a group", () => {
      const short = fc.sample(fc.option(value, { freq: 5 }), { numRuns: 97, seed: 5 });
      const c = columnFrom(
        Array.from({ length: 1001 }, (_, i) => short[(i * i) % 97]),
        type,
      );
      const zeros = new Array<number>(c.length).fill(0);
      for (const name of ["sum", "mean", "min", "max", "var", "count"] as const) {
        const [alone, grouped] = [valueAt(fold(name, c, null), 0), valueAt(fold(name, c, zeros), 0)];
        near(alone, grouped, name === "var" ? (grouped as number) : 1, type);
      }
    });
  },
);

test("a select of aggregates runs along with its input", () => {
  const wide = framed({ x: drawColumn("Int64", 50_000, drawer(1)) }, 1000);
  const x = col("x");
  const exprs = [
    call("sum", [x]),
    alias(call("add", [call("count", [x]), lit(1)]), "n"),
    alias(lit(7), "seven"),
    alias(call("sum", [call("filter", [x, lit(false)])]), "none"),
  ];
  const whole = concatColumns(
    Int64,
    wide.frame.batches.map((b) => b.columns[0] as Column),
  );
  const total = valueAt(fold("sum", whole, null), 0);
  const out = execute(select(wide, exprs), 1000);
  expect(out.rows).toEqual([[total, expect.any(Number), 7, 0n]]);
  expect(out.budget.used).toBe(0);
  expect(
    execute(
      select(filter(wide, lit(false)), [call("sum", [x]), alias(call("mean", [x]), "m"), alias(call("len", []), "n")]),
    ).rows,
  ).toEqual([[0n, null, 0]]);
});
