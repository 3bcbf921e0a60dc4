import { readSync } from "node:fs";
import { type MessagePort, parentPort } from "node:worker_threads";
import { buffersOf } from "../../arrow/buffers.ts";
import { sharing } from "../../arrow/layout.ts";
import { PolaroidError } from "../../core/error.ts";
import type { Fragment } from "../../engines/wasm/parallel/fragment-rows.ts";
import { type CsvJob, runCsvJob } from "../../formats/csv/csv-job.ts";
import { namedTable } from "../../formats/named-table.ts";
import { type LinesJob, runLinesJob } from "../../formats/ndjson/lines-job.ts";
import { type ColumnJob, runColumnJob } from "../../formats/parquet/column-job.ts";
import { openParquet } from "../../formats/parquet/index.ts";
import { type LentWriteJob, runWriteJob } from "../../formats/parquet/write-job.ts";
import type { Range } from "../../formats/ranges.ts";
import { checkSchema } from "../../formats/union.ts";
import type { Table, TablePart } from "../../plan/table.ts";
import { fileError } from "./errors.ts";
import { fileSource } from "./file-source.ts";
import { nodeHost } from "./host.ts";
import { serveLent } from "./lent.ts";
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

const PATIENCE = 50;
const ALONE = { ...nodeHost, threads: null };
sharing.on = true;
const engine = (): Promise<typeof import("../../engines/wasm/parallel/fragment.ts")> =>
  import("../../engines/wasm/parallel/fragment.ts");

/** Files that this thread reads, held to the schema of the first of all. */
async function openFiles(
  first: string,
  files: NonNullable<TablePart["files"]>,
  options: TablePart["options"],
): Promise<Table> {
  const [{ openTable }, { FORMATS }] = await Promise.all([
    import("../../formats/open.ts"),
    import("../../formats/known.ts"),
  ]);
  const places = files.paths.map((path) => ({ name: path, partitions: null, open: () => fileSource(path) }));
  const table = await openTable(places, FORMATS, ALONE, options, files.format);
  try {
    checkSchema(places[0]?.name ?? "", table.schema, first, files.like);
    return table;
  } catch (error) {
    await table.close();
    throw error;
  }
}

/** This thread's part of a file. */
async function openPart({ file, version, options, groups, files }: TablePart): Promise<Table> {
  if (files !== undefined) return openFiles(file, files, options);
  const source = await fileSource(file);
  try {
    if (source.version !== version) throw new PolaroidError("CORRUPT", `${file} was changed while it was read`);
    return namedTable((await openParquet(source, options, ALONE)).only(groups, true), file);
  } catch (error) {
    await source.close();
    throw error;
  }
}

const JOBS: Readonly<Record<string, (input: unknown) => Promise<readonly [value: unknown, move: Iterable<unknown>]>>> =
  {
    parquetColumn: async (input) => {
      const column = await runColumnJob(input as ColumnJob, nodeHost, readRanges);
      return [column, buffersOf(column)];
    },
    parquetWrite: async (input) => runWriteJob(input as LentWriteJob, nodeHost),
    csv: async (input) => runCsvJob(input as CsvJob, readRanges),
    lines: async (input) => runLinesJob(input as LinesJob, readRanges),
    plan: async (input) => {
      const { runFragment, scanFragment } = await engine();
      const fragment = input as Fragment;
      return fragment.scans ? scanFragment(fragment, ALONE, openPart) : runFragment(fragment, lent.alive);
    },
  };

async function run({ id, job, input }: Call, port: Pick<MessagePort, "postMessage"> | null): Promise<void> {
  try {
    const work = JOBS[job];
    if (work === undefined) throw new PolaroidError("INTERNAL", `there is no job ${job}`);
    const [value, move] = await work(input);
    port?.postMessage({ id, value } satisfies Answer, [...move] as ArrayBuffer[]);
  } catch (cause) {
    const code = cause instanceof PolaroidError ? cause.code : null;
    const message =
      cause instanceof PolaroidError ? cause.detail : cause instanceof Error ? cause.message : String(cause);
    port?.postMessage({ id, code, message } satisfies Answer);
  }
}

// One at a time: the kernels' stack is one.
let last: Promise<void> = Promise.resolve();
const next = (call: Call, port: Pick<MessagePort, "postMessage"> | null): Promise<void> => {
  last = last.then(() => run(call, port));
  return last;
};
const lent = serveLent(next);
parentPort?.on("message", (call: Call) => void next(call, parentPort));
parentPort?.postMessage({ id: 0, value: null } satisfies Answer);
// Files are read without it, so it comes once they had their turn.
setTimeout(() => {
  last = last.then(async () => {
    await engine();
    lent.ready();
  });
}, PATIENCE);
