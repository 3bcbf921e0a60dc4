import { deepEqual } from "node:assert/strict";
import { FlightClient, flightInfo, flightService } from "../../../src/flight/index.ts";
import { NUMBERS, type Scenario, textOf } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({
    services: [
      flightService({
        getFlightInfo: (descriptor) =>
          flightInfo({
            schema: NUMBERS.UInt32,
            descriptor,
            endpoints: [{ ticket: "", metadata: descriptor.cmd }],
            metadata: descriptor.cmd,
          }),
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const info = await client.getFlightInfo({ command: "foobar" });
    deepEqual([info.appMetadata, ...info.endpoint.map((e) => e.appMetadata)].map(textOf), ["foobar", "foobar"]);
  },
};
