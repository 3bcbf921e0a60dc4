import { type MessagePort, workerData } from "node:worker_threads";
import type { Call } from "./threads.ts";

/** What a thread is given when it starts: where it says how it stands, and its own way for jobs that are waited for. */
export interface Given {
  readonly state: Int32Array;
  readonly port: MessagePort;
}
/** Places in a thread's state: whether it can be lent, how many jobs it has ended, and what moves while it works. */
export const READY = 0;
export const ENDED = 1;
export const ALIVE = 2;
export const STATES = 3;

/** In a thread: does the jobs that another one holds still for. It is lent from `ready` on; `alive` is called at work. */
export function serveLent(run: (call: Call, port: MessagePort) => Promise<void>): {
  readonly ready: () => void;
  readonly alive: () => void;
} {
  const { state, port } = workerData as Given;
  const ended = (): void => {
    Atomics.add(state, ENDED, 1);
    Atomics.notify(state, ENDED);
  };
  port.on("message", (call: Call) => void run(call, port).then(ended));
  // Who waits does not see otherwise that this thread is gone.
  process.on("exit", () => {
    Atomics.store(state, READY, 0);
    ended();
  });
  return {
    ready: () => void Atomics.store(state, READY, 1),
    alive: () => void Atomics.add(state, ALIVE, 1),
  };
}
