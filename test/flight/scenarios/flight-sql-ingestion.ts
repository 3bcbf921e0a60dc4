import { names } from "../../../src/arrow/schema.ts";
import type { FlightHandlers } from "../../../src/flight/server.ts";
import { flightSqlHandlers } from "../../../src/flight/sql/server.ts";
import { expected } from "./flight-sql.ts";

/** `flight_sql:ingestion`: takes rows with every option there is, and counts them. */
export const flightSqlIngestion = (): FlightHandlers =>
  flightSqlHandlers({
    sqlInfo: () =>
      new Map([
        [10, true],
        [11, true],
      ]),
    async ingest({ transaction, ...target }, rows) {
      expected(new TextDecoder().decode(transaction ?? undefined), "123", "the transaction");
      const wanted = {
        table: "test_table",
        dbSchema: "test_schema",
        catalog: "test_catalog",
        temporary: true,
        ifMissing: "create",
        ifExists: "replace",
      };
      const { options, ...rest } = target;
      expected(rest, wanted as typeof rest, "the target");
      expected(Object.entries(options).sort(), Object.entries({ key1: "val1", key2: "val2" }), "the options");
      expected(names(await rows.required()), ["test_field"], "the columns");
      let count = 0;
      for await (const b of rows.batches()) count += b.length;
      return count;
    },
  });
