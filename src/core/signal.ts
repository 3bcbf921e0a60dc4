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

let watched: Signal | undefined;

/** Does synchronous work within which `look` looks at this signal. */
export function watching<T>(signal: Signal | undefined, work: () => T): T {
  const before = watched;
  watched = signal;
  try {
    return work();
  } finally {
    watched = before;
  }
}

/** Steps of work, each of which looks at this signal. */
export function* watchedSteps(signal: Signal | undefined, steps: Iterable<void>): Generator<void> {
  const all = steps[Symbol.iterator]();
  try {
    while (watching(signal, () => all.next()).done !== true) yield;
  } finally {
    all.return?.();
  }
}

/** A look from amid long work at the signal of the query that it is for. */
export const look = (): void => checkSignal(watched);
