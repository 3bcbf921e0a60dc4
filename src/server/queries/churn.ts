import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import type { Batch } from "../../arrow/batch.ts";
import { batchBytes } from "../../arrow/batch.ts";

type Collect = (options: { readonly type: "major"; readonly execution: "async" }) => Promise<void>;

/** Bytes of shared memory after which a thread looks which of it nobody holds any more. */
const EVERY = 256e6;
let made = 0;
let collect: Collect | null = null;

/**
 * Counts shared memory that comes and goes. V8 hardly counts it when it decides whether to collect: cached results of 4 MB each, dropped
 * after some seconds, came to 2.5 GB in a minute.
 */
export function churned(bytes: number): void {
  made += bytes;
  if (made < EVERY) return;
  made = 0;
  if (collect === null) {
    setFlagsFromString("--expose-gc");
    collect = runInNewContext("gc") as Collect;
  }
  void collect({ type: "major", execution: "async" });
}

export const churnedBy = (batches: readonly Batch[]): void => churned(batches.reduce((n, b) => n + batchBytes(b), 0));
