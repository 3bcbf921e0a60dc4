import { Binary, Categorical, col, concatArr, Enum, element, field, implode, len, lit, struct, UInt16 } from "polaroid";
import { describe } from "vitest";
import { agree, df, same } from "./agree.ts";

const e = element();
describe("inferred types are those of the resolved plan, of lists and structs", () => {
  agree([
    same(
      df.select(
        col("nums").list.eval(element().add(1)),
        col("tags").list.eval(element().str.lenChars()),
        col("small").list.agg(element().sum()),
        col("tags").list.filter(e.eq("a")).alias("f"),
        col("nums").list.agg(element().mul(2)).alias("g"),
        col("nums").list.agg(len()).alias("h"),
      ),
      {
        nums: "List(Float64)",
        tags: "List(UInt32)",
        small: "Int64",
        f: "List(Utf8)",
        g: "List(Float64)",
        h: "UInt32",
      },
    ),
    same(
      df.select(
        col("small").list.std().alias("a"),
        col("small").list.median().alias("b"),
        col("tags").list.nUnique().alias("c"),
        col("nums").list.argMax().alias("d"),
        col("small").list.any().alias("e"),
        col("tags").list.countMatches("a").alias("f"),
        col("small").list.dropNulls().alias("g"),
        col("small").list.diff().alias("h"),
        col("tags").list.item().alias("i"),
      ),
      {
        a: "Float64?",
        b: "Float64?",
        c: "UInt32",
        d: "UInt32?",
        e: "Bool",
        f: "UInt32",
        g: "List(Int8)",
        h: "List(Int8)",
        i: "Utf8?",
      },
    ),
    same(
      df.select(
        col("nums").list.shift(1).alias("a"),
        col("tags").list.gather([0]).alias("b"),
        col("small").list.gatherEvery(2).alias("c"),
        col("nums").list.setUnion([1.5]).alias("d"),
        col("small").list.setDifference(col("nums")).alias("e"),
        col("tags").list.concat(["x"]).alias("f"),
        col("tags").list.toStruct(["p"]).struct.field("p").alias("g"),
        col("nums").list.toArray(1).arr.sum().alias("h"),
        col("nums").list.toArray(1).arr.sort().arr.toList().alias("i"),
        concatArr("i8", "i8").arr.max().alias("j"),
        col("small").list.toArray(1).arr.dot(col("small").list.toArray(1)).alias("k"),
      ),
      {
        a: "List(Float64)",
        b: "List(Utf8)",
        c: "List(Int8)",
        d: "List(Float64)",
        e: "List(Float64)",
        f: "List(Utf8)",
        g: "Utf8?",
        h: "Float64",
        i: "List(Float64)",
        j: "Int8?",
        k: "Int64",
      },
    ),
    same(df.select(implode("n"), implode("s")), { n: "List(Int32)", s: "List(Utf8)" }),
    same(df.select(struct("i8", "sn").alias("p")).select(col("p").struct.field("sn")), { sn: "Utf8?" }),
    same(df.select(struct("i8", "sn").alias("p"), "s").unnest("p"), { i8: "Int8?", sn: "Utf8?", s: "Utf8" }),
    same(
      df
        .select(struct("i8", "sn").alias("p"))
        .select(
          col("p").struct.withFields(field("i8").add(1), lit(true).alias("q")).struct.field("q").alias("a"),
          col("p").struct.withFields(field("i8").gt(1)).struct.field("i8").alias("b"),
          col("p").struct.eval(field("sn").str.lenChars().alias("n")).struct.field("n").alias("c"),
          col("p").struct.drop(["i8"]).struct.field("sn").alias("d"),
          col("p").struct.jsonEncode().alias("e"),
        ),
      { a: "Bool?", b: "Bool?", c: "UInt32?", d: "Utf8?", e: "Utf8" },
    ),
    same(
      df.select(
        col("cat").cat.lenBytes().alias("a"),
        col("cat").cat.startsWith("x").alias("b"),
        col("sn").cast(Categorical).cat.slice(1).alias("c"),
        col("i8")
          .cat.to(Enum(["a", "b", "c"]))
          .isNull()
          .alias("d"),
      ),
      { a: "UInt32", b: "Bool", c: "Utf8?", d: "Bool" },
    ),
    same(
      df.select(
        col("s").cast(Binary).bin.size().alias("a"),
        col("sn").cast(Binary).bin.size("kb").alias("b"),
        col("s").cast(Binary).bin.contains("a").alias("c"),
        col("s").cast(Binary).bin.encode("hex").alias("d"),
        col("s").cast(Binary).bin.decode("hex", { strict: false }).alias("e"),
        col("s").cast(Binary).bin.get(0).alias("f"),
        col("s").cast(Binary).bin.head(1).alias("g"),
        col("s").cast(Binary).bin.reinterpret(UInt16).alias("h"),
      ),
      {
        a: "UInt32",
        b: "Float64?",
        c: "Bool",
        d: "Utf8",
        e: "Binary?",
        f: "UInt8",
        g: "Binary",
        h: "UInt16?",
      },
    ),
    same(
      df.select((c) => ({
        a: c.nums.list.eval(element().round(1)),
        b: c.tags.list.toArray(1).arr.first(),
        c: c.cat.cat.lenChars(),
      })),
      { a: "List(Float64)", b: "Utf8?", c: "UInt32" },
    ),
  ]);
});
