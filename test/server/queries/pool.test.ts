import { writeFileSync } from "node:fs";
import { mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { col, scanCsv, sql } from "../../../src/node.ts";
import { QueryPool } from "../../../src/server/queries/pool.ts";
import { batchesOf, frameRows, numbers, request, rowsOf } from "./frames.ts";

const root = await mkdtemp(join(tmpdir(), "polaroid-pool-"));
let pool: QueryPool;
const df = numbers(100_000);
const t = { tables: { t: df } };

beforeAll(() => {
  writeFileSync(join(root, "a.csv"), "x,y\n1,a\n2,b\n");
  pool = new QueryPool({ workers: 1, roots: [root] });
});
afterAll(async () => {
  await pool.close();
  await rm(root, { recursive: true });
});

test("a thread runs the query and encodes its rows", async () => {
  const plan = df.lazy().filter(col("v").lt(500)).groupBy("k").agg(col("v").sum().alias("s")).sort("k").plan;
  const answer = await pool.run(request(plan));
  expect(answer.schema.fields.map((f) => f.name)).toEqual(["k", "s"]);
  const here = await df.lazy().filter(col("v").lt(500)).groupBy("k").agg(col("v").sum().alias("s")).sort("k").collect();
  expect(rowsOf(await batchesOf(answer))).toEqual(here.toRecords().map((r) => Object.values(r)));
});

test("large results come whole and in order, in messages that clients take", async () => {
  const big = numbers(1_000_000);
  const answer = await pool.run(request(big.lazy().filter(col("k").lt(90)).plan));
  let next = 0;
  let rows = 0;
  let largest = 0;
  for (const b of await batchesOf(answer)) {
    rows += b.length;
    largest = Math.max(largest, b.length);
    for (const [id] of rowsOf([b])) {
      expect(id).toBe(next++);
      if (next % 100 === 90) next += 10;
    }
  }
  expect(rows).toBe(900_000);
  expect(largest * 20).toBeLessThan(2 << 20);
});

test("rows that are kept lie in shared memory", async () => {
  const frame = await pool.collect(request(sql("select id * 2 as d, k from t", t).plan));
  expect(frame.rows).toBe(100_000);
  for (const { columns } of frame.batches)
    for (const c of columns) expect("values" in c && c.values.buffer instanceof SharedArrayBuffer).toBe(true);
  const again = await pool.collect(
    request(sql("select sum(d) as s from u", { tables: { u: { plan: { kind: "frame", frame } } } }).plan),
  );
  expect(frameRows(again)).toEqual([[9_999_900_000]]);
});

test("schema and explanation come from the thread", async () => {
  const plan = sql("select k, sum(v) as s from t where v > 3 group by k", t).plan;
  expect((await pool.schema(plan)).fields.map((f) => `${f.name} ${f.type.id}`)).toEqual(["k Int32", "s Float64"]);
  const told = await pool.explain(plan, true);
  expect(told.logical).toContain("filter (v > 3");
  expect(told.physical).toContain("groupBy");
  expect(told.engine).toMatch(/^wasm: /);
  expect(told.optimizations).toContain("pushFilters");
  expect((await pool.explain(plan, false)).optimizations).toBe("");
});

test("what is wrong with a query is its own error, with the place", async () => {
  await expect(pool.run(request(sql("select zz from t", t).plan))).rejects.toMatchObject({
    code: "COLUMN_NOT_FOUND",
    cause: { offset: 7 },
  });
  await expect(pool.collect(request(sql("selec 1", t).plan))).rejects.toMatchObject({ code: "SQL_SYNTAX" });
  const bad = df.lazy().select(col("id").mapElements((s) => s, { returnDtype: undefined } as never)).plan;
  await expect(pool.run(request(bad))).rejects.toMatchObject({ code: "NOT_SERIALISABLE" });
});

test("an error among the rows ends the stream with it", async () => {
  const plan = sql("select cast(case when id = 99999 then 'x' else '1' end as int) as n from t", t).plan;
  const read = async () => batchesOf(await pool.run(request(plan)));
  await expect(read()).rejects.toMatchObject({ code: "INVALID_CAST" });
});

test("files are read below the root, and nowhere else", async () => {
  const rows = async (path: string) => frameRows(await pool.collect(request(scanCsv(path).plan)));
  expect(await rows("a.csv")).toEqual([
    [1n, "a"],
    [2n, "b"],
  ]);
  expect(await rows(join(root, "*.csv"))).toHaveLength(2);
  expect(frameRows(await pool.collect(request(sql("select count(*) from 'a.csv'").plan)))).toEqual([[2n]]);
  await symlink("/etc/passwd", join(root, "link.csv"));
  const denied = { code: "PERMISSION_DENIED" };
  for (const path of [
    "/etc/passwd",
    "../x.csv",
    "link.csv",
    "*/../../etc/*",
    "http://127.0.0.1/x.csv",
    "file:///etc/passwd",
    "a\0b",
  ])
    await expect(rows(path), path).rejects.toMatchObject(denied);
  await expect(rows("-")).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  // Whether a name is there behind a link is told by nothing.
  const elsewhere = await mkdtemp(join(tmpdir(), "polaroid-elsewhere-"));
  writeFileSync(join(elsewhere, "secret.csv"), "x\n1\n");
  await symlink(elsewhere, join(root, "out"));
  const said = async (path: string): Promise<string> => rows(path).then(String, (e: Error) => e.message);
  expect(await said("out/sec*")).toBe((await said("out/nos*")).replace("nos", "sec"));
  expect(await said("**/sec*")).toBe((await said("**/nos*")).replace("nos", "sec"));
  await rm(elsewhere, { recursive: true });
  for (const text of [
    "select * from '/etc/passwd'",
    "select * from read_csv('../../etc/passwd')",
    "select * from '/etc/*'",
  ])
    await expect(pool.run(request(sql(text).plan)), text).rejects.toMatchObject(denied);
});

test("a plan that is asked again is ready; a changed file and the time of day are not", async () => {
  const plan = () => sql("select count(*) as n from 'b.csv'").plan;
  writeFileSync(join(root, "b.csv"), "x\n1\n");
  expect(frameRows(await pool.collect(request(plan())))).toEqual([[1n]]);
  writeFileSync(join(root, "b.csv"), "x\n1\n2\n3\n");
  expect(frameRows(await pool.collect(request(plan())))).toEqual([[3n]]);
  const now = async () => frameRows(await pool.collect(request(sql("select now() as n").plan)))[0]?.[0] as bigint;
  const first = await now();
  await new Promise((done) => setTimeout(done, 5));
  expect(await now()).toBeGreaterThan(first);
});
