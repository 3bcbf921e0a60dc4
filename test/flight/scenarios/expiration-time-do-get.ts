import { deepEqual } from "node:assert/strict";
import { valuesOf } from "../../../src/arrow/value.ts";
import { FlightClient, flightService } from "../../../src/flight/index.ts";
import { expiring } from "./expiring.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({ services: [flightService(expiring())] }),
  async ask(url) {
    await using client = new FlightClient(url);
    const info = await client.getFlightInfo({ command: "expiration_time" });
    deepEqual(
      info.endpoint.map((e) => e.expirationTime !== undefined),
      [false, true, true],
    );
    const found: unknown[] = [];
    for await (const b of client.read(info)) found.push(...valuesOf(b.columns[0] as never));
    deepEqual(found, [0, 1, 2]);
  },
};
