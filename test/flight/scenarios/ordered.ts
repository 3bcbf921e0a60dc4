import { deepEqual, equal } from "node:assert/strict";
import { valuesOf } from "../../../src/arrow/value.ts";
import { FlightClient, flightInfo, flightService, PolaroidError } from "../../../src/flight/index.ts";
import { NUMBERS, numbers, type Scenario, textOf } from "./scenario.ts";

const ROWS: Readonly<Record<string, readonly number[]>> = { "1": [1, 2, 3], "2": [10, 20, 30], "3": [100, 200, 300] };

export const scenario: Scenario = {
  serve: () => ({
    services: [
      flightService({
        getFlightInfo: (descriptor) =>
          flightInfo({
            schema: NUMBERS.Int32,
            descriptor,
            endpoints: Object.keys(ROWS).map((ticket) => ({ ticket })),
            ordered: textOf(descriptor.cmd) === "ordered",
          }),
        doGet(ticket) {
          const rows = ROWS[textOf(ticket)];
          if (rows === undefined) throw new PolaroidError("NOT_FOUND", `no ticket ${textOf(ticket)}`);
          return { schema: NUMBERS.Int32, batches: [numbers("Int32", rows)] };
        },
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const info = await client.getFlightInfo({ command: "ordered" });
    equal(info.ordered, true);
    const found: unknown[] = [];
    for await (const b of client.read(info)) found.push(...valuesOf(b.columns[0] as never));
    deepEqual(found, Object.values(ROWS).flat());
  },
};
