import { type ClientHttp2Session, type ClientHttp2Stream, connect as connectHttp2 } from "node:http2";
import { PolaroidError } from "../core/error.ts";
import { timeoutText } from "./call.ts";
import { type ClientTls, rootOf, secureOf, whyNot } from "./client-tls.ts";
import { inflateOf } from "./encoding.ts";
import { type Framed, FrameReader, framed, MESSAGE_LIMIT } from "./frame.ts";
import { incoming } from "./incoming.ts";
import { Metadata } from "./metadata.ts";
import type { Method } from "./method.ts";
import { SESSION_MEMORY } from "./session-memory.ts";
import { errorOf, type Status, statusIn, statusOfHttp } from "./status.ts";
import {
  after,
  type CallOptions,
  type ClientInterceptor,
  cancelled,
  endsWithin,
  every,
  intercepted,
  only,
  type Transport,
  targetOf,
} from "./transport.ts";

const broke = (): Error => new Error("the connection broke before the call ended");

/** How a server is reached. */
export interface ChannelOptions {
  /** With it, connections are by TLS whatever the address says. */
  readonly tls?: ClientTls | undefined;
  /** Bytes of a message that comes. */
  readonly messageLimit?: number | undefined;
  /** Milliseconds that a connection may take. */
  readonly connectTimeout?: number | undefined;
  readonly interceptors?: readonly ClientInterceptor[] | undefined;
  /** Milliseconds between signs of life that are asked for while calls are under way; a server that gives none is left. Never, unless given. */
  readonly keepAlive?: number | undefined;
}

const WINDOW = 2 << 20;
/** Sent in one go where the request is small. */
const encodeAll = (pieces: readonly Uint8Array[]): Uint8Array => Buffer.concat(framed(pieces));

/** Calls that are under way when a channel is closed have this time. */
const CLOSE_MS = 5000;

const isGrpc = (type: string): boolean => type === "" || type.startsWith("application/grpc");

/**
 * A connection to a server, made on first use and again after it broke.
 * @example
 * const channel = new Channel("grpc://localhost:50051");
 * const answer = await channel.unary(method, request);
 * await channel.close();
 */
export class Channel implements Transport {
  readonly url: string;
  readonly #options: ChannelOptions;
  readonly #secure: ReturnType<typeof secureOf>;
  /** Connections on which somebody spoke HTTP/2. */
  readonly #heard: WeakSet<ClientHttp2Session> = new WeakSet();
  #session: ClientHttp2Session | null = null;
  #open = 0;

  constructor(url: string, options: ChannelOptions = {}) {
    this.#secure = secureOf(url, options.tls);
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
    const { connectTimeout = 10_000 } = this.#options;
    const session = connectHttp2(`${this.#secure === null ? "http" : "https"}://${targetOf(this.url).authority}`, {
      settings: { initialWindowSize: WINDOW, enablePush: false },
      maxSessionMemory: SESSION_MEMORY,
      ...this.#secure,
    });
    const forget = after(connectTimeout, () =>
      session.destroy(Object.assign(new Error("no answer"), { code: "ETIMEDOUT" })),
    );
    session.once("connect", () => {
      forget();
      // Its time may have ended while it was made.
      if (session.destroyed) return;
      session.setLocalWindowSize(WINDOW);
      // A connection without calls keeps no process alive; before it is made, `unref` would count from then on.
      if (this.#open === 0) session.unref();
    });
    session.once("remoteSettings", () => this.#heard.add(session));
    const stopAsking = this.#askingForLife(session);
    session.once("close", () => {
      forget();
      stopAsking();
      if (this.#session === session) this.#session = null;
    });
    session.on("error", () => undefined);
    // A server that is about to end answers what it took, and is not asked any more.
    session.on("goaway", () => {
      if (this.#session === session) this.#session = null;
      if (!session.destroyed) session.close();
    });
    this.#session = session;
    return session;
  }

  #askingForLife(session: ClientHttp2Session): () => void {
    const { keepAlive = 0 } = this.#options;
    if (keepAlive === 0) return () => undefined;
    let unanswered = false;
    return every(keepAlive, () => {
      if (unanswered) session.destroy(new Error(`no sign of life in ${keepAlive} ms`));
      if (unanswered || this.#open === 0 || session.connecting || session.destroyed) return;
      unanswered = true;
      session.ping((error) => {
        if (error === null) unanswered = false;
      });
    });
  }

  #failed(session: ClientHttp2Session, cause: unknown): PolaroidError {
    const root = rootOf(cause);
    if (root instanceof PolaroidError) return root;
    const why = whyNot(cause, this.#secure !== null, this.#heard.has(session));
    return new PolaroidError("UNAVAILABLE", `${this.url} cannot be reached: ${why}`, { cause });
  }

  /** Calls a method that takes one message and gives one. */
  unary<I, O>(method: Method<I, O>, request: I, options: CallOptions = {}): Promise<O> {
    return only(this.call(method, [request], options), method.path);
  }

  /** Calls any method: messages in, messages out as they come; what is not read any more is cancelled. */
  call<I, O>(
    method: Method<I, O>,
    requests: Iterable<I> | AsyncIterable<I>,
    options: CallOptions = {},
  ): AsyncIterable<O> {
    const last = (o: CallOptions): AsyncIterable<unknown> => this.#carryOut(method, requests, o);
    return intercepted(this.#options.interceptors, method as Method, last)(options) as AsyncIterable<O>;
  }

  async *#carryOut<I, O>(
    method: Method<I, O>,
    requests: Iterable<I> | AsyncIterable<I>,
    options: CallOptions,
  ): AsyncGenerator<O> {
    const { headers, signal, timeout, promised = timeout, slabs, onHeaders, onTrailers } = options;
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
      if (/^ERR_(HTTP2_)?INVALID_/.test((cause as { code?: string }).code ?? ""))
        throw new PolaroidError("INVALID_ARGUMENT", `a header cannot be sent: ${(cause as Error).message}`, { cause });
      throw this.#failed(session, cause);
    }
    this.#open++;
    session.ref();
    let failure: unknown = null;
    const stop = (reason: unknown): void => {
      failure ??= reason;
      giveUp(stream);
    };
    const onAbort = (): void => stop(cancelled(signal as AbortSignal));
    signal?.addEventListener("abort", onAbort, { once: true });
    const forget = after(timeout, () =>
      stop(new PolaroidError("TIMEOUT", `no answer of ${method.path} in ${promised} ms`)),
    );
    let status: Status | null = null;
    let http = 200;
    let type = "";
    let encoding: string | undefined;
    stream.on("response", (fields) => {
      http = Number(fields[":status"]);
      type = fields["content-type"] ?? "";
      encoding = fields["grpc-encoding"] as string | undefined;
      status = statusIn(Metadata.received(fields as never));
      onHeaders?.(Metadata.received(fields as never));
      if (status !== null) onTrailers?.(Metadata.received(fields as never));
    });
    stream.on("trailers", (fields) => {
      status = statusIn(Metadata.received(fields as never));
      onTrailers?.(Metadata.received(fields as never));
    });
    stream.on("error", (error) => {
      failure ??= error;
    });
    const ended = new Promise<void>((resolve) => stream.once("close", resolve).once("trailers", () => resolve()));
    const sending = send(stream, method, requests).catch(stop);
    let done = false;
    let cut = false;
    try {
      let reader = null as FrameReader | null;
      const limit = this.#options.messageLimit ?? MESSAGE_LIMIT;
      try {
        const push = (chunk: Uint8Array): readonly Framed[] => {
          if (http !== 200 || !isGrpc(type)) return [];
          reader ??= new FrameReader(limit, inflateOf(encoding, limit), slabs);
          return reader.push(chunk);
        };
        yield* incoming(stream, { push, end: () => [] }, (bytes) => method.output.decode(bytes), broke);
      } catch (error) {
        if (error instanceof PolaroidError) throw error;
        failure ??= error;
        cut = true;
      }
      if (status === null) await ended;
      done = status !== null && stream.writableFinished;
      if (failure instanceof PolaroidError) throw failure;
      const end = status ?? (http === 200 && isGrpc(type) ? null : statusOfHttp(http, type));
      if (end === null) throw this.#failed(session, failure ?? broke());
      if (end.code !== 0) throw errorOf(end, `${method.path} of ${this.url}`);
      // The end was told, but what came before it was lost with the connection.
      if (cut) throw this.#failed(session, failure);
      if (reader?.within === true) throw endsWithin(method);
    } finally {
      signal?.removeEventListener("abort", onAbort);
      forget();
      // A server may end a call before it has heard all; nobody needs the rest then.
      if (!done) giveUp(stream);
      // Node keeps a stream that ended amid a write while nobody read it.
      if (!done && !stream.pending) stream.destroy();
      this.#open--;
      if (this.#open === 0 && this.#session !== session) setImmediate(() => session.destroy());
      else if (this.#open === 0 && !session.destroyed && !session.connecting) session.unref();
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
          else reject(this.#failed(session, error));
        });
      };
      session.once("error", (error) => reject(this.#failed(session, error)));
      if (session.connecting) session.once("connect", ask);
      else ask();
    });
  }

  /** Ends the connection once its calls are over, or have had `grace` milliseconds. */
  async close(grace: number = CLOSE_MS): Promise<void> {
    const session = this.#session;
    this.#session = null;
    if (session === null || session.destroyed) return;
    if (this.#open === 0) {
      // Its end is not waited for: a stream that was given up may hold it back, and nobody hears that any more.
      session.unref();
      session.destroy();
      return;
    }
    session.ref();
    const gone = new Promise<void>((resolve) => session.once("close", () => resolve()));
    // One that is not connected yet would refuse the calls that wait for it.
    if (session.connecting) session.once("remoteSettings", () => session.close());
    else session.close();
    let forget: () => void = () => undefined;
    const late = new Promise<void>((resolve) => {
      forget = after(grace, resolve);
    });
    await Promise.race([gone, late]);
    forget();
    if (!session.destroyed) session.destroy(new PolaroidError("CANCELLED", `the client of ${this.url} was closed`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}

/** Node says that nothing more comes before it says that the call is given up, and the server took half of the messages for all. */
function giveUp(stream: ClientHttp2Stream): void {
  if (stream.closed) return;
  stream._final = (then) => then();
  stream.close(8);
}

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
