import type { Plan } from "../plan/node.ts";
import { commonExpressions } from "./common-expressions.ts";
import { dropDistinct } from "./drop-distinct.ts";
import { dropSorts } from "./drop-sorts.ts";
import { emptyInputs } from "./empty-inputs.ts";
import { estimate } from "./estimate/rows.ts";
import { joinOrder } from "./join-order.ts";
import type { MoreRules } from "./optimize.ts";
import { outerToInner } from "./outer-to-inner.ts";
import { pushAggregates } from "./push-aggregates.ts";
import { severalValues } from "./several-values.ts";
import { unwrapCasts } from "./unwrap-casts.ts";

/** Rules for plans with joins, groups, windows and files: a part of its own, so that a page loads it on use. */
export const MORE: MoreRules = {
  // Filters go into both sides of an inner join, and compare columns as files have them.
  before: [unwrapCasts, outerToInner],
  // Once filters are where they stay it is known what is empty; fewer nodes are left to put in order.
  joins: [emptyInputs, dropSorts, dropDistinct, joinOrder, pushAggregates],
  // Projections that were merged show what is the same.
  after: [severalValues, commonExpressions],
};

/** The rules that go by estimates. */
export const BY_ROWS: readonly string[] = [joinOrder.name, pushAggregates.name];

/** How many rows a node is thought to give, two digits of them. */
export function rowsNote(p: Plan): string {
  const rows = Math.max(0, estimate(p).rows);
  const known = p.kind === "frame" || (p.kind === "scan" && p.table?.rows === rows);
  return p.kind === "frame" ? "" : `  [${known ? "" : "about "}${known ? rows : Number(rows.toPrecision(2))} rows]`;
}
