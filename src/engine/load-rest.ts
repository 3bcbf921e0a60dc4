import { partsOf } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { functionOf, isComplete } from "../expr/registry.ts";
import { rest } from "../expr/rest.ts";
import { exprsOf, walkPlan } from "../plan/children.ts";
import type { Plan } from "../plan/node.ts";
import type { TimePlan } from "../plan/time-node.ts";

// SQL says what it needs only once it is translated.
const LATER: Readonly<Record<TimePlan["kind"] | "sql", true>> = {
  sql: true,
  joinAsof: true,
  joinWhere: true,
  groupByDynamic: true,
  rolling: true,
  upsample: true,
  mergeSorted: true,
  setSorted: true,
  resampleOhlcv: true,
};

function here(e: Expr): boolean {
  if (e.kind === "eval" || (e.kind === "over" && e.frame !== undefined)) return false;
  return (e.kind !== "call" || functionOf(e.fn) !== undefined) && partsOf(e).every(here);
}

/** Loads the functions and nodes that a page has not from the start, where a plan needs them. */
export async function loadRest(plan: Plan): Promise<void> {
  if (rest.load === null || isComplete()) return;
  let all = true;
  walkPlan(plan, (p) => {
    all &&= !Object.hasOwn(LATER, p.kind) && exprsOf(p).every(here);
  });
  if (!all) await rest.load();
}
