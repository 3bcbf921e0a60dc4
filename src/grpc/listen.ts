import {
  createServer as createHttp,
  type Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from "node:http";
import {
  createServer as createHttp2,
  createSecureServer,
  type IncomingHttpHeaders,
  type ServerHttp2Session,
  type ServerHttp2Stream,
} from "node:http2";
import { type AddressInfo, createServer as createTcp, type Server, type Socket } from "node:net";
import { PolaroidError } from "../core/error.ts";
import { SESSION_MEMORY } from "./session-memory.ts";

/** Keys and certificates in PEM; with `ca`, callers must show a certificate that it signed. */
export interface Tls {
  readonly key: string | Uint8Array;
  readonly cert: string | Uint8Array;
  readonly ca?: string | Uint8Array | undefined;
}

/** What a connection is allowed. */
export interface ConnectionLimits {
  readonly connections: number;
  readonly streamsPerConnection: number;
  /** Bytes of a call's headers. */
  readonly headers: number;
  /** Milliseconds between signs of life that are asked of a silent connection. */
  readonly keepAlive: number;
  /** Milliseconds until a connection has said which HTTP it speaks, and sent the headers of a request. */
  readonly hello: number;
}

export interface Listening {
  readonly port: number;
  /** Tells all connections that no new calls are taken. */
  refuse(): void;
  /** Ends all connections and the port. */
  close(): Promise<void>;
  readonly connections: number;
}

/** Bytes on their way to us on one stream or connection: larger windows were measured to be slower again. */
const WINDOW = 2 << 20;
const PREFACE = "PRI * HTTP/2.0";
/** Answers that are on their way when the port ends have this time. */
const LAST_MS = 200;

type OnStream = (stream: ServerHttp2Stream, headers: IncomingHttpHeaders) => void;
type OnRequest = (request: IncomingMessage, response: ServerResponse) => void;

/** A silent connection is asked for a sign of life; one that gives none is ended. */
function keepAlive(session: ServerHttp2Session, ms: number): void {
  let missed = 0;
  const timer = setInterval(() => {
    if (session.destroyed) return;
    if (missed > 0) return session.destroy();
    missed++;
    session.ping((error) => {
      if (error === null) missed = 0;
    });
  }, ms);
  timer.unref();
  session.once("close", () => clearInterval(timer));
}

const bound = (server: Server, host: string, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    server.once("error", (cause: NodeJS.ErrnoException) =>
      reject(new PolaroidError("IO", `cannot listen on ${host}:${port}: ${cause.code ?? cause.message}`, { cause })),
    );
    server.listen(port, host, () => resolve());
  });

/** One port for HTTP/1.1 and HTTP/2, with TLS or without. */
export async function listen(
  at: { readonly host: string; readonly port: number },
  tls: Tls | null,
  limits: ConnectionLimits,
  onStream: OnStream,
  onRequest: OnRequest,
): Promise<Listening> {
  const settings = {
    initialWindowSize: WINDOW,
    maxConcurrentStreams: limits.streamsPerConnection,
    maxHeaderListSize: limits.headers,
  };
  const options = {
    settings,
    maxHeaderListPairs: 256,
    maxSessionMemory: SESSION_MEMORY,
    peerMaxConcurrentStreams: 1000,
  };
  const sessions = new Set<ServerHttp2Session>();
  const sockets = new Set<Socket>();
  const http2 =
    tls === null
      ? createHttp2(options)
      : createSecureServer({
          ...options,
          allowHTTP1: true,
          handshakeTimeout: limits.hello,
          key: tls.key as string,
          cert: tls.cert as string,
          ...(tls.ca !== undefined && { ca: tls.ca as string, requestCert: true, rejectUnauthorized: true }),
        });
  http2.on("stream", onStream);
  http2.on("session", (session: ServerHttp2Session) => {
    sessions.add(session);
    session.setLocalWindowSize(WINDOW);
    keepAlive(session, limits.keepAlive);
    session.on("error", () => undefined);
    session.once("close", () => sessions.delete(session));
  });
  http2.on("sessionError", () => undefined);
  const http1: HttpServer = createHttp(
    {
      maxHeaderSize: limits.headers,
      headersTimeout: limits.hello,
      connectionsCheckingInterval: Math.ceil(limits.hello / 4),
    },
    onRequest,
  );
  // It is given its connections; without this it would not look at their time.
  http1.emit("listening");
  http1.on("clientError", (_, socket) => socket.destroy());
  const admit = (socket: Socket): boolean => {
    if (sockets.size >= limits.connections) {
      socket.destroy();
      return false;
    }
    sockets.add(socket);
    socket.on("error", () => undefined);
    socket.once("close", () => sockets.delete(socket));
    return true;
  };
  let server: Server;
  if (tls === null) {
    server = createTcp({ noDelay: true }, (socket) => {
      if (!admit(socket)) return;
      socket.setTimeout(limits.hello, () => socket.destroy());
      const sniff = (): void => {
        const head = socket.read() as Buffer | null;
        if (head === null) return;
        socket.off("readable", sniff);
        socket.setTimeout(0);
        socket.removeAllListeners("timeout");
        socket.unshift(head);
        const h2 = PREFACE.startsWith(head.subarray(0, PREFACE.length).toString("latin1"));
        (h2 ? http2 : http1).emit("connection", socket);
      };
      socket.on("readable", sniff);
    });
  } else {
    server = http2;
    http2.on("connection", (socket: Socket) => void admit(socket));
    http2.on("tlsClientError", (_, socket) => socket.destroy());
    http2.on("unknownProtocol", (socket: Socket) => socket.destroy());
    http2.on("request", (request, response) => {
      if (request.httpVersionMajor === 1) onRequest(request as never, response as never);
    });
    // With it Node would answer streams, too.
    http2.removeAllListeners("stream");
    http2.on("stream", onStream);
  }
  await bound(server, at.host, at.port);
  return {
    port: (server.address() as AddressInfo).port,
    get connections() {
      return sockets.size;
    },
    refuse() {
      server.close();
      for (const s of sessions) if (!s.destroyed) s.goaway();
    },
    close: () =>
      new Promise((resolve) => {
        for (const s of sessions) if (!s.destroyed) s.close();
        http1.closeIdleConnections();
        const last = setTimeout(() => {
          for (const s of sessions) s.destroy();
          for (const s of sockets) s.destroy();
        }, LAST_MS);
        server.once("close", () => clearTimeout(last));
        http1.close();
        if (!server.listening && sockets.size === 0) {
          clearTimeout(last);
          resolve();
        } else {
          server.once("close", () => resolve());
          if (server.listening) server.close();
        }
      }),
  };
}
