import type { Signal } from "../../../core/host.ts";
import type { Outbox } from "./outbox.ts";

/** Waits until the other side takes more, or wants nothing any more. */
export async function room(wait: Promise<void>, outbox: Outbox, signal: Signal): Promise<void> {
  const woken = (): void => outbox.credit(Number.MAX_SAFE_INTEGER);
  signal.addEventListener("abort", woken);
  await wait;
  signal.removeEventListener("abort", woken);
}
