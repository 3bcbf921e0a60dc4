import type { Threads } from "../../../core/host.ts";
import { bring } from "../../../core/rest.ts";
import type { Context } from "../../../engine/engine.ts";
import { inputsOf } from "../../../plan/children.ts";
import type { Plan } from "../../../plan/node.ts";
import type { besideThreads, withThreads } from "./parallel.ts";
import { worth } from "./worth.ts";

/** The threads of the process, and how parts of plans are run on them: nothing where there are none. */
export const parallel: {
  threads: Threads | null;
  code: { readonly withThreads: typeof withThreads; readonly besideThreads: typeof besideThreads } | null;
} = { threads: null, code: null };

function isLarge(p: Plan): boolean {
  if (p.kind === "frame") return p.frame.rows >= worth.now.least;
  if (p.kind === "scan") return (p.table?.rows ?? p.table?.rowsGuess ?? 0) >= worth.now.least;
  return inputsOf(p).some(isLarge);
}

/** Threads that can begin with a plan at once; where none is up they are started for the next one. */
function readyFor(plan: Plan): Threads | null {
  const { threads } = parallel;
  if (threads === null || !isLarge(plan)) return null;
  if (parallel.code === null) bring();
  if (parallel.code === null) return null;
  if (threads.idle > 0) return threads;
  threads.start();
  return null;
}

/** What is left of a plan once the parts that are worth it were run on several threads. */
export function onThreads(plan: Plan, limit: number | null): Plan {
  const threads = readyFor(plan);
  return threads === null ? plan : (parallel.code?.withThreads(plan, threads, limit) ?? plan);
}

/** The same without holding this thread up. */
export async function besideOthers(plan: Plan, context: Context): Promise<Plan> {
  const threads = readyFor(plan);
  return threads === null
    ? plan
    : ((await parallel.code?.besideThreads(plan, context, threads, context.kept?.collected === true)) ?? plan);
}
