import {
  Bool,
  Categorical,
  DataFrame,
  Date32,
  Datetime,
  Decimal,
  Duration,
  type FixedSizeList,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  type LazyFrame,
  List,
  type Null,
  type Struct,
  Time,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "polaroid";
import { expect, it } from "vitest";
import { typeName } from "../../src/arrow/type-info.ts";
import { resolvePlan } from "../../src/plan/resolve.ts";
import { schemaOf } from "../../src/plan/schema.ts";

// One text stands for both: the compiler wants the one of the inferred type, the test that of the resolved plan.
export type Text<T> = `${Name<Exclude<T, Null>>}${Null extends T ? "?" : ""}`;
export type Name<T> = [T] extends [never]
  ? "Null"
  : T extends Datetime<infer U, infer Z>
    ? [Z] extends [string]
      ? `Datetime("${U}", "${Z}")`
      : `Datetime("${U}")`
    : T extends Duration<infer U>
      ? `Duration("${U}")`
      : T extends Decimal<infer P, infer S>
        ? `Decimal(${P}, ${S})`
        : T extends List<infer I> | FixedSizeList<infer I>
          ? `List(${Name<Exclude<I, Null>>})`
          : T extends Struct
            ? `Struct(${string})`
            : T extends { readonly id: infer I extends string }
              ? I
              : never;
export type Want<S> = { [K in keyof S]: Text<S[K]> };
export type Case = readonly [frame: LazyFrame, want: Readonly<Record<string, string>>];
export const same = <S>(frame: LazyFrame<S>, want: Want<S>): Case => [frame, want as Record<string, string>];

/** What the cases start from: a column of each type, and of some that hold nulls. */
export interface Columns {
  i8: Int8;
  i16: Int16;
  i32: Int32;
  i64: Int64;
  u8: UInt8;
  u16: UInt16;
  u32: UInt32;
  u64: UInt64;
  f32: Float32;
  f64: Float64;
  dec: Decimal<10, 2>;
  s: Utf8;
  sn: Utf8 | Null;
  b: Bool;
  bn: Bool | Null;
  fn: Float64 | Null;
  n: Int32 | Null;
  cat: Categorical;
  day: Date32;
  at: Datetime<"ms", null>;
  zoned: Datetime<"us", "UTC">;
  time: Time;
  span: Duration<"ms">;
  tags: List<Utf8>;
  nums: List<Float64>;
  small: List<Int8>;
}
const data = new DataFrame(
  {
    i8: [1, 2],
    i16: [1, 2],
    i32: [1, 2],
    i64: [1, 2],
    u8: [1, 2],
    u16: [1, 2],
    u32: [1, 2],
    u64: [1, 2],
    f32: [1, 2],
    f64: [1, 2],
    dec: ["1.5", "2"],
    s: ["a", "b"],
    sn: ["a", null],
    b: [true, false],
    bn: [true, null],
    fn: [1, null],
    n: [1, null],
    cat: ["x", "y"],
    day: [new Date(0), new Date(0)],
    at: [new Date(0), new Date(0)],
    zoned: [new Date(0), new Date(0)],
    time: [0, 1],
    span: [1, 2],
    tags: [["a"], ["b"]],
    nums: [[1], [2]],
    small: [[1], [2]],
  },
  {
    schema: {
      i8: Int8,
      i16: Int16,
      i32: Int32,
      i64: Int64,
      u8: UInt8,
      u16: UInt16,
      u32: UInt32,
      u64: UInt64,
      f32: Float32,
      f64: Float64,
      dec: Decimal(10, 2),
      s: Utf8,
      sn: Utf8,
      b: Bool,
      bn: Bool,
      fn: Float64,
      n: Int32,
      cat: Categorical,
      day: Date32,
      at: Datetime("ms"),
      zoned: Datetime("us", "UTC"),
      time: Time,
      span: Duration("ms"),
      tags: List(Utf8),
      nums: List(Float64),
      small: List(Int8),
    },
  },
);
export const df: LazyFrame<Columns> = data.lazy();

export const resolved = (frame: LazyFrame): Record<string, string> => {
  const plan = resolvePlan(frame.plan);
  if (plan.isErr) throw plan.error;
  return Object.fromEntries(
    schemaOf(plan.value).fields.map((f) => [f.name, `${typeName(f.type)}${f.nullable ? "?" : ""}`]),
  );
};

/** One test a case. */
export const agree = (cases: readonly Case[]): void =>
  it.each(cases.map(([frame, want]) => ({ columns: Object.keys(want).join(" "), frame, want })))(
    "$columns",
    ({ frame, want }) => {
      expect(resolved(frame)).toEqual(want);
    },
  );
