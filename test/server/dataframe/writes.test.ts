import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { Metadata } from "../../../src/grpc/metadata.ts";
import { methodOf } from "../../../src/grpc/method.ts";
import { DataFrame, readParquet } from "../../../src/node.ts";
import { DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";
import { Caller } from "./caller.ts";
import { type Serving, serving } from "./served.ts";

const { method } = DataFrameService;
const root = mkdtempSync(join(tmpdir(), "polaroid-writes-"));
const ROWS = 300_000;
let server: Serving;
let caller: Caller;
let handle: string;

beforeAll(async () => {
  mkdirSync(join(root, "folder"));
  server = await serving(root);
  caller = new Caller(server.url);
  const numbers = new DataFrame({
    id: Float64Array.from({ length: ROWS }, (_, i) => i / 7),
    name: Array.from({ length: ROWS }, (_, i) => `name ${i % 1000}`),
  });
  handle = server.sessions.of("").add(numbers.plan);
});
afterAll(async () => {
  await caller.channel.close();
  await server[Symbol.asyncDispose]();
  rmSync(root, { recursive: true, force: true });
});

describe("files that are written", () => {
  test("are encoded away from the thread that serves", async () => {
    await caller.one(method.writeCsv, { handle, path: "warm.csv" });
    const [mine, all] = [process.threadCpuUsage(), process.cpuUsage()];
    for (const path of ["a.csv", "b.csv", "c.csv"]) await caller.one(method.writeCsv, { handle, path });
    const [own, whole] = [process.threadCpuUsage(mine), process.cpuUsage(all)];
    expect((own.user + own.system) / (whole.user + whole.system)).toBeLessThan(0.5);
    expect(readFileSync(join(root, "c.csv"), "latin1").split("\n")).toHaveLength(ROWS + 2);
  });
  test("hold what the query gives", async () => {
    expect((await caller.one(method.writeParquet, { handle, path: "folder/a.parquet" })).rows).toBe(BigInt(ROWS));
    const again = await readParquet(join(root, "folder", "a.parquet"));
    expect(again.height).toBe(ROWS);
    expect(again.tail(1).toRecords()).toEqual([{ id: (ROWS - 1) / 7, name: `name ${(ROWS - 1) % 1000}` }]);
  });
  test("are not there where the query fails or its caller goes", async () => {
    const bad = await caller.one(method.withColumn, {
      handle,
      name: "x",
      expr: { form: { case: "sql", value: "cast(case when id > 42000 then 'no number' else '1' end as bigint)" } },
    });
    await expect(caller.one(method.writeCsv, { handle: bad.handle, path: "folder/bad.csv" })).rejects.toMatchObject({
      code: "INVALID_CAST",
    });
    const stop = new AbortController();
    const long = await caller.one(method.join, { left: handle, right: handle, how: "cross" });
    const going = caller.channel.unary(
      methodOf(method.writeCsv),
      { $typeName: "polaroid.v1.WriteCsvRequest", handle: long.handle, path: "folder/long.csv", optionsJson: "" },
      { headers: new Metadata(), signal: stop.signal },
    );
    setTimeout(() => stop.abort(), 200);
    await expect(going).rejects.toMatchObject({ code: "CANCELLED" });
    for (let i = 0; i < 200 && (server.queries.running > 0 || readdirSync(join(root, "folder")).length > 1); i++)
      await new Promise((resolve) => setTimeout(resolve, 10));
    expect(readdirSync(join(root, "folder"))).toEqual(["a.parquet"]);
  });
  test("are named as the caller names them", async () => {
    const told = async (path: string, more: object = {}): Promise<string> =>
      caller.one(method.writeCsv, { handle, path, ...more }).then(
        () => "written",
        (error: Error) => error.message,
      );
    expect(await told("nowhere/a.csv")).toMatch(/^\[NOT_FOUND\] nowhere\/a.csv: the folder nowhere does not exist/);
    expect(await told("folder")).toMatch(/^\[INVALID_ARGUMENT\] folder: this is a directory/);
    expect(await told("a.csv", { optionsJson: '{"seperator":";"}' })).toContain("separator");
  });
  test.skipIf(process.platform === "win32")("and read are files, no pipes, which would wait for ever", async () => {
    execFileSync("mkfifo", [join(root, "pipe.csv")]);
    const told = (done: Promise<unknown>): Promise<string> => done.then(String, (error: Error) => error.message);
    const refused = "[INVALID_ARGUMENT] pipe.csv: this is a pipe or a device, no file";
    for (let i = 0; i < 5; i++) {
      expect(await told(caller.one(method.writeCsv, { handle, path: "pipe.csv" }))).toContain(refused);
      expect(await told(caller.one(method.writeParquet, { handle, path: "pipe.csv" }))).toContain(refused);
      expect(
        await told(
          caller
            .one(method.readCsv, { path: "pipe.csv" })
            .then((h) => caller.one(method.getSchema, { handle: h.handle })),
        ),
      ).toContain(refused);
    }
    await caller.one(method.writeCsv, { handle, path: "after.csv" });
    expect(readdirSync(root)).toContain("after.csv");
  });
  test("are told by the caller's path where they can never be", async () => {
    for (const path of ["a.csv/x.csv", `${"y".repeat(300)}.csv`]) {
      const write = await caller.one(method.writeCsv, { handle, path }).catch((e: Error) => e.message);
      const read = await caller
        .one(method.readCsv, { path })
        .then((h) => caller.one(method.getSchema, { handle: h.handle }))
        .catch((e: Error) => e.message);
      for (const message of [write, read]) {
        expect(message).toContain(path.slice(0, 200));
        expect(message).toMatch(/^.(NOT_FOUND|INVALID_ARGUMENT)/);
        expect(message).not.toContain(root);
      }
    }
  });
});
