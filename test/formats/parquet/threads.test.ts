import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Threads } from "../../../src/core/host.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import {
  col,
  configure,
  DataFrame,
  Datetime,
  type LazyFrame,
  scanParquet,
  struct,
  Utf8,
  when,
} from "../../../src/node.ts";
import { frameDifferences } from "../../../src/testing/index.ts";
import { threaded } from "../../support/threads.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-threads-"));
const file = join(folder, "rows.parquet");
const ROWS = 800_000;

beforeAll(async () => {
  const x = new Float64Array(ROWS);
  const n = new Int32Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    x[i] = ((i * 2654435761) % 4294967296) / 3;
    n[i] = (i * 48271) % 2147483647;
  }
  const df = new DataFrame({ x, n }).withColumns(
    col("n").mod(7).cast(Utf8).alias("word"),
    col("n").cast(Datetime("us", "Europe/Berlin")).alias("at"),
    when(col("n").mod(11).eq(0)).then(null).otherwise(col("n").gt(1e9)).alias("flag"),
    struct(col("n").mod(3).alias("a"), when(col("n").mod(5).eq(0)).then(null).otherwise(col("x")).alias("b")).alias(
      "pair",
    ),
  );
  await df.writeParquet(file, { compression: "snappy", rowGroupSize: 150_000 });
});
afterAll(() => {
  configure({ threads: null });
  rmSync(folder, { recursive: true, force: true });
});

const QUERIES: Readonly<Record<string, (lf: LazyFrame) => LazyFrame>> = {
  "all columns": (lf) => lf,
  "some columns": (lf) => lf.select("word", "x", "at"),
  "a filter that prunes": (lf) => lf.withRowIndex("i").filter(col("i").gt(500_000)).select("i", "pair", "at"),
  "a group-by": (lf) =>
    lf.groupBy("word").agg(col("x").sum(), col("flag").sum(), col("n").max(), col("at").min()).sort("word"),
};

describe("Parquet in threads", () => {
  test.each(Object.keys(QUERIES))("%s: as one thread gives it", async (name) => {
    const query = QUERIES[name] as (lf: LazyFrame) => LazyFrame;
    configure({ threads: 1 });
    const one = await query(scanParquet(file)).collect({ engine: "wasm" });
    await threaded();
    const jobs = vi.spyOn(nodeHost.threads as Threads, "run");
    const many = await query(scanParquet(file)).collect({ engine: "wasm" });
    expect(jobs.mock.calls.length).toBeGreaterThan(0);
    jobs.mockRestore();
    // With room for rounding a comparison takes seconds.
    if (!many.equals(one)) expect(frameDifferences(many, one, { floats: "sum" })).toEqual([]);
  });

  test("bytes in memory and a Blob are sent to the threads, and stay as they are", async () => {
    const bytes = new Uint8Array(readFileSync(file));
    await threaded();
    const want = await scanParquet(file).collect();
    expect((await scanParquet(bytes).collect()).equals(want)).toBe(true);
    expect((await scanParquet(new Blob([bytes])).collect()).equals(want)).toBe(true);
    expect(readFileSync(file).equals(bytes)).toBe(true);
  });

  test("damage is told as one thread tells it", async () => {
    const bytes = new Uint8Array(readFileSync(file));
    bytes.fill(0xff, bytes.length >> 1, (bytes.length >> 1) + 4000);
    const broken = join(folder, "broken.parquet");
    writeFileSync(broken, bytes);
    configure({ threads: 1 });
    const one = await scanParquet(broken).tryCollect();
    await threaded();
    const many = await scanParquet(broken).tryCollect();
    expect(one.isErr && many.isErr).toBe(true);
    if (one.isErr && many.isErr)
      expect([many.error.code, many.error.detail]).toEqual([one.error.code, one.error.detail]);
  });

  test("a query that is left early or aborted leaves nothing behind", async () => {
    await threaded();
    for await (const batch of scanParquet(file)) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    const stop = new AbortController();
    const query = scanParquet(file).collect({ signal: stop.signal });
    stop.abort();
    await expect(query).rejects.toMatchObject({ code: "CANCELLED" });
    expect((await scanParquet(file).collect()).height).toBe(ROWS);
  });
});
