import { sameSchema, schemaText } from "../arrow/schema.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome } from "../core/result.ts";
import type { Plan } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { commonSubplans } from "./common-subplans.ts";
import { foldConstants } from "./fold-constants.ts";
import { mergeSelects } from "./merge-selects.ts";
import { pushFilters } from "./push-filters.ts";
import { pushProjections } from "./push-projections.ts";
import { pushSlices } from "./push-slices.ts";
import type { Rule, Tools } from "./rule.ts";

/** The rules in their order. */
export const RULES: readonly Rule[] = [
  // First, so that a filter that is constant does not travel.
  foldConstants,
  // Filters before projections: a pushed filter may free columns from being carried further up.
  pushFilters,
  // Slices after filters: a scan with a predicate may not stop early.
  pushSlices,
  pushProjections,
  // Projections were split and added above; merge what they left.
  mergeSelects,
  // Last: equal parts are found once no rule changes them any more.
  commonSubplans,
];

export interface Optimized {
  readonly plan: Plan;
  /** The names of the rules that changed something. */
  readonly fired: readonly string[];
}

/** Improves a resolved plan; after each rule the schema must be what it was. */
export function optimize(plan: Plan, tools: Tools): Outcome<Optimized> {
  return attempt(() => {
    const fired: string[] = [];
    let now = plan;
    for (const rule of RULES) {
      const next = rule.apply(now, tools);
      if (next === now) continue;
      if (!sameSchema(schemaOf(next), schemaOf(now)))
        throw new PolaroidError(
          "INTERNAL",
          `rule ${rule.name} changed the schema from (${schemaText(schemaOf(now))}) to (${schemaText(schemaOf(next))})`,
        );
      fired.push(rule.name);
      now = next;
    }
    return { plan: now, fired };
  });
}
