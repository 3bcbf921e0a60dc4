import { copyFileSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { encodeStream } from "../../../src/arrow/ipc/encode.ts";
import { DataFrame, Datetime, Float64, Int64, Utf8 } from "../../../src/node.ts";
import { DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { Caller } from "./caller.ts";
import { type Serving, serving } from "./served.ts";

const { method } = DataFrameService;
const DATA = join(import.meta.dirname, "..", "..", "..", "examples", "data");
const root = mkdtempSync(join(tmpdir(), "polaroid-service-"));
let server: Serving;
let caller: Caller;
let trades: string;

const ipc = (df: DataFrame): Uint8Array => encodeStream(df.schema, df.batches);
const put = async (df: DataFrame): Promise<string> =>
  (await caller.one(method.readIpc, { source: { case: "arrowIpc", value: ipc(df) } })).handle;
const collect = (handle: string): Promise<DataFrame> => caller.rows(method.collect, { handle });
const records = async (handle: string): Promise<unknown[]> => (await collect(handle)).toRecords();

beforeAll(async () => {
  copyFileSync(join(DATA, "airports.csv"), join(root, "airports.csv"));
  copyFileSync(join(DATA, "planes.parquet"), join(root, "planes.parquet"));
  server = await serving(root);
  caller = new Caller(server.url);
  trades = await put(
    new DataFrame(
      {
        time: [0, 60_000, 120_000, 360_000].map((ms) => new Date(ms)),
        symbol: ["A", "B", "A", "A"],
        price: [1, 2, 3, null],
        qty: [1n, 2n, 3n, 4n],
      },
      { schema: { time: Datetime("ms"), symbol: Utf8, price: Float64, qty: Int64 } },
    ),
  );
});
afterAll(async () => {
  await caller.channel.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

describe("files", () => {
  test("Parquet by columns and a predicate", async () => {
    const { handle } = await caller.one(method.readParquet, {
      path: "planes.parquet",
      columns: ["tailnum", "seats"],
      predicate: "seats > 400 and manufacturer = 'BOEING'",
    });
    const df = await collect(handle);
    expect(df.columns).toEqual(["tailnum", "seats"]);
    expect(df.height).toBeGreaterThan(0);
    expect((df.toRecords() as { seats: number }[]).every((r) => r.seats > 400)).toBe(true);
  });
  test("CSV with options, its types said as SQL says them", async () => {
    const options = JSON.stringify({ schemaOverrides: { alt: "double" } });
    const { handle } = await caller.one(method.readCsv, {
      path: "airports.csv",
      columns: ["faa", "alt"],
      optionsJson: options,
    });
    const { columns } = await caller.one(method.getSchema, { handle });
    expect(columns.map((c) => [c.name, c.type])).toEqual([
      ["faa", "Utf8"],
      ["alt", "Float64"],
    ]);
  });
  test("written and read again, only below the root", async () => {
    const written = await caller.one(method.writeParquet, { handle: trades, path: "out.parquet", compression: "zstd" });
    expect(written.rows).toBe(4n);
    expect(written.bytes).toBeGreaterThan(100n);
    const again = await caller.one(method.readParquet, { path: "out.parquet" });
    expect(await records(again.handle)).toEqual(await records(trades));
    expect(
      (await caller.one(method.writeCsv, { handle: trades, path: "out.csv", optionsJson: '{"separator":";"}' })).rows,
    ).toBe(4n);
    for (const path of ["../out.parquet", "/etc/passwd", "http://localhost/x.parquet"])
      await expect(caller.one(method.writeParquet, { handle: trades, path })).rejects.toMatchObject({
        code: "PERMISSION_DENIED",
      });
    await expect(caller.one(method.readCsv, { path: "/etc/passwd" })).rejects.toMatchObject({
      code: "PERMISSION_DENIED",
    });
    await expect(
      caller.rows(method.collect, { handle: (await caller.one(method.readParquet, { path: "none.parquet" })).handle }),
    ).rejects.toMatchObject({ code: "NOT_FOUND" });
  });
  test("several at once", async () => {
    const { handles } = await caller.one(method.batchRead, {
      paths: ["planes.parquet", "planes.parquet"],
      columns: ["year"],
    });
    const rows = [0, 0];
    const ends: number[] = [];
    const asked = [...handles.map((h) => h.handle), "nobody"];
    for await (const m of caller.many(method.batchCollect, { handles: asked })) {
      if (m.done) ends[m.index] = m.status;
      else rows[m.index] = (rows[m.index] ?? 0) + (m.batch?.arrowIpc.length ?? 0);
    }
    expect(ends).toEqual([0, 0, 5]);
    expect(rows[0]).toBeGreaterThan(1000);
    expect(rows[1]).toBe(rows[0]);
  });
});

describe("steps", () => {
  const step = async (made: Promise<{ handle: string }>): Promise<unknown[]> => records((await made).handle);

  test("filter by SQL and by nodes", async () => {
    const bySql = await step(caller.one(method.filter, { handle: trades, predicate: "price > 1 and symbol = 'A'" }));
    expect(bySql).toHaveLength(1);
    const node = (kind: string, fields: object, args: object[] = []) => ({
      kind,
      fields: JSON.stringify(fields),
      args,
    });
    const value = node("call", { fn: "gt", options: {} }, [
      node("col", { name: "qty" }),
      node("lit", { value: 2, type: null }),
    ]);
    const byNode = await step(caller.one(method.filter, { handle: trades, expr: { form: { case: "node", value } } }));
    expect(byNode).toHaveLength(2);
  });
  test("select, withColumns, drop, rename, cast, slice", async () => {
    const sql = (value: string) => ({ form: { case: "sql" as const, value } });
    expect(
      await step(
        caller.one(method.select, { handle: trades, columns: ["symbol"], exprs: [sql("price * 2 as double")] }),
      ),
    ).toEqual([
      { symbol: "A", double: 2 },
      { symbol: "B", double: 4 },
      { symbol: "A", double: 6 },
      { symbol: "A", double: null },
    ]);
    const { handle: wide } = await caller.one(method.withColumns, {
      handle: trades,
      exprs: [sql("qty + 1 as more"), sql("upper(symbol) as up")],
    });
    const { handle: one } = await caller.one(method.withColumn, {
      handle: wide,
      name: "price",
      expr: sql("coalesce(price, 0)"),
    });
    const { handle: less } = await caller.one(method.drop, { handle: one, columns: ["time", "up"] });
    const { handle: renamed } = await caller.one(method.rename, { handle: less, names: { qty: "n" } });
    const { handle: cast } = await caller.one(method.cast, {
      handle: renamed,
      types: { n: "varchar", more: "integer" },
    });
    expect(await step(caller.one(method.slice, { handle: cast, offset: 3n }))).toEqual([
      { symbol: "A", price: 0, n: "4", more: 5 },
    ]);
    expect(await step(caller.one(method.slice, { handle: cast, offset: -2n, length: 1n }))).toEqual([
      { symbol: "A", price: 3, n: "3", more: 4 },
    ]);
  });
  test("groupBy, sort, unique, concat", async () => {
    const { handle } = await caller.one(method.groupBy, {
      handle: trades,
      keys: ["symbol"],
      aggregations: [
        { column: "qty", function: "sum" },
        { column: "price", function: "ohlc" },
        { column: "price", function: "mean", alias: "m" },
      ],
      aggExprs: [{ form: { case: "sql", value: "count(*) as n" } }],
    });
    expect(await step(caller.one(method.sort, { handle, by: [{ column: "symbol", descending: true }] }))).toEqual([
      { symbol: "B", qty_sum: 2, price_open: 2, price_high: 2, price_low: 2, price_close: 2, m: 2, n: 1 },
      { symbol: "A", qty_sum: 8, price_open: 1, price_high: 3, price_low: 1, price_close: null, m: 2, n: 3 },
    ]);
    const both = await caller.one(method.concat, { handles: [trades, trades] });
    expect(await step(Promise.resolve(both))).toHaveLength(8);
    expect(await step(caller.one(method.unique, { handle: both.handle }))).toHaveLength(4);
    expect(await step(caller.one(method.unique, { handle: trades, subset: ["symbol"], keep: "last" }))).toHaveLength(2);
  });
  test("joins", async () => {
    const names = await put(new DataFrame({ symbol: ["A"], name: ["Ann"] }));
    expect(await step(caller.one(method.join, { left: trades, right: names, on: ["symbol"] }))).toHaveLength(3);
    expect(
      await step(
        caller.one(method.join, { left: trades, right: names, leftOn: ["symbol"], rightOn: ["symbol"], how: "anti" }),
      ),
    ).toHaveLength(1);
    const quotes = await put(
      new DataFrame(
        { time: [new Date(0), new Date(100_000)], bid: [9, 8] },
        { schema: { time: Datetime("ms"), bid: Float64 } },
      ),
    );
    expect(
      (await step(caller.one(method.asofJoin, { left: trades, right: quotes, on: "time", tolerance: "1m" }))).map(
        (r) => (r as { bid: number }).bid,
      ),
    ).toEqual([9, 9, 8, null]);
  });
  test("reshaping and samples", async () => {
    const wide = await put(new DataFrame({ id: ["a", "b"], x: [1, 2], y: [3, 4] }));
    const long = await caller.one(method.unpivot, { handle: wide, index: ["id"], on: ["x", "y"] });
    expect(await records(long.handle)).toHaveLength(4);
    const pivoted = caller.one(method.pivot, {
      handle: long.handle,
      on: "variable",
      onValues: ["x", "y"],
      index: ["id"],
      values: ["value"],
      aggregateFunction: "sum",
    });
    expect((await step(pivoted)).sort()).toEqual(
      expect.arrayContaining([
        { id: "a", x: 1, y: 3 },
        { id: "b", x: 2, y: 4 },
      ]),
    );
    // Without an index all other columns are one, which takes the schema.
    expect(
      await step(
        caller.one(method.pivot, {
          handle: long.handle,
          on: "variable",
          onValues: ["x", "y"],
          values: ["value"],
          aggregateFunction: "sum",
        }),
      ),
    ).toHaveLength(2);
    const lists = await put(new DataFrame({ l: [[1, 2], [3]] }));
    expect(await step(caller.one(method.explode, { handle: lists, columns: ["l"] }))).toEqual([
      { l: 1 },
      { l: 2 },
      { l: 3 },
    ]);
    expect(await step(caller.one(method.sample, { handle: trades, n: 2n, seed: 1 }))).toHaveLength(2);
  });
  test("time series", async () => {
    expect(
      await step(
        caller.one(method.resample, {
          handle: trades,
          frequency: "5m",
          aggregations: [{ column: "qty", function: "sum" }],
        }),
      ),
    ).toEqual([
      { time: new Date(0), qty_sum: 6 },
      { time: new Date(300_000), qty_sum: 4 },
    ]);
    const bars = await step(
      caller.one(method.resampleOhlcv, {
        handle: trades,
        frequency: "5m",
        timeColumn: "time",
        priceColumn: "price",
        volumeColumn: "qty",
      }),
    );
    expect(bars[0]).toMatchObject({ open: 1, high: 3, low: 1, close: 3, volume: 6 });
    const rolled = await step(
      caller.one(method.rollingWindow, {
        handle: trades,
        column: "qty",
        function: "sum",
        windowSize: 2,
        minSamples: 1,
        by: ["symbol"],
      }),
    );
    expect(rolled.map((r) => (r as { qty_sum_2: number }).qty_sum_2)).toEqual([1, 2, 4, 7]);
    expect(
      (await step(caller.one(method.lag, { handle: trades, column: "qty", by: ["symbol"] }))).map(
        (r) => (r as { qty_lag_1: number }).qty_lag_1,
      ),
    ).toEqual([null, null, 1, 3]);
    expect(
      (await step(caller.one(method.diff, { handle: trades, column: "qty", periods: 1, alias: "d" }))).map(
        (r) => (r as { d: number }).d,
      ),
    ).toEqual([null, 1, 1, 1]);
    expect(
      (await step(caller.one(method.fill, { handle: trades, columns: ["price"], strategy: "forward" }))).map(
        (r) => (r as { price: number }).price,
      ),
    ).toEqual([1, 2, 3, 3]);
    expect(
      (await step(caller.one(method.fill, { handle: trades, value: "7" }))).map((r) => (r as { price: number }).price),
    ).toEqual([1, 2, 3, 7]);
  });
  test("SQL over handles", async () => {
    const { handle } = await caller.one(method.scanSql, {
      query: "select symbol, sum(qty) as n from t where qty > $1 group by all order by n",
      tables: { t: trades },
      parameters: ipc(new DataFrame({ a: [1n] }).rename({ a: "$1" })),
    });
    expect(await records(handle)).toEqual([
      { symbol: "B", n: 2 },
      { symbol: "A", n: 7 },
    ]);
    await expect(
      caller.one(method.scanSql, { query: "select * from '/etc/passwd.csv'" }).then((h) => collect(h.handle)),
    ).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
  });
});

test("a handle's plan, schema and statistics", async () => {
  const explained = await caller.one(method.explain, { handle: trades, optimized: true });
  expect(explained.logicalPlan).toContain("frame");
  const stats = await caller.one(method.getStats, { handle: trades });
  expect(stats.rows).toBe(4n);
  expect(stats.columns.find((c) => c.name === "price")).toMatchObject({
    type: "Float64",
    nulls: 1n,
    min: "1.0",
    max: "3.0",
  });
});

test("what is wrong is told, with a status", async () => {
  const wrong = async (made: Promise<unknown>, code: string, text: RegExp): Promise<void> => {
    await expect(made).rejects.toMatchObject({ code, message: expect.stringMatching(text) });
  };
  await wrong(caller.one(method.filter, { handle: trades, predicate: "price >" }), "SQL_SYNTAX", /price >/);
  await wrong(caller.one(method.filter, { handle: trades }), "INVALID_ARGUMENT", /neither/);
  await wrong(caller.one(method.filter, { handle: "x", predicate: "true" }), "NOT_FOUND", /no handle/);
  await wrong(
    caller.one(method.groupBy, {
      handle: trades,
      keys: ["symbol"],
      aggregations: [{ column: "qty", function: "frob" }],
    }),
    "INVALID_ARGUMENT",
    /frob/,
  );
  await wrong(caller.one(method.cast, { handle: trades, types: { qty: "nonsense" } }), "INVALID_ARGUMENT", /nonsense/);
  await wrong(
    caller.one(method.join, { left: trades, right: trades, how: "sideways" }),
    "INVALID_ARGUMENT",
    /sideways/,
  );
  await wrong(
    caller.one(method.readCsv, { path: "airports.csv", optionsJson: "[1]" }),
    "INVALID_ARGUMENT",
    /JSON object/,
  );
  await wrong(
    caller.one(method.readCsv, { path: "airports.csv", optionsJson: '{"nope":1}' }),
    "INVALID_ARGUMENT",
    /nope/,
  );
  await wrong(
    caller.one(method.readIpc, { source: { case: "arrowIpc", value: new Uint8Array(9) } }),
    "INVALID_ARGUMENT",
    /./,
  );
  for (const m of [method.readWebSocket, method.readRestApi, method.readGrpcStream])
    await wrong(caller.rows(m as typeof method.readWebSocket, {}), "NOT_IMPLEMENTED", /not built yet/);
});
