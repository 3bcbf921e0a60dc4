import { groupByDynamic } from "./group-by-dynamic.ts";
import type { TimeTable } from "./index.ts";
import { joinAsof } from "./join-asof.ts";
import { joinWhere } from "./join-where.ts";
import { mergeSorted } from "./merge-sorted.ts";
import { rolling } from "./rolling.ts";
import { upsample } from "./upsample.ts";

/** The operators of time series; joins drain their right side (input 0) before their left. */
export const TIME_OPERATORS: TimeTable = { joinAsof, joinWhere, groupByDynamic, rolling, upsample, mergeSorted };
