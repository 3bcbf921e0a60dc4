import type { Missing } from "../../../engine/rules.ts";
import type { CorePlan } from "../../../plan/node.ts";
import type { TimePlan } from "../../../plan/time-node.ts";
import type { Operator, OperatorContext } from "../operator.ts";
import { concat } from "./concat.ts";
import { filter } from "./filter.ts";
import { groupBy } from "./group-by.ts";
import { join } from "./join.ts";
import { select } from "./select.ts";
import { slice } from "./slice.ts";
import { sort } from "./sort.ts";
import { unique } from "./unique.ts";
import { withColumns } from "./with-columns.ts";
import { withRowIndex } from "./with-row-index.ts";

/** Where batches come from. */
export type Source = "frame" | "scan";
/** What the driver runs itself, round by round. */
type Driven = "recursive";
type Work = Exclude<CorePlan["kind"], Source | Driven>;
type Factory<P> = (plan: P, context: OperatorContext) => Operator;
type TimeKind = Exclude<TimePlan["kind"], "setSorted" | "resampleOhlcv">;
type ShapeKind = "explode" | "unpivot" | "pivot" | "sample";
type Table<Kind extends Work> = { readonly [K in Kind]: Factory<Extract<CorePlan, { kind: K }>> | Missing };
export type FurtherTable = Table<TimeKind | ShapeKind>;

/** The operator of each plan node; a join drains its right side (input 0) before its left. */
export const OPERATORS: Table<Exclude<Work, TimeKind | ShapeKind>> = {
  select,
  withColumns,
  filter,
  sort,
  slice,
  unique,
  groupBy,
  join,
  concat,
  withRowIndex,
};
