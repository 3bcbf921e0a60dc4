import { Bool, Float32, Float64, Int8, Int32, Int64, List, UInt8, Utf8 } from "../../arrow/types.ts";
import { type Cases, failing, plans, rows } from "../case.ts";
import { all, col, concatStr, cs, exclude, len, lit, when } from "../loose.ts";
import { empty, INF, NAN, small, types } from "./frames.ts";

export const FRAME: Cases = plans({
  "every type as it is": () => types(),
  "no rows": () => empty(),
  "a name that is SQL": () => rows({ 'a"; DROP TABLE x; --': [Int64, [1n]], select: [Utf8, ["'; --"]] }),
});

export const SELECT: Cases = {
  ...plans({
    "columns in order": () => small().select("x", "k"),
    "the same column twice, under another name": () => small().select("i", col("i").alias("j")),
    "literals alone give one row": () => small().select(lit(1).alias("one"), lit("t").alias("t")),
    "a literal beside columns": () => small().select("k", lit(2).alias("two")),
    "aggregates alone give one row": () => small().select(col("i").sum(), len().alias("n")),
    "an aggregate beside a column": () => small().select("i", col("i").max().alias("top")),
    "an aggregate in an expression": () => small().select(col("n").sub(col("n").mean()).alias("x")),
    "aggregates of no rows": () => empty().select(col("i").sum(), col("x").mean(), len().alias("n"), col("s").first()),
    "all columns": () => small().select(all()),
    "all but some": () => small().select(exclude("k", "x")),
    "by type": () => small().select(col([Utf8, Bool])),
    "by class": () => small().select(cs.numeric().name.suffix("_n")),
    "by pattern": () => small().select(col("^[kx]$")),
    "one expression over several columns": () => small().select(col("i", "n").sum().name.prefix("sum_")),
    "names in upper case": () => small().select(col("k").name.toUppercase()),
    "columns renamed and kept": () => small().select(col("i").add(1).alias("z").name.keep()),
    "an aggregate of an aggregate's difference": () => small().select(col("n").sub(col("n").min()).sum().alias("x")),
    "a filtered aggregate": () => small().select(col("i").filter(col("k").eq("a")).sum().alias("x")),
  }),
  ...failing("COLUMN_NOT_FOUND", { "an unknown column": () => small().select("nope") }),
  ...failing("DUPLICATE_COLUMN", { "two columns of one name": () => small().select("i", col("n").alias("i")) }),
  ...failing("TYPE_MISMATCH", { "text plus a number": () => small().select(col("s").add(1)) }),
};

export const WITH_COLUMNS: Cases = plans({
  "a new column at the end": () => small().withColumns(col("i").mul(2).alias("j")),
  "a column in place": () => small().withColumns(col("i").add(1), col("s").str.lenChars()),
  "all at once, none sees another": () => small().withColumns(col("i").add(1), col("i").add(2).alias("j")),
  "no rows": () => empty().withColumns(col("i").add(1).alias("j"), lit(1).alias("one")),
  "an aggregate for every row": () => small().withColumns(col("i").sum().alias("total")),
  "columns made twice keep their place": () =>
    small()
      .withColumns(col("i").add(1).alias("p"), col("n").add(1).alias("q"))
      .withColumns(col("k").alias("p"), col("p").alias("q")),
  "names that differ in case": () =>
    small().withColumns(col("i").alias("I"), col("k").alias("rowid"), col("n").alias("__n")).filter(col("I").gt(0)),
  "a window of an aggregate": () => small().withColumns(col("i").sub(col("i").mean()).cumSum().alias("c")),
});

export const FILTER: Cases = {
  ...plans({
    "true only, neither false nor null": () => small().filter(col("ok")),
    "a comparison with null": () => small().filter(col("i").gt(0)),
    "NaN is greater than numbers": () => small().filter(col("x").gt(1)),
    "several conditions": () => small().filter(col("i").ge(0), col("k").eq("a")),
    nothing: () => small().filter(lit(false)),
    "no rows": () => empty().filter(col("i").gt(0)),
    "an aggregate in the condition": () => small().filter(col("i").eq(col("i").max())),
    "a window in the condition": () => small().filter(col("i").eq(col("i").max().over("k"))),
    "text beyond ASCII": () => small().filter(col("s").str.startsWith("é")),
    "after a filter": () => small().filter(col("i").isNotNull()).filter(col("i").ne(7)),
  }),
  ...failing("TYPE_MISMATCH", { "no condition": () => small().filter(col("i")) }),
};

export const DROP: Cases = {
  ...plans({ columns: () => small().drop("k", "x") }),
  ...failing("COLUMN_NOT_FOUND", { "an unknown column": () => small().drop("nope") }),
};
export const RENAME: Cases = {
  ...plans({
    "columns, in place": () => small().rename({ k: "key", x: "y" }),
    "a swap": () => small().rename({ i: "n", n: "i" }),
  }),
  ...failing("COLUMN_NOT_FOUND", { "an unknown column": () => small().rename({ nope: "x" }) }),
};
export const DROP_NULLS: Cases = plans({
  "in any column": () => small().dropNulls(),
  "in some": () => small().dropNulls("i"),
  "NaN is no null": () => small().dropNulls("x"),
});

export const SORT: Cases = plans({
  "nulls first, NaN last": () => small().sort("x"),
  "descending, nulls first": () => small().sort("x", { descending: true }),
  "nulls last": () => small().sort("x", { nullsLast: true }),
  "descending, nulls last": () => small().sort("i", { descending: true, nullsLast: true }),
  stable: () => rows({ k: [Int64, [1n, 0n, 1n, 0n]], v: [Utf8, ["a", "b", "c", "d"]] }).sort("k"),
  "stable, descending": () =>
    rows({ k: [Int64, [1n, 0n, 1n, 0n]], v: [Utf8, ["a", "b", "c", "d"]] }).sort("k", { descending: true }),
  "two keys, two directions": () => small().sort("k", "i", { descending: [true, false], nullsLast: [true, false] }),
  "text by bytes": () => rows({ s: [Utf8, ["a", "Z", "é", "z", null, "", "🦄", "ｚ"]] }).sort("s"),
  "an expression": () => small().sort(col("i").mod(3), { nullsLast: true }),
  booleans: () => small().sort("ok", "i"),
  "no rows": () => empty().sort("i"),
  "every kind of key": () => types().sort("dec", "enm", "cat", "day", "zoned"),
  "categories in their order": () => types().select("enm", "i8").sort("enm"),
  "unsigned 64 bits": () => types().select("u64").sort("u64", { descending: true }),
  "the greatest": () => small().topK(2, { by: "n" }).sort("n"),
  "the least": () => small().bottomK(2, { by: "n" }).sort("n"),
  "then a slice": () => small().sort("i").slice(1, 3),
});

export const SLICE: Cases = plans({
  head: () => small().head(2),
  tail: () => small().tail(2),
  "from an offset": () => small().slice(2, 2),
  "to the end": () => small().slice(4),
  "from the end": () => small().slice(-3, 2),
  "before the start": () => small().slice(-10, 6),
  "past the end": () => small().slice(10, 2),
  none: () => small().head(0),
  "of a slice": () => small().slice(1, 4).slice(1, 2),
  "no rows": () => empty().tail(2),
});

export const UNIQUE: Cases = plans({
  "whole rows": () =>
    rows({ a: [Int64, [1n, 1n, null, null, 2n]], b: [Utf8, ["x", "x", null, null, "y"]] }).unique({
      maintainOrder: true,
    }),
  "a subset, first": () => small().unique({ subset: "k", keep: "first", maintainOrder: true }),
  "a subset, last": () => small().unique({ subset: "k", keep: "last", maintainOrder: true }),
  "a subset, none": () => small().unique({ subset: "n", keep: "none", maintainOrder: true }),
  "NaN and both zeros": () => rows({ x: [Float64, [NAN, NAN, 1, null, null]] }).unique({ maintainOrder: true }),
  "in any order": () => small().select("k").unique(),
  "no rows": () => empty().unique(),
});

export const WITH_ROW_INDEX: Cases = plans({
  "from 0": () => small().select("k").withRowIndex(),
  "from an offset": () => small().select("k").withRowIndex("row", 10),
  "no rows": () => empty().withRowIndex(),
  "after a sort": () => small().sort("i").withRowIndex("r").select("r", "i"),
});

export const EXPLODE: Cases = plans({
  "lists, empty ones and null": () => types().select("i8", "list").explode("list"),
  "two lists at once": () =>
    rows({ i: [Int64, [1n, 2n]], a: [List(Int64), [[1n, 2n], [3n]]], b: [List(Utf8), [["x", "y"], ["z"]]] }).explode(
      "a",
      "b",
    ),
  "no rows": () => rows({ i: [Int64, []], l: [List(Int64), []] }).explode("l"),
  "lists of text": () => types().select("texts", "i8").explode("texts"),
});

export const UNPIVOT: Cases = plans({
  "columns of one type": () => small().unpivot({ index: "k", on: ["i", "n"] }),
  "all but the index": () => small().select("k", "i", "n").unpivot({ index: "k" }),
  "named columns": () => small().unpivot({ index: ["k"], on: ["x"], variableName: "name", valueName: "val" }),
  "columns of two types": () => small().unpivot({ index: "k", on: ["i", "x"] }),
});

export const SAMPLE: Cases = plans({
  "how many": () => small().sample({ n: 3, seed: 1 }).select(len().alias("n")),
  "a share": () => small().sample({ fraction: 0.5, seed: 1 }).select(len().alias("n")),
});

export const CAST: Cases = {
  ...plans({
    "between integers": () => small().cast({ n: Int64 }).select("n"),
    "integers to floats and back": () =>
      small().select(col("i").cast(Float64).alias("f"), col("n").cast(Float32).cast(Int8).alias("g")),
    "towards zero": () => rows({ x: [Float64, [1.9, -1.9, null]] }).select(col("x").cast(Int64)),
    "not strict, out of range": () =>
      rows({ x: [Float64, [300, -1, NAN, INF, 1e20]] }).select(
        col("x").cast(UInt8, { strict: false }),
        col("x").cast(Int64, { strict: false }).alias("y"),
      ),
    "not strict, text": () =>
      rows({ s: [Utf8, ["12", "x", " 1", "1.5", "+3", "1e3", null, "", "9223372036854775808"]] }).select(
        col("s").cast(Int64, { strict: false }),
      ),
    "not strict, text to float": () =>
      rows({ s: [Utf8, ["1.5", "nan", "inf", "-Infinity", "1e400", " 2", "0x1", ".5", "5.", null]] }).select(
        col("s").cast(Float64, { strict: false }),
      ),
    "Bool to number and back": () => small().select(col("ok").cast(Int8).alias("a"), col("n").cast(Bool).alias("b")),
    "floats as text": () =>
      rows({ x: [Float64, [1, 0.1, 1e21, NAN, INF, -0, 1e-7, null]] }).select(col("x").cast(Utf8)),
    "integers and Bool as text": () => small().select(col("i").cast(Utf8), col("ok").cast(Utf8)),
    "time units": () =>
      types().select(
        col("ns").dt.castTimeUnit("us").alias("a"),
        col("us").dt.castTimeUnit("ms").alias("b"),
        col("ms").dt.castTimeUnit("ns").alias("c"),
      ),
    "text to categories": () => types().select(col("cat").cast(Utf8).alias("a"), col("enm").cast(Utf8).alias("b")),
    "days to numbers": () => types().select(col("day").cast(Int32).alias("a"), col("us").cast(Int64).alias("b")),
    null: () => small().select(lit(null).cast(Int64).alias("x")),
  }),
  ...failing("INVALID_CAST", {
    "text that is no number": () => rows({ s: [Utf8, ["x"]] }).select(col("s").cast(Int64)),
    "NaN to integer": () => rows({ x: [Float64, [NAN]] }).select(col("x").cast(Int64)),
    "too large": () => rows({ x: [Float64, [1e20]] }).select(col("x").cast(Int64)),
    "a negative to unsigned": () => rows({ x: [Int64, [-1n]] }).select(col("x").cast(UInt8)),
  }),
  ...failing("TYPE_MISMATCH", { "text to Bool": () => small().select(col("s").cast(Bool)) }),
};

export const QUERIES: Cases = plans({
  "filter, group, sort": () =>
    small().filter(col("i").isNotNull()).groupBy("k").agg(col("i").sum(), len().alias("n")).sort("k"),
  "a label by condition, counted": () =>
    small()
      .withColumns(when(col("i").gt(1)).then(lit("hi")).otherwise(lit("lo")).alias("l"))
      .groupBy("l")
      .agg(len().alias("n"))
      .sort("l"),
  "text from several columns": () =>
    small()
      .select(concatStr(["k", "s"], { separator: "-", ignoreNulls: true }).alias("t"))
      .sort("t"),
  "a frame joined with its own groups": () =>
    small()
      .join(small().groupBy("k").agg(col("n").mean().alias("m")), { on: "k", how: "left" })
      .select("k", "i", "m")
      .sort("i", "k"),
});
