import {
  Bool,
  Date32,
  Datetime,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int32,
  Int64,
  UInt8,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import { type Cases, each, rows } from "../case.ts";
import { col, lit, type Query, when } from "../loose.ts";
import { INF, NAN } from "./frames.ts";

const [a, b] = [col("a"), col("b")];
const pair =
  (left: unknown, x: unknown, right: unknown, y: unknown): (() => Query) =>
  () =>
    rows({ a: [left, [x, null]], b: [right, [y, null]] } as Parameters<typeof rows>[0]);

/** Rows of the table of Polars' answers that no other case has. */
export const FACTS: Cases = {
  ...each(pair(Int64, 9007199254740993n, Float64, 9007199254740992), {
    "2^53 + 1 equals 2^53 as a float": a.eq(b),
    "Int64 + Float64": a.add(b),
  }),
  ...each(pair(Date32, 19723, Datetime("us"), 1704067200000000n), {
    "a day equals its midnight": a.eq(b),
    "a day less a moment": a.sub(b),
  }),
  ...each(pair(Int64, 5n, Float32, 2.5), { "Int64 + Float32": a.add(b) }),
  ...each(pair(UInt32, 5, Int32, -7), { "UInt32 + Int32": a.add(b), "UInt32 with Int32": a.gt(b) }),
  ...each(pair(Int8, 5, UInt8, 250), { "Int8 + UInt8": a.add(b), "Int8 less UInt8": a.sub(b) }),
  ...each(pair(Int8, 5, Int64, 7n), { "Int8 + Int64": a.add(b) }),
  ...each(pair(Bool, true, Bool, false), {
    "true + 1": a.add(1),
    "true + false": a.add(b),
    "true and null": a.and(lit(null)),
  }),
  ...each(pair(Decimal(10, 2), "1.25", Float64, 1.5), {
    "Decimal + Float64": a.add(b),
    "Decimal over Float64": a.gt(b),
  }),
  ...each(pair(Float64, 0, Float64, -0), {
    "0.0 == -0.0": a.eq(b),
    "0 ** 0": a.pow(b),
    "0 / 0": a.div(b),
    "log(0)": a.log(),
  }),
  ...each(pair(Float64, -1, Float64, NAN), {
    "sqrt(-1)": a.sqrt(),
    "log(-1)": a.log(),
    "NaN > 5": b.gt(5),
    "NaN < 5": b.lt(5),
  }),
  ...each(pair(Float64, INF, Int32, 0), { "inf over 0": a.div(b), "0 over inf": b.div(a), "inf mod 3": a.mod(3) }),
  ...each(pair(Utf8, "Z", Utf8, "a"), {
    "'Z' < 'a'": a.lt(b),
    "'é' > 'z'": lit("é").gt(b),
    "null == null": a.eq(lit(null)),
    "null eqMissing null": a.eqMissing(b),
  }),
  ...each(pair(Bool, null, Bool, false), {
    "when(null)": when(a).then(lit(1)).otherwise(lit(0)),
    "when(false) alone": when(b).then(lit(1)),
    "null or true": a.or(lit(true)),
  }),
  ...each(pair(Datetime("us"), 1704164645000600n, Date32, 1), {
    "a moment as text": a.cast(Utf8),
    "a day as text": b.cast(Utf8),
    "a day as a number": b.cast(Int32),
  }),
  "UInt64 + Int64 is Float64": {
    plan: () => pair(UInt64, 5n, Int64, -7n)().select(a.add(b).alias("x")),
    gives: { x: [Float64, [-2, null]] },
    why: "Arrow has no Int128, which is Polars' answer",
  },
};
