import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { col, DataFrame, scanCsv, scanIpc, scanNdjson, scanParquet } from "../../src/node.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-scans-"));
const path = (name: string) => join(folder, name);
const one = new DataFrame({ a: [1, 2, 3], s: ["x", "y", "z"] });
const two = new DataFrame({ a: [4, 5], s: ["v", "w"] });
const SCANS = { parquet: scanParquet, csv: scanCsv, ndjson: scanNdjson, arrow: scanIpc } as const;
const FORMATS = Object.keys(SCANS) as (keyof typeof SCANS)[];

beforeAll(async () => {
  for (const ext of FORMATS)
    for (const [n, df] of [
      [1, one],
      [2, two],
    ] as const)
      writeFileSync(path(`${n}.${ext}`), await df.toBytes(ext === "arrow" ? "ipc" : ext));
  mkdirSync(path("odd"));
  await one.writeParquet(path("odd/1.parquet"));
  await two.drop("s").withColumns(col("a").mul(2).alias("more")).writeParquet(path("odd/2.parquet"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(FORMATS)("a scan of %s", (ext) => {
  const scan = SCANS[ext];
  const files = () => path(`*.${ext}`);
  test("nRows counts over all files", async () => {
    expect((await scan(files(), { nRows: 4 }).collect()).getColumn("a").toArray()).toEqual([1, 2, 3, 4]);
    expect((await scan(files(), { nRows: 0 }).collect()).height).toBe(0);
  });
  test("a row index, from an offset on, counts before rows are filtered", async () => {
    const rows = scan(files(), { rowIndexName: "row", rowIndexOffset: 10 }).filter(col("a").gt(2));
    expect((await rows.collect()).rows()).toEqual([
      [12, 3, "z"],
      [13, 4, "v"],
      [14, 5, "w"],
    ]);
  });
  test.each(["wasm", "duckdb"])("the path of each row's file on %s", async (engine) => {
    const rows = scan(files(), { includeFilePaths: "file" });
    const all = await rows.sort("a").collect({ engine });
    const [first, second] = [path(`1.${ext}`), path(`2.${ext}`)];
    expect(all.columns).toEqual(["a", "s", "file"]);
    expect(all.getColumn("file").toArray()).toEqual([first, first, first, second, second]);
    const some = await rows.filter(col("file").eq(second)).select("a").sort("a").collect({ engine });
    expect(some.getColumn("a").toArray()).toEqual([4, 5]);
  });
});

describe("files that differ", () => {
  const odd = () => path("odd/*.parquet");
  test("are an error unless said otherwise", async () => {
    await expect(scanParquet(odd()).collect()).rejects.toThrow(/SCHEMA_MISMATCH/);
    await expect(scanParquet(odd(), { missingColumns: "insert" }).collect()).rejects.toThrow(/has a column "more"/);
    await expect(scanParquet(odd(), { extraColumns: "ignore" }).collect()).rejects.toThrow(/has no column "s"/);
  });
  test("missing columns are null, further ones left out", async () => {
    const rows = await scanParquet(odd(), { missingColumns: "insert", extraColumns: "ignore" }).collect();
    expect(rows.rows()).toEqual([
      [1, "x"],
      [2, "y"],
      [3, "z"],
      [4, null],
      [5, null],
    ]);
    const some = scanParquet(odd(), { missingColumns: "insert", extraColumns: "ignore" }).filter(col("s").isNull());
    expect((await some.collect()).height).toBe(2);
  });
});

test("wrong values are errors", async () => {
  const of = (o: object) => scanParquet(path("1.parquet"), o as never).collect();
  for (const o of [
    { nRows: -1 },
    { nRows: "x" },
    { includeFilePaths: 1 },
    { missingColumns: "x" },
    { extraColumns: "x" },
    { rowIndexName: 1 },
    { rowIndexName: "r", rowIndexOffset: -1 },
  ])
    await expect(of(o), JSON.stringify(o)).rejects.toThrow(/INVALID_ARGUMENT/);
  await expect(of({ includeFilePaths: "a" })).rejects.toThrow(/DUPLICATE_COLUMN/);
  await expect(of({ rowIndexName: "a" })).rejects.toThrow(/DUPLICATE_COLUMN/);
});
