import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { weigh } from "../../arrow/weight.ts";
import type { Threads } from "../../core/host.ts";
import type { ColumnJob } from "./column-job.ts";
import type { ColumnTask } from "./decode-column.ts";
import type { ColumnChunk } from "./metadata.ts";
import { type GroupRequest, planGroup } from "./plan-group.ts";
import { loadTasks } from "./read-group.ts";
import { rowCount } from "./row-ranges.ts";

// Statistics are views of the whole footer, which would be copied with them.
const bare = (chunk: ColumnChunk): ColumnChunk => ({ ...chunk, statistics: null });
const plain = (task: ColumnTask): ColumnTask => ({
  ...task,
  pieces: task.pieces.map((p) => ({ ...p, chunk: bare(p.chunk) })),
});

/** Decodes a row group on other threads, a column each; they read a file themselves. */
export async function decodeOnThreads(request: GroupRequest, threads: Threads): Promise<Batch> {
  const { schema: out, ranges, source } = request;
  const tasks = await planGroup(request);
  const run = (job: ColumnJob, move: ArrayBuffer[]): Promise<Column> =>
    threads.run("parquetColumn", job, move) as Promise<Column>;
  const { name } = source;
  let columns: Column[];
  if (source.lend !== undefined) {
    columns = await source.lend((file) =>
      settled(tasks.map((task) => run({ task: plain(task), file, name, bytes: [] }, []))),
    );
  } else {
    // The front of a chunk may be too short, and only this thread can read more.
    const whole = tasks.map((t) => ({
      ...t,
      pieces: t.pieces.map((p) => (p.rest === null ? p : { ...p, ranges: [p.rest], rest: null })),
    }));
    const read = await loadTasks(request, whole);
    columns = await settled(
      whole.map((task) => {
        const bytes = task.pieces.map((p) => (read.get(p) ?? []).map((b) => new Uint8Array(b)));
        return run(
          { task: plain(task), file: null, name, bytes },
          bytes.flat().map((b) => b.buffer),
        );
      }),
    );
  }
  weigh(columns);
  return batch(out, columns, rowCount(ranges));
}

/** All of them, or the first failure once none is at work any more. */
async function settled<T>(jobs: readonly Promise<T>[]): Promise<T[]> {
  await Promise.allSettled(jobs);
  return Promise.all(jobs);
}
