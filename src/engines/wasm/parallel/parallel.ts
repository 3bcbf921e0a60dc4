import type { Batch } from "../../../arrow/batch.ts";
import { PolaroidError } from "../../../core/error.ts";
import type { Threads } from "../../../core/host.ts";
import type { Context } from "../../../engine/engine.ts";
import { KEPT_BYTES, keptJoins } from "../../../engine/kept.ts";
import { rewritePlan } from "../../../plan/children.ts";
import { type Frame, frame, frameOf, type Plan } from "../../../plan/node.ts";
import { schemaOf } from "../../../plan/schema.ts";
import { built } from "./built.ts";
import { batchesOf, type Fragment, type FragmentRows } from "./fragment-rows.ts";
import { runAll } from "./run-all.ts";
import { runNow } from "./run-now.ts";
import { type Found, findSplit } from "./split.ts";
import { readsFiles, travelling } from "./travel.ts";

type Rows = readonly (readonly Batch[])[];

/** A plan whose parts were run, as what is left to do. */
function rest(plan: Plan, found: Found, rows: Rows, made: Set<Frame>): Plan {
  const all = frameOf(schemaOf(found.parts[0] as Plan), rows.flat());
  made.add(all);
  const whole = found.whole(frame(all));
  return rewritePlan(plan, (p) => (p === found.of ? whole : p));
}

/** What each of n parts may hold. */
type Share = Pick<Fragment, "limit" | "kept">;
const shares = (limit: number | null, kept: number | null, n: number): Share => ({
  limit: limit === null ? null : Math.floor(limit / n),
  kept: Math.floor((kept ?? KEPT_BYTES) / n),
});
const stopper = (): Int32Array => new Int32Array(new SharedArrayBuffer(8));

/** Runs the parts of a plan that are worth it on several threads, holding this one up; gives what is left to do. */
export function withThreads(plan: Plan, threads: Threads, limit: number | null): Plan {
  const made = new Set<Frame>();
  for (let left = plan; ; ) {
    const n = threads.idle + 1;
    const found = n < 2 ? null : findSplit(left, n, made, true);
    if (found === null) return left;
    const rows = together(found.parts, threads, shares(null, limit, n));
    if (rows === null) return left;
    left = rest(left, found, rows, made);
  }
}

/** The rows of each part, the first made here; null where a part cannot be sent. */
function together(parts: readonly Plan[], threads: Threads, limits: Share): Rows | null {
  const stop = stopper();
  const [first, ...others] = parts;
  const lent: { readonly plan: Plan; readonly wait: () => unknown }[] = [];
  let failure: unknown;
  let own: readonly Batch[] = [];
  let sent = true;
  try {
    for (const plan of others) {
      const job = send(() => threads.lend("plan", { plan, scans: false, ...limits, stop } satisfies Fragment));
      if (job === null) {
        sent = false;
        break;
      }
      lent.push({ plan, wait: job.wait });
    }
    if (sent) own = runNow(first as Plan, limits.limit, keptJoins(first as Plan, true, limits.kept));
  } catch (error) {
    failure = error;
  }
  if (!sent || failure !== undefined) Atomics.store(stop, 0, 1);
  const rows: (readonly Batch[])[] = [own];
  for (const { plan, wait } of lent) {
    try {
      rows.push(batchesOf(wait() as FragmentRows, schemaOf(plan)));
    } catch (error) {
      failure ??= error;
      Atomics.store(stop, 0, 1);
    }
  }
  if (!sent) return null;
  if (failure !== undefined) throw failure;
  return rows;
}

/** What a structured clone cannot hold, such as a function, keeps a part on this thread. */
function send<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if ((error as { name?: string }).name === "DataCloneError") return null;
    throw error;
  }
}

/** The same without holding this thread up; `collected` says that all rows are kept, not passed on as they come. */
export async function besideThreads(plan: Plan, context: Context, threads: Threads, collected: boolean): Promise<Plan> {
  const made = new Set<Frame>();
  const make = async (p: Plan): Promise<Plan> => {
    const left = await besideThreads(p, context, threads, true);
    const all = frameOf(schemaOf(p), await runAll(left, { limit: null, kept: null }, context));
    made.add(all);
    return frame(all);
  };
  // What is made before it is asked for is not counted in what a query may hold.
  const start = context.memoryLimit === null && threads.idle > 0 ? await built(plan, make) : plan;
  for (let left = start; ; ) {
    const n = threads.idle + 1;
    const found = n < 2 ? null : findSplit(left, n, made, collected);
    if (found === null) return left;
    const rows = await beside(found.parts, context, threads, shares(context.memoryLimit, context.memoryLimit, n));
    if (rows === null) return left;
    left = rest(left, found, rows, made);
  }
}

async function beside(parts: readonly Plan[], context: Context, threads: Threads, limits: Share): Promise<Rows | null> {
  const stop = stopper();
  const end = (): void => void Atomics.store(stop, 0, 1);
  context.signal?.addEventListener("abort", end, { once: true });
  try {
    const [first, ...others] = parts;
    const jobs = others.map(async (plan) =>
      batchesOf(
        (await threads.run(
          "plan",
          { plan: travelling(plan), scans: readsFiles(plan), ...limits, stop } satisfies Fragment,
          [],
        )) as FragmentRows,
        schemaOf(plan),
      ),
    );
    const all = [runAll(first as Plan, limits, context), ...jobs];
    for (const job of all) job.catch(end);
    await Promise.allSettled(all);
    const rows = await Promise.all(all);
    context.onRead?.(Atomics.load(stop, 1) >>> 0);
    return rows;
  } catch (error) {
    if (error instanceof PolaroidError && (error.cause as { name?: string } | undefined)?.name === "DataCloneError")
      return null;
    throw error;
  } finally {
    context.signal?.removeEventListener("abort", end);
  }
}
