import type { IncomingMessage, ServerResponse } from "node:http";
import type { IncomingHttpHeaders, ServerHttp2Stream } from "node:http2";
import type { Readable, Writable } from "node:stream";
import type { TLSSocket } from "node:tls";
import type { Peer } from "./call.ts";
import { joined } from "./frame.ts";

export type RawHeaders = Readonly<Record<string, string | string[] | number | undefined>>;

/** One exchange of HTTP, of version 1 or 2. */
export interface Wire {
  readonly verb: string;
  readonly path: string;
  readonly headers: RawHeaders;
  readonly peer: Peer;
  readonly body: Readable;
  /** Whether trailers can follow the answer, as gRPC needs it. */
  readonly trailing: boolean;
  /** Whether the other end can still be written to. */
  readonly open: boolean;
  /** Headers, then pieces, then the end; false from `write`: wait for `drained`. */
  respond(status: number, headers: RawHeaders, end: boolean): void;
  write(pieces: readonly Uint8Array[]): boolean;
  /** When there is room again, or nobody reads any more. */
  drained(): Promise<void>;
  end(trailers: RawHeaders | null): void;
  /** Takes what still comes for a moment, then ends the exchange. */
  discard(): void;
  /** Calls back once when the other end went before the answer was whole. */
  onGone(then: () => void): void;
}

const peerOf = (socket: unknown): Peer => {
  const { remoteAddress, remotePort, getPeerCertificate } = (socket ?? {}) as Partial<TLSSocket>;
  const found = getPeerCertificate?.call(socket as TLSSocket);
  const name = found?.subject?.CN;
  return {
    address: `${remoteAddress ?? "?"}:${remotePort ?? 0}`,
    certificate: (socket as TLSSocket)?.authorized === true && typeof name === "string" ? name : null,
  };
};

function drainedOf(target: Writable): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      target.off("drain", done).off("close", done);
      resolve();
    };
    // Not at once: an answer without end would leave no time for the event that ends it.
    if (target.destroyed || !target.writableNeedDrain) setImmediate(resolve);
    else target.on("drain", done).on("close", done);
  });
}

function writeAll(target: Writable, pieces: readonly Uint8Array[]): boolean {
  if (pieces.length === 1) return target.write(pieces[0]);
  let more = true;
  target.cork();
  for (const p of pieces) more = target.write(p);
  target.uncork();
  return more;
}

/** A caller that has its answer may finish what it says within this time; most stop at once. */
const LINGER_MS = 1000;

function discarded(body: Readable, then: () => void): void {
  if (body.readableEnded || body.destroyed) return;
  body.resume();
  const timer = setTimeout(then, LINGER_MS);
  body.once("close", () => clearTimeout(timer)).once("end", () => clearTimeout(timer));
}

/** A stream of HTTP/2. */
export function streamWire(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): Wire {
  let trailers: RawHeaders | null = null;
  // What a broken connection does to the stream, `close` tells.
  stream.on("error", () => undefined);
  return {
    verb: headers[":method"] ?? "",
    path: headers[":path"] ?? "",
    headers: headers as RawHeaders,
    peer: peerOf(stream.session?.socket),
    body: stream,
    trailing: true,
    get open() {
      return !stream.destroyed && !stream.closed;
    },
    respond(status, fields, end) {
      if (stream.destroyed || stream.closed || stream.headersSent) return;
      if (end) return stream.respond({ ":status": status, ...fields }, { endStream: true });
      stream.on("wantTrailers", () => {
        if (trailers === null) stream.close();
        else stream.sendTrailers(trailers as Record<string, string>);
      });
      stream.respond({ ":status": status, ...fields }, { waitForTrailers: true });
    },
    write: (pieces) => writeAll(stream, pieces),
    drained: () => drainedOf(stream),
    end(fields) {
      if (stream.destroyed || stream.closed) return;
      trailers = fields ?? null;
      stream.end();
    },
    discard: () => discarded(stream, () => stream.close()),
    onGone(then) {
      stream.on("close", () => {
        if (!stream.writableFinished || stream.rstCode !== 0) then();
      });
    },
  };
}

/** Below this the pieces of a message are one chunk of HTTP/1.1. */
const ONE_CHUNK = 64 << 10;

/** An answer that is corked does not say when it is full. */
function writeChunks(response: ServerResponse, pieces: readonly Uint8Array[]): boolean {
  const size = pieces.reduce((n, p) => n + p.length, 0);
  if (size <= ONE_CHUNK) return response.write(joined(pieces));
  let more = true;
  for (const p of pieces) more = response.write(p);
  return more;
}

/** A request of HTTP/1.1 and its answer. */
export function requestWire(request: IncomingMessage, response: ServerResponse): Wire {
  response.on("error", () => undefined);
  request.on("error", () => undefined);
  return {
    verb: request.method ?? "",
    path: request.url ?? "",
    headers: request.headers as RawHeaders,
    peer: peerOf(request.socket),
    body: request,
    trailing: false,
    get open() {
      return !response.destroyed && !response.writableEnded;
    },
    respond(status, fields, end) {
      if (response.headersSent) return;
      response.writeHead(status, fields as Record<string, string>);
      if (end) response.end();
      else response.flushHeaders();
    },
    write: (pieces) => writeChunks(response, pieces),
    drained: () => drainedOf(response),
    end: () => void response.end(),
    discard: () => discarded(request, () => request.destroy()),
    onGone(then) {
      response.on("close", () => {
        if (!response.writableFinished) then();
      });
    },
  };
}
