import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { col, configure, cs, DataFrame, type LazyFrame, scanParquet } from "../../src/node.ts";
import type { RemoteClient } from "../../src/remote/client.ts";
import { connect } from "../../src/remote/connect.ts";
import { type Serving, serving } from "../server/dataframe/served.ts";

const DATA = join(import.meta.dirname, "..", "..", "examples", "data");
const root = mkdtempSync(join(tmpdir(), "polaroid-remote-"));
const called: string[] = [];
let server: Serving;
let client: RemoteClient;
const quotes = new DataFrame({ symbol: ["A", "B", "A"], price: [1, 2, 3], qty: [1n, 2n, 3n] });

beforeAll(async () => {
  for (const name of ["planes.parquet", "flights.parquet", "airports.csv"])
    copyFileSync(join(DATA, name), join(root, name));
  server = await serving(root);
  client = await connect(server.url, {
    interceptors: [
      (method, options, next) => {
        called.push(method.path.split("/").at(-1) as string);
        return next(options);
      },
    ],
  });
  await client.putTable("quotes", quotes);
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});
/** The calls that something took. */
async function callsOf<T>(f: () => Promise<T>): Promise<[T, string[]]> {
  called.length = 0;
  const out = await f();
  return [out, [...called]];
}

describe("several queries at once", () => {
  test("are one call, in their order, each with its own outcome", async () => {
    const wanted = Array.from({ length: 9 }, (_, i) => client.table("quotes").filter(col("price").gt(i % 3)));
    const [frames, calls] = await callsOf(() => client.batchCollect(wanted));
    expect(calls).toEqual(["BatchCollect"]);
    expect(frames.map((f) => f.height)).toEqual([3, 2, 1, 3, 2, 1, 3, 2, 1]);
    const [outcomes] = await callsOf(() =>
      client.tryBatchCollect([
        client.table("quotes").select("symbol"),
        client.table("nowhere"),
        client.table("quotes").select("nope"),
        client.table("quotes").select(col("symbol").mapElements((s) => s)),
        client.lazy(quotes).sort("price"),
      ]),
    );
    expect(outcomes.map((o) => (o.isOk ? o.value.height : o.error.code))).toEqual([
      3,
      "NOT_FOUND",
      "COLUMN_NOT_FOUND",
      "NOT_SERIALISABLE",
      3,
    ]);
    await expect(client.batchCollect([client.table("quotes"), client.table("nowhere")])).rejects.toMatchObject({
      code: "NOT_FOUND",
    });
  });
  test("are calls of their own where their rows are worked on here, and stop together", async () => {
    const two = [client.table("quotes"), client.table("quotes")];
    const [frames, calls] = await callsOf(() => client.batchCollect(two, { memoryLimit: 1e9 }));
    expect([frames.map((f) => f.height), calls]).toEqual([
      [3, 3],
      ["CollectLazy", "CollectLazy"],
    ]);
    const signal = AbortSignal.abort();
    const stopped = await client.tryBatchCollect(two, { signal });
    expect(stopped.map((o) => o.isErr && o.error.code)).toEqual(["CANCELLED", "CANCELLED"]);
  });
});

describe("queries", () => {
  test("ten steps over a file of the server's are one call, and answer as they do here", async () => {
    const steps = (frame: LazyFrame) =>
      frame
        .filter(col("seats").gt(50))
        .withColumns(col("seats").div(col("engines")).alias("each"))
        .groupBy("manufacturer")
        .agg(col("each").mean(), col("tailnum").nUnique().alias("n"))
        .filter("n > 2 and manufacturer <> 'X'")
        .sort("manufacturer")
        .head(7);
    const [there, calls] = await callsOf(() => steps(client.scanParquet("planes.parquet")).collect());
    expect(calls).toEqual(["CollectLazy"]);
    const here = await steps(scanParquet(join(DATA, "planes.parquet"))).collect();
    expect(there.height).toBe(7);
    expect(there.toRecords()).toEqual(here.toRecords());
    expect(there.schema.fields).toEqual(here.schema.fields);
  });
  test("tables, frames of this side, SQL", async () => {
    const names = new DataFrame({ symbol: ["A", "B"], name: ["Ann", "Bob"] });
    const joined = client.table("quotes").join(names, { on: "symbol" }).sort("price").select("name", "price");
    expect((await joined.collect()).toRecords()).toEqual([
      { name: "Ann", price: 1 },
      { name: "Bob", price: 2 },
      { name: "Ann", price: 3 },
    ]);
    const [sum, calls] = await callsOf(() =>
      client
        .sql("select q.symbol, sum(q.qty * n.k) as x from quotes q join n using (symbol) group by all order by 1", {
          tables: { n: new DataFrame({ symbol: ["A"], k: [10] }) },
        })
        .collect(),
    );
    expect(calls).toEqual(["CollectLazy"]);
    expect(sum.toRecords()).toEqual([{ symbol: "A", x: 40 }]);
    expect((await client.sql("select count(*) as n from 'airports.csv'").collect()).item()).toBe(1458);
    expect((await client.sql("select * from quotes where price > $1", { params: [2] }).collect()).height).toBe(1);
    expect((await client.lazy(quotes).select(col("qty").sum()).collect()).item()).toBe(6);
  });
  test("selectors take the columns from the server", async () => {
    const wide = client.table("quotes").dropNulls(cs.numeric()).explode().unpivot({ index: cs.string() });
    expect((await wide.collect()).height).toBe(6);
  });
  test("a query of this side reads the server's rows", async () => {
    const here = quotes.lazy().join(client.table("quotes").select("symbol", "qty"), { on: ["symbol", "qty"] });
    expect((await here.collect({ engine: "wasm" })).height).toBe(3);
    const [, calls] = await callsOf(() =>
      client.table("quotes").filter(col("price").gt(1)).collect({ engine: "wasm" }),
    );
    expect(calls).toEqual(["GetSchema", "CollectLazy"]);
  });
  test("stream, collectBatches, streamCollect, fetch, sinks", async () => {
    const rows = client.scanCsv("airports.csv");
    let n = 0;
    for await (const batch of rows.stream()) n += batch.length;
    for await (const part of client.streamCollect(rows)) n += part.height;
    expect(n).toBe(2916);
    expect((await rows.fetch(3)).height).toBe(3);
    const path = join(root, "here.csv");
    expect(await rows.head(2).sinkCsv(path)).toBe(2);
    expect(
      readFileSync(path, "utf8")
        .split("\n")
        .filter((l) => l !== ""),
    ).toHaveLength(3);
  });
  test("schema and plan", async () => {
    expect(
      (await client.table("quotes").select("price").collectSchema()).fields.map((f) => [f.name, f.type.id]),
    ).toEqual([["price", "Float64"]]);
    expect(await client.table("quotes").filter(col("price").gt(1)).explain()).toMatch(/filter[\s\S]*engine\nwasm/);
    const empty = await client.table("quotes").filter(col("price").gt(100)).collect();
    expect([empty.height, empty.columns]).toEqual([0, ["symbol", "price", "qty"]]);
  });
  test("many batches with dictionaries are the rows of the file", async () => {
    const wanted = scanParquet(join(DATA, "flights.parquet")).select("carrier", "tailnum", "dep_time", "time_hour");
    const there = client.scanParquet("flights.parquet").select("carrier", "tailnum", "dep_time", "time_hour");
    let batches = 0;
    for await (const _ of there.stream()) batches++;
    expect(batches).toBeGreaterThan(3);
    expect((await there.collect()).equals(await wanted.collect())).toBe(true);
  });
  test("the engine remote runs where it is asked for, by name or by mode, and only there", async () => {
    const lazy = quotes.lazy().filter(col("price").gt(1));
    const [, auto] = await callsOf(() => lazy.collect());
    const [named, byName] = await callsOf(() => lazy.collect({ engine: "remote" }));
    expect([auto, byName, named.height]).toEqual([[], ["CollectLazy"], 2]);
    configure({ mode: "distributed" });
    try {
      const [, byMode] = await callsOf(() => lazy.collect());
      expect(byMode).toEqual(["CollectLazy"]);
      expect(await lazy.explain()).toContain("remote: ");
    } finally {
      configure({ mode: null });
    }
    const joined = lazy.join(client.table("quotes").select("symbol", "qty"), { on: ["symbol", "qty"] });
    const [rows, calls] = await callsOf(() => joined.collect({ engine: "remote" }));
    expect([rows.height, calls]).toEqual([2, ["GetSchema", "CollectLazy"]]);
    const local = scanParquet(join(DATA, "planes.parquet"));
    await expect(local.collect({ engine: "remote" })).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
  });
  test("several at once", async () => {
    const files = await client.batchRead(["planes.parquet", "planes.parquet"]);
    expect(files.map((f) => f.height)).toEqual([3322, 3322]);
    const [good, bad] = await client.tryBatchCollect([client.table("quotes"), client.table("nope")]);
    expect(good?.isOk).toBe(true);
    expect(bad?.isErr && bad.error.code).toBe("NOT_FOUND");
  });
});

describe("what is wrong comes out of the run", () => {
  test.each([
    ["a column that is not there", () => client.table("quotes").select("nope"), "COLUMN_NOT_FOUND"],
    ["a table that is not there", () => client.table("nope"), "NOT_FOUND"],
    ["a file outside of the root", () => client.scanParquet("/etc/passwd"), "PERMISSION_DENIED"],
    [
      "a file of this machine",
      () => client.table("quotes").join(scanParquet(join(DATA, "planes.parquet")), { how: "cross" } as never),
      "NOT_SERIALISABLE",
    ],
    ["a handle of nobody", () => client.frame(crypto.randomUUID()), "NOT_FOUND"],
    ["wrong arguments", () => client.scanCsv("airports.csv", { nope: 1 } as never), "INVALID_ARGUMENT"],
    [
      "a JavaScript function",
      () => client.table("quotes").select(col("price").mapElements((x: unknown) => x)),
      "NOT_SERIALISABLE",
    ],
    [
      "a frame that is too large",
      () => client.lazy(new DataFrame({ x: new Float64Array(3_000_000) })),
      "NOT_SERIALISABLE",
    ],
  ])("%s", async (_, make, code) => {
    const outcome = await make().tryCollect();
    expect(outcome.isErr && outcome.error.code).toBe(code);
  });
});

describe("tables and handles", () => {
  test("a table in chunks, seen once it is whole", async () => {
    const big = new DataFrame({
      id: Array.from({ length: 50_000 }, (_, i) => i),
      s: Array.from({ length: 50_000 }, (_, i) => `text ${i % 100}`),
    });
    const [rows, calls] = await callsOf(() => client.putTable("big", big, { chunkBytes: 100_000 }));
    expect(rows).toBe(50_000);
    expect(calls.filter((c) => c === "PutTable").length).toBeGreaterThan(5);
    const back = await client.table("big").collect();
    expect(back.equals(big)).toBe(true);
    await expect(client.putTable("big", big)).rejects.toMatchObject({ code: "ALREADY_EXISTS" });
    await client.putTable("big", big.head(10), { ifExists: "append" });
    expect((await client.tableInfo("BIG")).map((t) => t.rows).unwrapOr(0)).toBe(50_010);
    await client.putTable("big", big.head(10), { ifExists: "replace" });
    expect((await client.tableInfo("big")).map((t) => t.rows).unwrapOr(0)).toBe(10);
    expect((await client.tableInfo("none")).isNothing).toBe(true);
  });
  test("records are added", async () => {
    expect(
      await client.appendRecords("events", [
        { at: "2026-01-01", n: 1 },
        { at: null, n: 2 },
      ]),
    ).toBe(2);
    expect(await client.appendRecords("events", [{ n: 3 }])).toBe(1);
    expect(await client.appendRecords("events", (await client.table("events").head(1).collect()) as DataFrame)).toBe(1);
    expect((await client.table("events").collect()).toRecords()).toEqual([
      { at: "2026-01-01", n: 1 },
      { at: null, n: 2 },
      { at: null, n: 3 },
      { at: "2026-01-01", n: 1 },
    ]);
    await expect(client.appendRecords("events", [{ other: 3 }])).rejects.toMatchObject({ code: "COLUMN_NOT_FOUND" });
  });
  test("statements of any kind", async () => {
    const rows = async (text: string) => (await client.execute(text)).toRecords();
    await rows("create table t as select symbol, price from quotes");
    expect(await rows("insert into t values ('C', 9), ('D', 8)")).toEqual([{ rows: 2 }]);
    expect(await rows("update t set price = price + 1 where symbol = 'C'")).toEqual([{ rows: 1 }]);
    expect(await rows("delete from t where symbol in ('A', 'B')")).toEqual([{ rows: 3 }]);
    expect(await rows("select * from t order by price")).toEqual([
      { symbol: "D", price: 8 },
      { symbol: "C", price: 10 },
    ]);
    await rows("drop table t");
    const gone = await client.tryExecute("select * from t");
    expect(gone.isErr && gone.error.code).toBe("NOT_FOUND");
  });
  test("rows are kept, forgotten, and kept by the first run", async () => {
    const kept = await client.cache(client.table("quotes").filter(col("price").gt(1)));
    expect((await kept.collect()).height).toBe(2);
    expect((await client.handles()).find((h) => h.handle === kept.handle)).toMatchObject({ kind: "frame", rows: 2 });
    expect((await client.touch(kept.handle, 60_000)).map((h) => h.expiresIn).unwrapOr(0)).toBeGreaterThan(59_000);
    expect(await client.drop(kept)).toBe(true);
    expect(await client.drop(kept)).toBe(false);
    expect((await client.touch(kept.handle)).isNothing).toBe(true);
    const lazily = client.table("quotes").filter(col("price").gt(2)).cache();
    const [, first] = await callsOf(() => lazily.collect());
    const [again, second] = await callsOf(() => lazily.select("price").collect());
    expect([first, second]).toEqual([["Cache", "CollectLazy"], ["CollectLazy"]]);
    expect(again.toRecords()).toEqual([{ price: 3 }]);
  });
  test("a session of its own, which ends with its client", async () => {
    await using other = await connect(server.url);
    await other.openSession(60_000);
    const kept = await other.cache(quotes);
    expect((await client.frame(kept.handle).tryCollect()).isErr).toBe(true);
    expect((await other.frame(kept.handle).collect()).height).toBe(3);
    const before = server.sessions.count;
    await other.close();
    expect(server.sessions.count).toBe(before - 1);
    const gone = await other.tryTables();
    expect(gone.isErr && gone.error.code).toBe("DISPOSED");
  });
});
