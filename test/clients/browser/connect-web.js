// What a page does with Connect's own client: each function gives what can be told as JSON.
import { Code, ConnectError, createClient } from "@connectrpc/connect";
import { createConnectTransport, createGrpcWebTransport } from "@connectrpc/connect-web";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { FlightService } from "../../../src/proto/arrow/flight/protocol/flight_pb.ts";
import { ErrorInfoSchema } from "../../../src/proto/google/rpc/error_details_pb.ts";
import { DataFrameService } from "../../../src/proto/polaroid/v1/dataframe_service_pb.ts";

const TRANSPORTS = {
  "Connect, Protobuf": (baseUrl) => createConnectTransport({ baseUrl, useBinaryFormat: true }),
  "Connect, JSON": (baseUrl) => createConnectTransport({ baseUrl, useBinaryFormat: false }),
  "gRPC-Web": (baseUrl) => createGrpcWebTransport({ baseUrl, useBinaryFormat: true }),
};
const clientOf = (url, how, service = DataFrameService) => createClient(service, TRANSPORTS[how](url));
const headers = { authorization: "Bearer let-me-in" };

async function told(call) {
  try {
    await call();
  } catch (error) {
    const e = ConnectError.from(error);
    return { code: Code[e.code], message: e.rawMessage, reasons: e.findDetails(ErrorInfoSchema).map((d) => d.reason) };
  }
  return { code: "none", message: "", reasons: [] };
}

export async function all(url, how) {
  const client = clientOf(url, how);
  const { sentMs } = await client.heartbeat({ sentMs: 7n }, { headers });
  const { tables } = await client.listTables({}, { headers });
  let [batches, rows] = [0, 0];
  for await (const { arrowIpc } of client.sql({ query: "select origin, distance from flights" }, { headers })) {
    batches++;
    for (const batch of decode(arrowIpc).batches) rows += batch.length;
  }
  const flight = clientOf(url, how, FlightService);
  const schema = await flight.getSchema({ type: 1, path: ["flights"] }, { headers });
  const drained = async (messages) => {
    for await (const _ of messages);
  };
  return {
    sentMs: String(sentMs),
    tables: tables.map((t) => t.name).filter((name) => name === "flights"),
    batches,
    rows,
    schema: schema.schema.length > 100,
    column: await told(() => drained(client.sql({ query: "select pirce from flights" }, { headers }))),
    handle: await told(() => client.touchHandle({ handle: "nobody's" }, { headers })),
    nobody: await told(() => client.listTables({})),
    late: await told(() => drained(client.sql({ query: ENDLESS }, { headers, timeoutMs: 300 }))),
  };
}

const ENDLESS = "select sum(a.distance * b.distance) as s from flights a join flights b on a.tailnum <> b.tailnum";
let stop = new AbortController();
export function endless(url, how) {
  stop = new AbortController();
  return told(async () => {
    for await (const _ of clientOf(url, how).sql({ query: ENDLESS }, { headers, signal: stop.signal }));
  });
}
export const abort = () => stop.abort();
