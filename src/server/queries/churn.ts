import { type Batch, batchBytes } from "../../arrow/batch.ts";
import { collecting } from "../../grpc/garbage.ts";

/**
 * Counts shared memory that comes and goes: after 256 MB a thread looks which of it nobody holds any more. V8 hardly counts it when it
 * decides whether to collect: cached results of 4 MB each, dropped after some seconds, came to 2.5 GB in a minute.
 */
export const churned: (bytes: number) => void = collecting(256e6, { type: "major", execution: "async" });

export const churnedBy = (batches: readonly Batch[]): void => churned(batches.reduce((n, b) => n + batchBytes(b), 0));
