import type { MoreRules } from "../optimize/optimize.ts";
import { walkPlan } from "../plan/children.ts";
import type { Plan } from "../plan/node.ts";

/** Nodes of which the rules that every plan goes through know enough. */
const PLAIN: readonly Plan["kind"][] = ["frame", "select", "withColumns", "filter", "slice", "withRowIndex", "sample"];
let loaded: MoreRules | undefined;

/** The rules beyond those that every plan goes through, loaded with the first plan that may need them. */
export async function moreRules(plan: Plan): Promise<MoreRules | undefined> {
  let needed = false;
  walkPlan(plan, (p) => {
    needed ||= !PLAIN.includes(p.kind);
  });
  if (!needed) return undefined;
  loaded ??= (await import("../optimize/more.ts")).MORE;
  return loaded;
}

/** What `explain` says at each node where rules went by estimates of rows. */
export async function rowNotes(fired: readonly string[]): Promise<((p: Plan) => string) | undefined> {
  const { BY_ROWS, rowsNote } = await import("../optimize/more.ts");
  return fired.some((name) => BY_ROWS.includes(name)) ? rowsNote : undefined;
}
