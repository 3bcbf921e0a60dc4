import { deepEqual, equal } from "node:assert/strict";
import { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import { sqlCommand } from "../../../src/flight/sql/commands.ts";
import { askFor, askPrepared, QUERY_COLUMNS, serve, TRANSACTION_COLUMNS, VALUES } from "./flight-sql.ts";
import { type Scenario, textOf } from "./scenario.ts";

const PLAN = { plan: new TextEncoder().encode("plan"), version: "version" };
const INFO = { 4: false, 5: true, 6: "min_version", 7: "max_version", 8: 2, 9: true, 100: 42, 101: 7 };

async function askTransaction(client: FlightSqlClient): Promise<void> {
  const transaction = await client.beginTransaction();
  equal(textOf(transaction), "transaction_id");
  const savepoint = await client.beginSavepoint(transaction, "savepoint_name");
  equal(textOf(savepoint), "savepoint_id");
  await askFor(client, sqlCommand.query("SELECT STATEMENT", { transaction }), TRANSACTION_COLUMNS);
  await askFor(client, sqlCommand.substrait(PLAN, { transaction }), TRANSACTION_COLUMNS);
  equal(await client.executeUpdate("UPDATE STATEMENT", { transaction }), 15_000);
  equal(await client.executeSubstraitUpdate(PLAN, { transaction }), 15_000);
  const [query, plan] = [
    await client.prepare("SELECT PREPARED STATEMENT", { transaction }),
    await client.prepareSubstrait(PLAN, { transaction }),
  ];
  await askPrepared(client, query, TRANSACTION_COLUMNS);
  await askPrepared(client, plan, TRANSACTION_COLUMNS);
  for (const update of [
    await client.prepare("UPDATE PREPARED STATEMENT", { transaction }),
    await client.prepareSubstrait(PLAN, { transaction }),
  ]) {
    equal(await update.executeUpdate(), 25_000);
    await update.close();
  }
  await client.rollbackSavepoint(savepoint);
  await client.releaseSavepoint(await client.beginSavepoint(transaction, "savepoint_name"));
  await client.commit(transaction);
  await client.rollback(await client.beginTransaction());
}

export const scenario: Scenario = {
  serve,
  async ask(url) {
    await using client = new FlightSqlClient(url);
    const info = await client.getSqlInfo(Object.keys(INFO).map(Number));
    deepEqual(Object.fromEntries(info), INFO);
    const found = await askFor(client, sqlCommand.substrait(PLAN), QUERY_COLUMNS);
    equal(await client.cancelQuery(found), "CANCELLED");
    equal(await client.executeSubstraitUpdate(PLAN), 10_000);
    await askPrepared(client, await client.prepareSubstrait(PLAN), QUERY_COLUMNS);
    const update = await client.prepareSubstrait(PLAN);
    await update.bind(VALUES);
    equal(await update.executeUpdate(), 20_000);
    await update.close();
    await askTransaction(client);
  },
};
