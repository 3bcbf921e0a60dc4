import { readSync } from "node:fs";
import { parentPort } from "node:worker_threads";
import { PolaroidError } from "../../core/error.ts";
import { type CsvJob, runCsvJob } from "../../formats/csv/csv-job.ts";
import { buffersOf, type ColumnJob, runColumnJob } from "../../formats/parquet/column-job.ts";
import type { Range } from "../../formats/ranges.ts";
import { fileError } from "./errors.ts";
import { nodeHost } from "./host.ts";
import type { Answer, Call } from "./threads.ts";

const KEPT = 64 << 20;
let scratch = new Uint8Array(1 << 20);

/** Reads ranges into memory that the next call uses again. */
function readRanges(file: number, name: string, ranges: readonly Range[]): Uint8Array[] {
  const size = ranges.reduce((sum, r) => sum + r.end - r.start, 0);
  if (size > scratch.length) scratch = new Uint8Array(Math.max(size, Math.min(KEPT, scratch.length * 2)));
  const into = scratch;
  if (size > KEPT) scratch = new Uint8Array(1 << 20);
  let at = 0;
  try {
    return ranges.map(({ start, end }) => {
      const from = at;
      const until = at + end - start;
      while (at < until) {
        const read = readSync(file, into, at, until - at, start + at - from);
        if (read === 0)
          throw new PolaroidError("CORRUPT", `${name} ends before byte ${end}; it was cut while it was read`);
        at += read;
      }
      return into.subarray(from, until);
    });
  } catch (cause) {
    throw fileError(name, cause);
  }
}

const JOBS: Readonly<Record<string, (input: unknown) => Promise<readonly [value: unknown, move: Iterable<unknown>]>>> =
  {
    parquetColumn: async (input) => {
      const column = await runColumnJob(input as ColumnJob, nodeHost, readRanges);
      return [column, buffersOf(column)];
    },
    csv: async (input) => runCsvJob(input as CsvJob, readRanges),
  };

async function run({ id, job, input }: Call): Promise<void> {
  try {
    const work = JOBS[job];
    if (work === undefined) throw new PolaroidError("INTERNAL", `there is no job ${job}`);
    const [value, move] = await work(input);
    parentPort?.postMessage({ id, value } satisfies Answer, [...move] as ArrayBuffer[]);
  } catch (cause) {
    const code = cause instanceof PolaroidError ? cause.code : null;
    const message =
      cause instanceof PolaroidError ? cause.detail : cause instanceof Error ? cause.message : String(cause);
    parentPort?.postMessage({ id, code, message } satisfies Answer);
  }
}

// One at a time: the kernels' stack is one.
let last: Promise<void> = Promise.resolve();
parentPort?.on("message", (call: Call) => {
  last = last.then(() => run(call));
});
parentPort?.postMessage({ id: 0, value: null } satisfies Answer);
