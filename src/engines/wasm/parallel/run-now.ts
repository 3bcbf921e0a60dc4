import type { Batch } from "../../../arrow/batch.ts";
import type { Kept } from "../../../engine/kept.ts";
import type { Plan } from "../../../plan/node.ts";
import { budget } from "../budget.ts";
import { compilePlan } from "../compile.ts";
import { runSync } from "../driver.ts";

/**
 * The rows of a plan over frames, made at once on this thread. `limit` is what its operators may hold, in bytes; `tick` is
 * called for each batch that is read, and may throw.
 */
export function runNow(plan: Plan, limit: number | null, kept: Kept, tick?: () => void): readonly Batch[] {
  const out: Batch[] = [];
  runSync(compilePlan(plan, { budget: budget(limit), kept }), (b) => out.push(b) > 0, tick);
  return out;
}
