import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { filePlaces } from "../../../src/io/node/paths.ts";

let root: string;
const FILES = [
  "a.csv",
  "b.csv",
  "c.txt",
  "x[1].csv",
  ".hidden.csv",
  "deep/d.csv",
  "deep/more/e.csv",
  "_tmp/f.csv",
  "h/year=2013/month=1/p.csv",
  "h/year=2013/month=2/p.csv",
  "h/year=2014/month=%20x/p.csv",
];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "polaroid-paths-"));
  for (const file of FILES) {
    await mkdir(join(root, file, ".."), { recursive: true });
    await writeFile(join(root, file), "a\n1\n");
  }
  await mkdir(join(root, "none"));
  await symlink(join(root, "deep"), join(root, "linked"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const found = async (pattern: string): Promise<string[]> =>
  (await filePlaces(join(root, pattern))).map((p) => relative(root, p.name));

test.each([
  ["a.csv", ["a.csv"]],
  ["*.csv", ["a.csv", "b.csv", "x[1].csv"]],
  ["?.csv", ["a.csv", "b.csv"]],
  ["[!a].csv", ["b.csv"]],
  ["[a-b].csv", ["a.csv", "b.csv"]],
  ["{a,c}.{csv,txt}", ["a.csv", "c.txt"]],
  ["x[1].csv", ["x[1].csv"]],
  [".h*.csv", [".hidden.csv"]],
  ["deep/**/*.csv", ["deep/d.csv", "deep/more/e.csv"]],
  ["deep/**", ["deep/d.csv", "deep/more/e.csv"]],
  ["*/d.csv", ["deep/d.csv", "linked/d.csv"]],
  ["h/year=2013/*/p.csv", ["h/year=2013/month=1/p.csv", "h/year=2013/month=2/p.csv"]],
])("%s", async (pattern, files) => {
  expect(await found(pattern)).toEqual(files);
});

test("a folder means all in it, its folders being partitions unless told", async () => {
  const places = await filePlaces(join(root, "h"));
  expect(places.map((p) => [...(p.partitions ?? [])])).toEqual([
    [
      ["year", "2013"],
      ["month", "1"],
    ],
    [
      ["year", "2013"],
      ["month", "2"],
    ],
    [
      ["year", "2014"],
      ["month", " x"],
    ],
  ]);
  expect((await filePlaces(join(root, "h"), { hive: false }))[0]?.partitions).toBeNull();
  expect((await filePlaces(join(root, "h/*/*/p.csv"), { hive: true }))[0]?.partitions?.get("year")).toBe("2013");
});

test("a file URL", async () => {
  expect((await filePlaces(pathToFileURL(join(root, "x[1].csv")).href)).map((p) => p.name)).toEqual([
    join(root, "x[1].csv"),
  ]);
});

test("nothing found says so", async () => {
  await expect(found("*.parquet")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(found("none")).rejects.toMatchObject({ code: "NOT_FOUND" });
  await expect(filePlaces("")).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  await expect((await filePlaces(join(root, "missing.csv")))[0]?.open()).rejects.toMatchObject({ code: "NOT_FOUND" });
});

test("a link that points back ends", async () => {
  await symlink(root, join(root, "none", "back"));
  await expect(found("none")).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  await rm(join(root, "none", "back"));
});
