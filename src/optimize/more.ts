import { commonExpressions } from "./common-expressions.ts";
import { dropDistinct } from "./drop-distinct.ts";
import { dropSorts } from "./drop-sorts.ts";
import { emptyInputs } from "./empty-inputs.ts";
import { joinOrder } from "./join-order.ts";
import type { MoreRules } from "./optimize.ts";
import { outerToInner } from "./outer-to-inner.ts";
import { unwrapCasts } from "./unwrap-casts.ts";

/** Rules for plans with joins, groups, windows and files: a part of its own, so that a page loads it on use. */
export const MORE: MoreRules = {
  // Filters go into both sides of an inner join, and compare columns as files have them.
  before: [unwrapCasts, outerToInner],
  // Once filters are where they stay it is known what is empty; fewer nodes are left to put in order.
  joins: [emptyInputs, dropSorts, dropDistinct, joinOrder],
  // Projections that were merged show what is the same.
  after: [commonExpressions],
};
