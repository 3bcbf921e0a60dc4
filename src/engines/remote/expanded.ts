import type { Schema } from "../../arrow/schema.ts";
import { rewritePlan, walkPlan } from "../../plan/children.ts";
import { frame, frameOf, type Plan } from "../../plan/node.ts";

/**
 * The plan with every node made that waits for its inputs' columns: their schemas are asked for, innermost first, and the
 * node's function is given frames without rows that stand for them.
 */
export async function expanded(plan: Plan, schemaOf: (plan: Plan) => Promise<Schema>): Promise<Plan> {
  const waiting = new Set<Plan>();
  walkPlan(plan, (p) => {
    if (p.kind === "bySchema") waiting.add(p);
  });
  if (waiting.size === 0) return plan;
  const done = new Map<Plan, Plan>();
  for (const p of waiting) {
    if (p.kind !== "bySchema") continue;
    const inputs = p.inputs.map((i) => rewritten(i, done));
    const standIns = new Map<Plan, Plan>();
    const empty: Plan[] = [];
    for (const i of inputs) {
      const standIn = frame(frameOf(await schemaOf(i), []));
      standIns.set(standIn, i);
      empty.push(standIn);
    }
    const made = rewritePlan(p.make(empty), (n) => standIns.get(n) ?? n);
    done.set(p, await expanded(made, schemaOf));
  }
  return rewritten(plan, done);
}

/** The plan with nodes that were waiting as what they became. */
function rewritten(plan: Plan, done: ReadonlyMap<Plan, Plan>): Plan {
  const memo = new Map<Plan, Plan>(done);
  return rewritePlan(plan, (n) => n, memo);
}
