import { equal } from "node:assert/strict";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, names, schema } from "../../../src/arrow/schema.ts";
import { Int64 } from "../../../src/arrow/types.ts";
import { flightService } from "../../../src/flight/index.ts";
import { FlightSqlClient } from "../../../src/flight/sql/client.ts";
import type { IngestTarget } from "../../../src/flight/sql/handlers.ts";
import { flightSqlHandlers } from "../../../src/flight/sql/server.ts";
import { expected } from "./flight-sql.ts";
import { type Scenario, textOf } from "./scenario.ts";

const ROWS = schema([field("test_field", Int64)]);
const TARGET: Omit<IngestTarget, "transaction" | "options"> = {
  table: "test_table",
  dbSchema: "test_schema",
  catalog: "test_catalog",
  temporary: true,
  ifMissing: "create",
  ifExists: "replace",
};
const OPTIONS = { key1: "val1", key2: "val2" };

const handlers = flightSqlHandlers({
  sqlInfo: () =>
    new Map([
      [10, true],
      [11, true],
    ]),
  async ingest({ transaction, options, ...target }, rows) {
    expected(textOf(transaction ?? undefined), "123", "the transaction");
    expected(target, TARGET, "the target");
    expected(Object.entries(options).sort(), Object.entries(OPTIONS), "the options");
    expected(names(await rows.required()), ["test_field"], "the columns");
    let count = 0;
    for await (const b of rows.batches()) count += b.length;
    return count;
  },
});

/** Rows with every option that there is are taken and counted. */
export const scenario: Scenario = {
  serve: () => ({ services: [flightService(handlers)] }),
  async ask(url) {
    await using client = new FlightSqlClient(url);
    const nulls = batch(ROWS, [columnFrom([null, null, null], Int64)], 3);
    const count = await client.ingest(
      { schema: ROWS, batches: [nulls] },
      {
        ...TARGET,
        catalog: "test_catalog",
        dbSchema: "test_schema",
        transaction: new TextEncoder().encode("123"),
        settings: OPTIONS,
      },
    );
    equal(count, 3);
  },
};
