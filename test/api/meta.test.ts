import { describe, expect, test } from "vitest";
import { all, col, cs, type Expr, Int64, len, lit, struct, when } from "../../src/node.ts";

const [a, b] = [col("a"), col("b")];
const EXPRS: Readonly<Record<string, Expr>> = {
  a,
  "a+b": a.add(b),
  alias: a.add(b).alias("z"),
  lit: lit(1),
  all: all(),
  cols: col("a", "b"),
  regex: col("^a.*$"),
  sum: a.sum(),
  over: a.sum().over("b"),
  when: when(a.gt(1)).then(b).otherwise(0),
  cast: a.cast(Int64),
  aliasa: a.alias("q"),
  len: len(),
  sort: a.sort(),
  filter: a.filter(b.gt(1)),
  suffix: a.name.suffix("_x"),
  struct: struct("a", "b"),
  lits: lit("x").alias("y"),
  head: a.head(2),
  cumSum: a.cumSum(),
  map: a.name.map((n) => n.toUpperCase()),
  field: col("s").struct.field("x"),
  implode: a.implode(),
  shift: a.shift(),
  unique: a.unique(),
};
const where = (test: (e: Expr) => boolean): string =>
  Object.entries(EXPRS)
    .filter(([, e]) => test(e))
    .map(([name]) => name)
    .join(" ");

// As polars 2.1 answers, where it answers at all: of picks it does not know how many rows they have.
describe("what an expression is", () => {
  test("its kind", () => {
    expect(where((e) => e.meta.isColumn())).toBe("a");
    expect(where((e) => e.meta.isColumnSelection())).toBe("a all cols regex");
    expect(where((e) => e.meta.isColumnSelection({ allowAliasing: true }))).toBe("a all cols regex aliasa suffix map");
    expect(where((e) => e.meta.isLiteral())).toBe("lit");
    expect(where((e) => e.meta.isLiteral({ allowAliasing: true }))).toBe("lit lits");
    expect(where((e) => e.meta.isRegexProjection())).toBe("regex");
    expect(where((e) => e.meta.hasMultipleOutputs())).toBe("all cols regex");
  });
  test("its rows", () => {
    expect(where((e) => e.meta.isScalar())).toBe("lit sum len lits implode");
    expect(where((e) => !e.meta.isKnownLength())).toBe("filter head unique");
    expect(where((e) => !e.meta.isLengthPreserving())).toBe("lit sum len filter lits head implode unique");
    expect(where((e) => !e.meta.isRowSeparable())).toBe("sum over len sort head cumSum implode shift unique");
  });
  test("its names", () => {
    expect(
      Object.entries(EXPRS).map(([name, e]) => `${name}:${e.meta.outputName({ raiseIfUndetermined: false })}`),
    ).toEqual(
      "a:a a+b:a alias:z lit:literal all:null cols:null regex:null sum:a over:a when:b cast:a aliasa:q len:len sort:a filter:a suffix:a_x struct:a lits:y head:a cumSum:a map:A field:x implode:a shift:a unique:a".split(
        " ",
      ),
    );
    expect(() => all().sum().meta.outputName()).toThrow("INVALID_ARGUMENT");
    expect(col("^a.*$").alias("x").meta.outputName()).toBe("x");
    const roots = (...names: readonly string[]): string[] => names.map((name) => EXPRS[name]!.meta.rootNames().join());
    expect(roots("a", "a+b", "over", "when", "field", "filter")).toEqual(["a", "a,b", "a,b", "b,a", "s", "a,b"]);
    expect(roots("lit", "all", "cols", "regex", "len")).toEqual(["", "", "", "", ""]);
  });
});

test("what it is made of", () => {
  const parts = a.add(b).alias("z").meta.pop();
  expect(parts.map(String)).toEqual(["(a + b)"]);
  expect(parts[0]!.meta.pop().map(String)).toEqual(["b", "a"]);
  expect(String(a.add(b).alias("z").name.suffix("_q").add(1).alias("k").meta.undoAliases())).toBe("((a + b) + 1)");
});

test("equal expressions are those of one form", () => {
  expect(a.add(1).meta.eq(col("a").add(1))).toBe(true);
  expect(a.add(1).meta.ne(a.add(1n))).toBe(true);
  expect(a.add(1).meta.eq(a.add(2))).toBe(false);
  const upper = (n: string): string => n.toUpperCase();
  expect(a.name.map(upper).meta.eq(a.name.map(upper))).toBe(true);
  expect(a.name.map(upper).meta.eq(a.name.map((n) => n))).toBe(false);
});

test("texts of it", () => {
  const e = a.add(b.mul(2)).alias("z");
  expect(e.meta.treeFormat()).toBe('alias "z"\n└─ add\n   ├─ a\n   └─ mul\n      ├─ b\n      └─ 2');
  expect(e.meta.showGraph().split("\n")).toHaveLength(13);
  expect(JSON.parse(e.meta.serialize())).toMatchObject({
    kind: "alias",
    name: "z",
    args: [{ kind: "call", fn: "add" }],
  });
  expect(() => a.name.map((n) => n).meta.serialize()).toThrow("NOT_SERIALISABLE");
  expect(() => a.add(1).meta.asSelector()).toThrow("INVALID_ARGUMENT");
  expect(String(cs.numeric().meta.asSelector().meta.asExpression())).toBe(String(cs.numeric()));
});
