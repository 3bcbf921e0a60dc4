import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Batch } from "../../src/arrow/batch.ts";
import { columnOf } from "../../src/arrow/batch.ts";
import * as t from "../../src/arrow/types.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { call, cast, col, type Expr, type LiteralValue, lit } from "../../src/expr/node.ts";
import { openParquet, readParquet, scanBatches } from "../support/parquet-file.ts";
import { type Dump, dumpOf, judge } from "../support/parquet-judge.ts";
import { pythonWith } from "../support/python.ts";

const found = pythonWith("pyarrow");
if ("reason" in found) console.log(`files of pyarrow: skipped, ${found.reason}`);
const folder = mkdtempSync(join(tmpdir(), "polaroid-pyarrow-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const path = (name: string): string => join(folder, `${name}.parquet`);

describe.skipIf("reason" in found)("files that pyarrow wrote", () => {
  const theirs = new Map<string, Dump>();
  const JUDGED = ["codec-none", "int96", "integers-for-decimals", "legacy-lists"];
  beforeAll(() => {
    if ("reason" in found) return;
    execFileSync(found.python, [join(import.meta.dirname, "make.py"), folder]);
    for (const [i, d] of judge(found.python, JUDGED.map(path)).entries()) theirs.set(JUDGED[i] as string, d);
  }, 120_000);

  const same = (ours: Pick<Dump, "schema" | "columns">, judged: Dump): void => {
    expect(judged.error).toBeUndefined();
    const names = judged.schema?.map(([name]) => name) ?? [];
    for (const [i, [name, type]] of (ours.schema ?? []).entries()) {
      const k = names.indexOf(name);
      // A dictionary that only says Arrow's type is text here, as in Arrow IPC.
      expect([name, type]).toEqual([name, judged.schema?.[k]?.[1].replace("Categorical", "Utf8")]);
      expect(ours.columns?.[i], name).toEqual(judged.columns?.[k]);
    }
  };

  it.each(JUDGED)("%s", async (name) => {
    const dump = dumpOf(await readParquet(path(name)));
    same(dump, theirs.get(name) as Dump);
    expect(dump.schema?.length).toBe(theirs.get(name)?.schema?.length);
  });

  it("reads the same from every codec, encoding and page version", async () => {
    const all = readdirSync(folder).map((f) => f.replace(".parquet", ""));
    const others = all.filter((n) => /^(codec|delta|front|plain|overflow|without)/.test(n));
    expect(others.length).toBe(18);
    for (const name of others)
      same(dumpOf(await readParquet(path(name), {}, { checksum: true })), theirs.get("codec-none") as Dump);
  });

  it("keeps text in the file's dictionary, and falls back to bytes where it overflows", async () => {
    const [first] = await scanBatches(await openParquet(path("codec-snappy")), { columns: ["s", "large", "sorted"] });
    expect(columnOf(first as Batch, "s").layout).toBe("dict");
    const [over] = await scanBatches(await openParquet(path("overflow")), { columns: ["s", "sorted"] });
    expect(columnOf(over as Batch, "sorted").layout).toBe("bytes");
  });

  it("stops early", async () => {
    for (const name of ["prune", "prune-v2", "prune-groups", "codec-zstd-v2"]) {
      const whole = await readParquet(path(name));
      for (const limit of [0, 1, 255, 256, 4001]) {
        const got = dumpOf(await readParquet(path(name), { limit }));
        const want = dumpOf(whole);
        expect(got.columns).toEqual(want.columns?.map((c) => c.slice(0, limit)));
      }
    }
  });
});

interface Case {
  readonly name: string;
  readonly predicate: Expr;
  readonly passes: (row: Readonly<Record<string, unknown>>) => boolean | null;
  /** At most so many rows may be read with the page index. */
  readonly most: number;
}
const cmp = (fn: string, column: string, value: LiteralValue, type: t.DataType | null = null): Expr =>
  call(fn, [col(column), lit(value, type)]);
const num = (v: unknown): number => Number(v);
const CASES: readonly Case[] = [
  { name: "id < 100", predicate: cmp("lt", "id", 100), passes: (r) => num(r["id"]) < 100, most: 256 },
  { name: "100 > id", predicate: call("gt", [lit(100), col("id")]), passes: (r) => num(r["id"]) < 100, most: 256 },
  { name: "id >= 19990", predicate: cmp("ge", "id", 19990n), passes: (r) => num(r["id"]) >= 19990, most: 256 },
  {
    name: "cast(i) == 1000",
    predicate: call("eq", [cast(col("i"), t.Int64), lit(1000)]),
    passes: (r) => r["i"] === 1000,
    most: 512,
  },
  { name: "i narrowed", predicate: call("eq", [cast(col("i"), t.Int8), lit(1)]), passes: () => true, most: 20000 },
  {
    name: "u == 2^63 + 5",
    predicate: cmp("eq", "u", 2n ** 63n + 5n),
    passes: (r) => r["u"] === 2n ** 63n + 5n,
    most: 256,
  },
  { name: "f <= 10", predicate: cmp("le", "f", 10), passes: (r) => num(r["f"]) <= 10, most: 256 },
  {
    name: "f > 4990, NaN included",
    predicate: cmp("gt", "f", 4990),
    passes: (r) => Number.isNaN(r["f"]) || num(r["f"]) > 4990,
    most: 20000,
  },
  {
    name: "g == 0.1 as Float32",
    predicate: cmp("eq", "g", 0.1),
    passes: (r) => r["g"] === Math.fround(0.1),
    most: 256,
  },
  {
    name: "s == name-012345",
    predicate: cmp("eq", "s", "name-012345"),
    passes: (r) => r["s"] === "name-012345",
    most: 256,
  },
  {
    name: "s isIn",
    predicate: cmp("isIn", "s", ["name-000001", "name-019999"], t.List(t.Utf8)),
    passes: (r) => ["name-000001", "name-019999"].includes(String(r["s"])),
    most: 512,
  },
  {
    name: "t < 100 minutes",
    predicate: cmp("lt", "t", 6_000_000n, t.Datetime("ms")),
    passes: (r) => num(r["t"]) < 6_000_000_000,
    most: 256,
  },
  { name: "d == 7500", predicate: cmp("eq", "d", 7500, t.Date32), passes: (r) => r["d"] === 7500, most: 256 },
  {
    name: "c == 12.34",
    predicate: cmp("eq", "c", "12.34", t.Decimal(10, 2)),
    passes: (r) => r["c"] === 1234n,
    most: 256,
  },
  { name: "c < 3", predicate: cmp("lt", "c", 3), passes: (r) => r["c"] !== null && num(r["c"]) < 300, most: 512 },
  { name: "b == false", predicate: cmp("eq", "b", false), passes: (r) => r["b"] === false, most: 11300 },
  { name: "n is not null", predicate: call("isNotNull", [col("n")]), passes: (r) => r["n"] !== null, most: 12300 },
  {
    name: "n is null and id > 7000",
    predicate: call("and", [call("isNull", [col("n")]), cmp("gt", "id", 7000)]),
    passes: (r) => r["n"] === null && num(r["id"]) > 7000,
    most: 1300,
  },
  {
    name: "id < 10 or id > 19990",
    predicate: call("or", [cmp("lt", "id", 10), cmp("gt", "id", 19990)]),
    passes: (r) => num(r["id"]) < 10 || num(r["id"]) > 19990,
    most: 512,
  },
  {
    name: "or with a shape that is not known",
    predicate: call("or", [cmp("lt", "id", 10), call("startsWith", [col("s"), lit("x")])]),
    passes: (r) => num(r["id"]) < 10,
    most: 20000,
  },
  { name: "list column", predicate: call("isNull", [col("l")]), passes: () => false, most: 20000 },
];

describe.skipIf("reason" in found)("pruning", () => {
  it.each(["prune", "prune-v2", "prune-groups"])("%s: no row that passes is lost", async (name) => {
    const all = await readParquet(path(name));
    const dump = dumpOf(all);
    const values = all.columns.map(valuesOf);
    const rows = Array.from({ length: all.length }, (_, i) =>
      Object.fromEntries(all.schema.fields.map((f, k) => [f.name, values[k]?.[i] ?? null])),
    );
    for (const { name: what, predicate, passes, most } of CASES) {
      const got = await readParquet(path(name), { predicate });
      const ids = valuesOf(columnOf(got, "id")).map(Number);
      const kept = new Set(ids);
      expect(
        rows.flatMap((r, i) => (passes(r) === true && !kept.has(i) ? [i] : [])),
        what,
      ).toEqual([]);
      expect(got.length, what).toBeLessThanOrEqual(name === "prune-groups" ? 20000 : most);
      expect(dumpOf(got).columns, what).toEqual(dump.columns?.map((c) => ids.map((i) => c[i])));
    }
  });

  it("uses row groups' statistics alone", async () => {
    expect((await readParquet(path("prune-groups"), { predicate: cmp("lt", "id", 100) })).length).toBe(4000);
  });

  it("uses bloom filters", async () => {
    const all = await readParquet(path("prune"), { columns: ["r", "k"] });
    const there = valuesOf(columnOf(all, "r"))[7777] as string;
    expect((await readParquet(path("prune"), { predicate: cmp("eq", "r", there) })).length).toBeGreaterThan(0);
    const key = valuesOf(columnOf(all, "k"))[12345] as bigint;
    const some = await readParquet(path("prune"), { predicate: cmp("eq", "k", key) });
    expect(valuesOf(columnOf(some, "k"))).toContain(key);
    let read = 0;
    for (let i = 0; i < 40; i++)
      read += (
        await readParquet(path("prune"), { predicate: cmp("eq", "k", key + 1n + BigInt(2 * i)), columns: ["k"] })
      ).length;
    // 40 times 5 row groups at one in a hundred.
    expect(read).toBeLessThan(40 * 20000 * 0.1);
    expect((await readParquet(path("prune"), { predicate: cmp("eq", "r", "r12-none") })).length).toBeLessThan(20000);
  });

  it("gives statistics of the whole file", async () => {
    const table = await openParquet(path("prune-groups"));
    expect(table.stats?.("id")).toEqual({ min: 0n, max: 19999n, nulls: 0, distinct: null, texts: null });
    expect(table.stats?.("n")).toEqual({ min: 8000n, max: 19999n, nulls: 8000, distinct: null, texts: null });
    expect(table.stats?.("d")).toMatchObject({ min: 7305, max: 9304 });
    expect(table.stats?.("l")).toBe(null);
    expect(table.rows).toBe(20000);
  });
});
