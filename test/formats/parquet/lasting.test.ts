import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Batch, columnOf } from "../../../src/arrow/batch.ts";
import type { FixedColumn } from "../../../src/arrow/column.ts";
import { openParquet } from "../../../src/formats/parquet/index.ts";
import { fileSource } from "../../../src/io/node/file-source.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { col, configure, DataFrame, type LazyFrame, len, scanParquet } from "../../../src/node.ts";
import { frameDifferences } from "../../../src/testing/index.ts";
import { ALL } from "../tools.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-lasting-"));
const file = join(folder, "rows.parquet");
const ROWS = 70_000;
const df = new DataFrame({
  k: Int32Array.from({ length: ROWS }, (_, i) => (i * 7919) % 101),
  v: Float64Array.from({ length: ROWS }, (_, i) => (i * 31) % 1009),
  w: Array.from({ length: ROWS }, (_, i) => (i % 11 === 0 ? null : `w${i % 53}`)),
});

beforeAll(async () => {
  await df.writeParquet(file, { rowGroupSize: 20_000 });
});
afterAll(() => {
  configure({ threads: null });
  rmSync(folder, { recursive: true });
});

const bufferOf = (b: Batch, name: string): ArrayBufferLike => (columnOf(b, name) as FixedColumn).values.buffer;

test("columns that need not last lie in memory that is used again, others in memory of their own", async () => {
  const table = await openParquet(await fileSource(file), {}, { ...nodeHost, threads: null });
  const seen: ArrayBufferLike[] = [];
  const kept: Batch[] = [];
  let sum = 0;
  for await (const b of table.scan({ ...ALL, columns: ["k", "v"], lasting: new Set(["k"]) })) {
    seen.push(bufferOf(b, "v"));
    kept.push(b);
    for (const x of (columnOf(b, "v") as FixedColumn).values) sum += x as number;
  }
  await table.close();
  expect(new Set(seen).size).toBeLessThan(seen.length);
  expect(new Set(kept.map((b) => bufferOf(b, "k"))).size).toBe(4);
  expect(sum).toBe(Array.from({ length: ROWS }, (_, i) => (i * 31) % 1009).reduce((a, b) => a + b, 0));
  const k = kept.flatMap((b) => [...((columnOf(b, "k") as FixedColumn).values as Int32Array)].slice(0, b.length));
  expect(k).toEqual(Array.from({ length: ROWS }, (_, i) => (i * 7919) % 101));
});

const QUERIES: Readonly<Record<string, (lf: LazyFrame) => LazyFrame>> = {
  groups: (lf) => lf.groupBy("w").agg(col("v").sum(), col("k").max(), len().alias("n")).sort("w"),
  "groups of what a filter leaves": (lf) =>
    lf
      .filter(col("v").gt(500))
      .groupBy("k")
      .agg(col("w").first(), col("w").last().alias("z"), col("v").mean())
      .sort("k"),
  "a filter that leaves all": (lf) => lf.filter(col("v").ge(0)).select("w", "v", "k"),
  "what is kept of each group": (lf) => lf.groupBy("k").agg(col("v").median(), col("w").nUnique()).sort("k"),
  "new columns of a filter": (lf) => lf.withColumns(col("v").mul(2).alias("x")).filter(col("k").lt(50)),
  "rows that are sorted": (lf) => lf.filter(col("k").eq(7)).sort("v", "w"),
  "a join with itself": (lf) =>
    lf.join(lf.groupBy("w").agg(len()), { on: "w" }).select(col("len").sum(), col("v").max()),
  "one row": (lf) => lf.select(col("v").sum(), col("w").max(), col("k").first()),
};

test.each(Object.entries(QUERIES))("%s: as of the same rows in memory", async (_, ask) => {
  configure({ threads: 1 });
  const found = await ask(scanParquet(file) as never).collect({ engine: "wasm" });
  const want = await ask(df.lazy() as never).collect({ engine: "wasm" });
  expect(frameDifferences(found, want, { floats: "sum" })).toEqual([]);
});
