import { deepEqual } from "node:assert/strict";
import { FlightClient, flightService } from "../../../src/flight/index.ts";
import { expiring } from "./expiring.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({ services: [flightService(expiring())] }),
  async ask(url) {
    await using client = new FlightClient(url);
    const found: string[] = [];
    for await (const { type } of client.listActions()) found.push(type);
    deepEqual(found.sort(), ["CancelFlightInfo", "RenewFlightEndpoint"]);
  },
};
