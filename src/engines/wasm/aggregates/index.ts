import type { Rules } from "../../../engine/rules.ts";
import type { AggregateName } from "../../../expr/functions/aggregates.ts";
import type { AccumulatorFactory } from "../function.ts";
import { all, any } from "./any-all.ts";
import { count, len, nullCount } from "./count.ts";
import { first, last } from "./first-last.ts";
import { mean } from "./mean.ts";
import { max, min } from "./min-max.ts";
import { nUnique } from "./n-unique.ts";
import { median } from "./quantile.ts";
import { sum } from "./sum.ts";
import { std, variance } from "./variance.ts";

/** How this engine computes each aggregate. */
export const ACCUMULATORS: Rules<AggregateName, AccumulatorFactory> = {
  sum,
  mean,
  min,
  max,
  count,
  len,
  nullCount,
  nUnique,
  first,
  last,
  median,
  std,
  var: variance,
  any,
  all,
};
