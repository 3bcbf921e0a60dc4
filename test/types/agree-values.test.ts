import { arctan2, argSortBy, col, corr, cov, Float64, Int8, Utf8 } from "polaroid";
import { describe } from "vitest";
import { agree, df, same } from "./agree.ts";

describe("inferred types are those of the resolved plan, of values and their places", () => {
  agree([
    same(
      df.select(
        col("n").truncdiv(2),
        col("i8").rem(3),
        col("f32").truncate(1),
        col("fn").roundSigFigs(2),
        col("f64").isClose(col("fn")).alias("near"),
        col("u8").reinterpret({ signed: true }),
        col("i32").erf(),
        col("bn").bitwiseCountOnes().alias("ones"),
      ),
      {
        n: "Int32?",
        i8: "Int8?",
        f32: "Float32",
        fn: "Float64?",
        near: "Bool?",
        u8: "Int8",
        i32: "Float64",
        ones: "UInt32?",
      },
    ),
    same(
      df.select(
        col("s").replace("a", "b"),
        col("sn").replaceStrict(["a"], [1], { default: 0 }).alias("i"),
        col("s").replaceStrict({ a: 1.5, b: 2 }).alias("f"),
        col("s").replaceStrict(["a"], ["b"], { default: null }).alias("t"),
        col("s").replaceStrict(["a"], [1], { returnDtype: Int8 }).alias("j"),
        col("i8")
          .cut([1], { labels: ["low", "high"] })
          .cast(Utf8),
        col("f64").qcut([0.5]),
        col("s").repeatBy(2).alias("r"),
        col("n").hash().alias("h"),
        col("s")
          .mapElements((v) => v)
          .alias("m"),
        col("s")
          .mapBatches((v) => v.length, { returnDtype: Float64, isElementwise: true })
          .alias("l"),
      ),
      {
        s: "Utf8",
        i: "Int64",
        f: "Float64",
        t: "Utf8?",
        j: "Int8",
        i8: "Utf8",
        f64: "Categorical?",
        r: "List(Utf8)",
        h: "UInt64",
        m: "Utf8?",
        l: "Float64?",
      },
    ),
    same(
      df.select(
        col("i8").get(0),
        col("s").maxBy("i32"),
        col("f64").nanMax(),
        col("u8").upperBound(),
        col("n").hasNulls(),
        col("i32").indexOf(1),
        col("i16").searchSorted(1),
        col("f32").skew(),
        col("b").bitwiseOr(),
        corr("i8", "f64").alias("c"),
        cov("i8", "f64").alias("v"),
        col("fn").item().alias("one"),
        col("fn").entropy().alias("e"),
        col("sn").approxQuantile(0.5),
      ),
      {
        i8: "Int8?",
        s: "Utf8?",
        f64: "Float64?",
        u8: "UInt8",
        n: "Bool",
        i32: "UInt32?",
        i16: "UInt32",
        f32: "Float64?",
        b: "Bool?",
        c: "Float64",
        v: "Float64?",
        one: "Float64?",
        e: "Float64",
        sn: "Utf8?",
      },
    ),
    same(
      df.select(
        col("s").valueCounts({ name: "n", normalize: true }),
        col("i8").rle(),
        col("n").append("i8"),
        col("b").argTrue().alias("at"),
        col("u8").uniqueCounts(),
        col("f64").hist(),
        col("i32").topK(2),
        col("f32").extendConstant(1, 2),
        col("i16").gatherEvery(2),
      ),
      {
        s: "Struct({ s: Utf8, n: Float64 })",
        i8: "Struct({ len: UInt32, value: Int8 })",
        n: "Int32?",
        at: "UInt32",
        u8: "UInt32",
        f64: "UInt32",
        i32: "Int32",
        f32: "Float32?",
        i16: "Int16",
      },
    ),
    same(
      df.select(
        col("i8").argSort(),
        col("s").isLastDistinct(),
        argSortBy(["n", "i8"]),
        arctan2("f64", "i8").alias("angle"),
        col("day").toPhysical(),
      ),
      {
        i8: "UInt32",
        s: "Bool",
        n: "UInt32",
        angle: "Float64",
        day: "Int32",
      },
    ),
  ]);
});
