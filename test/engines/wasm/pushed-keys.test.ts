import { expect, test } from "vitest";
import { valueAt } from "../../../src/arrow/value.ts";
import type { ByteSource } from "../../../src/core/host.ts";
import { budget } from "../../../src/engines/wasm/budget.ts";
import { compilePlan } from "../../../src/engines/wasm/compile.ts";
import { run } from "../../../src/engines/wasm/driver.ts";
import { pushKeys } from "../../../src/engines/wasm/pushed-keys/push-keys.ts";
import { parquet } from "../../../src/formats/parquet/index.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { DataFrame, Int32, LazyFrame as Lazy, type LazyFrame, Utf8 } from "../../../src/node.ts";
import { optimize } from "../../../src/optimize/optimize.ts";
import { scan } from "../../../src/plan/node.ts";
import { resolvePlan } from "../../../src/plan/resolve.ts";
import { writeParquet } from "../../support/parquet-file.ts";
import { random } from "../../support/random.ts";

const host = nodeHost;
interface Read {
  bytes: number;
}
/** A file of which is counted what is read. */
async function counted(df: DataFrame, rowGroupSize: number, read: Read): Promise<LazyFrame> {
  const bytes = await writeParquet(df.batches, { rowGroupSize, compression: "none", dictionary: false });
  const inner = bytesSource(bytes);
  const source: ByteSource = {
    ...inner,
    size: inner.size,
    version: inner.version,
    read: async (range, signal) => {
      const out = await inner.read(range, signal);
      read.bytes += out.length;
      return out;
    },
    close: () => inner.close(),
  };
  const table = await parquet.open(source, {}, host);
  const at = scan({ format: "parquet", locations: ["counted.parquet"], options: {}, open: async () => table });
  return new Lazy(Object.freeze({ ...at, table }));
}

/** The rows of a query, sorted, with keys handed on or not. */
async function answer(q: LazyFrame, pushes: boolean): Promise<string[]> {
  const resolved = resolvePlan(q.plan);
  if (resolved.isErr) throw resolved.error;
  const best = optimize(resolved.value, { evaluate: () => undefined });
  if (best.isErr) throw best.error;
  const context = { budget: budget(null), pushKeys: pushes ? pushKeys : undefined };
  const out: string[] = [];
  for await (const b of run(compilePlan(best.value.plan, context), { host, memoryLimit: null }))
    for (let i = 0; i < b.length; i++) out.push(b.columns.map((c) => String(valueAt(c, i))).join());
  return out.sort();
}

const N = 20_000;
const facts = new DataFrame({
  id: Array.from({ length: N }, (_, i) => i),
  day: Array.from({ length: N }, (_, i) => Math.floor(i / 100)),
  word: Array.from({ length: N }, (_, i) => `w${String(Math.floor(i / 1000)).padStart(2, "0")}`),
  x: Array.from({ length: N }, (_, i) => i * 0.5),
}).cast({ id: Int32, day: Int32, word: Utf8 });

test("a file is read only where the other side of the join has keys", async () => {
  const read: Read = { bytes: 0 };
  const file = await counted(facts, 1000, read);
  const few = new DataFrame({ day: [73, 74] }).cast({ day: Int32 }).lazy();
  const query = file.join(few, { on: "day" });
  read.bytes = 0;
  const all = await answer(query, false);
  const whole = read.bytes;
  read.bytes = 0;
  const some = await answer(query, true);
  expect(some).toEqual(all);
  expect(some).toHaveLength(200);
  // One of twenty row groups.
  expect(read.bytes).toBeLessThan(whole / 10);
});

test("semi joins, text keys, keys through groups, filters and other joins", async () => {
  const read: Read = { bytes: 0 };
  const file = await counted(facts, 1000, read);
  const days = new DataFrame({ day: [3, 150] }).cast({ day: Int32 }).lazy();
  const words = new DataFrame({ word: ["w07"] }).lazy();
  const names = new DataFrame({ id: [350, 351, 15_020], name: ["a", "b", "c"] }).cast({ id: Int32 }).lazy();
  const queries: readonly (readonly [LazyFrame, number])[] = [
    [file.join(days, { on: "day", how: "semi" }), 5],
    [file.join(words, { on: "word" }), 10],
    [file.groupBy("day").len().join(days, { on: "day" }), 5],
    [
      file
        .filter((c) => c["x"].gt(20))
        .join(names, { on: "id", how: "left" })
        .join(days, { on: "day" }),
      5,
    ],
    [file.join(names, { on: "id" }).join(days, { on: "day" }), 5],
  ];
  for (const [query, times] of queries) {
    read.bytes = 0;
    const all = await answer(query, false);
    const whole = read.bytes;
    read.bytes = 0;
    expect(await answer(query, true)).toEqual(all);
    expect(all.length).toBeGreaterThan(0);
    expect(read.bytes).toBeLessThan(whole / times);
  }
});

test("what must not lose rows is read whole", async () => {
  const read: Read = { bytes: 0 };
  const file = await counted(facts, 1000, read);
  const days = new DataFrame({ day: [3] }).cast({ day: Int32 }).lazy();
  const queries: readonly LazyFrame[] = [
    file.join(days, { on: "day", how: "left" }),
    file.join(days, { on: "day", how: "anti" }),
    file.head(10_000).join(days, { on: "day" }),
    file.withRowIndex("row").join(days, { on: "day" }),
    file.withColumns((c) => c["x"].sum().alias("all")).join(days, { on: "day" }),
  ];
  for (const query of queries) {
    read.bytes = 0;
    const all = await answer(query, false);
    const whole = read.bytes;
    read.bytes = 0;
    expect(await answer(query, true)).toEqual(all);
    expect(read.bytes).toBe(whole);
  }
});

test("random joins of frames give the same with and without", async () => {
  const next = random(7);
  const below = (n: number): number => Math.floor(next() * n);
  const hows = ["inner", "left", "right", "semi", "anti", "full"] as const;
  let rows = 0;
  for (let round = 0; round < 150; round++) {
    const side = (k: number): LazyFrame => {
      const n = 1 + below(40);
      const value = (): number | null => (below(6) === 0 ? null : below(30) - 5);
      const cell = (): (number | null)[] => Array.from({ length: n }, value);
      return new DataFrame({ a: cell(), b: cell(), [`c${k}`]: cell() }).cast({ a: Int32, b: Int32 }).lazy();
    };
    let q = side(0);
    for (let i = 1; i < 4; i++) {
      const other = below(3) === 0 ? side(i).filter((c) => c["b"].gt(0)) : side(i);
      q = q.join(other, {
        on: next() < 0.5 ? "a" : ["a", "b"],
        how: hows[below(6)] ?? "inner",
        nullsEqual: below(4) === 0,
        suffix: `_${i}`,
      } as never);
      if (below(3) === 0) q = q.filter((c) => c["a"].lt(15));
      if (below(4) === 0) q = q.unique({ subset: ["a", "b"], keep: "none" } as never);
      if (below(5) === 0) q = q.groupBy("a", "b").len(`n${i}`) as never;
    }
    const all = await answer(q, false);
    expect(await answer(q, true)).toEqual(all);
    rows += all.length;
  }
  expect(rows).toBeGreaterThan(1000);
});
