import type { Batch } from "../../../arrow/batch.ts";
import type { Context } from "../../../engine/engine.ts";
import { keptJoins } from "../../../engine/kept.ts";
import type { Plan } from "../../../plan/node.ts";
import { budget } from "../budget.ts";
import { compilePlan } from "../compile.ts";
import { run } from "../driver.ts";
import { pushKeys } from "../pushed-keys/push-keys.ts";

/** Bytes that a plan's operators may hold, and that the rows of its joins may come to. */
export interface Limits {
  readonly limit: number | null;
  readonly kept: number | null;
}

/** The rows of a plan, waiting for files and yielding to others. */
export async function runAll(plan: Plan, { limit, kept }: Limits, context: Context): Promise<readonly Batch[]> {
  const out: Batch[] = [];
  const within = { budget: budget(limit), kept: keptJoins(plan, true, kept), pushKeys };
  for await (const b of run(compilePlan(plan, within), context)) out.push(b);
  return out;
}
