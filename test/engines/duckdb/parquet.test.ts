import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, expect, test } from "vitest";
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
  Int64,
  List,
  Time,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { DataFrame, type LazyFrame, scan, scanParquet } from "../../../src/node.ts";
import { rows } from "../../../src/testing/case.ts";
import { col, lit, type Query } from "../../../src/testing/loose.ts";
import { frameDifferences } from "../../../src/testing/same-frame.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-duckdb-parquet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const place = (name: string): string => join(folder, name);

/** Whether DuckDB reads the files itself; either way both engines give the same. */
async function native(given: LazyFrame | Query): Promise<boolean> {
  const q = given as unknown as LazyFrame;
  const [ours, theirs] = [await q.collect({ engine: "wasm" }), await q.collect({ engine: "duckdb" })];
  expect(ours.height).toBeGreaterThan(0);
  expect(frameDifferences(theirs, ours, { order: true })).toEqual([]);
  return (await q.explain({ engine: "duckdb" })).includes("read_parquet(");
}

const counts = [0n, -1n, 1711846799999999n, null];
const cast = (values: readonly unknown[], to: DataType): Query =>
  rows({ x: [Int64, values] }).select(col("x").cast(to).alias("x"));
const COLUMNS: Readonly<Record<string, readonly [Query, boolean]>> = {
  Bool: [rows({ x: [Bool, [true, false, null]] }), true],
  Int8: [rows({ x: [Int8, [-128, 127, null]] }), true],
  UInt64: [rows({ x: [UInt64, [2n ** 64n - 1n, 0n, null]] }), true],
  Float32: [rows({ x: [Float32, [0.1, Number.NaN, null]] }), true],
  Float64: [rows({ x: [Float64, [-0, Number.POSITIVE_INFINITY, null]] }), true],
  Utf8: [rows({ x: [Utf8, ["", "é🦄 and more than twelve", null]] }), true],
  Binary: [rows({ x: [Binary, [new Uint8Array([0, 255]), new Uint8Array(0), null]] }), true],
  Enum: [rows({ x: [Enum(["b", "a"]), ["a", "b", null]] }), true],
  Categorical: [rows({ x: [Utf8, ["a", "b", null]] }).select(col("x").cast(Categorical)), true],
  Decimal: [cast([1n, -99n, null], Decimal(12, 3)), true],
  Date32: [rows({ x: [Int64, [0n, -1n, 19782n, null]] }).select(col("x").cast(Date32)), true],
  Time: [cast([0n, 1n, 86399999999999n, null], Time), true],
  Duration: [cast(counts, Duration("us")), true],
  "Datetime in ms": [cast([0n, -1n, 1711846799999n, null], Datetime("ms")), true],
  "Datetime in us": [cast(counts, Datetime("us")), true],
  "Datetime in ns": [cast(counts, Datetime("ns")), false],
  "Datetime in a zone": [cast(counts, Datetime("us", "Europe/Paris")), true],
  List: [rows({ x: [List(Int64), [[1n, null], [], null]] }), false],
};
for (const [name, [q, itself]] of Object.entries(COLUMNS))
  test(`${name}: ${itself ? "read by DuckDB" : "read by us"}`, async () => {
    const path = place(`${name}.parquet`);
    await (await q.collect()).writeParquet(path);
    expect(await native(scanParquet(path))).toBe(itself);
  });

const numbers = (from: number, n: number): DataFrame =>
  new DataFrame({ a: Float64Array.from({ length: n }, (_, i) => from + i) });

test("many files keep their order, by list, by pattern and by folder", async () => {
  mkdirSync(place("many"));
  const paths = ["many/b.parquet", "many/a.parquet", "many/c.parquet"].map(place);
  for (const [i, path] of paths.entries()) await numbers(i * 1e6, 150_000).writeParquet(path);
  expect(await native(scanParquet(paths))).toBe(true);
  expect(await native(scan(place("many/*.parquet")))).toBe(true);
  expect(await native(scanParquet(place("many")))).toBe(true);
  expect(await native((scanParquet(paths) as unknown as Query).select(col("a").diff().alias("d")))).toBe(true);
  expect(await native(scanParquet(paths).head(150_002))).toBe(true);
  expect(await native((scanParquet(paths) as unknown as Query).filter(col("a").gt(1_100_000)).tail(3))).toBe(true);
});

test("files that do not agree are told apart", async () => {
  const [a, b] = [place("one.parquet"), place("other.parquet")];
  await new DataFrame({ x: [1] }).writeParquet(a);
  await new DataFrame({ x: ["1"] }).writeParquet(b);
  for (const engine of ["wasm", "duckdb"] as const) {
    const outcome = await scanParquet([a, b]).tryCollect({ engine });
    expect(outcome.isErr && outcome.error.code).toBe("SCHEMA_MISMATCH");
  }
});

test("partitions, options, patterns in names and compressed files are read by us", async () => {
  mkdirSync(place("parts/k=1"), { recursive: true });
  mkdirSync(place("parts/k=2"), { recursive: true });
  await numbers(0, 3).writeParquet(place("parts/k=1/x.parquet"));
  await numbers(5, 3).writeParquet(place("parts/k=2/x.parquet"));
  expect(await native(scanParquet(place("parts")))).toBe(false);
  expect(await native(scanParquet(place("parts/k=1/x.parquet")))).toBe(true);
  expect(await native(scanParquet(place("parts/k=1/x.parquet"), { checksum: true }))).toBe(false);
  await numbers(0, 3).writeParquet(place("{x}.parquet"));
  expect(await native(scanParquet(place("{x}.parquet")))).toBe(false);
  writeFileSync(place("x.parquet.gz"), gzipSync(readFileSync(place("parts/k=1/x.parquet"))));
  expect(await native(scan(place("x.parquet.gz")))).toBe(false);
});

test("a column named like a virtual one is the file's", async () => {
  for (const name of ["rowid", "file_row_number", "file_index", "filename", "FileName"]) {
    const path = place(`${name}.parquet`);
    await new DataFrame({ [name]: [5, 6], a: [1, 2] }).writeParquet(path);
    await native(scanParquet(path));
    await native((scanParquet([path, path]) as unknown as Query).select(col(name).shift(1)));
  }
});

test("dates are compared as the file has them, each condition once", async () => {
  const path = place("dates.parquet");
  const days = (step: number): (number | null)[] =>
    Array.from({ length: 400 }, (_, i) => (i % 7 === 0 ? null : (i * step) % 50));
  await (
    await rows({
      d: [Date32, days(3)],
      e: [Date32, days(11)],
      n: [Int64, days(1).map((x) => BigInt(x ?? 0))],
    }).collect()
  ).writeParquet(path);
  const file = (): Query => scanParquet(path) as unknown as Query;
  const day = (n: number) => lit(n).cast(Date32);
  for (const e of [
    ...(["lt", "le", "gt", "ge", "eq"] as const).flatMap((fn) => [col("d")[fn](day(20)), col("d")[fn](col("e"))]),
    ...(["both", "left", "right", "none"] as const).map((closed) => col("d").isBetween(day(10), day(20), { closed })),
    col("d").isBetween(col("e"), day(40)),
    col("d").lt(day(20)).and(col("n").gt(10)),
    col("d").lt(col("e")).not(),
    col("d")
      .lt(day(20))
      .or(col("e").lt(day(5))),
  ])
    expect(await native(file().filter(e))).toBe(true);
  const asked = file().filter(col("d").lt(col("e"))) as unknown as LazyFrame;
  const plan = (await asked.explain({ engine: "duckdb" })).split("as duckdb runs it")[1] ?? "";
  expect(plan).toContain('WHERE "d" < "e"');
  expect(plan.match(/"d" < "e"/g)).toHaveLength(1);
});
