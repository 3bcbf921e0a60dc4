import { type Later, later } from "../core/later.ts";
import type { filtersIntoTime, projectTime } from "./push-time.ts";

/** What rules know of nodes of time series: code that comes with them. */
export const TIME_PUSH: Later<{
  readonly filtersIntoTime: typeof filtersIntoTime;
  readonly projectTime: typeof projectTime;
}> = later("a node of a time series");
