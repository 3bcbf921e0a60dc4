import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../src/arrow/batch.ts";
import { valuesOf } from "../../src/arrow/value.ts";
import { PolaroidError } from "../../src/core/error.ts";
import { call, col, lit } from "../../src/expr/node.ts";
import { kernels } from "../../src/kernels/memory.ts";
import { openParquet, writeParquet } from "../support/parquet-file.ts";
import { everyType } from "../support/parquet-samples.ts";

const TOTAL = process.env["FUZZ"] === "small" ? 1000 : 10_000;
const DATA = join(import.meta.dirname, "..", "..", "..", "shared", "data");
const MOST_MS = 5000;
const MOST_KERNEL_BYTES = 1 << 30;
const MOST_ROWS = 1 << 26;

/** mulberry32. */
function random(seed: number): () => number {
  let s = seed;
  return () => {
    s = (s + 0x6d2b79f5) | 0;
    let t = Math.imul(s ^ (s >>> 15), 1 | s);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

async function seeds(): Promise<{ name: string; bytes: Uint8Array }[]> {
  const out: { name: string; bytes: Uint8Array }[] = [];
  for (const compression of ["none", "snappy", "gzip", "zstd"])
    for (const dictionary of [true, false]) {
      const bytes = await writeParquet([everyType(300)], { compression, dictionary, rowGroupSize: 200, pageSize: 512 });
      out.push({ name: `written ${compression} ${dictionary}`, bytes });
    }
  for (const folder of ["parquet-testing", "nycflights13"].map((f) => join(DATA, f))) {
    if (!existsSync(folder)) continue;
    for (const f of readdirSync(folder).filter((name) => name.endsWith(".parquet"))) {
      const bytes = new Uint8Array(readFileSync(join(folder, f)));
      if (bytes.length < 100_000) out.push({ name: f, bytes });
    }
  }
  return out;
}

/** Changes some bytes: anywhere, or in the footer and the page headers, where it hurts most. */
function mutate(bytes: Uint8Array, next: () => number): Uint8Array {
  const out = bytes.slice();
  const footer = new DataView(out.buffer).getUint32(out.length - 8, true);
  const how = next();
  const flips = 1 + Math.floor(next() * 4);
  for (let i = 0; i < flips; i++) {
    const span = how < 0.4 ? Math.min(out.length, footer + 8) : out.length;
    const at = out.length - 1 - Math.floor(next() * span);
    out[at] = next() < 0.5 ? (out[at] as number) ^ (1 << Math.floor(next() * 8)) : Math.floor(next() * 256);
  }
  if (how > 0.97) return out.subarray(0, Math.floor(next() * out.length));
  return out;
}

const predicate = call("or", [call("lt", [col("id"), lit(3)]), call("eq", [col("int64"), lit(7)])]);

/** A third of the values of each column that is tested. */
const third = (b: Batch): Uint8Array =>
  Uint8Array.from({ length: (b.length + 7) >> 3 }, (_, i) => [0x49, 0x92, 0x24][i % 3] as number);

async function readAll(bytes: Uint8Array, checksum: boolean, tested: readonly number[]): Promise<number> {
  const table = await openParquet(bytes, { checksum });
  const names = table.schema.fields.map((f) => f.name);
  const tests = tested.map((i) => ({ columns: [names[i % names.length] as string], pass: third }));
  const where = tests.length === 0 || names.length === 0 ? null : { tests: () => tests, dropped: () => {} };
  let rows = 0;
  for await (const b of table.scan({ columns: null, predicate: checksum ? predicate : null, limit: null, where })) {
    rows += b.length;
    // Every offset and code is followed once.
    if (b.length <= 2000) for (const c of b.columns) valuesOf(c);
    if (rows > MOST_ROWS) return rows;
  }
  for (const f of table.schema.fields) table.stats?.(f.name);
  return rows;
}

describe("parquet fuzz", () => {
  it(`${TOTAL} mutations give a batch or an error with a code`, async () => {
    const files = await seeds();
    const next = random(Number(process.env["FUZZ_SEED"] ?? 1));
    const crashes: string[] = [];
    let slowest = 0;
    const outcomes = new Map<string, number>();
    for (let i = 0; i < TOTAL; i++) {
      const file = files[i % files.length] as (typeof files)[number];
      const bytes = mutate(file.bytes, next);
      const start = performance.now();
      let outcome = "read";
      try {
        await readAll(bytes, i % 3 === 0, i % 2 === 0 ? [] : [i % 5, i % 7, i % 11]);
      } catch (error) {
        if (error instanceof PolaroidError && error.code !== "INTERNAL") outcome = error.code;
        else {
          outcome = "crash";
          crashes.push(
            `${file.name}, mutation ${i}: ${error instanceof Error ? error.stack?.slice(0, 600) : String(error)}`,
          );
        }
      }
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
      const took = performance.now() - start;
      slowest = Math.max(slowest, took);
      if (took > MOST_MS) crashes.push(`${file.name}, mutation ${i}: took ${Math.round(took)} ms`);
    }
    console.log(`parquet: mutations tried ${TOTAL}, crashes ${crashes.length}`);
    console.log(
      [...outcomes].map(([k, n]) => `${k} ${n}`).join(", "),
      `slowest ${Math.round(slowest)} ms, kernels ${kernels.bytes >> 20} MiB`,
    );
    expect(crashes.slice(0, 5)).toEqual([]);
    expect(kernels.bytes).toBeLessThan(MOST_KERNEL_BYTES);
    expect(kernels.used).toBe(0);
    // A run in which nothing breaks tries nothing.
    expect(outcomes.get("CORRUPT") ?? 0).toBeGreaterThan(TOTAL / 20);
  });
});
