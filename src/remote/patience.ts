import { PolaroidError } from "../core/error.ts";
import { after } from "../grpc/transport.ts";

/** How long is waited for one thing: a place among other calls, the first answer to a try, a whole upload. */
export class Patience {
  readonly #late: AbortController | null;
  readonly #until: number;
  readonly #message: string;
  readonly end: () => void;

  constructor(ms: number | null | undefined, message: string) {
    this.#late = ms == null ? null : new AbortController();
    this.#until = ms == null ? Number.POSITIVE_INFINITY : performance.now() + ms;
    this.#message = message;
    this.end = after(ms, () => this.#lose());
  }

  #lose(): void {
    this.#late?.abort(new PolaroidError("TIMEOUT", this.#message));
  }

  /** Fails where the time is over; a busy process hears of that late. */
  check(): void {
    if (performance.now() < this.#until) return;
    this.#lose();
    throw this.error;
  }

  get over(): boolean {
    return this.#late?.signal.aborted === true;
  }
  /** What was waited for did not come; null while it still may. */
  get error(): PolaroidError | null {
    return this.over ? (this.#late?.signal.reason as PolaroidError) : null;
  }

  within(signal: AbortSignal): AbortSignal {
    return this.#late === null ? signal : AbortSignal.any([signal, this.#late.signal]);
  }
}
