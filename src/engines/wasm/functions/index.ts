import type { Rules } from "../../../engine/rules.ts";
import type { AggregateName } from "../../../expr/functions/aggregates.ts";
import type { ReshapeName } from "../../../expr/functions/reshapes.ts";
import type { WindowName } from "../../../expr/functions/windows.ts";
import type { FunctionName } from "../../../expr/registry.ts";
import type { Elementwise, Whole } from "../function.ts";
import { ARITHMETIC } from "./arithmetic.ts";
import { COMPARE } from "./compare.ts";
import { CONDITIONAL } from "./conditional.ts";
import { DATETIME } from "./datetime.ts";
import { LISTS } from "./lists.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { RESHAPES } from "./reshapes.ts";
import { STRINGS } from "./strings.ts";
import { type WholeCompareName, WINDOWS } from "./windows.ts";

type WholeName = WindowName | ReshapeName | WholeCompareName;
type ElementwiseName = Exclude<FunctionName, WholeName | AggregateName>;

/** How this engine computes each function that works row by row. */
export const ELEMENTWISE: Rules<ElementwiseName, Elementwise> = {
  ...ARITHMETIC,
  ...COMPARE,
  ...LOGIC,
  ...MATH,
  ...CONDITIONAL,
  ...STRINGS,
  ...DATETIME,
  ...LISTS,
};

/** How it computes those over whole columns. */
export const WHOLE: Rules<WholeName, Whole> = { ...WINDOWS, ...RESHAPES };
