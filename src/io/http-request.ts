import type { ErrorCode } from "../core/codes.ts";
import { PolaroidError, toPolaroidError } from "../core/error.ts";
import type { Signal } from "../core/host.ts";
import { checkSignal } from "../core/signal.ts";

export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

export interface HttpOptions {
  /** Instead of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** How often a request is tried again after a network failure, 408, 429 or 5xx; 2 unless told. */
  readonly retries?: number | undefined;
  /** How many bytes may be taken from a server that knows no ranges; 512 MiB unless told. */
  readonly maxWhole?: number | undefined;
}

const FIRST_WAIT = 100;
const MAX_WAIT = 5000;

const RETRIED: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);
const STATUS: Readonly<Record<number, readonly [ErrorCode, string]>> = {
  401: ["PERMISSION_DENIED", "the server asks for credentials; give them with the `headers` option"],
  403: ["PERMISSION_DENIED", "the server refused access"],
  404: ["NOT_FOUND", "there is nothing at this address"],
  410: ["NOT_FOUND", "what was at this address is gone"],
  416: ["CORRUPT", "the file is shorter than its content says"],
};

/** Waits, unless the signal fires first. */
export function sleep(ms: number, signal: Signal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearTimeout(timer);
      reject(toPolaroidError(signal?.reason));
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, ms);
    signal?.addEventListener("abort", stop, { once: true });
  });
}

/** Waits before try number `tried` + 1, longer each time, or as long as the server asks. */
export async function backOff(tried: number, asked: string | null, signal: Signal | undefined): Promise<void> {
  const seconds = asked === null ? Number.NaN : Number(asked);
  const wait = Number.isFinite(seconds) ? seconds * 1000 : FIRST_WAIT * 2 ** tried * (0.5 + Math.random());
  await sleep(Math.min(wait, MAX_WAIT), signal);
}

export const statusError = (name: string, status: number, text: string): PolaroidError => {
  const [code, meaning] = STATUS[status] ?? [
    status >= 500 || status === 429 ? "UNAVAILABLE" : "IO",
    "the server did not give the file",
  ];
  return new PolaroidError(code, `${name}: ${meaning} (HTTP ${status}${text === "" ? "" : ` ${text}`})`);
};

export const networkError = (name: string, cause: unknown, signal: Signal | undefined): PolaroidError => {
  try {
    checkSignal(signal);
  } catch (stopped) {
    return stopped as PolaroidError;
  }
  if (cause instanceof PolaroidError) return cause;
  const inner = (cause as { cause?: { message?: string } }).cause?.message;
  const what = inner ?? (cause instanceof Error ? cause.message : String(cause));
  return new PolaroidError(
    "UNAVAILABLE",
    `${name}: the server could not be reached or the connection broke (${what})`,
    { cause },
  );
};

/** A GET with or without a range, tried again where that can help; what is not 200, 206 or `allowed` is an error. */
export async function request(
  name: string,
  url: string,
  range: string | null,
  options: HttpOptions,
  signal: Signal | undefined,
  allowed: readonly number[] = [],
): Promise<Response> {
  const get = options.fetch ?? ((to: string, init: RequestInit): Promise<Response> => globalThis.fetch(to, init));
  // Browsers ask for identity by themselves where a range is asked, and drop this header.
  const headers: Record<string, string> =
    range === null ? { ...options.headers } : { "accept-encoding": "identity", ...options.headers, range };
  const retries = options.retries ?? 2;
  for (let tried = 0; ; tried++) {
    checkSignal(signal);
    let asked: string | null = null;
    try {
      const response = await get(url, { headers, signal: (signal as AbortSignal | undefined) ?? null });
      const { status } = response;
      if (status === 200 || status === 206 || allowed.includes(status)) return response;
      await response.body?.cancel().catch(() => {});
      if (tried >= retries || !RETRIED.has(status)) throw statusError(name, status, response.statusText);
      asked = response.headers.get("retry-after");
    } catch (cause) {
      const error = networkError(name, cause, signal);
      if (cause instanceof PolaroidError || tried >= retries || error.code !== "UNAVAILABLE") throw error;
    }
    await backOff(tried, asked, signal);
  }
}
