import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test, vi } from "vitest";
import type { Threads } from "../../../src/core/host.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import {
  Categorical,
  col,
  concatList,
  configure,
  DataFrame,
  readParquet,
  struct,
  Utf8,
  when,
} from "../../../src/node.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-write-threads-"));
const ROWS = 400_000;

afterAll(() => {
  configure({ threads: null });
  rmSync(folder, { recursive: true, force: true });
});

const frame = (): DataFrame => {
  const x = new Float64Array(ROWS);
  const n = new Int32Array(ROWS);
  for (let i = 0; i < ROWS; i++) {
    x[i] = ((i * 2654435761) % 4294967296) / 3;
    n[i] = (i * 48271) % 2147483647;
  }
  return new DataFrame({ x, n }).withColumns(
    col("n").cast(Utf8).alias("text"),
    col("n").mod(7).cast(Utf8).cast(Categorical).alias("word"),
    when(col("n").mod(11).eq(0)).then(null).otherwise(col("n").gt(1e9)).alias("flag"),
    concatList("n", col("n").add(1)).alias("list"),
    struct(col("n").mod(3).alias("a"), when(col("n").mod(5).eq(0)).then(null).otherwise(col("x")).alias("b")).alias(
      "pair",
    ),
  ) as DataFrame;
};

test.each(["snappy", "zstd", "none"] as const)(
  "%s: several threads write the bytes that one writes",
  async (compression) => {
    const [one, many] = [join(folder, `one-${compression}`), join(folder, `many-${compression}`)];
    configure({ threads: 1 });
    const df = frame();
    await df.writeParquet(one, { compression, rowGroupSize: 150_000 });
    configure({ threads: 2 });
    nodeHost.threads?.start();
    for (const end = Date.now() + 10_000; nodeHost.threads?.size !== 2 && Date.now() < end; )
      await new Promise((resolve) => setTimeout(resolve, 5));
    const jobs = vi.spyOn(nodeHost.threads as Threads, "run");
    await df.writeParquet(many, { compression, rowGroupSize: 150_000 });
    expect(jobs.mock.calls.map((c) => c[0])).toContain("parquetWrite");
    jobs.mockRestore();
    expect(readFileSync(many).equals(readFileSync(one))).toBe(true);
    expect((await readParquet(many)).equals(df)).toBe(true);
    // Memory that was used for one file is used for the next.
    await Promise.all([
      df.writeParquet(many, { compression }),
      df.writeParquet(`${many}2`, { compression, rowGroupSize: 150_000 }),
    ]);
    expect(readFileSync(`${many}2`).equals(readFileSync(one))).toBe(true);
    expect((await readParquet(many)).equals(df)).toBe(true);
  },
);
