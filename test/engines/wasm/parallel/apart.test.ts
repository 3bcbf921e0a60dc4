import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parallel } from "../../../../src/engines/wasm/parallel/threads.ts";
import { splitAlways } from "../../../../src/engines/wasm/parallel/worth.ts";
import { col, DataFrame, DataType, type LazyFrame, len, scanParquet } from "../../../../src/node.ts";
import { counted, given, start, stop } from "./counted.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-apart-test-"));
const ROWS = 12_000;
const GROUP = 1000;
const path = (name: string): string => join(folder, `${name}.parquet`);

const values = {
  v: Array.from({ length: ROWS }, (_, i) => (i % 13 === 0 ? null : (i * 31) % 7)),
  price: Array.from({ length: ROWS }, (_, i) => `${i % 97}.${10 + (i % 90)}`),
};
const written = async (name: string, key: (i: number) => number | null): Promise<void> => {
  const frame = new DataFrame({ k: Array.from({ length: ROWS }, (_, i) => key(i)), ...values });
  await frame
    .withColumns(col("k").cast(DataType.Int64), col("price").cast(DataType.Decimal(15, 2)))
    .writeParquet(path(name), { rowGroupSize: GROUP });
};

beforeAll(async () => {
  await start();
  splitAlways(true);
  // Groups of ten rows that end with a row group; groups of seven that do not; no order at all; nulls in front.
  await written("apart", (i) => Math.floor(i / 10) * 4);
  await written("across", (i) => Math.floor(i / 7));
  await written("mixed", (i) => (i * 7919) % 101);
  await written("nulls", (i) => (i < 5 ? null : Math.floor(i / 10)));
  await written("spread", (i) => (i % GROUP === 0 ? null : Math.floor(i / 10)));
}, 60_000);
afterAll(() => {
  splitAlways(false);
  stop();
  rmSync(folder, { recursive: true });
});

type Any = LazyFrame<never>;
const scan = (name: string): Any => scanParquet(path(name)) as never;
const kinds = (f: Any): Any =>
  f.groupBy("k" as never).agg(col("v").nUnique().alias("n"), col("v").median().alias("m"), len()) as never;
const sums = (f: Any): Any =>
  f.groupBy("k" as never).agg(col("price").sum().alias("s"), col("price").mean().alias("m")) as never;

async function both(
  ask: () => Any,
): Promise<{ readonly alone: DataFrame; readonly together: DataFrame; parts: number }> {
  parallel.threads = null;
  const alone = (await ask().collect({ engine: "wasm" })) as DataFrame;
  parallel.threads = counted;
  given.parts = 0;
  const together = (await ask().collect({ engine: "wasm" })) as DataFrame;
  return { alone, together, parts: given.parts };
}

test.each([
  ["apart", 1],
  ["nulls", 1],
  ["across", 0],
  ["mixed", 0],
  ["spread", 0],
] as const)("aggregates that are not put together, of %s keys", async (name, expected) => {
  const { alone, together, parts } = await both(() => kinds(scan(name)).sort("k" as never) as never);
  expect(parts).toBe(expected);
  expect(together.equals(alone)).toBe(true);
});

test("groups that are apart come in order of first appearance, also through columns that are made and chosen", async () => {
  const ask = (): Any =>
    kinds(
      scan("apart")
        .filter(col("v").isNotNull())
        .withColumns(col("v").mul(2).alias("w"))
        .select(col("k").alias("key"), col("v"), col("w"))
        .select(col("key").alias("k"), col("v")) as never,
    );
  const { alone, together, parts } = await both(ask);
  expect(parts).toBe(1);
  expect(together.equals(alone)).toBe(true);
});

test("a key that is made anew may be the same in two parts", async () => {
  const { alone, together, parts } = await both(
    () => kinds(scan("apart").withColumns(col("k").mod(12).alias("k")) as never).sort("k" as never) as never,
  );
  expect(parts).toBe(0);
  expect(together.equals(alone)).toBe(true);
});

test.each(["apart", "mixed", "across"])("sums and means of Decimals of %s keys, below a limit", async (name) => {
  const { alone, together, parts } = await both(
    () =>
      sums(scan(name))
        .sort("s" as never, "k" as never)
        .limit(50) as never,
  );
  expect(parts).toBe(1);
  expect(together.equals(alone)).toBe(true);
});

test("a mean of Decimals of no rows is null, and so many digits that a sum has no room are not put together", async () => {
  const none = (): Any => scan("mixed").filter(col("v").gt(100)).select(col("price").mean()) as never;
  const { alone, together, parts } = await both(none);
  expect(parts).toBe(1);
  expect(alone.toRecords()).toEqual([{ price: null }]);
  expect(together.equals(alone)).toBe(true);
  const wide = (): Any => scan("mixed").select(col("price").cast(DataType.Decimal(38, 2)).mean()) as never;
  expect((await both(wide)).parts).toBe(0);
});

test("the right side of a join is read in parts, not where a join above may hand it keys", async () => {
  const right = (): Any => scan("mixed").filter(col("v").eq(3)).select(col("k"), col("price")) as never;
  const left = (): Any => new DataFrame({ k: [1n, 5n, 500n] }).lazy() as never;
  const one = (): Any =>
    left()
      .join(right() as never, { on: "k" as never })
      .sort("price" as never) as never;
  const first = await both(one);
  expect(first.parts).toBe(1);
  expect(first.together.equals(first.alone)).toBe(true);
  const two = (): Any => one().join(left() as never, { on: "k" as never, how: "semi" }) as never;
  const second = await both(two);
  expect(second.parts).toBe(0);
  expect(second.together.equals(second.alone)).toBe(true);
});
