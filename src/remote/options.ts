import { badArgument, checkOptions, functionArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { ClientInterceptor } from "../grpc/transport.ts";
import type { BreakerOptions } from "./gate.ts";

/** How calls that may be carried out twice are tried again. */
export interface RetryOptions {
  /** Tries in all; 1 for no other. */
  readonly attempts: number;
  /** Milliseconds that the first wait lasts at most; each wait is a random part of its most. */
  readonly initialDelay: number;
  readonly maxDelay: number;
  readonly factor: number;
  /** Milliseconds that one try waits for its first answer; null: as long as the call may take. */
  readonly perTry: number | null;
}

/** What a client of a server goes by; times in milliseconds. */
export interface RemoteOptions {
  /** A bearer token. */
  readonly token?: string;
  /** Basic authentication. */
  readonly user?: string;
  readonly password?: string;
  /** Headers of every call. */
  readonly headers?: Readonly<Record<string, string>>;
  /** The time that a call may take, tries included; none unless given. */
  readonly timeout?: number;
  readonly retry?: Partial<RetryOptions>;
  /** When a server that does not answer is left alone; null for never. */
  readonly breaker?: Partial<BreakerOptions> | null;
  /** Connections that calls are spread over: 1. */
  readonly connections?: number;
  /** Calls at once, streams that are read included: 256. Others wait. */
  readonly maxConcurrent?: number;
  /** A sign of life is asked for after so long without a call, and, from Node, so often while calls are under way: 30,000; 0 for never. */
  readonly keepAlive?: number;
  /** The session of the calls, where one was made before. */
  readonly session?: string;
  /** Bytes that a frame may have which travels inside of a query: 16 MiB. */
  readonly frameLimit?: number;
  /** Bytes of one message: 64 MiB. */
  readonly messageLimit?: number;
  readonly interceptors?: readonly ClientInterceptor[];
  /** The W3C trace context that a call belongs to; each call is a trace of its own unless given. */
  readonly traceparent?: () => string;
}

export const RETRY: RetryOptions = Object.freeze({
  attempts: 4,
  initialDelay: 100,
  maxDelay: 5_000,
  factor: 2,
  perTry: null,
});
export const BREAKER: BreakerOptions = Object.freeze({ failures: 8, rest: 5_000 });

const NAMES: Readonly<Record<keyof RemoteOptions, unknown>> = {
  token: "",
  user: "",
  password: "",
  headers: null,
  timeout: 0,
  retry: null,
  breaker: null,
  connections: 0,
  maxConcurrent: 0,
  keepAlive: 0,
  session: "",
  frameLimit: 0,
  messageLimit: 0,
  interceptors: null,
  traceparent: null,
};
const LEAST: Partial<Record<keyof RemoteOptions, number>> = {
  timeout: 1,
  connections: 1,
  maxConcurrent: 1,
  keepAlive: 0,
  frameLimit: 0,
  messageLimit: 1024,
};

const LEAST_RETRY: Readonly<Record<keyof RetryOptions, number>> = {
  attempts: 1,
  initialDelay: 0,
  maxDelay: 0,
  factor: 1,
  perTry: 1,
};
function checkRetry(retry: Partial<RetryOptions> | undefined): void {
  checkOptions("retry of connect", RETRY, retry);
  for (const [name, v] of Object.entries(retry ?? {})) {
    if (v === undefined || (v === null && name === "perTry")) continue;
    const least = LEAST_RETRY[name as keyof RetryOptions];
    if (!(typeof v === "number" && v >= least && (name === "factor" || Number.isInteger(v))))
      throw badArgument(`retry.${name} of connect`, v, `a number from ${least} on`);
  }
}

function checkBreaker(breaker: Partial<BreakerOptions> | null | undefined): void {
  if (breaker === null) return;
  checkOptions("breaker of connect", BREAKER, breaker);
  const least: Readonly<Record<keyof BreakerOptions, number>> = { failures: 1, rest: 0 };
  for (const [name, v] of Object.entries(breaker ?? {}))
    if (v !== undefined && !(Number.isInteger(v) && v >= least[name as keyof BreakerOptions]))
      throw badArgument(
        `breaker.${name} of connect`,
        v,
        `a whole number from ${least[name as keyof BreakerOptions]} on`,
      );
}

function checkParts({ headers, interceptors, traceparent, token, user, password }: RemoteOptions): void {
  if (headers !== undefined && (typeof headers !== "object" || headers === null || Array.isArray(headers)))
    throw badArgument("headers of connect", headers, "an object of texts");
  if (interceptors !== undefined && !Array.isArray(interceptors))
    throw badArgument("interceptors of connect", interceptors, "a list of functions");
  for (const one of interceptors ?? []) functionArgument(one, "an interceptor of connect");
  if (traceparent !== undefined) functionArgument(traceparent, "traceparent of connect");
  if (password !== undefined && user === undefined)
    throw new PolaroidError("INVALID_ARGUMENT", "connect is given a password without its user");
  if (token !== undefined && user !== undefined)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      "connect is given a token and a user; a caller is known by one of them",
    );
}

/** Checks what `connect` is given; `more` are the names that only one side of it knows. */
export function checkRemote(options: unknown, more: Readonly<Record<string, unknown>>): void {
  checkOptions("connect", { ...NAMES, ...more }, options);
  const given = (options ?? {}) as RemoteOptions;
  for (const [name, least] of Object.entries(LEAST)) {
    const v = given[name as keyof RemoteOptions];
    if (v !== undefined && !(Number.isInteger(v) && (v as number) >= least))
      throw badArgument(`${name} of connect`, v, `a whole number from ${least} on`);
  }
  checkRetry(given.retry);
  checkBreaker(given.breaker);
  checkParts(given);
}
