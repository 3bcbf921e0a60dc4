import { PolaroidError } from "../core/error.ts";
import type { Metadata } from "./metadata.ts";
import { Metadata as Headers } from "./metadata.ts";
import type { Method } from "./method.ts";
import { Slabs } from "./slabs.ts";

/** Who is at the other end. */
export interface Peer {
  readonly address: string;
  /** The subject of its certificate, where one was asked for and checked. */
  readonly certificate: string | null;
}

/** One call on the server: what came with it, and what goes back beside the messages. */
export class Call {
  readonly method: Method;
  readonly headers: Metadata;
  readonly peer: Peer;
  /** Sent with the first message, or with the end where there is none. */
  readonly responseHeaders: Metadata = new Headers();
  readonly trailers: Metadata = new Headers();
  /** Whatever interceptors have to tell the handler: who calls, in which session. */
  readonly values: Map<unknown, unknown> = new Map();
  /** When the caller stops waiting, in milliseconds since 1970; null: never. */
  readonly deadline: number | null;
  /** Rejects when the call is given up. */
  readonly over: Promise<never>;
  #reject: (reason: PolaroidError) => void = () => undefined;
  #controller: AbortController | null = null;
  #slabs: Slabs | null = null;
  #reason: PolaroidError | null = null;

  constructor(method: Method, headers: Metadata, peer: Peer, deadline: number | null) {
    this.method = method;
    this.headers = headers;
    this.peer = peer;
    this.deadline = deadline;
    this.over = new Promise((_, reject) => {
      this.#reject = reject;
    });
    this.over.catch(() => undefined);
  }

  /** Where the memory of its messages comes from, and may go back to. */
  get slabs(): Slabs {
    this.#slabs ??= new Slabs();
    return this.#slabs;
  }

  /** Aborts when the caller goes, its deadline passes or the server ends. */
  get signal(): AbortSignal {
    if (this.#controller === null) {
      this.#controller = new AbortController();
      if (this.#reason !== null) this.#controller.abort(this.#reason);
    }
    return this.#controller.signal;
  }

  /** Why the call was given up; null while it goes on. */
  get aborted(): PolaroidError | null {
    return this.#reason;
  }

  abort(reason: PolaroidError): void {
    if (this.#reason !== null) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#reject(reason);
  }
}

const UNITS: Readonly<Record<string, number>> = { H: 3_600_000, M: 60_000, S: 1000, m: 1, u: 1e-3, n: 1e-6 };

/** Milliseconds that `grpc-timeout` allows; null without one. */
export function timeoutOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const found = /^(\d{1,8})([HMSmun])$/.exec(text);
  if (found === null) throw new PolaroidError("INVALID_ARGUMENT", `grpc-timeout is "${text}", no time such as 10S`);
  return Number(found[1]) * (UNITS[found[2] as string] as number);
}

/** A number of milliseconds as `grpc-timeout`. */
export const timeoutText = (ms: number): string => {
  const whole = Math.max(1, Math.ceil(ms));
  return whole < 1e8 ? `${whole}m` : `${Math.min(99_999_999, Math.ceil(whole / 1000))}S`;
};
