import { afterEach, expect, test } from "vitest";
import {
  col,
  concat,
  concatStr,
  configure,
  DataFrame,
  Int32,
  type LazyFrame,
  read,
  readCsv,
  scanCsv,
} from "../../src/node.ts";
import { failure, frame } from "./support.ts";

const df = frame({ k: [1, 2], s: ["a", "b"], l: [[1], [2]] });
const query = (): LazyFrame => df.lazy() as LazyFrame;
const bytes = new TextEncoder().encode("a;b\n1;2\n");
/** Options that the types do not allow. */
const bad = (options: object): never => options as never;

afterEach(() => configure({ engine: "auto", mode: null, memoryLimit: null }));

test.each<[string, () => unknown, string]>([
  ["a reader", () => readCsv(bytes, bad({ delimiter: ";" })), 'readCsv has no option "delimiter"'],
  ["a scan", () => scanCsv(bytes, bad({ delimiter: ";" })).collect(), 'did you mean "separator"?'],
  ["read", () => read(bytes, bad({ sepparator: ";" })), 'did you mean "separator"?'],
  ["a query", () => query().collect(bad({ engin: "wasm" })), 'collect has no option "engin": it takes engine, '],
  ["explain", () => query().explain(bad({ optimise: false })), 'did you mean "optimize"?'],
  ["a write", () => df.writeCsv("x.csv", bad({ delimiter: ";" })), 'did you mean "separator"?'],
  ["a sink", () => query().sinkParquet("x.parquet", bad({ row_group_size: 1 })), 'did you mean "rowGroupSize"?'],
  ["bytes", () => df.toBytes("csv", bad({ rowGroupSize: 1 })), 'toBytes has no option "rowGroupSize"'],
  ["values", () => df.toRecords(bad({ int46: "bigint" })), 'did you mean "int64"?'],
  ["a pivot", () => df.pivot(bad({ on: "s", index: "k", aggregate: "sum" })), 'did you mean "aggregateFunction"?'],
  ["a join", () => df.join(df, bad({ on: "k", foo: 1 })), 'join has no option "foo": it takes on, leftOn, '],
  [
    "a join's query",
    () =>
      query()
        .join(query(), bad({ on: "k", Suffix: 1 }))
        .collect(),
    'did you mean "suffix"?',
  ],
  ["sort", () => df.sort("k", bad({ descendign: true })), 'did you mean "descending"?'],
  ["topK", () => df.topK(1, bad({ on: "k" })), 'topK has no option "on"'],
  ["unique", () => df.unique(bad({ subsets: "k" })), 'did you mean "subset"?'],
  ["groupBy", () => df.groupBy("k", bad({ maintain_order: true })).len(), 'did you mean "maintainOrder"?'],
  ["unpivot", () => df.unpivot(bad({ idx: "k" })), 'unpivot has no option "idx"'],
  ["sample", () => df.sample(bad({ n: 1, sead: 1 })), 'did you mean "seed"?'],
  ["rename", () => df.rename({ k: "j" }, bad({ strikt: false })), 'did you mean "strict"?'],
  ["cast", () => df.cast({ k: Int32 }, bad({ strikt: false })), 'did you mean "strict"?'],
  ["concat", () => concat([df, df], bad({ how_: "vertical" })), 'did you mean "how"?'],
  ["a frame", () => new DataFrame({ a: [1] }, bad({ schemas: {} })), 'did you mean "schema"?'],
  ["a function", () => df.select(col("s").str.contains("a", bad({ litteral: true }))), 'did you mean "literal"?'],
  ["a cast", () => col("k").cast(Int32, bad({ Strict: false })), 'did you mean "strict"?'],
  [
    "over",
    () =>
      col("k")
        .sum()
        .over("s", bad({ order_by: "k" })),
    'did you mean "orderBy"?',
  ],
  ["concatStr", () => concatStr(["s"], bad({ sep: "-" })), 'did you mean "separator"?'],
  ["configure", () => configure(bad({ engines: "wasm" })), 'did you mean "engine"?'],
])("%s takes no option that it does not know", async (_, call, text) => {
  expect((await failure("INVALID_ARGUMENT", call)).detail).toContain(text);
});

test.each<[string, () => unknown, string]>([
  ["null", () => query().collect(null as never), "what collect is given is null"],
  ["text", () => df.join(df, "k" as never), 'what join is given is "k"; it must be an object of options'],
  ["a frame", () => df.unique(df as never), "what unique is given is a DataFrame"],
  ["a flag that is text", () => df.unique({ maintainOrder: bad("yes" as never) }), 'maintainOrder of unique is "yes"'],
  ["a signal that is none", () => query().collect({ signal: bad({}) }), "the signal of an AbortController"],
])("options that are none: %s", async (_, call, text) => {
  expect((await failure("INVALID_ARGUMENT", call)).detail).toContain(text);
});

test("engines and modes that are not there", async () => {
  const engine = await failure("ENGINE_UNAVAILABLE", () => configure({ engine: "dukdb" }));
  expect(engine.detail).toMatch(/configure\(\).*"dukdb".*wasm, duckdb.*did you mean "duckdb"/);
  await failure("ENGINE_UNAVAILABLE", () => query().collect({ engine: "bogus" }));
  expect((await failure("INVALID_ARGUMENT", () => configure({ mode: bad("portabel" as never) }))).detail).toContain(
    "standalone, distributed, portable",
  );
  await failure("INVALID_ARGUMENT", () => configure({ memoryLimit: -1 }));
  expect((await query().collect()).height).toBe(2);
});

test("what is no column, type or frame is named", async () => {
  const table: readonly (readonly [() => unknown, string])[] = [
    [() => col(undefined as never), "what col is given is undefined; it must be the name of a column"],
    [() => col(5 as never), "what col is given is 5"],
    [() => df.drop(undefined as never), "a column to drop is undefined; it must be text"],
    [() => df.join(undefined as never), "what join is given is undefined; it must be a DataFrame or a LazyFrame"],
    [
      () => df.rename(null as never),
      "what rename is given is null; it must be an object of old names and their new ones",
    ],
    [() => DataFrame.fromDicts([null as never]), "row 0 of fromDicts is null; it must be an object"],
    [() => col("k").alias(undefined as never), "the name of a result is undefined; it must be text"],
    [() => df.writeCsv(undefined as never), "the path to write to is undefined; it must be text"],
    [() => df.select(undefined as never), "undefined is no column, expression or value"],
    [() => df.filter({} as never), "{} is no column, expression or value"],
    [() => col("k").isIn("ab" as never), 'what isIn looks in is "ab"; it must be a list of values or an expression'],
    [
      () => col("k").cast("Int32" as never),
      'cast needs a data type such as Int32 or Datetime("us"), got "Int32"; did you mean Int32',
    ],
    [() => df.cast({ k: "int" as never }), 'got "int"; did you mean Int64'],
    [() => df.cast({ k: String as never }), "got the function String; did you mean Utf8"],
  ];
  for (const [call, text] of table) expect((await failure("INVALID_ARGUMENT", call)).detail).toContain(text);
});
