import { badArgument } from "../core/argument.ts";
import { attemptAsync, type Outcome } from "../core/result.ts";
import { WebChannel, type WebChannelOptions } from "../grpc/web-client.ts";
import { clientOver, type RemoteClient } from "./client.ts";
import { checkRemote, type RemoteOptions } from "./options.ts";

/** How a server is reached from a page. */
export interface ConnectOptions extends RemoteOptions, Pick<WebChannelOptions, "fetch" | "credentials"> {
  /** Whether the server is asked for a sign of life first; it is unless told otherwise. */
  readonly check?: boolean;
}

/**
 * A client of a Polaroid server, by gRPC-Web over `fetch`; the server allows the page's origin (`--cors`).
 * @example
 * const client = await connect("https://data.example:50051");
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<RemoteClient> {
  if (typeof url !== "string") throw badArgument("the address of connect", url, 'text such as "https://host:50051"');
  checkRemote(options, { fetch: null, credentials: "", check: true });
  const { fetch, credentials, messageLimit, interceptors } = options;
  const client = clientOver(url, [new WebChannel(url, { fetch, credentials, messageLimit, interceptors })], options);
  try {
    if (options.check !== false) await client.heartbeat();
  } catch (cause) {
    await client.close(0);
    throw cause;
  }
  return client;
}

/** `connect` with its error as a value. @example (await tryConnect("grpc://localhost:50051")).isOk */
export const tryConnect = (url: string, options?: ConnectOptions): Promise<Outcome<RemoteClient>> =>
  attemptAsync(() => connect(url, options));
