import { PolaroidError } from "../core/error.ts";
import { text } from "../core/utf8.ts";
import { timeoutText } from "./call.ts";
import { FrameReader, framed, joined, MESSAGE_LIMIT } from "./frame.ts";
import { Metadata } from "./metadata.ts";
import type { Method } from "./method.ts";
import { errorOf, type Status, statusIn, statusOfHttp } from "./status.ts";
import {
  after,
  type CallOptions,
  type ClientInterceptor,
  cancelled,
  endsWithin,
  intercepted,
  only,
  type Transport,
  targetOf,
} from "./transport.ts";

/** How a server is reached by `fetch`. */
export interface WebChannelOptions {
  /** Bytes of a message that comes. */
  readonly messageLimit?: number | undefined;
  readonly interceptors?: readonly ClientInterceptor[] | undefined;
  /** Takes the place of the global one. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Whether cookies go along; as fetch has it, "same-origin" unless said otherwise. */
  readonly credentials?: "omit" | "same-origin" | "include" | undefined;
}

/** Set in the first byte of the frame that holds the trailers. */
const TRAILERS = 0x80;

function trailersOf(bytes: Uint8Array): Metadata {
  const raw: Record<string, string[]> = {};
  for (const line of text(bytes, 0, bytes.length).split("\r\n")) {
    const cut = line.indexOf(":");
    if (cut <= 0) continue;
    const name = line.slice(0, cut).trim().toLowerCase();
    raw[name] = [...(raw[name] ?? []), line.slice(cut + 1).trim()];
  }
  return Metadata.received(raw);
}

/** Chunks of a body; it is given up where they are not read to the end. */
async function* chunksOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/**
 * Calls by gRPC-Web over `fetch`, for browsers and wherever else there is only that: methods that take one message.
 * @example
 * const channel = new WebChannel("https://data.example:50051");
 */
export class WebChannel implements Transport {
  readonly url: string;
  readonly #options: WebChannelOptions;
  readonly #base: string;
  readonly #closing: AbortController = new AbortController();

  constructor(url: string, options: WebChannelOptions = {}) {
    const { authority, secure } = targetOf(url);
    this.url = url;
    this.#base = `${secure ? "https" : "http"}://${authority}`;
    this.#options = options;
  }

  unary<I, O>(method: Method<I, O>, request: I, options: CallOptions = {}): Promise<O> {
    return only(this.call(method, [request], options), method.path);
  }

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
    { headers, signal, timeout, promised = timeout, onHeaders, onTrailers }: CallOptions,
  ): AsyncGenerator<O> {
    if (method.streamsIn)
      throw new PolaroidError(
        "NOT_SUPPORTED",
        `${method.path} takes a stream of messages, which fetch cannot send; call it from Node`,
      );
    if (signal?.aborted === true) throw cancelled(signal);
    const pieces: Uint8Array[] = [];
    for await (const request of requests) pieces.push(...framed(method.input.encode(request)));
    const limit = this.#options.messageLimit ?? MESSAGE_LIMIT;
    const controller = new AbortController();
    const stop = (reason: PolaroidError): void => controller.abort(reason);
    const onAbort = (): void => stop(cancelled(signal as AbortSignal));
    const onClose = (): void => stop(new PolaroidError("CANCELLED", `the client of ${this.url} was closed`));
    signal?.addEventListener("abort", onAbort, { once: true });
    this.#closing.signal.addEventListener("abort", onClose, { once: true });
    if (this.#closing.signal.aborted) onClose();
    const forget = after(timeout, () =>
      stop(new PolaroidError("TIMEOUT", `no answer of ${method.path} in ${promised} ms`)),
    );
    let done = false;
    try {
      const response = await this.#fetched(method, joined(pieces), headers, timeout, controller.signal);
      const type = response.headers.get("content-type") ?? "";
      const received = Metadata.received(Object.fromEntries(response.headers));
      onHeaders?.(received);
      let status: Status | null = statusIn(received);
      if (response.status !== 200 || !type.startsWith("application/grpc-web"))
        throw errorOf(status ?? statusOfHttp(response.status, type), `${method.path} of ${this.url}`);
      const reader = new FrameReader(limit);
      let ended = false;
      for await (const chunk of chunksOf(response.body)) {
        for (const { flags, bytes } of reader.push(chunk)) {
          if (ended) throw new PolaroidError("INTERNAL", `the answer of ${method.path} goes on after its end`);
          if ((flags & TRAILERS) === 0) {
            yield method.output.decode(bytes);
            continue;
          }
          const trailers = trailersOf(bytes);
          onTrailers?.(trailers);
          status = statusIn(trailers);
          ended = true;
        }
      }
      done = true;
      if (status === null)
        throw new PolaroidError("UNAVAILABLE", `${this.url} cannot be reached: the answer ended before the call did`);
      if (status.code !== 0) throw errorOf(status, `${method.path} of ${this.url}`);
      if (reader.within) throw endsWithin(method);
    } catch (cause) {
      if (controller.signal.aborted) throw controller.signal.reason;
      if (cause instanceof PolaroidError) throw cause;
      throw new PolaroidError(
        "UNAVAILABLE",
        `${this.url} cannot be reached: ${(cause as Error).message}; to pages of other origins it answers where its --cors names them`,
        { cause },
      );
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#closing.signal.removeEventListener("abort", onClose);
      forget();
      if (!done) controller.abort();
    }
  }

  #fetched(
    method: Method,
    body: Uint8Array,
    headers: Metadata | undefined,
    timeout: number | undefined,
    signal: AbortSignal,
  ): Promise<Response> {
    const { fetch = globalThis.fetch, credentials } = this.#options;
    const sent = new Headers();
    for (const [name, value] of Object.entries(headers?.raw() ?? {}))
      for (const v of [value].flat()) sent.append(name, v);
    sent.set("content-type", "application/grpc-web+proto");
    sent.set("x-grpc-web", "1");
    if (timeout !== undefined) sent.set("grpc-timeout", timeoutText(timeout));
    return fetch(`${this.#base}${method.path}`, {
      method: "POST",
      headers: sent,
      body: body as Uint8Array<ArrayBuffer>,
      signal,
      ...(credentials !== undefined && { credentials }),
    });
  }

  /** Gives up what is under way. */
  async close(): Promise<void> {
    this.#closing.abort();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }
}
