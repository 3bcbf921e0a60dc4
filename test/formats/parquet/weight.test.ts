import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { DataFrame } from "../../../src/node.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-weight-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("frames that other threads have read and nobody holds are collected", async () => {
  const file = join(folder, "x.parquet");
  const x = new Float64Array(2_000_000);
  for (let i = 0; i < x.length; i++) x[i] = ((i * 2654435761) % 4294967296) / 3;
  await new DataFrame({ x }).writeParquet(file, { compression: "none", dictionary: false, rowGroupSize: 500_000 });
  const program = `
    import { configure, readParquet } from ${JSON.stringify(join(import.meta.dirname, "../../../src/node.ts"))};
    configure({ threads: 2 });
    let rows = 0;
    for (let i = 0; i < 150; i++) rows += (await readParquet(${JSON.stringify(file)})).height;
    console.log(JSON.stringify({ rows, mb: process.memoryUsage().rss / 1e6 }));
    process.exit();`;
  const out = execFileSync(process.execPath, ["--input-type=module-typescript", "-e", program], { encoding: "utf8" });
  const { rows, mb } = JSON.parse(out) as { rows: number; mb: number };
  expect(rows).toBe(300_000_000);
  // All of them are 2400 MB.
  expect(mb).toBeLessThan(1500);
});
