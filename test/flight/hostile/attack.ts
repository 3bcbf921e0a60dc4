import { type ClientHttp2Session, connect } from "node:http2";
import { join } from "node:path";
import { FlightClient } from "../../../src/flight/index.ts";
import { type Listening, listening } from "../integration/tools.ts";

export const target = (): Promise<Listening> =>
  listening(process.execPath, ["--expose-gc", join(import.meta.dirname, "target.ts")]);

export interface Memory {
  readonly rss: number;
  readonly external: number;
  readonly heapUsed: number;
  readonly running: number;
  readonly open: number;
}

/** What the server holds once what was asked of it is over. */
export async function memory(port: number): Promise<Memory> {
  await using client = new FlightClient(`grpc://127.0.0.1:${port}`);
  for await (const body of client.doAction("memory", "", { timeout: 10_000 }))
    return JSON.parse(Buffer.from(body).toString()) as Memory;
  throw new Error("no answer");
}

/** How one exchange ended: its status of gRPC (or HTTP's), or that the stream was reset; null: it hung. */
export interface Ending {
  readonly http: number;
  readonly status: string | null;
  readonly message: string;
  readonly body: Buffer;
}

export function post(
  session: ClientHttp2Session,
  path: string,
  headers: Readonly<Record<string, string>>,
  body: Uint8Array,
  timeout = 10_000,
): Promise<Ending> {
  return new Promise((resolve, reject) => {
    const stream = session.request({ ":method": "POST", ":path": path, te: "trailers", ...headers });
    const chunks: Buffer[] = [];
    const fields: Record<string, unknown> = {};
    const timer = setTimeout(() => reject(new Error(`${path} hangs on ${Buffer.from(body).toString("hex")}`)), timeout);
    stream.on("response", (found) => Object.assign(fields, found));
    stream.on("trailers", (found) => Object.assign(fields, found));
    stream.on("data", (chunk: Buffer) => {
      // Enough of an answer is enough.
      if (chunks.push(chunk) > 64) stream.close(8);
    });
    stream.on("error", () => undefined);
    stream.on("close", () => {
      clearTimeout(timer);
      resolve({
        http: Number(fields[":status"] ?? 0),
        status: fields["grpc-status"] === undefined ? null : String(fields["grpc-status"]),
        message: String(fields["grpc-message"] ?? ""),
        body: Buffer.concat(chunks),
      });
    });
    stream.end(body);
  });
}

export const session = (port: number): ClientHttp2Session => {
  const made = connect(`http://127.0.0.1:${port}`);
  made.on("error", () => undefined);
  return made;
};

/** Bytes behind the five that say how long they are. */
export function framedBytes(bytes: Uint8Array, flags = 0): Buffer {
  const head = Buffer.alloc(5);
  head[0] = flags;
  head.writeUInt32BE(bytes.length, 1);
  return Buffer.concat([head, bytes]);
}

/** Flips bits, writes extreme numbers, cuts and repeats. */
export function mutated(source: Uint8Array, next: () => number): Buffer {
  let bytes = Buffer.from(source);
  for (let n = 1 + Math.floor(next() * 4); n > 0; n--) {
    if (bytes.length === 0) return Buffer.from([Math.floor(next() * 256)]);
    const at = Math.floor(next() * bytes.length);
    const kind = next();
    if (kind < 0.5) bytes[at] = (bytes[at] as number) ^ (1 << Math.floor(next() * 8));
    else if (kind < 0.75) bytes[at] = [0, 1, 127, 128, 255][Math.floor(next() * 5)] as number;
    else if (kind < 0.85) bytes = bytes.subarray(0, at);
    else if (kind < 0.95)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.alloc(1 + Math.floor(next() * 9), 255), bytes.subarray(at)]);
    else bytes = Buffer.concat([bytes, bytes.subarray(at)]);
  }
  return bytes;
}
