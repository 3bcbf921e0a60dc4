import { deepEqual, equal } from "node:assert/strict";
import { schema } from "../../../src/arrow/schema.ts";
import { FlightClient, flightInfo, flightService, PolaroidError } from "../../../src/flight/index.ts";
import { type Scenario, textOf } from "./scenario.ts";

const HEADER = "x-middleware";

export const scenario: Scenario = {
  serve: () => ({
    interceptors: [
      (call, next) => {
        call.responseHeaders.set(HEADER, call.headers.get(HEADER) ?? "");
        return next();
      },
    ],
    services: [
      flightService({
        getFlightInfo(descriptor) {
          if (textOf(descriptor.cmd) !== "success") throw new PolaroidError("INTERNAL", "unknown");
          return flightInfo({
            schema: schema([]),
            descriptor,
            endpoints: [{ ticket: "foo", locations: ["grpc+tcp://localhost:10010"] }],
          });
        },
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const told: (string | undefined)[] = [];
    const options = {
      headers: { [HEADER]: "expected value" },
      onHeaders: (headers: { get(name: string): string | undefined }) => void told.push(headers.get(HEADER)),
    };
    const failed = await client.tryGetFlightInfo({ command: "" }, options);
    equal(failed.isErr, true);
    await client.getFlightInfo({ command: "success" }, options);
    deepEqual(told, ["expected value", "expected value"]);
  },
};
