import { deepEqual } from "node:assert/strict";
import { schema } from "../../../src/arrow/schema.ts";
import { FlightClient, flightInfo, flightService, REUSE } from "../../../src/flight/index.ts";
import type { Scenario } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({
    services: [
      flightService({
        getFlightInfo: (descriptor) =>
          flightInfo({ schema: schema([]), descriptor, endpoints: [{ ticket: "reuse", locations: [REUSE] }] }),
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const { endpoint } = await client.getFlightInfo({ command: "reuse" });
    deepEqual(
      endpoint.map((e) => e.location.map(({ uri }) => uri)),
      [["arrow-flight-reuse-connection://?"]],
    );
  },
};
