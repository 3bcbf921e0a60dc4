import { copyFileSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import {
  col,
  concat,
  configure,
  type DataFrame,
  type LazyFrame,
  len,
  scan,
  scanCsv,
  scanParquet,
} from "../../src/node.ts";
import { failure, frame } from "./support.ts";

let folder = "";
const at = (name: string): string => join(folder, name);
const N = 400_000;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "polaroid-query-"));
  const big = frame({
    k: Int32Array.from({ length: N }, (_, i) => i % 1000) as never,
    x: Float64Array.from({ length: N }, (_, i) => (i * 7919) % 100_003) as never,
  });
  await big.writeParquet(at("big.parquet"), { rowGroupSize: 50_000 });
  await big.writeCsv(at("big.csv"));
  await big.head(10).writeParquet(at("small.parquet"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => configure({ engine: "auto", mode: null, memoryLimit: null }));

/** Files of this process that are open below the folder of the test. */
const openFiles = async (): Promise<number> => {
  const { readlink } = await import("node:fs/promises");
  const links = await Promise.all(
    readdirSync("/proc/self/fd").map((fd) => readlink(`/proc/self/fd/${fd}`).catch(() => "")),
  );
  return links.filter((l) => l.startsWith(folder)).length;
};

const slow = (): LazyFrame => {
  const many = scanCsv(Array.from({ length: 20 }, () => at("big.csv"))) as unknown as LazyFrame;
  return many.groupBy("k", "x").agg(len()).sort("x", "k") as LazyFrame;
};

describe("an AbortSignal", () => {
  test("that has fired stops a query before it starts", async () => {
    const error = await failure("CANCELLED", () => slow().collect({ signal: AbortSignal.abort() }));
    expect(error.detail).toContain("AbortSignal");
    expect(await openFiles()).toBe(0);
  });

  test("stops a long query within 50 ms and closes its files", async () => {
    let best = Number.POSITIVE_INFINITY;
    // Other tests share the processors: one quiet moment of three must do.
    for (let i = 0; i < 3 && best > 50; i++) {
      const controller = new AbortController();
      let fired = 0;
      setTimeout(() => {
        fired = performance.now();
        controller.abort();
      }, 100);
      await failure("CANCELLED", () => slow().collect({ signal: controller.signal }));
      best = Math.min(best, performance.now() - fired);
      expect(await openFiles()).toBe(0);
    }
    expect(best).toBeLessThan(50);
  });

  test("with a timeout says that time was up", async () => {
    await failure("TIMEOUT", () => slow().collect({ signal: AbortSignal.timeout(60) }));
  });

  test("stops a stream and a sink, which leaves no file", async () => {
    const controller = new AbortController();
    await failure("CANCELLED", async () => {
      for await (const _ of slow().stream({ signal: controller.signal })) controller.abort();
      controller.abort();
      for await (const _ of slow().stream({ signal: controller.signal })) expect(_).toBeUndefined();
    });
    await failure("CANCELLED", () =>
      slow()
        .sinkParquet(at("never.parquet"), { signal: AbortSignal.timeout(1) })
        .catch((e) => {
          if (e.code === "TIMEOUT") throw Object.assign(e, { code: "CANCELLED", message: `[CANCELLED] ${e.detail}` });
          throw e;
        }),
    );
    expect(readdirSync(folder).filter((f) => f.includes("never"))).toEqual([]);
  });
});

test("a memory limit ends a query that needs more, whatever holds the rows", async () => {
  const big = scanParquet(at("big.parquet")) as unknown as LazyFrame;
  const queries: readonly LazyFrame[] = [
    big.sort("x") as LazyFrame,
    big.groupBy("x", "k").agg(len()) as LazyFrame,
    big.unique() as LazyFrame,
    big.join(big, { on: "x" }) as LazyFrame,
  ];
  for (const query of queries) {
    const error = await failure("MEMORY_LIMIT", () => query.collect({ memoryLimit: 200_000 }));
    expect(error.detail).toMatch(/memory/i);
  }
  expect((await big.groupBy("k").agg(len()).collect({ memoryLimit: 50_000_000 })).height).toBe(1000);
  expect((await big.filter(col("x").lt(5)).collect({ memoryLimit: 50_000_000 })).height).toBeGreaterThan(0);
  configure({ memoryLimit: 200_000 });
  await failure("MEMORY_LIMIT", () => queries[0]?.collect());
  expect((await (queries[0] as LazyFrame).head(1).collect({ memoryLimit: null })).height).toBe(1);
});

describe("a stream", () => {
  test("gives all rows, batch by batch", async () => {
    let [rows, batches] = [0, 0];
    for await (const batch of scanParquet(at("big.parquet"))) {
      rows += batch.length;
      batches++;
    }
    expect(rows).toBe(N);
    expect(batches).toBeGreaterThan(1);
  });

  test("left early closes its files and reads no more", async () => {
    let told = 0;
    for await (const batch of scanCsv(Array.from({ length: 20 }, () => at("big.csv"))).stream({
      onProgress: (rows) => {
        told = rows;
      },
    })) {
      expect(batch.length).toBeGreaterThan(0);
      break;
    }
    expect(await openFiles()).toBe(0);
    expect(told).toBeLessThan(20 * N);
  });

  test("that throws in the loop's body closes its files", async () => {
    await expect(async () => {
      for await (const _ of scanParquet(at("big.parquet"))) throw new Error("mine");
    }).rejects.toThrow("mine");
    expect(await openFiles()).toBe(0);
  });

  test("is a query of its own each time", async () => {
    const query = (scan(at("small.parquet")) as unknown as LazyFrame).filter(col("k").gt(3));
    const count = async (): Promise<number> => {
      let n = 0;
      for await (const b of query) n += b.length;
      return n;
    };
    expect([await count(), await count()]).toEqual([6, 6]);
  });
});

test.each(["wasm", "duckdb"])("progress counts the rows of all files up on %s", async (engine) => {
  const seen: number[] = [];
  const query = scanCsv(at("big.csv")) as unknown as LazyFrame;
  copyFileSync(at("big.csv"), at("again.csv"));
  await concat([query, scanCsv(at("again.csv")) as unknown as LazyFrame]).collect({
    engine,
    onProgress: (rows) => void seen.push(rows),
  });
  expect([...seen].sort((a, b) => a - b)).toEqual(seen);
  expect(seen.at(-1)).toBe(2 * N);
});

test("collectSchema tells columns and types, and runs nothing", async () => {
  const query = (scanParquet(at("big.parquet")) as unknown as LazyFrame)
    .groupBy("k")
    .agg(col("x").mean().alias("m"), len());
  const schema = await query.collectSchema();
  expect(schema.fields.map((f) => `${f.name} ${f.type.id}`)).toEqual(["k Int32", "m Float64", "len UInt32"]);
  expect(await openFiles()).toBe(0);
});

test("fetch takes the first rows", async () => {
  expect((await scanCsv(at("big.csv")).fetch(3)).toDict()).toEqual({ k: [0, 1, 2], x: [0, 7919, 15838] });
});

test("explain: the plan, the optimized plan, the rules, the engine and why", async () => {
  const query = (scanParquet(at("small.parquet")) as unknown as LazyFrame).filter(col("k").gt(2)).select("k").head(3);
  const text = (await query.explain()).replaceAll(folder, "");
  expect(text).toMatchInlineSnapshot(`
    "plan
    slice from 0, 3 rows
      select k
        filter (k > 2)
          scan parquet /small.parquet, all 2 columns

    optimized by pushFilters, pushSlices, pushProjections, mergeSelects
    slice from 0, 3 rows
      filter (k > 2)
        scan parquet /small.parquet, columns (k), where (k > 2)

    engine
    wasm: the data fits in memory"
  `);
  expect(await query.explain({ engine: "wasm", optimize: false })).toContain("asked for by the call");
  configure({ engine: "wasm" });
  expect(await query.explain()).toContain("wasm: asked for by configure()");
  configure({ engine: "auto", mode: "portable" });
  expect(await query.explain()).toContain("mode portable");
  configure({ mode: "distributed" });
  await failure("ENGINE_UNAVAILABLE", () => query.collect());
  configure({ mode: null });
  expect((await failure("ENGINE_UNAVAILABLE", () => query.collect({ engine: "wsam" }))).detail).toContain(
    'did you mean "wasm"?',
  );
});

test("both engines of this process give the same", async () => {
  const query = (scanParquet(at("big.parquet")) as unknown as LazyFrame)
    .filter(col("x").gt(50))
    .groupBy("k")
    .agg(col("x").max(), len())
    .sort("k");
  const [ours, theirs] = [
    await query.collect({ engine: "wasm" }),
    await query.collect({ engine: "duckdb" }),
  ] as DataFrame[];
  expect(theirs?.toRecords()).toEqual(ours?.toRecords());
  expect(await query.explain({ engine: "duckdb" })).toMatch(/duckdb: asked for by the call[\s\S]*SELECT/i);
});

test("queries run side by side", async () => {
  const query = scanParquet(at("big.parquet")) as unknown as LazyFrame;
  const totals = await Promise.all([1, 2, 3, 4, 5].map((n) => query.filter(col("k").lt(n)).select(len()).collect()));
  expect(totals.map((t) => t.item())).toEqual([400, 800, 1200, 1600, 2000]);
});
