import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { PolaroidError } from "../../src/core/error.ts";
import { readParquet } from "../support/parquet-file.ts";
import { type Dump, dumpOf, judge } from "../support/parquet-judge.ts";
import { pythonWith } from "../support/python.ts";

const FOLDER = join(import.meta.dirname, "..", "..", "..", "shared", "data", "parquet-testing");
const files = existsSync(FOLDER) ? readdirSync(FOLDER).filter((f) => f.endsWith(".parquet")) : [];
const found = files.length === 0 ? { reason: "../shared/data/parquet-testing is not there" } : pythonWith("pyarrow");
if ("reason" in found) console.log(`parquet-testing: skipped, ${found.reason}`);

/** pyarrow wants map keys to be required; a map is a list of entries here, so nothing is lost by reading it. */
const READ_ALL_THE_SAME = new Map([
  [
    "incorrect_map_schema.parquet",
    [
      [
        ["parent", "another"],
        ["name", "report"],
      ],
    ],
  ],
]);
const DAMAGED_CHECKSUM = ["datapage_v1-corrupt-checksum.parquet", "rle-dict-uncompressed-corrupt-checksum.parquet"];
const GOOD_CHECKSUM = [
  "datapage_v1-uncompressed-checksum.parquet",
  "plain-dict-uncompressed-checksum.parquet",
  "rle-dict-snappy-checksum.parquet",
];

describe.skipIf("reason" in found)("parquet-testing, judged by pyarrow", () => {
  const dumps = new Map<string, Dump>();
  beforeAll(() => {
    if ("reason" in found) return;
    const paths = files.map((f) => join(FOLDER, f));
    for (const [i, d] of judge(found.python, paths).entries()) dumps.set(files[i] as string, d);
  }, 120_000);

  it.each(files)("%s", async (file) => {
    const theirs = dumps.get(file) as Dump;
    const own = READ_ALL_THE_SAME.get(file);
    if (own !== undefined) {
      expect(theirs.error).toBeDefined();
      expect(dumpOf(await readParquet(join(FOLDER, file))).columns).toEqual([own]);
      return;
    }
    if (theirs.error !== undefined) {
      const error = await readParquet(join(FOLDER, file)).then(
        () => null,
        (e: unknown) => e,
      );
      expect(error).toBeInstanceOf(PolaroidError);
      expect((error as PolaroidError).code).not.toBe("INTERNAL");
      return;
    }
    const ours = dumpOf(await readParquet(join(FOLDER, file)));
    expect(ours.schema).toEqual(theirs.schema);
    expect(ours.rows).toBe(theirs.rows);
    expect(ours.columns).toEqual(theirs.columns);
  });

  it.each(DAMAGED_CHECKSUM)("%s fails with checksums on", async (file) => {
    await expect(readParquet(join(FOLDER, file), {}, { checksum: true })).rejects.toMatchObject({ code: "CORRUPT" });
  });

  it.each(GOOD_CHECKSUM)("%s passes with checksums on", async (file) => {
    expect(dumpOf(await readParquet(join(FOLDER, file), {}, { checksum: true })).columns).toEqual(
      dumps.get(file)?.columns,
    );
  });
});
