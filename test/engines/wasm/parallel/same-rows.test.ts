import { afterAll, beforeAll, expect, test } from "vitest";
import { parallel } from "../../../../src/engines/wasm/parallel/threads.ts";
import { Bool, col, corr, DataFrame, Int32, type LazyFrame, len } from "../../../../src/node.ts";
import { frameDifferences } from "../../../../src/testing/index.ts";
import { counted, given, start, stop } from "./counted.ts";

/** Asks again until memory is shared, which takes as many queries as make the copy worth it. */
const PATIENCE = 12;

beforeAll(start, 60_000);
afterAll(stop);

const ROWS = 1_100_003;
let seed = 7;
const random = (): number => {
  seed = (Math.imul(seed, 1103515245) + 12345) & 0x7fffffff;
  return seed >>> 8;
};
const numbers = (make: () => number): Float64Array => new Float64Array(ROWS).map(make);
const df = new DataFrame({
  g: Array.from({ length: ROWS }, () => (random() % 100 === 7 ? null : random() % 1000)),
  k: new Int32Array(ROWS).map(() => random() % 600_000),
  v: numbers(() => (random() % 9 === 0 ? Number.NaN : random() / 100 - 5000)),
  w: Array.from({ length: ROWS }, () => (random() % 50 === 3 ? null : random() / 4)),
  t: Array.from({ length: ROWS }, () => `k${random() % 300}`),
  one: new Int32Array(ROWS).fill(5),
});
const some = new DataFrame({
  k: new Int32Array(1000).map((_, i) => i * 3),
  name: Array.from({ length: 1000 }, (_, i) => `n${i}`),
});

const large = new DataFrame({
  k: new Int32Array(700_000).map(() => 100_000 + (random() % 600_000)),
  n: new Int32Array(700_000).map((_, i) => i),
});

const QUESTIONS: Readonly<Record<string, (of: DataFrame) => DataFrame>> = {
  "aggregates that are made of parts": () =>
    df
      .groupBy("g")
      .agg(
        col("w").sum(),
        col("w").mean().alias("mean"),
        col("w").std().alias("std"),
        col("w").var({ ddof: 0 }).alias("var"),
        col("v").max(),
        col("v").min().alias("least"),
        col("k").first(),
        col("k").last().alias("last"),
        col("k").mean().alias("whole"),
        col("w").count().alias("count"),
        col("w").nullCount().alias("nulls"),
        len(),
      ),
  "two keys": () => df.groupBy("t", "one").agg(col("k").sum().add(1).alias("more"), col("v").min()),
  "groups by text": () => df.groupBy("t").agg(col("k").sum()),
  "a sort": () => df.sort("w", "k"),
  "a sort with nulls last": () => df.sort("g", { nullsLast: true }),
  "a sort downwards": () => df.sort("g", { descending: true }),
  "a sort downwards, nulls last": () => df.sort("w", { descending: true, nullsLast: true }),
  "a sort with NaN": () => df.sort("v"),
  "aggregates of all rows": () => df.select(col("w").sum(), col("v").max(), col("k").mean().alias("mean"), len()),
  "a filter by a pattern": () => df.filter(col("w").gt(5).and(col("t").str.contains("k1.*7"))),
  "a join of two large frames": () => df.join(large, { on: "k" }).sort("n", "w", "t", "g", "v", { nullsLast: true }),
  "all rows of two large frames": () =>
    df.join(large, { on: "k", how: "full", coalesce: true }).sort("k", "n", "w", "t", "g", "v", { nullsLast: true }),
  "new columns": () => df.withColumns(col("w").mul(2).alias("x"), col("t").str.toUppercase().alias("T")),
};

/** The answer of one thread, and of several once they are asked. */
function both(ask: () => DataFrame): readonly [DataFrame, DataFrame | null] {
  parallel.threads = null;
  const alone = ask();
  parallel.threads = counted;
  for (let i = 0; i < PATIENCE; i++) {
    given.parts = 0;
    const answer = ask();
    if (given.parts > 0) return [alone, answer];
  }
  return [alone, null];
}

/** A comparison of values with room for rounding takes seconds, so only what differs is compared so. */
function expectSame(a: DataFrame, b: DataFrame): void {
  if (!a.equals(b)) expect(frameDifferences(b, a, { floats: "variance" })).toEqual([]);
}

test.each(Object.entries(QUESTIONS))("%s", (_, ask) => {
  const [alone, together] = both(() => ask(df));
  expect(together).not.toBeNull();
  expectSame(alone, together as DataFrame);
});

test("one value in all rows, and what takes no more than a look, stay on one thread", () => {
  expect(both(() => df.sort("one"))[1]).toBeNull();
  expect(both(() => df.groupBy("g").agg(col("w").median(), col("t").nUnique()))[1]).toBeNull();
  expect(both(() => df.groupBy("g").agg(corr("k", "w")))[1]).toBeNull();
  expect(both(() => df.select("k", "w"))[1]).toBeNull();
  expect(both(() => df.filter(col("w").gt(5)))[1]).toBeNull();
  expect(both(() => df.join(some, { on: "k" }))[1]).toBeNull();
  expect(both(() => df.head(1000).sort("w"))[1]).toBeNull();
});

test("a function of the user's stays here, and gives what it gives", () => {
  const odd = (x: unknown): boolean => (x as number) % 2 === 1;
  const ask = (): DataFrame =>
    df
      .filter(col("k").mapElements(odd, { returnDtype: Bool }))
      .groupBy("g")
      .agg(len());
  const [alone] = both(ask);
  expectSame(alone, ask());
});

const lazily = (): LazyFrame<never> =>
  df
    .lazy()
    .filter(col("w").gt(2))
    .withColumns(col("k").add(1).alias("k1"))
    .groupBy("g")
    .agg(col("k1").sum(), col("w").mean())
    .sort("g") as never;

test("a lazy query gives what it gives on one thread", async () => {
  parallel.threads = null;
  const alone = await lazily().collect();
  parallel.threads = counted;
  given.parts = 0;
  const answers = [];
  for (let i = 0; i < PATIENCE && given.parts === 0; i++) answers.push(await lazily().collect());
  expect(given.parts).toBeGreaterThan(0);
  expectSame(alone as DataFrame, answers.at(-1) as DataFrame);
});

test("what goes wrong in another thread is the query's error, and the next one runs", async () => {
  const bad = new DataFrame({ t: Array.from({ length: ROWS }, (_, i) => (i === ROWS - 1 ? "x" : String(i % 10))) });
  const ask = (): DataFrame => bad.groupBy(col("t").cast(Int32)).agg(len());
  for (let i = 0; i < PATIENCE; i++) expect(ask).toThrow(/cast|x/);
  expect(df.groupBy("g").agg(len()).height).toBeGreaterThan(900);
});

test("a query that is cancelled ends, and the pool is there for the next", async () => {
  const stop = new AbortController();
  const going = df.lazy().sort("w", "k", "v").collect({ signal: stop.signal });
  setTimeout(() => stop.abort(), 5);
  await expect(going).rejects.toMatchObject({ code: "CANCELLED" });
  expect((await lazily().collect()).height).toBeGreaterThan(900);
});
