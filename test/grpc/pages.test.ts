import { fromBinary } from "@bufbuild/protobuf";
import { expect, test } from "vitest";
import { PolaroidError, serveFlight } from "../../src/flight/index.ts";
import { ErrorInfoSchema } from "../../src/proto/google/rpc/error_details_pb.ts";

const METHOD = "/arrow.flight.protocol.FlightService/GetFlightInfo";
const handlers = {
  getFlightInfo: (): never => {
    throw new PolaroidError("COLUMN_NOT_FOUND", "no such column");
  },
};

test("an error of Connect has each of its details by its own type", async () => {
  await using server = await serveFlight(handlers);
  const headers = { "content-type": "application/json" };
  const response = await fetch(`http://127.0.0.1:${server.port}${METHOD}`, { method: "POST", headers, body: "{}" });
  expect(response.status).toBe(400);
  const { code, message, details } = (await response.json()) as {
    readonly code: string;
    readonly message: string;
    readonly details: readonly { readonly type: string; readonly value: string }[];
  };
  expect([code, message]).toEqual(["invalid_argument", "no such column"]);
  expect(details.map(({ type }) => type)).toEqual(["google.rpc.ErrorInfo"]);
  const { reason } = fromBinary(ErrorInfoSchema, Buffer.from(details[0]?.value ?? "", "base64"));
  expect(reason).toBe("COLUMN_NOT_FOUND");
});

test.each([
  [["https://a.example"], "https://a.example", "https://a.example", "true"],
  [["*"], "https://a.example", "https://a.example", null],
  [["*", "https://a.example"], "https://a.example", "https://a.example", "true"],
  [["https://a.example"], "https://b.example", null, null],
  [[], "https://a.example", null, null],
])("of %j, %s may call: %s, with cookies: %s", async (cors, origin, allowed, credentials) => {
  await using server = await serveFlight(handlers, { cors });
  const asked = { "access-control-request-method": "POST", "access-control-request-headers": "authorization" };
  for (const method of ["OPTIONS", "POST"]) {
    const headers = { origin, "content-type": "application/grpc-web+proto", ...(method === "OPTIONS" && asked) };
    const response = await fetch(`http://127.0.0.1:${server.port}${METHOD}`, { method, headers });
    expect(response.headers.get("access-control-allow-origin")).toBe(allowed);
    expect(response.headers.get("access-control-allow-credentials")).toBe(credentials);
  }
});
