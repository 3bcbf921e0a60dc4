import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { encodeFile, encodeStream } from "../../../src/arrow/ipc/encode.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { DataFrame } from "../../../src/node.ts";
import { DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { expandedBytes, ipcRows } from "../../../src/server/queries/ipc-rows.ts";
import { codeOfAsync } from "../../support/code-of.ts";
import { Caller } from "./caller.ts";
import { type Serving, serving } from "./served.ts";

const { method: M } = DataFrameService;
const ROWS = 200_000;
const frame = new DataFrame({
  id: Array.from({ length: ROWS }, (_, i) => i),
  text: Array.from({ length: ROWS }, (_, i) => `text ${i % 7}`),
});
const ipc = (format: "file" | "stream", compression: "none" | "lz4" | "zstd", of: DataFrame = frame): Uint8Array =>
  (format === "file" ? encodeFile : encodeStream)(of.schema, of.batches, { compression, codecs: nodeHost });

let server: Serving;
let caller: Caller;
let moved: number[] = [];
beforeAll(async () => {
  server = await serving(import.meta.dirname);
  caller = new Caller(server.url);
  const { queries } = server;
  const received = queries.received.bind(queries);
  queries.received = (bytes, request) => {
    moved.push(bytes.length);
    return received(bytes, request);
  };
});
afterAll(async () => {
  await caller.channel.close();
  await server[Symbol.asyncDispose]();
});

describe.each(["file", "stream"] as const)("Arrow IPC as a %s", (format) => {
  test.each(["none", "lz4", "zstd"] as const)("of compression %s is read by a thread", async (compression) => {
    moved = [];
    const arrowIpc = ipc(format, compression);
    const { rows } = await caller.one(M.putTable, { table: "t", ifExists: "replace", arrowIpc });
    expect(Number(rows)).toBe(ROWS);
    expect(moved).toEqual([arrowIpc.length]);
    const query = "select sum(id) as s, count(distinct text) as n, max(text) as most from t";
    const [row] = (await caller.rows(M.sql, { query })).toRecords() as unknown as [Record<string, unknown>];
    expect([Number(row["s"]), Number(row["n"]), row["most"]]).toEqual([(ROWS * (ROWS - 1)) / 2, 7, "text 6"]);
  });

  test.each(["none", "lz4", "zstd"] as const)("says what its rows of compression %s come to", (compression) => {
    const bytes = ipc(format, compression);
    expect(expandedBytes(bytes)).toBe(expandedBytes(ipc(format, "none")));
    expect(ipcRows(bytes, 1e9).rows).toBe(
      decode(bytes, { codecs: nodeHost }).batches.reduce((n, b) => n + b.length, 0),
    );
    expect(() => ipcRows(bytes, 1e6)).toThrow("MEMORY_LIMIT");
  });
});

test("few rows need no thread, however they come; broken ones are told", async () => {
  moved = [];
  const few = frame.head(10);
  for (const compression of ["none", "lz4", "zstd"] as const)
    await caller.one(M.appendRecords, { table: "few", arrowIpc: ipc("stream", compression, few) });
  expect(moved).toEqual([]);
  for (const whole of [ipc("stream", "none"), ipc("file", "zstd"), ipc("stream", "lz4")]) {
    const cut = whole.subarray(0, Math.floor(whole.length / 2));
    expect(await codeOfAsync(() => caller.one(M.putTable, { table: "x", arrowIpc: cut }))).toBe("INVALID_ARGUMENT");
  }
});

test("frames of one plan lie in one message", async () => {
  const handles = await Promise.all(
    [frame, frame.head(100_000)].map((f) =>
      caller.one(M.readIpc, { source: { case: "arrowIpc", value: ipc("stream", "zstd", f) } }),
    ),
  );
  const stats = await Promise.all(handles.map(({ handle }) => caller.one(M.getStats, { handle })));
  expect(stats.map((s) => Number(s.rows))).toEqual([ROWS, 100_000]);
});

test("rows whose transaction ends while they are read do not count outside of it", async () => {
  const { session } = await caller.one(M.createSession, {});
  const own = caller.as({ "x-polaroid-session": session });
  await own.rows(M.sql, { query: "begin" });
  const { queries } = server;
  const { received } = queries;
  let begun: () => void = () => undefined;
  const reading = new Promise<void>((resolve) => {
    begun = resolve;
  });
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  queries.received = async (bytes, request) => {
    begun();
    await gate;
    return received(bytes, request);
  };
  const put = codeOfAsync(() => own.one(M.putTable, { table: "late", arrowIpc: ipc("stream", "lz4") }));
  await reading;
  await own.rows(M.sql, { query: "rollback" });
  go();
  expect(await put).toBe("CONFLICT");
  queries.received = received;
  const { tables } = await caller.one(M.listTables, {});
  expect(tables.map((t) => t.name)).not.toContain("late");
  await own.channel.close();
});
