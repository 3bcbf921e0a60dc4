import { PolaroidError } from "../core/error.ts";
import type { Metadata } from "./metadata.ts";
import type { Method } from "./method.ts";
import type { Slabs } from "./slabs.ts";

/** What one call says beside its messages. */
export interface CallOptions {
  readonly headers?: Metadata | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds until the call is given up, on both sides. */
  readonly timeout?: number | undefined;
  /** Milliseconds that the caller gave in all, where `timeout` is what is left of them; messages tell these. */
  readonly promised?: number | undefined;
  /** Where the memory of messages comes from, where the transport can choose. */
  readonly slabs?: Slabs | undefined;
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

/** What carries calls to a server. */
export interface Transport {
  readonly url: string;
  /** Calls a method that takes one message and gives one. */
  unary<I, O>(method: Method<I, O>, request: I, options?: CallOptions): Promise<O>;
  /** Calls any method: messages in, messages out as they come; what is not read any more is cancelled. */
  call<I, O>(method: Method<I, O>, requests: Iterable<I> | AsyncIterable<I>, options?: CallOptions): AsyncIterable<O>;
  /** Ends what is under way, which may go on for so many milliseconds where the transport can wait. */
  close(grace?: number): Promise<void>;
}

/** host:port of `grpc://host:port`, `grpc+tls://...`, `http://...` or `https://...`. */
export function targetOf(url: string): { readonly authority: string; readonly secure: boolean } {
  const found =
    /^(grpc|grpc\+tcp|grpc\+tls|grpcs|https?):\/\/(\[[\da-fA-F:.]+\]|[^\s/:?#@[\]]+)(?::(\d{1,5}))?\/?$/.exec(url);
  if (found === null || Number(found[3] ?? 1) > 65535)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `"${url}" names no server; write grpc://host:50051 or grpc+tls://host:50051`,
    );
  const secure = found[1] === "grpc+tls" || found[1] === "grpcs" || found[1] === "https";
  return { authority: `${found[2]}:${found[3] ?? (secure ? 443 : 50051)}`, secure };
}

/** The only message of an answer; none and several are errors. */
export async function only<O>(messages: AsyncIterable<O>, path: string): Promise<O> {
  let found: { readonly message: O } | null = null;
  for await (const message of messages) {
    if (found !== null) throw new PolaroidError("INTERNAL", `${path} answered several messages where one is expected`);
    found = { message };
  }
  if (found === null) throw new PolaroidError("INTERNAL", `${path} answered no message`);
  return found.message;
}

/** The call that interceptors stand around, the first of them outermost. */
export const intercepted = (
  interceptors: readonly ClientInterceptor[] | undefined,
  method: Method,
  last: (options: CallOptions) => AsyncIterable<unknown>,
): ((options: CallOptions) => AsyncIterable<unknown>) =>
  (interceptors ?? []).reduceRight((next, one) => (o: CallOptions) => one(method, o, next), last);

/** Why a call ended whose signal fired. */
export const cancelled = (signal: AbortSignal): PolaroidError =>
  signal.reason instanceof PolaroidError
    ? signal.reason
    : (signal.reason as Error | undefined)?.name === "TimeoutError"
      ? new PolaroidError("TIMEOUT", "the call's AbortSignal timed out", { cause: signal.reason })
      : new PolaroidError("CANCELLED", "the call was cancelled by its AbortSignal", { cause: signal.reason });

/** Timers fire at once where they are asked for more. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls back in so many milliseconds, or never where that is weeks away; gives what stops it. */
export function after(ms: number | null | undefined, then: () => void): () => void {
  if (ms == null || ms > LONGEST_TIMER) return () => undefined;
  const timer = setTimeout(then, ms);
  return () => clearTimeout(timer);
}

/** Calls back every so many milliseconds, which keeps no process alive, or never where that is weeks away; gives what stops it. */
export function every(ms: number, then: () => void): () => void {
  if (ms > LONGEST_TIMER) return () => undefined;
  const timer = setInterval(then, ms);
  (timer as { unref?: () => void }).unref?.();
  return () => clearInterval(timer);
}

/** An answer whose end is said to be good, amid a message. */
export const endsWithin = ({ path }: Pick<Method, "path">): PolaroidError =>
  new PolaroidError("INTERNAL", `the answer of ${path} ends within a message`);
