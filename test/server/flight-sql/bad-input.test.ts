import { create, toBinary } from "@bufbuild/protobuf";
import { AnySchema } from "@bufbuild/protobuf/wkt";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Float64, Int64, Struct, Utf8 } from "../../../src/arrow/types.ts";
import { PolaroidError } from "../../../src/core/error.ts";
import type { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { sqlCommand } from "../../../src/flight/sql/commands.ts";
import { codeOfAsync } from "../../support/code-of.ts";
import { all, asking, columns, ids, named, streamed } from "./asking.ts";
import { type Served, served } from "./served.ts";

let server: Served;
let client: FlightSqlClient;
beforeAll(async () => {
  server = await served({}, 1e6);
  client = asking(server);
  await client.ingest(streamed(named([1, "a"])), { table: "t" });
});
afterAll(async () => {
  await client.close();
  await server[Symbol.asyncDispose]();
});

const any = (name: string, value: Uint8Array = new Uint8Array(0)): Uint8Array =>
  toBinary(AnySchema, create(AnySchema, { typeUrl: `type.googleapis.com/arrow.flight.protocol.sql.${name}`, value }));
const drain = async (bytes: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of bytes);
};

test("commands that are none", async () => {
  const of = (command: Uint8Array): Promise<string> => codeOfAsync(() => client.getFlightInfo({ command }));
  expect(await of(any("CommandOfTomorrow"))).toBe("NOT_SUPPORTED");
  expect(await of(any("CommandStatementQuery", new Uint8Array([0x0a, 0xff])))).toBe("INVALID_ARGUMENT");
  expect(await of(any("CommandStatementUpdate"))).toBe("INVALID_ARGUMENT");
  expect(await of(any("DoPutUpdateResult"))).toBe("INVALID_ARGUMENT");
  expect(await of(new Uint8Array([255, 255, 255]))).toBe("SQL_SYNTAX");
  expect(await of(new Uint8Array(0))).toBe("SQL_SYNTAX");
  expect(await codeOfAsync(() => all(client.doGet(any("CommandStatementQuery")).batches()))).toBe("INVALID_ARGUMENT");
  const put = (command: Uint8Array): Promise<string> => codeOfAsync(() => client.put({ command }, streamed(ids(1))));
  expect(await put(any("CommandGetTables"))).toBe("INVALID_ARGUMENT");
  expect(await put(any("CommandStatementIngest"))).toBe("INVALID_ARGUMENT");
});

test("actions with the wrong body", async () => {
  const act = (type: string, body: Uint8Array): Promise<string> =>
    codeOfAsync(() => drain(client.doAction(type, body)));
  const wrong = any("CommandGetTables");
  for (const type of ["CreatePreparedStatement", "ClosePreparedStatement", "BeginTransaction", "EndTransaction"])
    for (const body of [wrong, new Uint8Array([1, 2, 3]), new Uint8Array(0)])
      expect([type, await act(type, body)]).toEqual([type, "INVALID_ARGUMENT"]);
  expect(await act("EndTransaction", any("ActionEndTransactionRequest", new Uint8Array([0x0a, 1, 65])))).toBe(
    "INVALID_ARGUMENT",
  );
  expect(await act("CancelFlightInfo", new Uint8Array(0))).toBe("INVALID_ARGUMENT");
  expect(await act("CancelQuery", any("ActionCancelQueryRequest", new Uint8Array([0x0a, 1, 0x0a])))).toBe(
    "INVALID_ARGUMENT",
  );
  expect(await act("constructor", new Uint8Array(0))).toBe("NOT_SUPPORTED");
  expect(await codeOfAsync(() => client.commit(new Uint8Array(10_000)))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => client.rollbackSavepoint(new Uint8Array([65])))).toBe("NOT_FOUND");
});

test("parameters that do not fit", async () => {
  await using statement = await client.prepare("select * from t where id = ? and name = ?");
  const bind = (...args: Parameters<typeof statement.bind>): Promise<string> =>
    codeOfAsync(() => statement.bind(...args));
  expect(await codeOfAsync(() => statement.execute())).toBe("INVALID_ARGUMENT");
  expect(await bind(ids(1))).toBe("INVALID_ARGUMENT");
  expect(await bind(columns({ a: [Struct({ x: Int64 }), [{ x: 1n }]], b: [Utf8, ["x"]] }))).toBe("NOT_SUPPORTED");
  const other = columns({ id: [Utf8, ["no number"]], name: [Float64, [1.5]] });
  expect(await codeOfAsync(() => all(statement.query(other)))).toMatch(
    /^(TYPE_MISMATCH|INVALID_CAST|INVALID_ARGUMENT)$/,
  );
  await using insert = await client.prepare("insert into t values (?, ?)");
  expect(await codeOfAsync(() => insert.executeUpdate())).toBe("INVALID_ARGUMENT");
  expect(await codeOfAsync(() => insert.executeUpdate(other))).toMatch(
    /^(TYPE_MISMATCH|INVALID_CAST|SCHEMA_MISMATCH)$/,
  );
  expect(await codeOfAsync(() => client.executeUpdate("select 1"))).toBe("INVALID_ARGUMENT");
  expect(await codeOfAsync(() => client.executeUpdate("insert into t values (?, ?)"))).toBe("INVALID_ARGUMENT");
  expect(await all(client.query("select * from t"))).toEqual([[1n, "a"]]);
});

test("rows that do not fit", async () => {
  const into = { table: "t", ifExists: "append" } as const;
  const put = (...args: Parameters<typeof client.ingest>): Promise<string> => codeOfAsync(() => client.ingest(...args));
  expect(await put(streamed(ids(1)), into)).toBe("SCHEMA_MISMATCH");
  expect(await put(streamed(named([1, "a"])), { table: "t" })).toBe("ALREADY_EXISTS");
  expect(await put(streamed(named([1, "a"])), { table: "none", ifMissing: "fail" })).toBe("NOT_FOUND");
  expect(await put(streamed(named([1, "a"])), { table: "" })).toBe("INVALID_ARGUMENT");
  expect(await put(streamed(named([1, "a"])), { ...into, temporary: true })).toBe("NOT_SUPPORTED");
  expect(await put(streamed(named([1, "a"])), { ...into, catalog: "elsewhere" })).toBe("NOT_FOUND");
  expect(await put(streamed(named([1, "a"])), { ...into, settings: { colour: "red" } })).toBe("INVALID_ARGUMENT");
  const many = ids(...Array.from({ length: 50_000 }, (_, i) => i));
  expect(await put(streamed(many, many, many, many), { table: "large" })).toBe("LIMIT_EXCEEDED");
  expect(await codeOfAsync(() => client.put({ path: ["a", "b"] }, streamed(ids(1))))).toBe("INVALID_ARGUMENT");
  expect(await all(client.query("select * from t"))).toEqual([[1n, "a"]]);
});

test("random commands and tickets: each is refused for what it is", async () => {
  let seed = 7;
  const random = (n: number): number => {
    seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0;
    return seed % n;
  };
  const whole = [
    sqlCommand.query("select * from t").command,
    sqlCommand.tables({ includeSchema: true }).command,
    sqlCommand.sqlInfo([1, 2, 3]).command,
    any("TicketStatementQuery", new Uint8Array([0x0a, 2, 65, 66])),
    sqlCommand.prepared(new Uint8Array([65, 66, 67])).command,
  ];
  const codes = new Set<string>();
  const one = async (): Promise<void> => {
    const bytes = (whole[random(whole.length)] as Uint8Array).slice();
    for (let k = 0; k <= random(4); k++) bytes[random(bytes.length)] = random(256);
    const cut = bytes.subarray(0, random(4) === 0 ? random(bytes.length) : bytes.length);
    try {
      if (random(2) === 0) await client.getFlightInfo({ command: cut });
      else for await (const m of client.doGet(cut).messages()) void m;
    } catch (error) {
      codes.add(error instanceof PolaroidError ? error.code : String(error));
    }
  };
  for (let i = 0; i < 20; i++) await Promise.all(Array.from({ length: 100 }, one));
  const allowed =
    /^(INVALID_ARGUMENT|NOT_SUPPORTED|NOT_FOUND|SQL_SYNTAX|COLUMN_NOT_FOUND|TYPE_MISMATCH|LIMIT_EXCEEDED)$/;
  expect([...codes].filter((c) => !allowed.test(c))).toEqual([]);
  expect(codes.size).toBeGreaterThan(2);
  expect(await all(client.query("select count(*) from t"))).toEqual([[1n]]);
});
