import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { readFooter } from "../../../src/formats/parquet/footer.ts";
import { fileSource } from "../../../src/io/node/file-source.ts";
import { DataFrame, readParquet } from "../../../src/node.ts";
import { frameOf } from "../../../src/plan/node.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-row-groups-"));
afterAll(() => rmSync(folder, { recursive: true }));

const rows = (n: number, from: number): DataFrame =>
  new DataFrame({ a: Int32Array.from({ length: n }, (_, i) => from + i) }) as never;

async function groups(sizes: readonly number[], options: object): Promise<readonly number[]> {
  const file = join(folder, "rows.parquet");
  let from = 0;
  const parts = sizes.map((n) => {
    from += n;
    return rows(n, from - n);
  });
  const df = DataFrame.of(
    frameOf(
      (parts[0] as DataFrame).schema,
      parts.flatMap((p) => p.batches),
    ),
  );
  expect(df.nChunks()).toBe(sizes.length);
  await df.writeParquet(file, options);
  expect(((await readParquet(file)) as DataFrame).equals(df)).toBe(true);
  const source = await fileSource(file);
  const found = (await readFooter(source)).groups.map((g) => g.rows);
  await source.close();
  return found;
}

test("row groups end with large batches, which are written without a copy", async () => {
  expect(await groups([500_000, 500_000, 100], {})).toEqual([500_000, 500_100]);
});

test("small batches are put together", async () => {
  const found = await groups([100_000, 150_000, 200_000, 200_000, 300, 90_000], {});
  expect(found.reduce((sum, n) => sum + n)).toBe(740_300);
  expect(found).toHaveLength(2);
  expect(found[0]).toBeGreaterThanOrEqual(1 << 18);
  expect(found[0]).toBeLessThanOrEqual(1 << 19);
});

test("a size that was asked for is kept to", async () => {
  expect(await groups([5000, 5000, 700], { rowGroupSize: 3000 })).toEqual([3000, 3000, 3000, 1700]);
});
