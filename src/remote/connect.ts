import { badArgument } from "../core/argument.ts";
import { attemptAsync, type Outcome } from "../core/result.ts";
import { Channel, type ChannelOptions } from "../grpc/client.ts";
import { clientOver, type RemoteClient } from "./client.ts";
import { checkRemote, type RemoteOptions } from "./options.ts";

/** How a server is reached from Node. */
export interface ConnectOptions extends RemoteOptions {
  /** Certificates in PEM that are trusted in place of the system's, and our own where the server asks; by TLS whatever the address says. */
  readonly tls?: ChannelOptions["tls"];
  /** Milliseconds that a connection may take: 10,000. */
  readonly connectTimeout?: number;
  /** Whether the server is asked for a sign of life first; it is unless told otherwise. */
  readonly check?: boolean;
}

/**
 * A client of a Polaroid server, by gRPC. Errors: `UNAVAILABLE` where no server is found, `UNAUTHENTICATED`.
 * @example
 * await using client = await connect("grpc://localhost:50051", { token: "secret" });
 * await client.table("quotes").head(3).collect();
 */
export async function connect(url: string, options: ConnectOptions = {}): Promise<RemoteClient> {
  if (typeof url !== "string") throw badArgument("the address of connect", url, 'text such as "grpc://host:50051"');
  checkRemote(options, { tls: null, connectTimeout: 0, check: true });
  const { tls, connectTimeout, messageLimit, interceptors, keepAlive = 30_000 } = options;
  const channels = Array.from(
    { length: options.connections ?? 1 },
    () => new Channel(url, { tls, connectTimeout, messageLimit, interceptors, keepAlive }),
  );
  const client = clientOver(url, channels, options);
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
