import { PolaroidError } from "../core/error.ts";

/** A signal that a call's own parts can fire, beside the one that it was given. */
export interface Stoppable {
  readonly signal: AbortSignal;
  readonly stop: () => void;
}

export function stoppable(signal: AbortSignal | undefined): Stoppable {
  const own = new AbortController();
  return {
    signal: signal === undefined ? own.signal : AbortSignal.any([signal, own.signal]),
    stop: () => own.abort(new PolaroidError("CANCELLED", "the call was given up by its caller")),
  };
}
