import { deepEqual, equal } from "node:assert/strict";
import { fromBinary } from "@bufbuild/protobuf";
import { FlightClient, flightService, PolaroidError } from "../../../src/flight/index.ts";
import { BasicAuthSchema } from "../../../src/proto/arrow/flight/protocol/flight_pb.ts";
import { type Scenario, textOf } from "./scenario.ts";

const [USER, PASSWORD] = ["arrow", "flight"];
const refused = (): PolaroidError => new PolaroidError("UNAUTHENTICATED", "invalid token");

export const scenario: Scenario = {
  serve: () => ({
    interceptors: [
      async (call, next) => {
        const token = textOf(call.headers.bytes("auth-token-bin"));
        if (!call.method.path.endsWith("/Handshake") && token !== USER) throw refused();
        call.values.set("peer", token);
        await next();
      },
    ],
    services: [
      flightService({
        async *handshake(payloads) {
          for await (const payload of payloads) {
            const { username, password } = fromBinary(BasicAuthSchema, payload);
            if (username !== USER || password !== PASSWORD) throw refused();
            yield Buffer.from(username);
          }
        },
        async *doAction(_, call) {
          yield Buffer.from(call.values.get("peer") as string);
        },
      }),
    ],
  }),
  async ask(url) {
    await using client = new FlightClient(url);
    const ask = async (): Promise<string[]> => {
      const found: string[] = [];
      for await (const body of client.doAction("")) found.push(textOf(body));
      return found;
    };
    const code = await ask().then(
      () => "none",
      (error: PolaroidError) => error.code,
    );
    equal(code, "UNAUTHENTICATED");
    await client.authenticate({ username: USER, password: PASSWORD, by: "payload" });
    deepEqual(await ask(), [USER]);
  },
};
