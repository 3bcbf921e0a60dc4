import { type Missing, missing } from "../../engine/rules.ts";
import type { TimePlan } from "../../plan/time-node.ts";
import type { PlanRule } from "./plan.ts";

type TimeKind = Exclude<TimePlan["kind"], "setSorted" | "resampleOhlcv">;
type Table = { readonly [K in TimeKind]: PlanRule<Extract<TimePlan, { kind: K }>> | Missing };

/** Nodes of time series as SQL. */
export const TIME_PLAN: Table = {
  joinAsof: missing("ours", "it is not written in SQL yet"),
  joinWhere: missing("ours", "it is not written in SQL yet"),
  groupByDynamic: missing("ours", "windows of rows are not written in SQL yet"),
  rolling: missing("ours", "windows of rows are not written in SQL yet"),
  upsample: missing("ours", "regular times are not written in SQL yet"),
  mergeSorted: missing("ours", "it is not written in SQL yet"),
};
