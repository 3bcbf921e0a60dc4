import { WebChannel, type WebChannelOptions } from "../grpc/web-client.ts";
import type { FlightCallsOptions } from "./calls.ts";
import { FlightClientOver } from "./flight-client.ts";

export interface FlightClientOptions extends WebChannelOptions, FlightCallsOptions {}

/**
 * A client of Arrow Flight over gRPC-Web and `fetch`, as browsers need it: handshake, doPut and doExchange are `NOT_SUPPORTED`.
 * @example
 * const client = new FlightClient("https://data.example:50051");
 * for await (const batch of client.read({ path: ["quotes"] })) console.log(batch.length);
 */
export class FlightClient extends FlightClientOver {
  constructor(url: string, options: FlightClientOptions = {}) {
    super(url, (at) => new WebChannel(at, options), options);
  }
}
