import { typeName } from "../../../src/arrow/type-info.ts";
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
  Int32,
  Int64,
  List,
  Struct,
  Time,
  UInt8,
  UInt32,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { orThrow } from "../../../src/core/result.ts";
import { castable } from "../../../src/expr/castable.ts";
import { resolvePlan } from "../../../src/plan/resolve.ts";
import { schemaOf } from "../../../src/plan/schema.ts";
import { rows } from "../../../src/testing/case.ts";
import { col, type Query } from "../../../src/testing/loose.ts";
import { each, together } from "./same.ts";

const COUNTS = [0n, 1n, -1n, 1500n, -1500n, 86400000000n, -86400000001n, 1711846799999999n, null];
const counted = (to: DataType, values: readonly unknown[] = COUNTS): Query =>
  rows({ x: [Int64, values] }).select(col("x").cast(to).alias("x"));
const of = (type: DataType, ...values: readonly unknown[]): Query => rows({ x: [type, [...values, null]] });

const FROM: readonly Query[] = [
  of(Bool, true, false),
  of(Int8, 1, -128, 127),
  of(UInt32, 1, 0, 4294967295),
  of(Int64, ...COUNTS, 2n ** 63n - 1n),
  of(UInt64, 1n, 2n ** 64n - 1n),
  of(Float32, 0, -0.5, 1.5, 2.5, 3.4e38, Number.NaN, Number.POSITIVE_INFINITY),
  of(Float64, 0, -0.5, 0.005, 1.5, 2.5, -1e300, Number.NaN, Number.NEGATIVE_INFINITY, 1e18, 9.3e18),
  of(Utf8, "1", "-1", "1.5", "1.25", "x", "", "2024-01-01", "12:00:00", "true", "1e3", "a", " 7"),
  of(Binary, new Uint8Array([97]), new Uint8Array([255])),
  counted(Decimal(10, 2), [0n, 5n, -7n, null]),
  of(Float64, 0.5, 1.25, -2.5, 12345.67891).select(col("x").cast(Decimal(38, 5)).alias("x")),
  of(Int32, 0, -1, 19782).select(col("x").cast(Date32).alias("x")),
  counted(Time, [0n, 1n, 86399999999999n, null]),
  counted(Datetime("us")),
  counted(Datetime("ns", "Europe/Paris")),
  counted(Duration("us")),
  of(Enum(["a", "b"]), "a", "b"),
  of(Utf8, "a", "1").select(col("x").cast(Categorical).alias("x")),
  of(List(Int64), [1n, null, 300n], []),
  of(Struct({ a: Int64, B: Utf8 }), { a: 1n, B: "x" }, { a: null, B: null }),
];
const TO: readonly DataType[] = [
  Bool,
  Int8,
  UInt8,
  Int32,
  Int64,
  UInt64,
  Float32,
  Float64,
  Utf8,
  Binary,
  Decimal(10, 2),
  Decimal(5, 1),
  Date32,
  Time,
  Datetime("ms"),
  Datetime("us"),
  Datetime("ns", "Europe/Paris"),
  Datetime("us", "America/New_York"),
  Duration("ms"),
  Duration("ns"),
  Enum(["a", "b", "1"]),
  Categorical,
  List(Int8),
  List(Utf8),
  Struct({ a: Utf8, B: Categorical }),
];
const typeOf = (q: Query): DataType => schemaOf(orThrow(resolvePlan(q.plan))).fields[0]?.type as DataType;
const skipped = (from: DataType, to: DataType): boolean => from.id === "Struct" && to.id === "Utf8";

for (const q of FROM) {
  const from = typeOf(q);
  const all = TO.filter((to) => castable(from, to) === null && !skipped(from, to));
  together(
    `${typeName(from)}, not strict`,
    () => q,
    Object.fromEntries(all.map((to) => [typeName(to), col("x").cast(to, { strict: false })])),
  );
}

each("strict", () => of(Utf8, "1", "x"), {
  "text as Decimal": col("x").cast(Decimal(10, 2)),
  "text as Int8": col("x").cast(Int8),
});
each("strict, of floats", () => of(Float64, 1e18, Number.NaN), {
  "as Decimal": col("x").cast(Decimal(10, 2)),
  "as a moment": col("x").cast(Datetime("us")),
});
each("strict, of counts", () => of(Int64, 1n, -1n, 2n ** 62n), {
  "as Time": col("x").cast(Time),
  "as a moment, then finer": col("x").cast(Datetime("us")).cast(Datetime("ns")),
  "as a span, then coarser": col("x").cast(Duration("us")).cast(Duration("ms")),
  "as a day": col("x").cast(Datetime("ms")).cast(Date32),
});
each("strict, of bytes", () => of(Binary, new Uint8Array([97]), new Uint8Array([255])), {
  "as text": col("x").cast(Utf8),
});
