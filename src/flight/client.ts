import { Channel, type ChannelOptions } from "../grpc/client.ts";
import { cookieJar } from "../grpc/cookies.ts";
import type { FlightCallsOptions } from "./calls.ts";
import { FlightClientOver } from "./flight-client.ts";

export interface FlightClientOptions extends ChannelOptions, FlightCallsOptions {
  /** Whether cookies are kept and sent, as sessions need it. */
  readonly cookies?: boolean | undefined;
}

/**
 * A client of Arrow Flight; its connection is made on first use.
 * @example
 * await using client = new FlightClient("grpc://localhost:50051");
 * for await (const batch of client.read({ path: ["quotes"] })) console.log(batch.length);
 */
export class FlightClient extends FlightClientOver {
  constructor(url: string, options: FlightClientOptions = {}) {
    const interceptors = [...(options.interceptors ?? []), ...(options.cookies === true ? [cookieJar()] : [])];
    super(url, (at) => new Channel(at, { ...options, interceptors }), options);
  }
}
