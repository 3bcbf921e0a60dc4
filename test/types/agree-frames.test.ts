import { all, col, cs, DataFrame, exclude, Float32, Int64, len, lit, Utf8 } from "polaroid";
import { describe } from "vitest";
import { agree, df, same } from "./agree.ts";

const right = new DataFrame({ s: ["a"], f64: [1], extra: [1n] }).lazy();
const x = <const A extends string>(a: A): A => a;

describe("inferred types are those of the resolved plan, of frames", () => {
  agree([
    same(
      df.select(
        col("nums").explode(),
        col("f64").filter(col("b")).alias("g"),
        col("sn").dropNulls().alias("h"),
        col("s").sort().alias("i"),
        col("n").unique().alias("j"),
      ),
      { nums: "Float64?", g: "Float64", h: "Utf8", i: "Utf8", j: "Int32?" },
    ),
    same(df.select(cs.float()), { f32: "Float32", f64: "Float64", fn: "Float64?" }),
    same(df.select(cs.temporal()), {
      day: "Date32",
      at: 'Datetime("ms")',
      zoned: 'Datetime("us", "UTC")',
      time: "Time",
      span: 'Duration("ms")',
    }),
    same(df.select(cs.string().str.lenChars().name.suffix("_n"), cs.boolean().name.toUppercase()), {
      s_n: "UInt32",
      sn_n: "UInt32?",
      B: "Bool",
      BN: "Bool?",
    }),
    same(df.select(col(["i8", "u8"]).mul(2), col(Utf8), col("f64").add(1).alias("z").name.keep()), {
      i8: "Int8",
      u8: "UInt8",
      s: "Utf8",
      sn: "Utf8?",
      f64: "Float64",
    }),
    same(df.select("s", "i8", "n").select(all().exclude("s").sum()), { i8: "Int64", n: "Int32" }),
    same(df.select("s", "i8", "n").select(exclude("s").max()), { i8: "Int8?", n: "Int32?" }),
    same(
      df
        .select("i8", "s")
        .withColumns(col("i8").cast(Float32), col("s").str.lenBytes().alias("k"), lit(1).alias("one")),
      { i8: "Float32", s: "Utf8", k: "UInt32", one: "Int32" },
    ),
    same(df.select("i8", "s", "n").drop("s").rename({ n: "m" }).cast({ i8: Int64, m: Utf8 }).withRowIndex(), {
      index: "UInt32",
      i8: "Int64",
      m: "Utf8?",
    }),
    same(df.select("i8", "tags").explode("tags"), { i8: "Int8", tags: "Utf8?" }),
    same(df.select("s", "i8", "fn").unpivot({ index: "s" }), { s: "Utf8", variable: "Utf8", value: "Float64?" }),
    same(df.unpivot({ index: ["s"], on: ["i8", "u8"], variableName: "k", valueName: "v" }), {
      s: "Utf8",
      k: "Utf8",
      v: "Int16",
    }),
    same(df.select("s", "i8").nullCount(), { s: "UInt32", i8: "UInt32" }),
    same(df.select("s", "n", "fn").fillNull(0), { s: "Utf8", n: "Int32", fn: "Float64" }),
    same(
      df
        .groupBy("s")
        .agg(
          col("i8").sum(),
          col("f64"),
          "sn",
          col("b").filter(col("b")).alias("f"),
          len().alias("k"),
          col("n").first(),
          lit(1).alias("one"),
        ),
      {
        s: "Utf8",
        i8: "Int64",
        f64: "List(Float64)",
        sn: "List(Utf8)",
        f: "List(Bool)",
        k: "UInt32",
        n: "Int32?",
        one: "Int32",
      },
    ),
    same(df.groupBy(col("day").dt.year().alias("y"), "sn").agg(col("i8").mul(2).max()), {
      y: "Int32",
      sn: "Utf8?",
      i8: "Int8?",
    }),
    same(df.select("s", "i8", "f32").groupBy("s").sum(), { s: "Utf8", i8: "Int64", f32: "Float32" }),
    same(df.select("s", "i8", "f32").groupBy("s").mean(), { s: "Utf8", i8: "Float64?", f32: "Float32?" }),
    same(df.select("s", "i8", "f32").groupBy("s").all(), { s: "Utf8", i8: "List(Int8)", f32: "List(Float32)" }),
    same(df.select("s", "i8", "f32").groupBy("s").agg(all().max()), { s: "Utf8", i8: "Int8?", f32: "Float32?" }),
    same(df.select("s", "i8").groupBy("s").len(), { s: "Utf8", len: "UInt32" }),
    same(df.select("s", "f64", "i8").join(right, { on: "s" }), {
      s: "Utf8",
      f64: "Float64",
      i8: "Int8",
      f64_right: "Float64",
      extra: "Int64",
    }),
    same(df.select("s", "f64").join(right, { on: "s", how: "left", suffix: "_r" }), {
      s: "Utf8",
      f64: "Float64",
      f64_r: "Float64?",
      extra: "Int64?",
    }),
    same(df.select("s", "i8").join(right, { on: "s", how: "right" }), {
      i8: "Int8?",
      s: "Utf8",
      f64: "Float64",
      extra: "Int64",
    }),
    same(df.select("s", "i8").join(right, { on: "s", how: "full" }), {
      s: "Utf8?",
      i8: "Int8?",
      s_right: "Utf8?",
      f64: "Float64?",
      extra: "Int64?",
    }),
    same(df.select("s", "i8").join(right, { on: "s", how: "full", coalesce: true }), {
      s: "Utf8",
      i8: "Int8?",
      f64: "Float64?",
      extra: "Int64?",
    }),
    same(df.select("sn", "i8").join(right, { leftOn: "sn", rightOn: "s", how: "full", coalesce: true }), {
      sn: "Utf8?",
      i8: "Int8?",
      f64: "Float64?",
      extra: "Int64?",
    }),
    same(df.select("sn", "i8").join(right, { leftOn: "sn", rightOn: "s" }), {
      sn: "Utf8?",
      i8: "Int8",
      f64: "Float64",
      extra: "Int64",
    }),
    same(df.select("s", "i8").join(right, { on: "s", coalesce: false }), {
      s: "Utf8",
      i8: "Int8",
      s_right: "Utf8",
      f64: "Float64",
      extra: "Int64",
    }),
    same(df.select("s", "i8").join(right, { on: "s", how: "semi" }), { s: "Utf8", i8: "Int8" }),
    same(df.select("i8").join(right, { how: "cross" }), { i8: "Int8", s: "Utf8", f64: "Float64", extra: "Int64" }),
    same(
      df.select((c) => ({
        a: c.i8.mul(c.u8),
        b: c.sn.str.lenChars(),
        c: c.f64.mean().over(c.s),
        d: c.tags.list.get(0),
      })),
      { a: "Int16", b: "UInt32?", c: "Float64?", d: "Utf8?" },
    ),
    same(
      df.groupBy("s").agg((c) => ({ top: c.i8.max(), all: c.n.add(1) })),
      { s: "Utf8", top: "Int8?", all: "List(Int32)" },
    ),
    same(
      df.select((c) => [c.s, c.i8.gt(1).and(c.b).alias(x("flag"))]),
      { s: "Utf8", flag: "Bool" },
    ),
    same(df.select("sn", "n", "i8").dropNulls("sn"), { sn: "Utf8", n: "Int32?", i8: "Int8" }),
    same(df.select("sn", "n", "i8").dropNulls(), { sn: "Utf8", n: "Int32", i8: "Int8" }),
  ]);
});
