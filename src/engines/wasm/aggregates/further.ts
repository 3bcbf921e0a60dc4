import type { Rules } from "../../../engine/rules.ts";
import type { FurtherAggregateName } from "../../../expr/functions/further-aggregates.ts";
import type { AccumulatorFactory } from "../function.ts";
import { argMax, argMin } from "./arg-min-max.ts";
import { implode } from "./implode.ts";
import { product } from "./product.ts";
import { quantile } from "./quantile.ts";

/** The aggregates that few queries need. */
export const FURTHER_ACCUMULATORS: Rules<FurtherAggregateName, AccumulatorFactory> = {
  quantile,
  implode,
  argMin,
  argMax,
  product,
};
