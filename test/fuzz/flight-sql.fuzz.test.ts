import { join } from "node:path";
import { create, type DescMessage, type MessageInitShape, toBinary } from "@bufbuild/protobuf";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { utf8 } from "../../src/core/utf8.ts";
import { flightData } from "../../src/flight/data.ts";
import { descriptorOf, type FlightMessage, flightMessages } from "../../src/flight/index.ts";
import { packed } from "../../src/flight/sql/any.ts";
import type { FlightSqlClient } from "../../src/flight/sql/client.ts";
import { sqlCommand } from "../../src/flight/sql/commands.ts";
import { joined } from "../../src/grpc/frame.ts";
import * as flight from "../../src/proto/arrow/flight/protocol/flight_pb.ts";
import * as sql from "../../src/proto/arrow/flight/protocol/sql/flight_sql_pb.ts";
import { framedBytes, type Memory, memory, mutated, post, session } from "../flight/hostile/attack.ts";
import { type Listening, listening } from "../flight/integration/tools.ts";
import { all, asking, ids, named, streamed } from "../server/flight-sql/asking.ts";
import { random } from "../support/random.ts";

const TRIES = process.env["FUZZ"] === "small" ? 1_000 : 10_000;
const ABREAST = 16;
const SERVICE = "/arrow.flight.protocol.FlightService/";
const SECRET = "what only ann may read";

interface Held extends Memory {
  readonly transactions: number;
  readonly busy: number;
  readonly bytes: number;
}

type PreparedStatement = Awaited<ReturnType<FlightSqlClient["prepare"]>>;

/** What somebody holds on the server. */
interface Owned {
  readonly client: FlightSqlClient;
  readonly ticket: Uint8Array;
  readonly statement: PreparedStatement;
  readonly insert: PreparedStatement;
  readonly transaction: Uint8Array;
  readonly savepoint: Uint8Array;
}

let server: Listening;
let ann: Owned;
let bob: Owned;
const opened: FlightSqlClient[] = [];

async function owner(user: string, value: string): Promise<Owned> {
  const client = asking({ url: `grpc://127.0.0.1:${server.port}` }, user);
  opened.push(client);
  await client.executeUpdate(`create table of_${user} (id bigint not null default 1, name varchar)`);
  const transaction = await client.beginTransaction();
  await client.executeUpdate(`insert into of_${user} values (1, '${value}')`, { transaction });
  return {
    client,
    transaction,
    savepoint: await client.beginSavepoint(transaction, "here"),
    statement: await client.prepare(`select '${value}' as mine, name from of_${user} where id = ?`, { transaction }),
    insert: await client.prepare(`insert into of_${user} values (?, ?)`),
    ticket: (await client.execute(`select '${value}' as mine`)).endpoint[0]?.ticket?.ticket ?? new Uint8Array(0),
  };
}

/** What is kept in use does not expire. */
async function kept({ client, ticket, statement, insert, transaction }: Owned): Promise<void> {
  await client.renewFlightEndpoint(create(flight.FlightEndpointSchema, { ticket: { ticket } }) as never);
  await client.getSchema(sqlCommand.prepared(statement.handle));
  await insert.bind(named([2, "x"]));
  await all(client.query("select 1", { transaction }));
}

beforeAll(async () => {
  server = await listening(process.execPath, [
    "--expose-gc",
    join(import.meta.dirname, "..", "server", "flight-sql", "target.ts"),
  ]);
  ann = await owner("ann", SECRET);
  bob = await owner("bob", "what bob may read");
});
afterAll(async () => {
  for (const client of opened) await client.close();
  await server[Symbol.asyncDispose]();
});

const pick = <T>(of: readonly T[], next: () => number): T => of[Math.floor(next() * of.length)] as T;
const any = <D extends DescMessage>(desc: D, values: MessageInitShape<D>): Uint8Array =>
  packed(desc, create(desc, values) as never);
const message = <D extends DescMessage>(desc: D, values: MessageInitShape<D>): Uint8Array =>
  toBinary(desc, create(desc, values));

const TEXTS = [
  "select * from of_bob",
  "select id, count(*) as n from of_bob where name like 'b%' group by id order by n",
  "with x as (select 1 as a union all select 2) select a, sum(a) over (order by a) from x",
  "insert into of_bob (name) values ('a'), (default) returning *",
  "update of_bob set id = id + 1, name = upper(name) where id < 5",
  "update of_bob set name = s.name from of_bob as s where s.id = of_bob.id",
  "delete from of_bob where id = (select max(id) from of_bob)",
  "create or replace table made (a int not null default 5, b text)",
  "create table if not exists made as select 1 as a, 'x' as b",
  "alter table made rename column b to c",
  "drop table if exists made",
  "describe of_bob",
  "explain select * from of_bob",
  "savepoint a",
] as const;

const commands = (next: () => number): Uint8Array => {
  const whose = next() < 0.5 ? ann : bob;
  const { transaction, statement, ticket } = whose;
  const text = pick(TEXTS, next);
  return pick<() => Uint8Array>(
    [
      () => sqlCommand.query(text).command,
      () => sqlCommand.query(text, { transaction }).command,
      () => utf8(text),
      () => sqlCommand.prepared(statement.handle).command,
      () => sqlCommand.tables({ includeSchema: true, tablePattern: "of%" }).command,
      () => sqlCommand.sqlInfo([0, 1, 500, 574]).command,
      () => sqlCommand.catalogs().command,
      () => sqlCommand.dbSchemas({ pattern: "m%" }).command,
      () => any(sql.CommandGetPrimaryKeysSchema, { table: "of_bob", dbSchema: "main", catalog: "polaroid" }),
      () => any(sql.CommandGetCrossReferenceSchema, { pkTable: "of_bob", fkTable: "of_ann" }),
      () => any(sql.CommandGetXdbcTypeInfoSchema, { dataType: 4 }),
      () => any(sql.CommandStatementSubstraitPlanSchema, { plan: { plan: utf8("x"), version: "1" } }),
      () => ticket,
    ],
    next,
  )();
};

const actions = (next: () => number): readonly [string, Uint8Array] => {
  const { transaction, savepoint, statement, ticket } = next() < 0.5 ? ann : bob;
  const query = pick(TEXTS, next);
  // What is closed or committed as it stands, would be so for its owner.
  const hurt = (bytes: Uint8Array): Uint8Array => (next() < 0.5 ? bytes.subarray(0, -1) : utf8(`x${bytes.join("")}`));
  const theirs = { ann: transaction === ann.transaction };
  const id = theirs.ann ? transaction : hurt(transaction);
  const handle = theirs.ann ? statement.handle : hurt(statement.handle);
  const endpoint = { ticket: { ticket: theirs.ann ? ticket : hurt(ticket) } };
  return pick<() => readonly [string, Uint8Array]>(
    [
      () => [
        "CreatePreparedStatement",
        any(sql.ActionCreatePreparedStatementRequestSchema, { query, transactionId: id }),
      ],
      () => ["CreatePreparedStatement", any(sql.ActionCreatePreparedStatementRequestSchema, { query })],
      () => [
        "ClosePreparedStatement",
        any(sql.ActionClosePreparedStatementRequestSchema, { preparedStatementHandle: handle }),
      ],
      () => ["BeginTransaction", any(sql.ActionBeginTransactionRequestSchema, {})],
      () => [
        "EndTransaction",
        any(sql.ActionEndTransactionRequestSchema, { transactionId: id, action: pick([1, 2] as const, next) }),
      ],
      () => ["BeginSavepoint", any(sql.ActionBeginSavepointRequestSchema, { transactionId: transaction, name: "s" })],
      () => [
        "EndSavepoint",
        any(sql.ActionEndSavepointRequestSchema, { savepointId: theirs.ann ? savepoint : hurt(savepoint), action: 2 }),
      ],
      () => [
        "CancelQuery",
        any(sql.ActionCancelQueryRequestSchema, { info: message(flight.FlightInfoSchema, { endpoint: [endpoint] }) }),
      ],
      () => ["CancelFlightInfo", message(flight.CancelFlightInfoRequestSchema, { info: { endpoint: [endpoint] } })],
      () => ["RenewFlightEndpoint", message(flight.RenewFlightEndpointRequestSchema, { endpoint })],
      () => [
        "SetSessionOptions",
        message(flight.SetSessionOptionsRequestSchema, {
          sessionOptions: { query_timeout: { optionValue: { case: "int64Value", value: 1000n } } },
        }),
      ],
      () => ["GetSessionOptions", message(flight.GetSessionOptionsRequestSchema, {})],
      () => ["CloseSession", message(flight.CloseSessionRequestSchema, {})],
    ],
    next,
  )();
};

const puts = (next: () => number): Uint8Array => {
  const { transaction, statement, insert } = next() < 0.5 ? ann : bob;
  return pick<() => Uint8Array>(
    [
      () => any(sql.CommandStatementUpdateSchema, { query: pick(TEXTS, next) }),
      () => any(sql.CommandStatementUpdateSchema, { query: pick(TEXTS, next), transactionId: transaction }),
      () => sqlCommand.prepared(statement.handle).command,
      () => any(sql.CommandPreparedStatementUpdateSchema, { preparedStatementHandle: insert.handle }),
      () =>
        any(sql.CommandStatementIngestSchema, {
          table: "made",
          schema: "main",
          tableDefinitionOptions: { ifNotExist: 1, ifExists: pick([1, 2, 3] as const, next) },
          ...(next() < 0.3 && { transactionId: transaction }),
        }),
    ],
    next,
  )();
};

interface Try {
  readonly method: string;
  readonly body: Uint8Array;
}
type Make = (next: () => number) => Try | Promise<Try>;

/** Sends what bob makes up; each call ends, none as a fault of our own, none with what is ann's, and nothing stays. */
async function attack(seed: number, make: Make): Promise<void> {
  const next = random(Number(process.env["FUZZ_SEED"] ?? seed));
  const before = (await memory(server.port)) as Held;
  let client = session(server.port);
  const faults: string[] = [];
  const statuses = new Map<string | null, number>();
  let left = TRIES;
  const lane = async (): Promise<void> => {
    while (left-- > 0) {
      const { method, body } = await make(next);
      if (client.destroyed || client.closed) client = session(server.port);
      const headers = { "content-type": "application/grpc", "x-user": "bob" };
      const { status, message: said, body: answer } = await post(client, SERVICE + method, headers, body);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const wrong = status === "13" || status === "2" || answer.includes(SECRET) || said.includes(SECRET);
      if (wrong)
        faults.push(
          `${method} ${status} ${decodeURIComponent(said)}: ${Buffer.from(body).toString("latin1").slice(0, 1000)}`,
        );
    }
  };
  const alive = setInterval(() => void Promise.all([kept(ann), kept(bob)]).catch(() => undefined), 700);
  await Promise.all(Array.from({ length: ABREAST }, lane));
  clearInterval(alive);
  client.destroy();
  expect(faults.slice(0, 3)).toEqual([]);
  expect(server.child.exitCode).toBeNull();
  // Both what went well and what was refused was tried.
  expect(statuses.get("0") ?? 0).toBeGreaterThan(TRIES / 100);
  expect(statuses.size).toBeGreaterThan(3);
  await settled(before);
}

/** What ann holds is as it was; what bob left goes when its time is over. */
async function settled(before: Held): Promise<void> {
  const { client, transaction, ticket, statement } = ann;
  const mine = async (): Promise<void> => {
    expect(await all(client.query("select * from of_ann", { transaction }))).toEqual([[1n, SECRET]]);
    expect(await all(client.doGet(ticket).batches())).toEqual([[SECRET]]);
    expect(await all(statement.query(ids(1)))).toEqual([[SECRET, SECRET]]);
  };
  await mine();
  await vi.waitFor(
    async () => {
      await mine();
      await kept(bob);
      const after = (await memory(server.port)) as Held;
      expect([after.transactions, after.busy, after.running]).toEqual([2, 0, 1]);
      expect(after.heapUsed - before.heapUsed).toBeLessThan(16 << 20);
      expect(after.external - before.external).toBeLessThan(32 << 20);
    },
    { timeout: 30_000, interval: 500 },
  );
}

const either = (bytes: Uint8Array, next: () => number): Uint8Array => (next() < 0.8 ? mutated(bytes, next) : bytes);

test("commands in descriptors", () =>
  attack(1, (next) => {
    const method = pick(["GetFlightInfo", "GetSchema", "PollFlightInfo"], next);
    const inner = next() < 0.7;
    const command = inner ? either(commands(next), next) : commands(next);
    const body = message(flight.FlightDescriptorSchema, { type: 2, cmd: command });
    return { method, body: framedBytes(inner ? body : mutated(body, next)) };
  }));

test("tickets", () =>
  attack(2, async (next) => {
    const fresh = next() < 0.3 ? await ticketOf(pick(TEXTS, next)) : commands(next);
    const body = message(flight.TicketSchema, { ticket: either(fresh, next) });
    return { method: "DoGet", body: framedBytes(body) };
  }));

/** A ticket of bob's; none where the text cannot run now. */
async function ticketOf(text: string): Promise<Uint8Array> {
  try {
    return (await bob.client.execute(text)).endpoint[0]?.ticket?.ticket ?? new Uint8Array(0);
  } catch {
    return utf8(text);
  }
}

test("actions", () =>
  attack(3, (next) => {
    const [type, bytes] = actions(next);
    const inner = next() < 0.8;
    const body = message(flight.ActionSchema, { type, body: inner ? either(bytes, next) : bytes });
    return { method: "DoAction", body: framedBytes(inner ? body : mutated(body, next)) };
  }));

const rows: FlightMessage[] = [];
for await (const m of flightMessages(streamed(named([1, "a"], [2, null]), named([3, "c"])), {
  descriptor: descriptorOf({ path: ["t"] }),
}))
  rows.push(m);

test("streams of DoPut", () =>
  attack(4, (next) => {
    const command = next() < 0.5 ? mutated(puts(next), next) : puts(next);
    const hit = next() < 0.6 ? Math.floor(next() * rows.length) : -1;
    const frames = rows.map((m, i) => {
      const descriptor = m.descriptor === null ? null : descriptorOf({ command });
      const body = m.body.length === 0 ? new Uint8Array(0) : joined(m.body);
      const [header, bytes] =
        i !== hit ? [m.header, body] : next() < 0.6 ? [mutated(m.header, next), body] : [m.header, mutated(body, next)];
      return framedBytes(
        joined(flightData.encode({ ...m, descriptor, header, body: bytes.length === 0 ? [] : [bytes] })),
      );
    });
    return { method: "DoPut", body: Buffer.concat(frames) };
  }));
