import { inputsOf, rewritePlan, walkPlan } from "../plan/children.ts";
import { fingerprint } from "../plan/fingerprint.ts";
import type { Plan } from "../plan/node.ts";
import type { Rule } from "./rule.ts";

/** Makes equal parts of a plan one object, so that they run once. */
export const commonSubplans: Rule = {
  name: "commonSubplans",
  apply(plan) {
    // A chain holds no part twice.
    let forks = false;
    walkPlan(plan, (p) => {
      forks ||= inputsOf(p).length > 1;
    });
    if (!forks) return plan;
    const seen = new Map<string, Plan>();
    return rewritePlan(plan, (p) => {
      if (inputsOf(p).length === 0 && p.kind === "frame") return p;
      const key = fingerprint(p);
      const first = seen.get(key);
      if (first === undefined) seen.set(key, p);
      return first ?? p;
    });
  },
};
