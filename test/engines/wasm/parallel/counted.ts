import type { Threads } from "../../../../src/core/host.ts";
import { parallel } from "../../../../src/engines/wasm/parallel/threads.ts";
import { nodeHost } from "../../../../src/io/node/host.ts";

export const pool: Threads = nodeHost.threads as Threads;
/** How many parts other threads were given. */
export const given: { parts: number } = { parts: 0 };

/** The pool, counted. */
export const counted: Threads = {
  get size() {
    return pool.size;
  },
  get idle() {
    return pool.idle;
  },
  start: () => pool.start(),
  limit: (most) => pool.limit(most),
  run(job, input, move) {
    if (job === "plan") given.parts++;
    return pool.run(job, input, move);
  },
  lend(job, input) {
    given.parts++;
    return pool.lend(job, input);
  },
};

/** Brings up one thread beside this one, and has queries use it. */
export async function start(): Promise<void> {
  pool.limit(2);
  pool.start();
  while (pool.idle < 1) await new Promise((resolve) => setTimeout(resolve, 20));
  parallel.threads = counted;
}
export function stop(): void {
  pool.limit(null);
  parallel.threads = pool;
}
