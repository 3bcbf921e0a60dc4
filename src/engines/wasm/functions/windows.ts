import type { Rules } from "../../../engine/rules.ts";
import type { WindowName } from "../../../expr/functions/windows.ts";
import type { Whole } from "../function.ts";
import { diff, pctChange } from "./windows/difference.ts";
import { cumMax, cumMin } from "./windows/extremes.ts";
import { fillNullStrategy } from "./windows/fill.ts";
import { rank } from "./windows/rank.ts";
import { isDuplicated, isFirstDistinct, isUnique, rleId } from "./windows/repeats.ts";
import { reverse } from "./windows/reverse.ts";
import { cumCount, cumProd, cumSum } from "./windows/running.ts";
import { type Segmented, whole } from "./windows/segmented.ts";
import { shift } from "./windows/shift.ts";

/** Window functions over stretches of rows, as `over` needs them. */
export const SEGMENTED: Readonly<Record<WindowName, Segmented>> = {
  shift,
  diff,
  pctChange,
  cumSum,
  cumProd,
  cumMin,
  cumMax,
  cumCount,
  rank,
  reverse,
  rleId,
  fillNullStrategy,
  isDuplicated,
  isUnique,
  isFirstDistinct,
};

/** The same over all rows. */
export const WINDOWS: Rules<WindowName, Whole> = Object.fromEntries(
  Object.entries(SEGMENTED).map(([name, fn]) => [name, whole(fn)]),
) as Record<WindowName, Whole>;
