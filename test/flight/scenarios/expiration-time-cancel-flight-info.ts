import { deepEqual, equal } from "node:assert/strict";
import { FlightClient, flightService } from "../../../src/flight/index.ts";
import { expiring } from "./expiring.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({ services: [flightService(expiring())] }),
  async ask(url) {
    await using client = new FlightClient(url);
    const info = await client.getFlightInfo({ command: "expiration_time" });
    equal(await client.cancelFlightInfo(info), "CANCELLED");
    const codes = await Promise.all(
      info.endpoint.map(async (endpoint) => {
        const outcome = await client.tryRead({ ...info, endpoint: [endpoint] });
        return outcome.isErr ? outcome.error.code : "none";
      }),
    );
    deepEqual(codes, ["INVALID_ARGUMENT", "INVALID_ARGUMENT", "INVALID_ARGUMENT"]);
  },
};
