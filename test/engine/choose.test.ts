import { beforeEach, expect, test } from "vitest";
import { JOIN } from "../../src/api/defaults.ts";
import { field, schema } from "../../src/arrow/schema.ts";
import { Int64 } from "../../src/arrow/types.ts";
import { choose, type Wish } from "../../src/engine/choose.ts";
import type { Engine } from "../../src/engine/engine.ts";
import { register } from "../../src/engine/registry.ts";
import { wasm } from "../../src/engines/wasm/engine.ts";
import { alias, call, col } from "../../src/expr/node.ts";
import { millis, workOf } from "../../src/optimize/cost.ts";
import { groupBy, join, type Plan, scan, sort } from "../../src/plan/node.ts";
import type { Table } from "../../src/plan/table.ts";
import { resolved } from "../support/plans.ts";

const file = (rows: number, name = "a"): Plan => {
  const table: Table = {
    schema: schema([field("k", Int64, false), field(name, Int64, false)]),
    rows,
    bytes: rows * 16,
    version: "1",
    async *scan() {},
    close: async () => {},
  };
  return { ...scan({ format: "parquet", locations: [name], options: {}, open: async () => table }), table };
};
const groups = (rows: number): Plan =>
  resolved(groupBy(file(rows), [col("k")], [alias(call("sum", [col("a")]), "s")], false));

const auto: Wish = { engine: "auto", by: "default", mode: null, memoryLimit: null };
const own = wasm.costs as NonNullable<Engine["costs"]>;
const times = (by: number): NonNullable<Engine["costs"]> => ({
  reads: () => "scan",
  figures: Object.fromEntries(Object.entries(own.figures).map(([k, v]) => [k, v * by])) as never,
});
const other = (change: Partial<Engine>): void => register({ ...wasm, name: "other", ...change });

beforeEach(() => {
  register(wasm);
  other({ costs: times(0.1) });
});

test("a query that reads little is ours, and one that reads much goes where it is thought to take less", async () => {
  expect(await choose(groups(1000), auto)).toMatchObject({ engine: { name: "wasm" }, why: "the data fits in memory" });
  const { engine, why } = await choose(groups(100_000_000), auto);
  expect(engine.name).toBe("other");
  expect(why).toMatch(/^the estimates are other [\d.]+ ms, wasm [\d.]+ ms$/);
});

test("what another one saves must be worth it", async () => {
  other({ costs: times(0.9) });
  expect(await choose(groups(100_000_000), auto)).toMatchObject({
    engine: { name: "wasm" },
    why: expect.stringMatching(/^the estimates are wasm \d+ ms, other \d+ ms$/),
  });
});

test("one that is not there, lacks something or tells no costs is not chosen", async () => {
  other({ costs: times(0.1), available: () => "it is not installed" });
  const missing = await choose(groups(100_000_000), auto);
  expect(missing).toMatchObject({ engine: { name: "wasm" } });
  expect(missing.why).toContain("not other: it is not installed");
  other({ costs: times(0.1), gaps: () => [{ feature: "sum", missing: "never", why: "it cannot" }] });
  expect(await choose(groups(100_000_000), auto)).toMatchObject({ engine: { name: "wasm" } });
  const { costs: _, ...silent } = wasm;
  register({ ...silent, name: "other" });
  expect(await choose(groups(100_000_000), auto)).toMatchObject({ engine: { name: "wasm" } });
});

test("more than fits in memory goes to the last engine that can, and a wish is a wish", async () => {
  expect(await choose(groups(1_000_000_000), auto)).toMatchObject({
    engine: { name: "other" },
    why: "reads 16.0 GB, more than fits in memory",
  });
  const wished = await choose(groups(100_000_000), { ...auto, engine: "wasm", by: "the call" });
  expect(wished).toMatchObject({ engine: { name: "wasm" }, why: "asked for by the call" });
});

test("work grows with rows, and each kind of step counts", () => {
  const on = [col("k")];
  const joined = (rows: number): Plan =>
    resolved(
      sort(join(file(rows), file(rows, "b"), on, on, JOIN), [
        { expr: col("k"), descending: false, nullsLast: false },
      ] as never),
    );
  const [small, large] = [workOf(joined(1e6), own.reads), workOf(joined(1e7), own.reads)];
  expect(small).toMatchObject({ scan: 4e6, probe: 2e6, load: 0 });
  expect(small.compare).toBeGreaterThan(0);
  expect(large.scan).toBe(4e7);
  expect(millis(large, own.figures)).toBeGreaterThan(5 * millis(small, own.figures));
  expect(workOf(joined(1e6), () => "load")).toMatchObject({ scan: 0, load: 4e6 });
});
