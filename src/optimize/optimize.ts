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

/** The rules that a page loads with the first plan that may need them, by their places among the others. */
export interface MoreRules {
  /** Before filters travel. */
  readonly before: readonly Rule[];
  /** Once filters are where they stay, and before projections part what belongs together. */
  readonly joins: readonly Rule[];
  /** When columns are where they stay. */
  readonly after: readonly Rule[];
}
const NONE: MoreRules = { before: [], joins: [], after: [] };

/** The rules in their order. */
export const rulesWith = (more: MoreRules): readonly Rule[] => [
  // First, so that a filter that is constant does not travel.
  foldConstants,
  ...more.before,
  // Filters before projections: a pushed filter may free columns from being carried further up.
  pushFilters,
  ...more.joins,
  // Slices after filters: a scan with a predicate may not stop early.
  pushSlices,
  pushProjections,
  // Projections were split and added above; merge what they left.
  mergeSelects,
  ...more.after,
  // Last: equal parts are found once no rule changes them any more.
  commonSubplans,
];

export interface Optimized {
  readonly plan: Plan;
  /** The names of the rules that changed something. */
  readonly fired: readonly string[];
}

/** Improves a resolved plan; after each rule the schema must be what it was. */
export function optimize(plan: Plan, tools: Tools, more: MoreRules = NONE): Outcome<Optimized> {
  return attempt(() => {
    const fired: string[] = [];
    let now = plan;
    for (const rule of rulesWith(more)) {
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
