import { PolaroidError } from "../../core/error.ts";

/** Counts what a query's operators hold and stops it at its limit. */
export interface Budget {
  readonly limit: number | null;
  readonly used: number;
  readonly peak: number;
  take(bytes: number): void;
  give(bytes: number): void;
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;

export function budget(limit: number | null): Budget {
  let used = 0;
  let peak = 0;
  return {
    limit,
    get used() {
      return used;
    },
    get peak() {
      return peak;
    },
    take(bytes) {
      used += bytes;
      if (used > peak) peak = used;
      if (limit !== null && used > limit)
        throw new PolaroidError(
          "MEMORY_LIMIT",
          `the query needs more than its ${megabytes(limit)} (${megabytes(used)} so far); raise memoryLimit, select fewer columns, or use engine: "duckdb", which spills to disk`,
        );
    },
    give(bytes) {
      used -= bytes;
    },
  };
}
