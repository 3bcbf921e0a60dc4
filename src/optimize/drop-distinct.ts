import { names } from "../arrow/schema.ts";
import { rewritePlan } from "../plan/children.ts";
import { join, type Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import type { Rule } from "./rule.ts";
import { isUnique } from "./unique-keys.ts";

/** What a semi or an anti join looks up in: rows that occur twice change nothing. */
function once(p: Plan): Plan {
  if (p.kind === "unique" && p.keep !== "none" && p.subset === null) return once(p.input);
  return p;
}

function change(p: Plan): Plan {
  if (p.kind === "join" && (p.options.how === "semi" || p.options.how === "anti")) {
    const right = once(p.right);
    return right === p.right ? p : join(p.left, right, p.leftOn, p.rightOn, p.options);
  }
  if (p.kind !== "unique") return p;
  return isUnique(p.input, p.subset ?? names(schemaOf(p))) ? p.input : p;
}

/** Rows that are different already are not compared again: after a groupBy, another unique, a join with unique keys. */
export const dropDistinct: Rule = { name: "dropDistinct", apply: (plan) => rewritePlan(plan, change) };
