import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { reach } from "../../../src/engines/duckdb/database.ts";
import { DataFrame, scanParquet } from "../../../src/node.ts";

const folder = realpathSync(mkdtempSync(join(tmpdir(), "polaroid-reach-")));
const inside = join(folder, "it's in");
mkdirSync(inside);
afterAll(() => {
  reach.folders = null;
  rmSync(folder, { recursive: true });
});

test("the engine reads files below the folders alone, and still spills", async () => {
  const df = new DataFrame({ a: Array.from({ length: 200_000 }, (_, i) => (i * 7919) % 200_003) });
  await df.writeParquet(join(inside, "a.parquet"));
  await df.writeParquet(join(folder, "b.parquet"));
  reach.folders = [inside];
  // A limit of memory makes a data base of the query's own.
  const options = { engine: "duckdb", memoryLimit: 32e6 } as const;
  const sorted = await scanParquet(join(inside, "a.parquet")).sort("a").collect(options);
  expect(sorted.height).toBe(200_000);
  await expect(scanParquet(join(folder, "b.parquet")).sort("a").collect(options)).rejects.toThrow(/Permission|access/i);
  reach.folders = null;
  expect((await scanParquet(join(folder, "b.parquet")).sort("a").collect(options)).height).toBe(200_000);
});
