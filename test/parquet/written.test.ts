import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { readParquet, writeParquet } from "../support/parquet-file.ts";
import { type Dump, dumpOf, judge } from "../support/parquet-judge.ts";
import { everyType } from "../support/parquet-samples.ts";
import { pythonWith } from "../support/python.ts";

const found = pythonWith("pyarrow");
if ("reason" in found) console.log(`written files: skipped, ${found.reason}`);
const folder = mkdtempSync(join(tmpdir(), "polaroid-parquet-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ROWS = [0, 1, 7, 1000, 20_000];
const CASES = ["none", "snappy", "gzip", "zstd"].flatMap((compression) =>
  [true, false].map((dictionary) => ({ compression, dictionary })),
);

describe.skipIf("reason" in found)("files of ours, read by pyarrow", () => {
  it.each(CASES)("every type with $compression, dictionary $dictionary", async (options) => {
    if ("reason" in found) return;
    const paths: string[] = [];
    const ours: Pick<Dump, "schema" | "rows" | "columns">[] = [];
    for (const rows of options.compression === "snappy" ? ROWS : [100]) {
      // pyarrow cannot join dictionaries inside of others over row groups.
      const b = everyType(rows, rows > 6000 ? ["kept", "enums"] : []);
      const bytes = await writeParquet([b], { ...options, rowGroupSize: 6000, pageSize: 8192 });
      const path = join(folder, `${options.compression}-${options.dictionary}-${rows}.parquet`);
      writeFileSync(path, bytes);
      paths.push(path);
      const dump = dumpOf(b);
      expect(dumpOf(await readParquet(bytes))).toEqual(dump);
      ours.push(dump);
    }
    judge(found.python, paths).forEach((theirs, i) => {
      expect(theirs.error).toBeUndefined();
      expect({ schema: theirs.schema, rows: theirs.rows, columns: theirs.columns }).toEqual(ours[i]);
    });
  });
});
