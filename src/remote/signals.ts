import type { Signal } from "../core/host.ts";

/** The platform's own signal of one that only looks like it. */
export function abortSignalOf(signal: Signal | undefined): AbortSignal | undefined {
  if (signal === undefined || signal instanceof AbortSignal) return signal;
  const controller = new AbortController();
  if (signal.aborted) controller.abort(signal.reason);
  else signal.addEventListener("abort", () => controller.abort(signal.reason), { once: true });
  return controller.signal;
}
