import type { Rules } from "../../../engine/rules.ts";
import type { StatisticName } from "../../../expr/functions/statistics.ts";
import type { AccumulatorFactory } from "../function.ts";
import { joined } from "./statistics/bitwise.ts";
import { collected } from "./statistics/collected.ts";
import { bound, withNan } from "./statistics/extremes.ts";
import { kurtosis, skew } from "./statistics/moments.ts";
import { corr, cov } from "./statistics/pairs.ts";
import { get, indexOf, isSorted, item, mapGroups, searchSorted } from "./statistics/rows.ts";

/** How this engine computes more aggregates. */
export const STATISTICS: Rules<StatisticName, AccumulatorFactory> = {
  get: collected(get),
  item: collected(item),
  isSorted: collected(isSorted),
  skew: collected(skew),
  kurtosis: collected(kurtosis),
  lowerBound: bound(false),
  upperBound: bound(true),
  nanMax: withNan("max"),
  nanMin: withNan("min"),
  indexOf: collected(indexOf),
  searchSorted: collected(searchSorted),
  corr,
  cov,
  bitwiseAnd: collected(joined((a, b) => a & b)),
  bitwiseOr: collected(joined((a, b) => a | b)),
  bitwiseXor: collected(joined((a, b) => a ^ b)),
  mapGroups: collected(mapGroups),
};
