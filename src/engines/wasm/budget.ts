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

class Counter implements Budget {
  readonly limit: number | null;
  used = 0;
  peak = 0;

  constructor(limit: number | null) {
    this.limit = limit;
  }

  take(bytes: number): void {
    this.used += bytes;
    if (this.used > this.peak) this.peak = this.used;
    if (this.limit !== null && this.used > this.limit)
      throw new PolaroidError(
        "MEMORY_LIMIT",
        `the query needs more than its ${megabytes(this.limit)} (${megabytes(this.used)} so far); raise memoryLimit, select fewer columns, or use engine: "duckdb", which spills to disk`,
      );
  }

  give(bytes: number): void {
    this.used -= bytes;
  }
}

export const budget = (limit: number | null): Budget => new Counter(limit);
