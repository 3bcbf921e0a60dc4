import { afterAll, beforeAll, expect, test } from "vitest";
import { DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { connect, type RemoteClient } from "../../../src/remote.ts";
import { configOf, startServer } from "../../../src/server/index.ts";
import type { PolaroidServer } from "../../../src/server/server.ts";
import { Caller } from "./caller.ts";

const { method } = DataFrameService;
let server: PolaroidServer;
let client: RemoteClient;
let caller: Caller;
beforeAll(async () => {
  server = await startServer(configOf({ port: ["0"], "log-level": ["silent"], workers: ["1"] }));
  const url = `grpc://127.0.0.1:${server.port}`;
  client = await connect(url);
  caller = new Caller(url);
});
afterAll(async () => {
  await caller.channel.close();
  await client.close();
  await server[Symbol.asyncDispose]();
});

const append = (table: string, rows: readonly object[]) =>
  caller.one(method.appendRecords, { table, recordsJson: JSON.stringify(rows) });

test.each([
  ["few", 0],
  ["many", 3000],
])("%s records that leave a column out have its default, those that say null have null", async (name, more) => {
  await client.execute(
    `create table ${name} (id int not null default 7, s text default 'it''s', f float default 0.5, "#left0" double default random(), day date, l int[] default [1, 2])`,
  );
  const plain = Array.from({ length: more }, () => ({ id: 9, s: "x", f: 1, "#left0": 2, day: null, l: [] }));
  const records = [{ id: 1, s: null }, { f: null, day: "2024-01-31", l: null, s: "y" }, {}, {}, ...plain];
  expect((await append(name, records)).rows).toBe(BigInt(records.length));
  const rows = (
    await client.sql(`select id, s, f, day::text as day, list_sum(l)::int as l from ${name} limit 4`).collect()
  ).rows();
  expect(rows).toEqual([
    [1, null, 0.5, null, 3],
    [7, "y", null, "2024-01-31", null],
    [7, "it's", 0.5, null, 3],
    [7, "it's", 0.5, null, 3],
  ]);
  const told = await client.sql(`select count(distinct "#left0")::int as n from ${name}`).collect();
  expect(told.rows()).toEqual([[more === 0 ? 4 : 5]]);
  await expect(append(name, [{ id: null }])).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
  // All of them or none.
  await expect(append(name, [{}, { id: 1.5 }])).rejects.toThrow(/row 1: 1\.5 is no Int32/);
  expect((await client.sql(`select id from ${name}`).collect()).height).toBe(records.length);
});
