import type { Batch } from "../../../arrow/batch.ts";
import { keptJoins } from "../../../engine/kept.ts";
import type { Plan } from "../../../plan/node.ts";
import { budget } from "../budget.ts";
import { compilePlan } from "../compile.ts";
import { runSync } from "../driver.ts";

/**
 * The rows of a plan over frames, made at once on this thread. `limit` is what its operators may hold, `kept` what the rows
 * of joins may come to, in bytes; `tick` is called for each batch that is read, and may throw.
 */
export function runNow(
  plan: Plan,
  limit: number | null = null,
  kept: number | null = limit,
  tick?: () => void,
): readonly Batch[] {
  const out: Batch[] = [];
  const context = { budget: budget(limit), kept: keptJoins(plan, true, kept) };
  runSync(compilePlan(plan, context), (b) => out.push(b) > 0, tick);
  return out;
}
