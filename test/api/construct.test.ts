import { expect, test } from "vitest";
import {
  attempt,
  Bool,
  Categorical,
  DataFrame,
  Date32,
  Datetime,
  Decimal,
  Enum,
  FixedSizeList,
  Float32,
  Int8,
  Int16,
  Int64,
  List,
  Series,
  Struct,
  Time,
  tryFrame,
  typeName,
  UInt8,
  UInt64,
  Utf8,
} from "../../src/node.ts";
import { failure, frame, rowsOf } from "./support.ts";

const typesOf = (df: DataFrame): string[] => df.dtypes.map(typeName);

test("types are inferred from values", () => {
  const df = frame({
    number: [1, null],
    big: [1n, 2n],
    text: ["a", undefined],
    flag: [true, false],
    when: [new Date(0), null],
    list: [[1], []],
    row: [{ a: 1 }, { a: null }],
    none: [null, null],
  });
  expect(typesOf(df)).toEqual([
    "Float64",
    "Int64",
    "Utf8",
    "Bool",
    'Datetime("ms")',
    "List(Float64)",
    "Struct({ a: Float64 })",
    "Null",
  ]);
  expect(df.shape).toEqual({ height: 2, width: 8 });
  expect(df.row(0)).toEqual({
    number: 1,
    big: 1,
    text: "a",
    flag: true,
    when: new Date(0),
    list: [1],
    row: { a: 1 },
    none: null,
  });
  expect(df.row(-1)).toEqual({
    number: null,
    big: 2,
    text: null,
    flag: false,
    when: null,
    list: [],
    row: { a: null },
    none: null,
  });
});

test("typed arrays keep their type", () => {
  const data = {
    i8: new Int8Array([1]),
    u8: new Uint8Array([255]),
    i16: new Int16Array([-1]),
    u16: new Uint16Array([1]),
    i32: new Int32Array([1]),
    u32: new Uint32Array([4294967295]),
    i64: new BigInt64Array([-5n]),
    u64: new BigUint64Array([2n ** 64n - 1n]),
    f32: new Float32Array([0.5]),
    f64: new Float64Array([Number.NaN]),
  };
  const df = new DataFrame(data) as DataFrame;
  expect(typesOf(df)).toEqual([
    "Int8",
    "UInt8",
    "Int16",
    "UInt16",
    "Int32",
    "UInt32",
    "Int64",
    "UInt64",
    "Float32",
    "Float64",
  ]);
  expect(df.row(0, { int64: "bigint" })).toEqual({
    i8: 1,
    u8: 255,
    i16: -1,
    u16: 1,
    i32: 1,
    u32: 4294967295,
    i64: -5n,
    u64: 2n ** 64n - 1n,
    f32: 0.5,
    f64: Number.NaN,
  });
});

test("a schema gives types, order of values unchanged, and columns that are absent", () => {
  const df = frame(
    { a: [1, 2], d: ["1.25", "3"], e: ["x", "y"], day: [0, 1] },
    { a: Int16, d: Decimal(10, 2), e: Enum(["x", "y"]), day: Date32 },
  );
  expect(typesOf(df)).toEqual(["Int16", "Decimal(10, 2)", 'Enum(["x","y"])', "Date32"]);
  expect(rowsOf(df)).toEqual([
    { a: 1, d: "1.25", e: "x", day: new Date(0) },
    { a: 2, d: "3.00", e: "y", day: new Date(86_400_000) },
  ]);
  expect(typesOf(frame({}, { id: Int64, name: Utf8 }))).toEqual(["Int64", "Utf8"]);
});

test.each([
  [Bool, true],
  [Int8, -128],
  [UInt8, 255],
  [UInt64, 7],
  [Float32, 0.25],
  [Utf8, "é"],
  [Categorical, "c"],
  [Time, 3_600_000],
  [Datetime("ns", "Europe/Paris"), new Date(5)],
  [List(Int64), [1, 2]],
  [FixedSizeList(Int8, 2), [1, 2]],
  [Struct({ a: Utf8 }), { a: "x" }],
])("a column of %o gives back what went in", (type, value) => {
  const df = frame({ x: [value, null] }, { x: type });
  expect(rowsOf(df)).toEqual([{ x: value }, { x: null }]);
});

test("fromDicts takes rows; missing keys are null; a schema puts columns first", () => {
  expect(rowsOf(DataFrame.fromDicts([{ a: 1 }, { b: "x", a: 2 }]) as DataFrame)).toEqual([
    { a: 1, b: null },
    { a: 2, b: "x" },
  ]);
  const df = DataFrame.fromDicts([{ a: 1, z: 1 }], { schema: { z: Int8, q: Utf8 } }) as DataFrame;
  expect([df.columns, typesOf(df)]).toEqual([
    ["z", "q", "a"],
    ["Int8", "Utf8", "Float64"],
  ]);
  expect((DataFrame.fromDicts([]) as DataFrame).shape).toEqual({ height: 0, width: 0 });
});

test("a Series is a column, under the name that it is given", () => {
  const s = new Series("ignored", [1, 2], Int8);
  expect(typesOf(new DataFrame({ s }) as DataFrame)).toEqual(["Int8"]);
  expect(typesOf(new DataFrame({ s }, { schema: { s: Int64 } }) as DataFrame)).toEqual(["Int64"]);
});

test("columns named like parts of Object", () => {
  const df = DataFrame.fromDicts([JSON.parse('{"__proto__": 1, "constructor": 2, "toString": 3}')]) as DataFrame;
  expect(df.columns).toEqual(["__proto__", "constructor", "toString"]);
  expect(Object.entries(rowsOf(df)[0] as object)).toEqual([
    ["__proto__", 1],
    ["constructor", 2],
    ["toString", 3],
  ]);
});

test("what is wrong says which column and row", async () => {
  expect((await failure("SHAPE_MISMATCH", () => frame({ a: [1], b: [1, 2] }))).detail).toContain('"b" has 2 rows');
  expect((await failure("TYPE_MISMATCH", () => frame({ a: [1, "x"] }))).detail).toMatch(
    /column "a".*row 1|column "a".*"x"/,
  );
  expect((await failure("TYPE_MISMATCH", () => frame({ a: [1.5] }, { a: Int8 }))).detail).toContain("row 0");
  expect((await failure("TYPE_MISMATCH", () => frame({ a: [300] }, { a: UInt8 }))).detail).toContain("300");
  await failure("TYPE_MISMATCH", () => frame({ a: ["z"] }, { a: Enum(["x"]) }));
  await failure("TYPE_MISMATCH", () => frame({ a: [() => 1] }));
  expect(tryFrame({ a: [1], b: [] }).isErr).toBe(true);
  expect(
    tryFrame({ a: [1] })
      .map((df) => df.height)
      .unwrapOr(0),
  ).toBe(1);
  expect(attempt(() => frame({ a: [1] }).getColumn("b")).isErr).toBe(true);
});

test("arrays handed in are not shared with what a user may change", () => {
  const list = [1, 2, 3];
  const df = frame({ list });
  list[0] = 99;
  expect(df.getColumn("list").toArray()).toEqual([1, 2, 3]);
});
