import { equal, ok } from "node:assert/strict";
import { create } from "@bufbuild/protobuf";
import { timestampFromMs } from "@bufbuild/protobuf/wkt";
import { descriptorOf, FlightClient, flightInfo, flightService, PollInfoSchema } from "../../../src/flight/index.ts";
import { NUMBERS, type Scenario, textOf } from "./scenario.ts";

export const scenario: Scenario = {
  serve: () => ({
    services: [
      flightService({
        pollFlightInfo(descriptor) {
          const info = flightInfo({
            schema: NUMBERS.UInt32,
            descriptor,
            endpoints: [{ ticket: "long-running query" }],
          });
          if (textOf(descriptor.cmd) === "poll") return create(PollInfoSchema, { info, progress: 1 });
          return create(PollInfoSchema, {
            info,
            flightDescriptor: descriptorOf({ command: "poll" }),
            progress: 0.1,
            expirationTime: timestampFromMs(Date.now() + 10_000),
          });
        },
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const first = await client.pollFlightInfo({ command: "heavy query" });
    ok(first.flightDescriptor !== undefined && first.expirationTime !== undefined);
    ok(first.progress !== undefined && first.progress >= 0 && first.progress <= 1);
    const second = await client.pollFlightInfo(first.flightDescriptor);
    equal(second.flightDescriptor, undefined);
    equal(second.expirationTime, undefined);
    equal(second.progress, 1);
  },
};
