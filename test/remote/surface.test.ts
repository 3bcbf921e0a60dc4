import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LazyFrame, type PolaroidError, type Result, take } from "../../src/node.ts";
import { Client } from "../../src/remote/client.ts";
import { RemoteFrame } from "../../src/remote/remote-frame.ts";
import { type RemoteClient, runAsync, tryConnect } from "../../src/remote.ts";
import * as byFetch from "../../src/remote-browser.ts";
import { type Serving, serving } from "../server/dataframe/served.ts";

/** They make queries, whose errors come out when they are run. */
const QUERIES = "scan scanParquet scanCsv scanNdjson scanIpc table frame lazy sql".split(" ");
const methodsOf = (prototype: object): string[] =>
  Object.entries(Object.getOwnPropertyDescriptors(prototype)).flatMap(([name, { value }]) =>
    typeof value === "function" && name !== "constructor" ? [name] : [],
  );
const tryOf = (name: string): string => `try${name[0]?.toUpperCase()}${name.slice(1)}`;

describe("every call has a form that throws and one that does not", () => {
  const all = methodsOf(Client.prototype);
  const calls = all.filter((name) => !QUERIES.includes(name) && !/^try[A-Z]/.test(name));
  test.each(calls)("%s", (name) => {
    expect(all).toContain(tryOf(name));
  });
  test("and there are no others", () => {
    expect(calls.length).toBeGreaterThan(15);
    const others = all.filter((name) => /^try[A-Z]/.test(name)).map((n) => `${n[3]?.toLowerCase()}${n.slice(4)}`);
    expect(others.filter((name) => !calls.includes(name))).toEqual([]);
  });
  test("of queries too", () => {
    const waiting = methodsOf(RemoteFrame.prototype).filter((n) => /^(collect|collectSchema|explain)$/.test(n));
    expect(waiting).toEqual(["collect", "collectSchema", "explain"]);
    for (const name of waiting) expect(methodsOf(LazyFrame.prototype)).toContain(tryOf(name));
  });
});

describe("blocks of calls", () => {
  let server: Serving;
  beforeAll(async () => {
    server = await serving(import.meta.dirname);
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const counted = (table: string, closed: string[]): Promise<Result<number, PolaroidError>> =>
    runAsync(async function* () {
      const client: RemoteClient = yield* take(await tryConnect(server.url));
      try {
        yield* take(
          await client.tryExecute(
            "create or replace table three as select 1 as a union all select 2 union all select 3",
          ),
        );
        return (yield* take(await client.table(table).tryCollect())).height;
      } finally {
        closed.push(table);
        await client.close();
      }
    });
  test("give what they come to, or their first error, and end what they began", async () => {
    const closed: string[] = [];
    expect((await counted("three", closed)).unwrapOr(0)).toBe(3);
    const failed = await counted("four", closed);
    expect(failed.isErr && failed.error.code).toBe("NOT_FOUND");
    expect(closed).toEqual(["three", "four"]);
    const nowhere = await runAsync(async function* () {
      return yield* take(await tryConnect("grpc://127.0.0.1:1", { retry: { attempts: 1 } }));
    });
    expect(nowhere.isErr && nowhere.error.code).toBe("UNAVAILABLE");
    expect((await byFetch.tryConnect("nowhere")).isErr).toBe(true);
  });
  test("a stream's error is its last part", async () => {
    const client = (await tryConnect(server.url)).unwrapOrElse((error) => {
      throw error;
    });
    const parts: string[] = [];
    for (const table of ["three", "four"])
      for await (const part of client.tryStreamCollect(client.table(table)))
        parts.push(part.isOk ? String(part.value.height) : part.error.code);
    expect(parts.at(-1)).toBe("NOT_FOUND");
    expect(parts.slice(0, -1).reduce((n, part) => n + Number(part), 0)).toBe(3);
    await client.close();
  });
});
