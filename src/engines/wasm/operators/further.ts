import { explode } from "./explode.ts";
import { groupByDynamic } from "./group-by-dynamic.ts";
import type { FurtherTable } from "./index.ts";
import { joinAsof } from "./join-asof.ts";
import { joinWhere } from "./join-where.ts";
import { mergeSorted } from "./merge-sorted.ts";
import { pivot } from "./pivot.ts";
import { rolling } from "./rolling.ts";
import { sample } from "./sample.ts";
import { unpivot } from "./unpivot.ts";
import { upsample } from "./upsample.ts";

/** The operators that few queries need; joins drain their right side (input 0) before their left. */
export const FURTHER_OPERATORS: FurtherTable = {
  explode,
  unpivot,
  pivot,
  sample,
  joinAsof,
  joinWhere,
  groupByDynamic,
  rolling,
  upsample,
  mergeSorted,
};
