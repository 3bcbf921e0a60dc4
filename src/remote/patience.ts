import { PolaroidError } from "../core/error.ts";
import { after } from "../grpc/transport.ts";

/** How long is waited for one thing: a place among other calls, the first answer to a try, a whole upload. */
export class Patience {
  readonly #late: AbortController | null;
  readonly end: () => void;

  constructor(ms: number | null | undefined, message: string) {
    const late = ms == null ? null : new AbortController();
    this.#late = late;
    this.end = after(ms, () => late?.abort(new PolaroidError("TIMEOUT", message)));
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
