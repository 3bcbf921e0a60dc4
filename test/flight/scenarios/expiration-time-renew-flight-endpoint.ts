import { equal, ok } from "node:assert/strict";
import { timestampMs } from "@bufbuild/protobuf/wkt";
import { FlightClient, flightService } from "../../../src/flight/index.ts";
import { expiring } from "./expiring.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({ services: [flightService(expiring())] }),
  async ask(url) {
    await using client = new FlightClient(url);
    const info = await client.getFlightInfo({ command: "expiration_time" });
    let renewed = 0;
    for (const endpoint of info.endpoint) {
      if (endpoint.expirationTime === undefined) continue;
      const { expirationTime } = await client.renewFlightEndpoint(endpoint);
      ok(expirationTime !== undefined && timestampMs(expirationTime) > timestampMs(endpoint.expirationTime));
      renewed++;
    }
    equal(renewed, 2);
  },
};
