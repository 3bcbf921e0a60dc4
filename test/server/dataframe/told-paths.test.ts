import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DataFrame } from "../../../src/node.ts";
import { DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { toldBelow } from "../../../src/server/queries/thread/told.ts";
import { Caller } from "./caller.ts";
import { type Serving, serving } from "./served.ts";

const { method } = DataFrameService;
const folder = mkdtempSync(join(tmpdir(), "polaroid-told-"));
const real = join(folder, "secret-place");
const root = join(folder, "link");
let server: Serving;
let caller: Caller;

beforeAll(async () => {
  mkdirSync(join(real, "hive", "year=2024"), { recursive: true });
  mkdirSync(join(real, "mixed"));
  mkdirSync(join(real, "empty"));
  symlinkSync(real, root);
  const bytes = await new DataFrame({ x: Array.from({ length: 5000 }, (_, i) => i) }).toBytes("parquet");
  writeFileSync(join(real, "good.parquet"), bytes);
  writeFileSync(join(real, "hive", "year=2024", "good.parquet"), bytes);
  writeFileSync(join(real, "cut.parquet"), bytes.subarray(0, 200));
  const broken = Uint8Array.from(bytes);
  broken.fill(0xff, 4, 600);
  writeFileSync(join(real, "broken.parquet"), broken);
  writeFileSync(join(real, "hive", "year=2024", "broken.parquet"), broken);
  writeFileSync(join(real, "noformat"), Uint8Array.of(0, 1, 2, 3, 4, 5, 6, 7));
  writeFileSync(join(real, "bad.csv"), "a,b\n1,2\n1,2,3\n");
  writeFileSync(join(real, "mixed", "a.csv"), "a\n1\n");
  writeFileSync(join(real, "mixed", "b.csv"), "b\n1\n");
  server = await serving(root);
  caller = new Caller(server.url);
});
afterAll(async () => {
  await caller.channel.close();
  await server[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true, force: true });
});

const failure = async (call: () => Promise<unknown>): Promise<string> => {
  try {
    await call();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it did not fail");
};
const scanned = (path: string) => caller.rows(method.sql, { query: `select * from '${path}'` });
const read = async (path: string) =>
  caller.rows(method.collect, { handle: (await caller.one(method.readParquet, { path })).handle });

describe("messages name files as callers do", () => {
  test.each([
    ["read", "nothing.parquet"],
    ["read", "cut.parquet"],
    ["read", "broken.parquet"],
    ["read", "empty"],
    ["read", "no*.parquet"],
    ["read", "hive/*/broken.parquet"],
    ["read", "hive"],
    ["scan", "nothing.parquet"],
    ["scan", "noformat"],
    ["scan", "bad.csv"],
    ["scan", "mixed/*.csv"],
    ["scan", "hive/year=2024/*.parquet"],
    ["scan", "../beside.csv"],
    ["scan", "*/../../*.csv"],
    ["scan", "../*/beside.csv"],
    ["read", "../beside.parquet"],
  ])("%s of %s", async (how, path) => {
    const message = await failure(() => (how === "read" ? read(path) : scanned(path)));
    expect(message).not.toContain(folder);
    expect(message).toContain(path.split(/[*/]/)[0]);
  });
  test("a whole path is answered as one below the root", async () => {
    expect(await failure(() => read(join(root, "cut.parquet")))).not.toContain(real);
  });
  test("so do plans that are explained, and columns of paths", async () => {
    const { handle } = await caller.one(method.readParquet, { path: "good.parquet", predicate: "x > 4990" });
    const { logicalPlan, physicalPlan } = await caller.one(method.explain, { handle, optimized: true });
    expect(`${logicalPlan} ${physicalPlan}`).not.toContain(folder);
    expect(logicalPlan).toContain("scan parquet good.parquet");
    const csv = await caller.one(method.readCsv, { path: "mixed/a.csv", optionsJson: '{"includeFilePaths":"from"}' });
    expect((await caller.rows(method.collect, { handle: csv.handle })).toRecords()).toEqual([
      { a: 1, from: "mixed/a.csv" },
    ]);
  });
  test("and files are still there by both names", async () => {
    expect((await read("good.parquet")).height).toBe(5000);
    expect((await read(join(root, "good.parquet"))).height).toBe(5000);
    expect(readFileSync(join(real, "good.parquet")).length).toBeGreaterThan(600);
  });
});

test("the folder is cut off texts of engines, and of nothing else", () => {
  const told = toldBelow([root]);
  expect(told(`IO Error: No files found that match the pattern "${real}/a.parquet"`)).toBe(
    'IO Error: No files found that match the pattern "a.parquet"',
  );
  expect(told(`${root}: this is a directory`)).toBe(".: this is a directory");
  expect(told(`${real}-2/a and /x${real}/b`)).toBe(`${real}-2/a and /x${real}/b`);
  expect(toldBelow([])("/a")).toBe("/a");
  expect(toldBelow(["/"])("/a/b")).toBe("/a/b");
});
