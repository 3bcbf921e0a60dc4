import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  type IncomingHttpHeaders,
} from "node:http2";
import { PolaroidError } from "../core/error.ts";
import { timeoutText } from "./call.ts";
import { inflateOf } from "./encoding.ts";
import { FrameReader, framed, MESSAGE_LIMIT } from "./frame.ts";
import { Metadata } from "./metadata.ts";
import type { Method } from "./method.ts";
import { percentDecoded } from "./protocols/grpc.ts";
import { errorOf, STATUS, type Status } from "./status.ts";

/** How a server is reached. */
export interface ChannelOptions {
  /** Certificates in PEM that are trusted beside the system's, and our own where the server asks. */
  readonly tls?:
    | {
        readonly ca?: string | Uint8Array;
        readonly key?: string | Uint8Array;
        readonly cert?: string | Uint8Array;
        readonly serverName?: string;
      }
    | undefined;
  /** Bytes of a message that comes. */
  readonly messageLimit?: number | undefined;
  /** Milliseconds that a connection may take. */
  readonly connectTimeout?: number | undefined;
  readonly interceptors?: readonly ClientInterceptor[] | undefined;
}

/** What one call says beside its messages. */
export interface CallOptions {
  readonly headers?: Metadata | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the call is given up, on both sides. */
  readonly timeout?: number | undefined;
  /** Told the headers, and at the end the trailers. */
  readonly onHeaders?: ((headers: Metadata) => void) | undefined;
  readonly onTrailers?: ((trailers: Metadata) => void) | undefined;
}

/** Stands around each call of a client; may change its options. */
export type ClientInterceptor = (
  method: Method,
  options: CallOptions,
  next: (options: CallOptions) => AsyncIterable<unknown>,
) => AsyncIterable<unknown>;

const WINDOW = 2 << 20;
/** Sent in one go where the request is small. */
const encodeAll = (pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(framed(pieces));

/** host:port of `grpc://host:port`, `grpc+tls://...`, `http://...` or `https://...`. */
export function targetOf(url: string): { readonly authority: string; readonly secure: boolean } {
  const found = /^(grpc|grpc\+tcp|grpc\+tls|grpcs|https?):\/\/(\[[^\]]+\]|[^/:?#]+)(?::(\d+))?\/?$/.exec(url);
  if (found === null)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `"${url}" names no server; write grpc://host:50051 or grpc+tls://host:50051`,
    );
  const secure = found[1] === "grpc+tls" || found[1] === "grpcs" || found[1] === "https";
  return { authority: `${found[2]}:${found[3] ?? (secure ? 443 : 50051)}`, secure };
}

const failed = (url: string, cause: unknown): PolaroidError =>
  new PolaroidError(
    "UNAVAILABLE",
    `${url} cannot be reached: ${(cause as { code?: string }).code ?? (cause as Error).message}`,
    { cause },
  );

function statusIn(fields: IncomingHttpHeaders): Status | null {
  const code = fields["grpc-status"];
  if (code === undefined) return null;
  const metadata = Metadata.received(fields as never);
  const details = metadata.bytes("grpc-status-details-bin") ?? new Uint8Array(0);
  return { code: Number(code), message: percentDecoded(String(fields["grpc-message"] ?? "")), details };
}

/** What an answer that is not gRPC's says (https://github.com/grpc/grpc/blob/master/doc/http-grpc-status-mapping.md). */
function statusOfHttp(http: number): Status {
  const known: Readonly<Record<number, number>> = {
    400: 13,
    401: 16,
    403: 7,
    404: 12,
    429: 14,
    502: 14,
    503: 14,
    504: 14,
  };
  return {
    code: known[http] ?? STATUS.UNKNOWN,
    message: `the server answered HTTP ${http}`,
    details: new Uint8Array(0),
  };
}

/**
 * A connection to a server, made on first use and again after it broke.
 * @example
 * const channel = new Channel("grpc://localhost:50051");
 * const answer = await channel.unary(method, request);
 * await channel.close();
 */
export class Channel {
  readonly url: string;
  readonly #options: ChannelOptions;
  #session: ClientHttp2Session | null = null;
  #open = 0;

  constructor(url: string, options: ChannelOptions = {}) {
    targetOf(url);
    this.url = url;
    this.#options = options;
  }

  /** Calls that are under way. */
  get open(): number {
    return this.#open;
  }

  #connected(): ClientHttp2Session {
    const known = this.#session;
    if (known !== null && !known.destroyed && !known.closed) return known;
    const { authority, secure } = targetOf(this.url);
    const { tls = {}, connectTimeout = 10_000 } = this.#options;
    const session = connectHttp2(`${secure ? "https" : "http"}://${authority}`, {
      settings: { initialWindowSize: WINDOW, enablePush: false },
      ...(tls.ca !== undefined && { ca: tls.ca as string }),
      ...(tls.key !== undefined && { key: tls.key as string }),
      ...(tls.cert !== undefined && { cert: tls.cert as string }),
      ...(tls.serverName !== undefined && { servername: tls.serverName }),
    });
    const timer = setTimeout(
      () => session.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })),
      connectTimeout,
    );
    session.once("connect", () => {
      clearTimeout(timer);
      session.setLocalWindowSize(WINDOW);
    });
    session.once("close", () => {
      clearTimeout(timer);
      if (this.#session === session) this.#session = null;
    });
    session.on("error", () => undefined);
    // A server that is about to end answers what it took, and is not asked any more.
    session.on("goaway", () => {
      if (this.#session === session) this.#session = null;
      if (!session.destroyed) session.close();
    });
    if (this.#open === 0) session.unref();
    this.#session = session;
    return session;
  }

  /** Calls a method that takes one message and gives one. */
  async unary<I, O>(method: Method<I, O>, request: I, options: CallOptions = {}): Promise<O> {
    let found: { readonly message: O } | null = null;
    for await (const message of this.call(method, [request], options)) {
      if (found !== null)
        throw new PolaroidError("INTERNAL", `${method.path} answered several messages where one is expected`);
      found = { message };
    }
    if (found === null) throw new PolaroidError("INTERNAL", `${method.path} answered no message`);
    return found.message;
  }

  /** Calls any method: messages in, messages out as they come; what is not read any more is cancelled. */
  call<I, O>(
    method: Method<I, O>,
    requests: Iterable<I> | AsyncIterable<I>,
    options: CallOptions = {},
  ): AsyncIterable<O> {
    const last = (o: CallOptions): AsyncIterable<unknown> => this.#carryOut(method, requests, o);
    const run = (this.#options.interceptors ?? []).reduceRight(
      (next, one) => (o: CallOptions) => one(method as Method, o, next),
      last,
    );
    return run(options) as AsyncIterable<O>;
  }

  async *#carryOut<I, O>(
    method: Method<I, O>,
    requests: Iterable<I> | AsyncIterable<I>,
    options: CallOptions,
  ): AsyncGenerator<O> {
    const { headers, signal, timeout, onHeaders, onTrailers } = options;
    if (signal?.aborted === true) throw cancelled(signal);
    const session = this.#connected();
    let stream: ClientHttp2Stream;
    try {
      stream = session.request({
        ":method": "POST",
        ":path": method.path,
        ...headers?.raw(),
        "content-type": "application/grpc+proto",
        te: "trailers",
        "grpc-accept-encoding": "identity,gzip,deflate",
        "user-agent": "polaroid",
        ...(timeout !== undefined && { "grpc-timeout": timeoutText(timeout) }),
      });
    } catch (cause) {
      throw failed(this.url, cause);
    }
    this.#open++;
    session.ref();
    let failure: unknown = null;
    const stop = (reason: PolaroidError): void => {
      failure ??= reason;
      stream.close(8);
    };
    const onAbort = (): void => stop(cancelled(signal as AbortSignal));
    signal?.addEventListener("abort", onAbort, { once: true });
    const timer =
      timeout === undefined
        ? null
        : setTimeout(() => stop(new PolaroidError("TIMEOUT", `no answer of ${method.path} in ${timeout} ms`)), timeout);
    let status: Status | null = null;
    let http = 200;
    let encoding: string | undefined;
    stream.on("response", (fields) => {
      http = Number(fields[":status"]);
      encoding = fields["grpc-encoding"] as string | undefined;
      status = statusIn(fields);
      onHeaders?.(Metadata.received(fields as never));
      if (status !== null) onTrailers?.(Metadata.received(fields as never));
    });
    stream.on("trailers", (fields) => {
      status = statusIn(fields);
      onTrailers?.(Metadata.received(fields as never));
    });
    stream.on("error", (error) => {
      failure ??= error;
    });
    const closed = new Promise<void>((resolve) => stream.once("close", resolve));
    const sending = send(stream, method, requests).catch((error: unknown) => {
      failure ??= error;
      stream.close(8);
    });
    let done = false;
    try {
      let reader: FrameReader | null = null;
      const limit = this.#options.messageLimit ?? MESSAGE_LIMIT;
      try {
        for await (const chunk of stream as AsyncIterable<Uint8Array>) {
          if (http !== 200) continue;
          reader ??= new FrameReader(limit, inflateOf(encoding, limit));
          for (const { bytes } of reader.push(chunk)) yield method.output.decode(bytes);
        }
      } catch (error) {
        if (error instanceof PolaroidError) throw error;
        failure ??= error;
      }
      done = true;
      await closed;
      if (failure instanceof PolaroidError) throw failure;
      const end = status ?? (http === 200 ? null : statusOfHttp(http));
      if (end === null) throw failed(this.url, failure ?? new Error("the connection broke before the call ended"));
      if (end.code !== 0) throw errorOf(end, `${method.path} of ${this.url}`);
    } finally {
      signal?.removeEventListener("abort", onAbort);
      if (timer !== null) clearTimeout(timer);
      if (!done) stream.close(8);
      this.#open--;
      if (this.#open === 0 && !session.destroyed) session.unref();
      void sending;
    }
  }

  /** Asks for a sign of life; milliseconds until it came. */
  ping(timeout = 5000): Promise<number> {
    return new Promise((resolve, reject) => {
      const session = this.#connected();
      const timer = setTimeout(
        () => reject(new PolaroidError("UNAVAILABLE", `${this.url} gave no sign of life in ${timeout} ms`)),
        timeout,
      );
      const ask = (): void => {
        session.ping((error, ms) => {
          clearTimeout(timer);
          if (error === null) resolve(ms);
          else reject(failed(this.url, error));
        });
      };
      session.once("error", (error) => reject(failed(this.url, error)));
      if (session.connecting) session.once("connect", ask);
      else ask();
    });
  }

  /** Ends the connection once its calls are over. */
  async close(): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session === null || session.destroyed) return;
    await new Promise<void>((resolve) => session.close(resolve));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

const cancelled = (signal: AbortSignal): PolaroidError =>
  signal.reason instanceof PolaroidError
    ? signal.reason
    : (signal.reason as Error | undefined)?.name === "TimeoutError"
      ? new PolaroidError("TIMEOUT", "the call's AbortSignal timed out", { cause: signal.reason })
      : new PolaroidError("CANCELLED", "the call was cancelled by its AbortSignal", { cause: signal.reason });

async function send<I>(
  stream: ClientHttp2Stream,
  method: Method<I, unknown>,
  requests: Iterable<I> | AsyncIterable<I>,
): Promise<void> {
  if (Array.isArray(requests) && requests.length === 1) {
    stream.end(encodeAll(method.input.encode(requests[0] as I)));
    return;
  }
  for await (const request of requests) {
    if (stream.destroyed || stream.closed) return;
    const pieces = framed(method.input.encode(request));
    let more = true;
    stream.cork();
    for (const p of pieces) more = stream.write(p);
    stream.uncork();
    if (!more)
      await new Promise<void>((resolve) => {
        const go = (): void => {
          stream.off("drain", go).off("close", go);
          resolve();
        };
        stream.on("drain", go).on("close", go);
      });
  }
  stream.end();
}
