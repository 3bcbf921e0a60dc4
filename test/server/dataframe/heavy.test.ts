import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromJson } from "@bufbuild/protobuf";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { StreamDecoder } from "../../../src/arrow/ipc/stream-decoder.ts";
import { DataFrame, Int64, Utf8 } from "../../../src/node.ts";
import { ArrowBatchSchema, DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { chunked } from "../../../src/remote/upload.ts";
import { Caller } from "./caller.ts";
import { type Serving, serving } from "./served.ts";

const { method } = DataFrameService;
const root = mkdtempSync(join(tmpdir(), "polaroid-heavy-"));
let server: Serving;
let caller: Caller;
beforeAll(async () => {
  server = await serving(root);
  caller = new Caller(server.url);
});
afterAll(async () => {
  await caller.channel.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

const ROWS = 60_000;
const frame = new DataFrame({
  id: Float64Array.from({ length: ROWS }, (_, i) => i),
  name: Array.from({ length: ROWS }, (_, i) => `name ${i % 500}`),
});
const tableOf = (name: string): Promise<DataFrame> => caller.rows(method.sql, { query: `select * from ${name}` });

describe("tables that come in chunks", () => {
  test.each(["none", "lz4", "zstd"] as const)("compressed by %s, cut anywhere", async (compression) => {
    const bytes = await frame.toBytes("ipc", { compression, layout: "stream" });
    const size = Math.ceil(bytes.length / 7);
    for (let i = 0; i < 7; i++)
      await caller.one(method.putTable, {
        table: compression,
        uploadId: compression,
        chunk: i,
        last: i === 6,
        arrowIpc: bytes.subarray(i * size, (i + 1) * size),
      });
    expect((await tableOf(compression)).equals(frame)).toBe(true);
  });
  test("are cut by the client where messages end, so that nobody has to join them", async () => {
    async function* batches() {
      yield* frame.batches;
      yield* frame.batches;
    }
    const decoder = new StreamDecoder();
    let [rows, sent, largest, left] = [0, 0, 0, 0];
    for await (const { arrowIpc } of chunked(frame.schema, batches(), 100_000, (n) => {
      sent += n;
    })) {
      largest = Math.max(largest, arrowIpc.length);
      const before = rows;
      for (const b of decoder.push(arrowIpc)) {
        rows += b.length;
        for (const c of b.columns) if (c.layout === "fixed" && c.values.buffer !== arrowIpc.buffer) left++;
      }
      expect(rows > before || decoder.ended).toBe(true);
    }
    expect([rows, sent, left]).toEqual([2 * ROWS, 2 * ROWS, 0]);
    expect(largest).toBeLessThanOrEqual(100_000);
  });
});

describe("many records as JSON", () => {
  const records = Array.from({ length: 5_000 }, (_, i) => ({ id: i, name: `name ${i}` }));
  const append = (table: string, rows: readonly object[]) =>
    caller.one(method.appendRecords, { table, recordsJson: JSON.stringify(rows) });
  test("are read away from the thread that serves, as few are", async () => {
    await append("few", records.slice(0, 10));
    const [mine, all] = [process.threadCpuUsage(), process.cpuUsage()];
    const many = Array.from({ length: 20 }, () => records).flat();
    expect(await append("many", many)).toMatchObject({ rows: 100_000n });
    const [own, whole] = [process.threadCpuUsage(mine), process.cpuUsage(all)];
    expect((own.user + own.system) / (whole.user + whole.system)).toBeLessThan(0.5);
    const [few, much] = [await tableOf("few"), await tableOf("many")];
    expect(much.schema.fields).toEqual(few.schema.fields);
    expect(much.head(10).equals(few)).toBe(true);
    expect(much.tail(1).toRecords()).toEqual([{ id: 4_999, name: "name 4999" }]);
  });
  test("have the types of their table, and what does not fit is told, nothing half written", async () => {
    const typed = DataFrame.fromDicts([{ id: 1, name: "a" }], { schema: { id: Int64, name: Utf8 } });
    await caller.one(method.putTable, { table: "typed", arrowIpc: await typed.toBytes("ipc") });
    await append("typed", records);
    const codes = await Promise.all(
      [
        [...records, { id: 1, nane: "b" }],
        [...records, { id: "x", name: "b" }],
        [...records, 5],
      ].map((rows) =>
        append("typed", rows as never).then(
          () => "added",
          (error: { readonly code: string }) => error.code,
        ),
      ),
    );
    expect(codes[0]).toBe("COLUMN_NOT_FOUND");
    expect(codes[2]).toBe("INVALID_ARGUMENT");
    expect(codes).not.toContain("added");
    expect((await tableOf("typed")).height).toBe(5_001);
    await expect(
      caller.one(method.appendRecords, { table: "typed", recordsJson: `[${" ".repeat(50_000)}` }),
    ).rejects.toMatchObject({
      code: "INVALID_ARGUMENT",
    });
  });
});

test("rows by JSON of Connect are what the message says", async () => {
  await caller.one(method.putTable, { table: "json", arrowIpc: await frame.toBytes("ipc") });
  const body = Buffer.from(JSON.stringify({ query: "select * from json" }));
  const head = Buffer.alloc(5);
  head.writeUInt32BE(body.length, 1);
  const response = await fetch(`http://127.0.0.1:${server.port}/polaroid.v1.DataFrameService/Sql`, {
    method: "POST",
    headers: { "content-type": "application/connect+json" },
    body: Buffer.concat([head, body]),
  });
  const bytes = Buffer.from(await response.arrayBuffer());
  let rows = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at + 1);
    const text = bytes.subarray(at + 5, at + 5 + length).toString();
    if (bytes[at] === 0)
      for (const b of decode(fromJson(ArrowBatchSchema, JSON.parse(text)).arrowIpc).batches) rows += b.length;
    at += 5 + length;
  }
  expect(rows).toBe(ROWS);
});
