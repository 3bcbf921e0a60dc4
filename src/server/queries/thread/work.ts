import { type Batch, batchBytes } from "../../../arrow/batch.ts";
import { weigh } from "../../../arrow/weight.ts";
import { PolaroidError } from "../../../core/error.ts";
import { checkSignal } from "../../../core/signal.ts";
import { type Prepared, type QueryOptions, schemaFor } from "../../../engine/query.ts";
import { shared } from "../../../engines/wasm/parallel/share.ts";
import { flightMessages } from "../../../flight/stream.ts";
import { PLAN_TEXT } from "../../../plan/later.ts";
import { churned } from "../churn.ts";
import { ipcRows, sharedCopy } from "../ipc-rows.ts";
import { packedRows, packedSchema, unpackedSchema } from "../packed.ts";
import type { FileForm, Job, PackedFrame, Records } from "../protocol.ts";
import type { Explained } from "../queries.ts";
import { recordRows } from "../records.ts";
import { sendFile } from "./file.ts";
import { Outbox, type Post } from "./outbox.ts";
import { optionsOf, type Plans } from "./plans.ts";
import { room } from "./room.ts";
import { rowsOf } from "./rows.ts";
import type { StopSignal } from "./stop-signal.ts";

/** What a job goes by while it runs. */
export interface Work {
  readonly job: Job;
  readonly signal: StopSignal;
  outbox: Outbox | null;
}

async function sendRows(work: Work, ready: Prepared, options: QueryOptions, post: Post): Promise<void> {
  const { job, signal } = work;
  const outbox = new Outbox(job.id, packedSchema(ready.schema), post, options.host.now);
  work.outbox = outbox;
  for await (const m of flightMessages({ schema: ready.schema, batches: rowsOf(ready, options, signal, false) })) {
    const wait = outbox.push(m);
    if (wait !== undefined) await room(wait, outbox, signal);
    checkSignal(signal);
  }
  outbox.end();
}

const tooMuch = (limit: number): PolaroidError =>
  new PolaroidError("MEMORY_LIMIT", `the rows that are to be kept need more than the query's ${limit} bytes`);

async function keptRows(work: Work, ready: Prepared, options: QueryOptions): Promise<Omit<PackedFrame, "id">> {
  const { job, signal } = work;
  const batches: Batch[] = [];
  let bytes = 0;
  for await (const b of rowsOf(ready, options, signal, true)) {
    bytes += batchBytes(b);
    if (job.memory !== null && bytes > job.memory) throw tooMuch(job.memory);
    checkSignal(signal);
    batches.push({ ...b, columns: b.columns.map(shared) });
  }
  weigh(batches.flatMap((b) => b.columns));
  churned(bytes);
  return packedRows({ schema: ready.schema, batches });
}

function explained({ plan, resolved, fired, choice }: Prepared, told: Around["told"]): Explained {
  const own = told(choice.engine.describe(plan));
  const physical = told(PLAN_TEXT.code(plan));
  return {
    logical: told(PLAN_TEXT.code(resolved)),
    physical: own === physical ? physical : `${physical}\n\nas ${choice.engine.name} runs it\n${own}`,
    optimizations: fired.join(", "),
    engine: `${choice.engine.name}: ${choice.why}`,
  };
}

/** Milliseconds after a query until its interrupted native calls are surely back. */
const SETTLES = 250;

/** Says that native calls may be at work until a query is over, so that the thread is not ended in between. */
function nativeCalls({ choice }: Prepared, alive: Int32Array): () => void {
  if (choice.engine.name === "wasm") return () => undefined;
  Atomics.add(alive, 1, 1);
  return () => void setTimeout(() => Atomics.sub(alive, 1, 1), SETTLES);
}

/** What all jobs of a thread share. */
export interface Around {
  readonly plans: Plans;
  readonly post: Post;
  readonly alive: Int32Array;
  /** A text as callers may see it. */
  readonly told: (text: string) => string;
}

/** Does a job: what it gives is posted, or returned. */
export async function doWork(work: Work, { plans, post, alive, told }: Around): Promise<unknown> {
  const { job, signal } = work;
  const options = optionsOf(job, signal);
  checkSignal(signal);
  if (job.wanted === "records") {
    const { text, table, marks } = job.records as Records;
    return packedRows(await recordRows(text, table === null ? null : { schema: unpackedSchema(table), marks }));
  }
  if (job.wanted === "ipc") return packedRows(ipcRows(sharedCopy(job.ipc as Uint8Array), job.memory));
  if (job.wanted === "schema") return packedSchema(await schemaFor(plans.read(job.plan), signal));
  const ready = await plans.prepare(job, options);
  const over = nativeCalls(ready, alive);
  try {
    if (job.wanted === "explain") return explained(ready, told);
    if (job.wanted === "file") {
      work.outbox = new Outbox(job.id, null, post, options.host.now);
      return await sendFile(job.file as FileForm, ready, options, work.outbox, signal);
    }
    if (job.wanted === "frame") return await keptRows(work, ready, options);
    return await sendRows(work, ready, options, post);
  } finally {
    // Those that are kept have nothing open.
    await ready.close();
    over();
  }
}
