import { PolaroidError } from "./error.ts";
import type { Signal } from "./host.ts";

/** Throws `CANCELLED` (or `TIMEOUT`) once the signal has fired. */
export function checkSignal(signal: Signal | undefined): void {
  if (!signal?.aborted) return;
  const timedOut = signal.reason instanceof Error && signal.reason.name === "TimeoutError";
  throw new PolaroidError(timedOut ? "TIMEOUT" : "CANCELLED", "the call was stopped by its AbortSignal", {
    cause: signal.reason,
  });
}
