import { afterEach, describe, expect, test } from "vitest";
import { col, configure, DataFrame, len, PolaroidError } from "../../src/node.ts";

const N = 100_000;
const numbers = (f: (i: number) => number) => Float64Array.from({ length: N }, (_, i) => f(i));
const a = new DataFrame({ a: numbers((i) => i) });
const b = new DataFrame({ b: numbers((i) => i) });
// One key holds 99 % of the rows.
const skewed = new DataFrame({ k: numbers((i) => (i % 100 === 0 ? i : 1)), x: numbers((i) => i) });

afterEach(() => configure({ memoryLimit: null }));

async function refused(f: () => unknown): Promise<string> {
  const before = process.memoryUsage().arrayBuffers;
  try {
    await f();
  } catch (e) {
    expect(e).toBeInstanceOf(PolaroidError);
    expect((e as PolaroidError).code).toBe("LIMIT_EXCEEDED");
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100e6);
    return (e as PolaroidError).message;
  }
  throw new Error("it was not refused");
}

describe("joins whose rows cannot be kept are refused before they are made", () => {
  test("a cross join of frames, at once", async () => {
    const message = await refused(() => a.join(b, { how: "cross" }));
    expect(message).toContain(
      "the cross join of 100,000 and 100,000 rows has 10,000,000,000 rows or more, about 160.0 GB",
    );
    expect(message).toContain("raise memoryLimit");
  });
  test.each(["wasm", "duckdb"])("a cross join in a query on %s", async (engine) => {
    await refused(() => a.lazy().join(b.lazy(), { how: "cross" }).collect({ engine }));
    await refused(() => a.lazy().join(b.lazy(), { how: "cross" }).sort("b").collect({ engine }));
  });
  test("a cross join of what is only known as it comes", async () => {
    await refused(() => a.lazy().filter(col("a").ge(0)).join(b.lazy(), { how: "cross" }).collect({ engine: "wasm" }));
  });
  test.each(["inner", "left", "right", "full"] as const)("a %s join of many with many", async (how) => {
    const message = await refused(() => skewed.join(skewed, { on: "k", how }));
    expect(message).toMatch(
      /the \w+ join \(its keys occur many times on both sides\) has 6,\d{3},\d{3},\d{3} rows or more/,
    );
    await refused(() => skewed.lazy().join(skewed.lazy(), { on: "k", how }).collect({ engine: "wasm" }));
  });
  test("joinWhere over a range", async () => {
    await refused(() => a.joinWhere(b, col("a").lt(col("b"))));
  });
});

describe("what is not kept, or not much, runs", () => {
  test("the first rows of a cross join, and its number of rows", async () => {
    const cross = a.lazy().join(b.lazy(), { how: "cross" });
    expect((await cross.head(3).collect()).height).toBe(3);
    const counted = a.head(10_000).lazy().join(b.head(10_000).lazy(), { how: "cross" }).select(len());
    expect((await counted.collect({ engine: "wasm" })).item()).toBe(100_000_000);
  });
  test("joins that only filter, and those with few partners", () => {
    expect(skewed.join(skewed, { on: "k", how: "semi" }).height).toBe(N);
    expect(skewed.unique({ subset: "k" }).join(skewed, { on: "k" }).height).toBe(N);
  });
  test("the memory limit is the limit of kept rows", async () => {
    const [left, right] = [a.head(1000), b.head(1000)];
    expect(left.join(right, { how: "cross" }).height).toBe(1_000_000);
    configure({ memoryLimit: 1e6 });
    expect(await refused(() => left.join(right, { how: "cross" }))).toContain("about 16.0 MB, where 1.0 MB");
    await refused(() => left.lazy().join(right.lazy(), { how: "cross" }).collect({ engine: "wasm" }));
  });
});
