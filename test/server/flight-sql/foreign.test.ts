import { setTimeout as wait } from "node:timers/promises";
import { afterEach, expect, test } from "vitest";
import type { Batch } from "../../../src/arrow/batch.ts";
import type { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { sqlCommand } from "../../../src/flight/sql/commands.ts";
import type { PollInfo } from "../../../src/proto/arrow/flight/protocol/flight_pb.ts";
import type { FlightLimits } from "../../../src/server/flight-sql/services.ts";
import { codeOfAsync } from "../../support/code-of.ts";
import { all, asking, ids, streamed } from "./asking.ts";
import { served } from "./served.ts";

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one[Symbol.asyncDispose]();
});
async function pair(limits: Partial<FlightLimits> = {}): Promise<readonly [FlightSqlClient, FlightSqlClient]> {
  const server = await served(limits);
  const [ann, bob] = [asking(server, "ann"), asking(server, "bob")] as const;
  open.push(server, ann, bob);
  await ann.ingest(streamed(ids(1, 2, 3)), { table: "t" });
  return [ann, bob];
}

test("handles of others are not there", async () => {
  const [ann, bob] = await pair();
  const info = await ann.execute("select * from t");
  expect(await codeOfAsync(() => all(bob.read(info)))).toBe("NOT_FOUND");
  expect(await bob.cancelFlightInfo(info)).toBe("NOT_CANCELLABLE");
  const [endpoint] = info.endpoint;
  expect(await codeOfAsync(() => bob.renewFlightEndpoint(endpoint as never))).toBe("NOT_FOUND");
  const statement = await ann.prepare("select * from t where id = ?");
  const command = sqlCommand.prepared(statement.handle);
  expect(await codeOfAsync(() => bob.getFlightInfo(command))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => bob.put(command, streamed(ids(1))))).toBe("NOT_FOUND");
  const transaction = await ann.beginTransaction();
  const savepoint = await ann.beginSavepoint(transaction, "s");
  expect(await codeOfAsync(() => bob.execute("select 1", { transaction }))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => bob.executeUpdate("drop table t", { transaction }))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => bob.commit(transaction))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => bob.rollbackSavepoint(savepoint))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => bob.ingest(streamed(ids(1)), { table: "t", ifExists: "append", transaction }))).toBe(
    "NOT_FOUND",
  );
  // And they are as they were for their owner.
  expect(await all(ann.read(info))).toHaveLength(3);
  expect(await all(statement.query(ids(2)))).toEqual([[2n]]);
  await ann.commit(transaction);
});

test("what nobody uses expires; a renewal begins its time again", async () => {
  const [ann] = await pair({ queryTtl: 3_000, preparedTtl: 3_000 });
  const [kept, lost] = [await ann.execute("select 1 as a"), await ann.execute("select 2 as a")];
  const statement = await ann.prepare("select 1");
  for (const until = Date.now() + 3_500; Date.now() < until; await wait(100)) {
    const renewed = await ann.renewFlightEndpoint(kept.endpoint[0] as never);
    expect(Number(renewed.expirationTime?.seconds)).toBeGreaterThan(0);
  }
  expect(await all(ann.read(kept))).toEqual([[1]]);
  expect(await codeOfAsync(() => all(ann.read(lost)))).toBe("NOT_FOUND");
  expect(await codeOfAsync(() => statement.execute())).toBe("NOT_FOUND");
  await statement.close();
});

test("a session holds so many; others have their own", async () => {
  const [ann, bob] = await pair({ queriesPerSession: 3, preparedPerSession: 2, all: 4 });
  for (let i = 0; i < 3; i++) await ann.execute("select 1");
  expect(await codeOfAsync(() => ann.execute("select 1"))).toBe("LIMIT_EXCEEDED");
  await bob.execute("select 1");
  expect(await codeOfAsync(() => bob.execute("select 1"))).toBe("LIMIT_EXCEEDED");
  const [first] = [await ann.prepare("select 1"), await ann.prepare("select 1")];
  expect(await codeOfAsync(() => ann.prepare("select 1"))).toBe("LIMIT_EXCEEDED");
  await first?.close();
  await ann.prepare("select 1");
});

test("all sessions of one user open so many transactions; single statements and others need none of them", async () => {
  const server = await served();
  open.push(server);
  const [first, second] = [0, 1].map(() => asking(server, "ann", undefined, server.sessions.create("ann").id));
  const bob = asking(server, "bob");
  if (first === undefined || second === undefined) throw new Error("no clients");
  open.push(first, second, bob);
  for (let i = 0; i < 99; i++) await first.beginTransaction();
  await second.executeUpdate("begin");
  expect(await codeOfAsync(() => second.beginTransaction())).toBe("LIMIT_EXCEEDED");
  expect(await codeOfAsync(() => first.executeUpdate("begin"))).toBe("LIMIT_EXCEEDED");
  await first.executeUpdate("create table one (id bigint)");
  await bob.commit(await bob.beginTransaction());
  await second.executeUpdate("rollback");
  await first.executeUpdate("begin");
});

test("a session's end takes what it held with it", async () => {
  const server = await served();
  open.push(server);
  const session = server.sessions.create("ann");
  const ann = asking(server, "ann", undefined, session.id);
  open.push(ann);
  const info = await ann.execute("select 1");
  await ann.beginTransaction();
  expect(server.catalog.transactions).toBe(1);
  expect(await codeOfAsync(() => all(asking(server, "ann").read(info)))).toBe("NOT_FOUND");
  expect(await ann.closeSession()).toBe("CLOSED");
  expect(server.catalog.transactions).toBe(0);
  expect(await codeOfAsync(() => ann.execute("select 1"))).toBe("NOT_FOUND");
  // The one that a user's connections share stays.
  for (const name of ["", "of ann"]) {
    const shared = asking(server, "ann", undefined, name);
    open.push(shared);
    expect(await shared.closeSession()).toBe("NOT_CLOSEABLE");
    expect(await codeOfAsync(() => shared.executeUpdate("begin"))).toBe("FAILED_PRECONDITION");
  }
});

test("who may only read changes nothing", async () => {
  const server = await served();
  open.push(server);
  const [writer, reader, nobody] = [asking(server), asking(server, "", "read"), asking(server, "", "none")];
  open.push(writer, reader, nobody);
  await writer.ingest(streamed(ids(1)), { table: "t" });
  expect(await all(reader.query("select * from t"))).toEqual([[1n]]);
  const update = await reader.prepare("delete from t");
  const tries: Readonly<Record<string, () => Promise<unknown>>> = {
    update: () => reader.executeUpdate("delete from t"),
    prepared: () => update.executeUpdate(),
    "as a query": () => all(reader.query("delete from t")),
    ingest: () => reader.ingest(streamed(ids(2)), { table: "t", ifExists: "append" }),
    put: () => reader.put({ path: ["t"] }, streamed(ids(2))),
    "no role": () => all(nobody.query("select * from t")),
    "no role, a table": () => all(nobody.read({ path: ["t"] })),
  };
  for (const [name, attempt] of Object.entries(tries))
    expect([name, await codeOfAsync(attempt)]).toEqual([name, "PERMISSION_DENIED"]);
  expect(await all(reader.query("select * from t"))).toEqual([[1n]]);
});

test("where nobody is asked who he is, one address does not take all transactions", async () => {
  const server = await served();
  const nobody = asking(server);
  const session = server.sessions.create("");
  const own = asking(server, "", undefined, session.id);
  open.push(server, nobody, own);
  const [first] = await Promise.all(Array.from({ length: 99 }, () => nobody.beginTransaction()));
  await own.executeUpdate("begin");
  await expect(nobody.beginTransaction()).rejects.toThrow("you have 100 transactions open");
  await own.executeUpdate("rollback");
  await nobody.beginTransaction();
  await expect(own.executeUpdate("begin")).rejects.toThrow("you have 100 transactions open");
  await nobody.rollback(first as Uint8Array);
  await own.executeUpdate("begin");
});

test("rows of polled queries count among those that are kept", async () => {
  const server = await served({}, undefined, { keptBytes: 1_000_000 });
  const client = asking(server, "ann");
  open.push(server, client);
  const polled = async (): Promise<PollInfo> => {
    let now = await client.poll("select x from range(100_000) r(x)");
    while (now.flightDescriptor !== undefined) now = await client.pollFlightInfo(now.flightDescriptor);
    return now;
  };
  const first = await polled();
  expect(server.sessions.bytes).toBeGreaterThan(700_000);
  await expect(polled()).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
  expect(await client.cancelFlightInfo(first.info as never)).toBe("CANCELLED");
  expect(server.sessions.bytes).toBe(0);
  expect((await polled()).progress).toBe(1);
});

test("rows on their way into tables are bounded, those of all callers together", async () => {
  const server = await served({}, 1_000_000);
  const [ann, bob] = [asking(server, "ann"), asking(server, "bob")];
  open.push(server, ann, bob);
  const part = ids(...Array.from({ length: 40_000 }, (_, i) => i));
  let go: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    go = resolve;
  });
  const { schema } = part;
  const slowly = async function* (): AsyncGenerator<Batch> {
    yield part;
    yield part;
    await gate;
  };
  const first = ann.ingest({ schema, batches: slowly() }, { table: "a" });
  const put = (): Promise<unknown> => bob.ingest({ schema, batches: [part, part] }, { table: "b" });
  // Once the rows of the first are there, there is no room for the second.
  while ((await codeOfAsync(put)) !== "LIMIT_EXCEEDED") await bob.executeUpdate("drop table b");
  go();
  expect(await first).toBe(80_000);
  expect(await put()).toBe(80_000);
});
