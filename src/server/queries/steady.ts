import { walkPlan } from "../../plan/children.ts";
import type { Plan } from "../../plan/node.ts";

/** Words of SQL whose meaning is another one each time. */
const UNSTEADY =
  /\b(now|today|age|current_\w+|get_current_\w+|local(time|timestamp)|transaction_timestamp|random|setseed|uuid\w*|gen_random_\w+|sample|tablesample)\b/i;

/** Whether a plan means the same whenever it runs over the same rows. */
export function isSteady(plan: Plan): boolean {
  let steady = true;
  walkPlan(plan, (p) => {
    if (p.kind === "sql" && UNSTEADY.test(p.text)) steady = false;
  });
  return steady;
}

export function readsFiles(plan: Plan): boolean {
  let files = false;
  walkPlan(plan, (p) => {
    if (p.kind === "scan") files = true;
  });
  return files;
}
