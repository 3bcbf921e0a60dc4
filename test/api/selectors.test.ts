import { describe, expect, it } from "vitest";
import {
  Binary,
  Bool,
  Categorical,
  col,
  cs,
  DataFrame,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  FixedSizeList,
  Float32,
  Int8,
  Int64,
  isSelector,
  LazyFrame,
  List,
  Null,
  type Selector,
  Struct,
  Time,
  UInt8,
  Utf8,
} from "../../src/node.ts";

const df = new DataFrame({ b: [1n], a: ["x"], c1: [1.5], Été: [true], "012": [null], "a b": [1n] });
const names = (s: Selector): string[] => (df as DataFrame).select(s as never).columns;
const kinds = {
  d: Date32,
  t1: Datetime("us"),
  t2: Datetime("ms", "UTC"),
  t3: Datetime("ns", "Asia/Tokyo"),
  du: Duration("ms"),
  ti: Time,
  dec: Decimal(10, 2),
  i: Int8,
  u: UInt8,
  f: Float32,
  s: Utf8,
  cat: Categorical,
  en: Enum(["a"]),
  l: List(Int8),
  l2: List(Utf8),
  ar: FixedSizeList(Int8, 2),
  st: Struct({ a: Int8 }),
  bin: Binary,
  n: Null,
  bo: Bool,
};
const of = (s: Selector): string => cs.expandSelector(kinds, s).join(" ");

describe("selectors, as Polars answers", () => {
  it.each([
    [cs.byName("c1", "b"), "c1 b"],
    [cs.byName(["c1", "b"]), "c1 b"],
    [cs.byName("a", "a"), "a"],
    [cs.byName("zz", "a", { requireAll: false }), "a"],
    [cs.byIndex(2, 0), "c1 b"],
    [cs.byIndex(-1, 0), "a b b"],
    [cs.byIndex(9, { requireAll: false }), ""],
    [cs.byIndex(), ""],
    [cs.byName("c1", "b").union(cs.byName("a")), "b a c1"],
    [cs.byName("c1", "b").difference(cs.byName("b")), "c1"],
    [cs.byName("c1", "b").intersection(cs.byName("b", "c1")), "b c1"],
    [cs.numeric().xor(cs.byName("b", "a")), "a c1 a b"],
    [cs.numeric().or(cs.boolean()), "b c1 Été a b"],
    [cs.numeric().and(cs.first()), "b"],
    [cs.numeric().sub(cs.first()), "c1 a b"],
    [cs.first().complement(), "a c1 Été 012 a b"],
    [cs.exclude("a", cs.boolean()), "b c1 012 a b"],
    [cs.exclude("zz"), "b a c1 Été 012 a b"],
    [cs.exclude(Int64), "a c1 Été 012"],
    [cs.exclude("^c.*$"), "b a Été 012 a b"],
    [cs.numeric().exclude("b"), "c1 a b"],
    [cs.alpha(), "b a Été"],
    [cs.alpha({ asciiOnly: true }), "b a"],
    [cs.alpha({ ignoreSpaces: true }), "b a Été a b"],
    [cs.alphanumeric(), "b a c1 Été 012"],
    [cs.digit(), "012"],
    [cs.matches("c"), "c1"],
    [cs.contains("a", "c"), "a c1 a b"],
    [cs.contains(""), "b a c1 Été 012 a b"],
    [cs.startsWith("a", "0"), "a 012 a b"],
    [cs.endsWith("b", "2"), "b 012 a b"],
    [cs.all(), "b a c1 Été 012 a b"],
    [cs.last(), "a b"],
  ] as unknown as readonly (readonly [Selector, string])[])("%s", (s, want) => expect(names(s).join(" ")).toBe(want));

  it.each([
    [cs.numeric(), "dec i u f"],
    [cs.integer(), "i u"],
    [cs.signedInteger(), "i"],
    [cs.unsignedInteger(), "u"],
    [cs.float(), "f"],
    [cs.temporal(), "d t1 t2 t3 du ti"],
    [cs.date(), "d"],
    [cs.datetime(), "t1 t2 t3"],
    [cs.datetime("us"), "t1"],
    [cs.datetime(["ms", "us"]), "t1 t2"],
    [cs.datetime(null, { timeZone: "*" }), "t2 t3"],
    [cs.datetime(null, { timeZone: null }), "t1"],
    [cs.datetime(null, { timeZone: ["UTC", null] }), "t1 t2"],
    [cs.datetime("ms", { timeZone: "*" }), "t2"],
    [cs.duration(), "du"],
    [cs.duration("us"), ""],
    [cs.time(), "ti"],
    [cs.decimal(), "dec"],
    [cs.string(), "s"],
    [cs.string({ includeCategorical: true }), "s cat"],
    [cs.categorical(), "cat"],
    [cs.enum(), "en"],
    [cs.list(), "l l2"],
    [cs.list(cs.integer()), "l"],
    [cs.array(), "ar"],
    [cs.array(cs.integer()), "ar"],
    [cs.array(null, { width: 3 }), ""],
    [cs.struct(), "st"],
    [cs.nested(), "l l2 ar st"],
    [cs.binary(), "bin"],
    [cs.boolean(), "bo"],
    [cs.object(), ""],
    [cs.byDtype(Null), "n"],
    [cs.byDtype(Datetime), "t1 t2 t3"],
    [cs.byDtype(Datetime("us")), "t1"],
    [cs.byDtype([Int8], Enum), "i en"],
  ] as unknown as readonly (readonly [Selector, string])[])("%s of types", (s, want) => expect(of(s)).toBe(want));

  it("what is not there is an error", () => {
    expect(() => df.select(cs.byName("zz") as never)).toThrow("COLUMN_NOT_FOUND");
    expect(() => df.select(cs.byIndex(9))).toThrow("COLUMN_NOT_FOUND");
    expect(() => new DataFrame({}).select(cs.first())).toThrow("COLUMN_NOT_FOUND");
    expect(new DataFrame({}).select(cs.first({ strict: false })).columns).toEqual([]);
    expect(() => df.select(cs.matches("("))).toThrow("INVALID_REGEX");
    expect(() => cs.numeric().union(col("a") as never)).toThrow("INVALID_ARGUMENT");
    expect(() => cs.startsWith(...([] as unknown as ["x"]))).toThrow("INVALID_ARGUMENT");
  });

  it("is an expression, and groups leave keys out where none is named", () => {
    expect(df.select(cs.numeric().add(1)).toRecords()).toEqual([{ b: 2, c1: 2.5, "a b": 2 }]);
    expect(df.groupBy("b").agg(cs.numeric().sum()).columns).toEqual(["b", "c1", "a b"]);
    expect(() => (df as DataFrame).groupBy("b").agg(cs.byName("b").union(cs.float()).sum())).toThrow(
      "DUPLICATE_COLUMN",
    );
    expect(isSelector(cs.all())).toBe(true);
    expect(isSelector(cs.all().add(1))).toBe(false);
    expect(isSelector(col("a"))).toBe(false);
  });

  it("goes through JSON, and prints", async () => {
    const all = cs
      .datetime(["us"], { timeZone: ["*", null] })
      .union(cs.duration("ms"), cs.list(cs.array(null, { width: 2 })), cs.byIndex(0, { requireAll: false }))
      .complement()
      .exclude("x", Int8)
      .or(cs.contains("q"));
    const lazy = df.lazy().filter(true).select(all);
    expect(lazy.toString()).toMatchInlineSnapshot(`
      "select ((not (datetime("us"; "*", null) | duration("ms") | list(array(2)) | cols(#0)) - (cols(x) | cols(Int8))) | cols(contains "q"))
        filter true
          frame [1 rows: b: Int64, a: Utf8, c1: Float64, Été: Bool, 012: Null?, a b: Int64]"
    `);
    const text = await new LazyFrame(
      (await import("../../src/api/read.ts")).scanCsv("x.csv").select(all).plan,
    ).serialize();
    expect((await LazyFrame.deserialize(text)).toString()).toContain("contains");
  });

  it("refuses what is nested without end", () => {
    let s: Selector = cs.all();
    for (let i = 0; i < 20_000; i++) s = s.complement();
    expect(() => df.select(s)).toThrow("LIMIT_EXCEEDED");
    expect(s.toString().length).toBeLessThan(2000);
  });

  it("knows its columns at compile time", () => {
    const f = new DataFrame({ id: ["a"], x_1: [1], x_2: [2], ok: [true] });
    const rows: { x_1: number; x_2: number }[] = f.select(cs.startsWith("x_")).toRecords();
    expect(rows).toEqual([{ x_1: 1, x_2: 2 }]);
    const others: { id: string; ok: boolean }[] = f.select(cs.numeric().complement()).toRecords();
    expect(others).toEqual([{ id: "a", ok: true }]);
    const some: { x_2: number }[] = f.select(cs.numeric().exclude("x_1")).toRecords();
    expect(some).toEqual([{ x_2: 2 }]);
    const both: { id: string; x_1: number; x_2: number }[] = f.select(cs.string().or(cs.float())).toRecords();
    expect(both).toEqual([{ id: "a", x_1: 1, x_2: 2 }]);
    // @ts-expect-error there is no such column in the result
    expect(f.select(cs.string()).toRecords()[0]?.x_1).toBe(undefined);
  });
});
