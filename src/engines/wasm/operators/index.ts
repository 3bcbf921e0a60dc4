import type { Missing } from "../../../engine/rules.ts";
import type { CorePlan } from "../../../plan/node.ts";
import type { TimePlan } from "../../../plan/time-node.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { concat } from "./concat.ts";
import { explode } from "./explode.ts";
import { filter } from "./filter.ts";
import { groupBy } from "./group-by.ts";
import { join } from "./join.ts";
import { pivot } from "./pivot.ts";
import { sample } from "./sample.ts";
import { select } from "./select.ts";
import { slice } from "./slice.ts";
import { sort } from "./sort.ts";
import { unique } from "./unique.ts";
import { unpivot } from "./unpivot.ts";
import { withColumns } from "./with-columns.ts";
import { withRowIndex } from "./with-row-index.ts";

/** Where batches come from. */
export type Source = "frame" | "scan";
/** What the driver runs itself, round by round. */
type Driven = "recursive";
type Work = Exclude<CorePlan["kind"], Source | Driven>;
type Factory<P> = (plan: P, context: OperatorContext) => Operator;
type TimeKind = Exclude<TimePlan["kind"], "setSorted" | "resampleOhlcv">;
type Table = { readonly [K in Exclude<Work, TimeKind>]: Factory<Extract<CorePlan, { kind: K }>> | Missing };
export type TimeTable = { readonly [K in TimeKind]: Factory<Extract<CorePlan, { kind: K }>> | Missing };

/** The operator of each plan node; a join drains its right side (input 0) before its left. */
export const OPERATORS: Table = {
  select,
  withColumns,
  filter,
  sort,
  slice,
  unique,
  groupBy,
  join,
  concat,
  explode,
  unpivot,
  pivot,
  sample,
  withRowIndex,
};
