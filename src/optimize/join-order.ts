import { inputsOf, walkPlan, withInputs } from "../plan/children.ts";
import { fingerprint } from "../plan/fingerprint.ts";
import type { Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { bestOrder } from "./joins/order.ts";
import { rebuild } from "./joins/rebuild.ts";
import { isFree, isTree, treeOf } from "./joins/tree.ts";
import type { Rule } from "./rule.ts";

/** Another order must save this share of the cost by estimates, which are only that, and this many rows. */
const SHARE = 0.85;
const ROWS = 10_000;

/** Whether several places read the same join: it stays one then, so that it runs once. */
function sharedIn(plan: Plan): (p: Plan) => boolean {
  const uses = new Map<string, number>();
  const seen = new Set<Plan>();
  const count = (p: Plan): void => {
    if (isFree(p)) {
      const key = fingerprint(p);
      uses.set(key, (uses.get(key) ?? 0) + 1);
    }
    if (seen.has(p)) return;
    seen.add(p);
    for (const c of inputsOf(p)) count(c);
  };
  count(plan);
  return (p) => isFree(p) && (uses.get(fingerprint(p)) ?? 0) > 1;
}

/**
 * Joins inner joins that promise no order of rows in the order that costs least by estimates; the smaller side is looked up.
 * `least` is the number of rows that another order must save.
 */
export const joinOrderFrom = (least: number): Rule => ({
  name: "joinOrder",
  apply(plan) {
    let joins = 0;
    walkPlan(plan, (p) => {
      joins += isFree(p) ? 1 : 0;
    });
    if (joins === 0) return plan;
    const shared = sharedIn(plan);
    const done = new Map<Plan, Plan>();
    const visit = (p: Plan): Plan => {
      const known = done.get(p);
      if (known !== undefined) return known;
      const tree = isTree(p) ? treeOf(p, shared) : null;
      let out: Plan;
      if (tree === null) out = withInputs(p, inputsOf(p).map(visit));
      else {
        const { best, asked } = bestOrder(tree);
        const better = best.cost < SHARE * asked && asked - best.cost > least;
        out = better
          ? rebuild({ ...tree, leaves: tree.leaves.map(visit) }, best.shape, schemaOf(p))
          : withInputs(p, inputsOf(p).map(visit));
      }
      done.set(p, out);
      return out;
    };
    return visit(plan);
  },
});

/** The rule for queries. */
export const joinOrder: Rule = joinOrderFrom(ROWS);
