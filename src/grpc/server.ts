import type { IncomingMessage, ServerResponse } from "node:http";
import type { DescService } from "@bufbuild/protobuf";
import { PolaroidError } from "../core/error.ts";
import { attempt } from "../core/result.ts";
import { Roster } from "../core/roster.ts";
import type { Call } from "./call.ts";
import { MESSAGE_LIMIT } from "./frame.ts";
import { type ConnectionLimits, type Listening, listen, type Tls } from "./listen.ts";
import { Metadata } from "./metadata.ts";
import type { Method } from "./method.ts";
import { connect } from "./protocols/connect.ts";
import { grpc } from "./protocols/grpc.ts";
import { grpcWeb } from "./protocols/grpc-web.ts";
import type { Protocol, Speech } from "./protocols/protocol.ts";
import { type CallLimits, type Interceptor, type Route, serveCall } from "./serve-call.ts";
import { statusOf } from "./status.ts";
import { after } from "./transport.ts";
import { requestWire, streamWire, type Wire } from "./wire.ts";

export interface ServerLimits extends ConnectionLimits, CallLimits {}
const LIMITS: ServerLimits = {
  connections: 20_000,
  streamsPerConnection: 1000,
  headers: 64 << 10,
  keepAlive: 30_000,
  hello: 10_000,
  message: MESSAGE_LIMIT,
};

export interface ServerOptions {
  /** 127.0.0.1, unless said otherwise. */
  readonly host?: string | undefined;
  /** 0 (any that is free), unless said otherwise. */
  readonly port?: number | undefined;
  readonly tls?: Tls | undefined;
  /** The first stands outermost. */
  readonly interceptors?: readonly Interceptor[] | undefined;
  readonly limits?: Partial<ServerLimits> | undefined;
  /** Origins whose pages may call; "*" for all of them, none unless said otherwise. */
  readonly cors?: readonly string[] | undefined;
  /** Answers plain requests of HTTP, such as /metrics; false for those it does not know. */
  readonly http?:
    | ((
        request: Pick<Wire, "verb" | "path" | "headers">,
        respond: (status: number, type: string, body: string) => void,
      ) => boolean)
    | undefined;
}

const PROTOCOLS: readonly Protocol[] = [grpc, grpcWeb, connect];
const OF_BROWSERS =
  "content-type, x-grpc-web, x-user-agent, grpc-timeout, connect-protocol-version, connect-timeout-ms";
const EXPOSED = "grpc-status, grpc-message, grpc-status-details-bin";

const isStream = (m: Method): boolean => m.streamsIn || m.streamsOut;
const acceptedTypes = (m: Method): string =>
  ["grpc", "grpc-web", "grpc-web-text", ...(isStream(m) ? ["connect+proto", "connect+json"] : ["proto", "json"])]
    .map((t) => `application/${t}`)
    .join(", ");

/**
 * Serves methods by gRPC, gRPC-Web and Connect on one port.
 * @example
 * const server = await GrpcServer.start([{ service: Health, routes }], { port: 50051 });
 */
export class GrpcServer {
  readonly #routes: Map<string, Route> = new Map();
  readonly services: readonly DescService[];
  readonly #options: ServerOptions;
  readonly #limits: ServerLimits;
  readonly #running: Roster<number, Call> = new Roster();
  #calls = 0;
  #listening: Listening | null = null;
  #draining = false;
  #idle: (() => void)[] = [];

  private constructor(services: readonly ServiceRoutes[], options: ServerOptions) {
    this.services = services.map((s) => s.service);
    for (const { routes } of services) for (const r of routes) this.#routes.set(r.method.path, r);
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
  }

  static async start(services: readonly ServiceRoutes[], options: ServerOptions = {}): Promise<GrpcServer> {
    const server = new GrpcServer(services, options);
    const at = { host: options.host ?? "127.0.0.1", port: options.port ?? 0 };
    server.#listening = await listen(
      at,
      options.tls ?? null,
      server.#limits,
      (stream, headers) => server.#take(streamWire(stream, headers)),
      (request: IncomingMessage, response: ServerResponse) => server.#take(requestWire(request, response)),
    );
    return server;
  }

  get port(): number {
    return this.#listening?.port ?? 0;
  }
  /** Calls that are being answered. */
  get running(): number {
    return this.#running.size;
  }
  get connections(): number {
    return this.#listening?.connections ?? 0;
  }
  get draining(): boolean {
    return this.#draining;
  }

  #take(wire: Wire): void {
    try {
      this.#dispatch(wire);
    } catch (error) {
      wire.respond(400, { "content-type": "text/plain" }, true);
      if (!(error instanceof PolaroidError)) throw error;
    }
  }

  #cors(wire: Wire): Record<string, string> {
    const { cors } = this.#options;
    const { origin } = wire.headers;
    if (cors === undefined || typeof origin !== "string") return {};
    if (!cors.includes("*") && !cors.includes(origin)) return {};
    return {
      "access-control-allow-origin": origin,
      vary: "origin",
      "access-control-expose-headers": EXPOSED,
      // Cookies and certificates of callers are for pages that somebody named.
      ...(cors.includes(origin) && { "access-control-allow-credentials": "true" }),
    };
  }

  #dispatch(wire: Wire): void {
    const cors = this.#cors(wire);
    if (wire.verb === "OPTIONS") {
      const asked = wire.headers["access-control-request-headers"];
      wire.respond(
        204,
        {
          ...cors,
          ...(cors["vary"] !== undefined && {
            "access-control-allow-methods": "POST",
            "access-control-allow-headers": typeof asked === "string" ? asked : OF_BROWSERS,
            "access-control-max-age": "7200",
          }),
        },
        true,
      );
      return;
    }
    const type = String(wire.headers["content-type"] ?? "");
    let speech: Speech | null = null;
    for (const p of PROTOCOLS) speech ??= p(wire, type);
    const target = this.#routes.get(wire.path);
    if (speech === null || (target !== undefined && speech.streams === !isStream(target.method))) {
      this.#plain(wire, target, cors);
      return;
    }
    const refusal = this.#refusal(wire, target, speech);
    if (target === undefined || refusal !== null) {
      wire.discard();
      const answer = { responseHeaders: new Metadata(cors), trailers: new Metadata() };
      speech.finish(wire, answer, statusOf(refusal), false);
      return;
    }
    const number = this.#calls++;
    void serveCall(target, wire, speech, this.#options.interceptors ?? [], this.#limits, (call) => {
      for (const [name, value] of Object.entries(cors)) call.responseHeaders.set(name, value);
      this.#running.set(number, call);
    }).finally(() => {
      this.#running.delete(number);
      if (this.#running.size === 0) for (const done of this.#idle.splice(0)) done();
    });
  }

  #refusal(wire: Wire, target: Route | undefined, speech: Speech): PolaroidError | null {
    if (this.#draining)
      return new PolaroidError("UNAVAILABLE", "the server is about to end; call another one, or later");
    if (target === undefined) return new PolaroidError("NOT_SUPPORTED", `there is no method ${wire.path} here`);
    if (wire.verb !== "POST") return new PolaroidError("INVALID_ARGUMENT", `${wire.path} is called by POST`);
    const waits = attempt(() => speech.timeout);
    return waits.isErr ? waits.error : null;
  }

  #plain(wire: Wire, target: Route | undefined, cors: Record<string, string>): void {
    wire.discard();
    const answer = (status: number, type: string, body: string, more: Record<string, string> = {}): void => {
      wire.respond(status, { ...cors, "content-type": type, ...more }, false);
      wire.write([new TextEncoder().encode(body)]);
      wire.end({});
    };
    if (this.#options.http?.(wire, answer) === true) return;
    const text = "text/plain; charset=utf-8";
    if (target === undefined) answer(404, text, "nothing is here\n");
    else if (wire.verb !== "POST") answer(405, text, "this is called by POST\n", { allow: "POST" });
    else {
      const types = acceptedTypes(target.method);
      answer(415, text, `call this by gRPC, gRPC-Web or Connect: ${types}\n`, { "accept-post": types });
    }
  }

  /** Takes no new calls (`UNAVAILABLE`), lets running ones go on for `grace` milliseconds, then ends them and the port. */
  async close(grace = 0): Promise<void> {
    this.#draining = true;
    this.#listening?.refuse();
    if (this.#running.size > 0 && grace > 0) {
      let forget: () => void = () => undefined;
      await new Promise<void>((resolve) => {
        this.#idle.push(resolve);
        forget = after(grace, resolve);
      });
      forget();
    }
    for (const call of this.#running.values()) call.abort(new PolaroidError("UNAVAILABLE", "the server ends"));
    await this.#listening?.close();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** A service and what answers its methods. */
export interface ServiceRoutes {
  readonly service: DescService;
  readonly routes: readonly Route[];
}
