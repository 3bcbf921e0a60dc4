import type { Rules } from "../../../engine/rules.ts";
import type { FunctionName } from "../../../expr/all.ts";
import type { AggregateName } from "../../../expr/functions/aggregates.ts";
import type { CategoryWindowName } from "../../../expr/functions/categories.ts";
import type { FurtherAggregateName } from "../../../expr/functions/further-aggregates.ts";
import type { PlaceName } from "../../../expr/functions/places.ts";
import type { RangeName } from "../../../expr/functions/ranges.ts";
import type { RearrangeName } from "../../../expr/functions/rearrange.ts";
import type { ReshapeName } from "../../../expr/functions/reshapes.ts";
import type { RollingName } from "../../../expr/functions/rolling.ts";
import type { SmoothingName } from "../../../expr/functions/smoothing.ts";
import type { StatisticName } from "../../../expr/functions/statistics.ts";
import type { WindowName } from "../../../expr/functions/windows.ts";
import type { Elementwise, Whole } from "../function.ts";
import { ACROSS } from "./across.ts";
import { ARITHMETIC } from "./arithmetic.ts";
import { ARRAYS } from "./arrays.ts";
import { BINARIES } from "./binaries.ts";
import { BITS } from "./bit-operators.ts";
import { CALENDAR } from "./calendar.ts";
import { CATEGORIES, CATEGORY_WINDOWS } from "./categories.ts";
import { COMPARE } from "./compare.ts";
import { CONDITIONAL } from "./conditional.ts";
import { CURVES } from "./curves.ts";
import { DATETIME } from "./datetime.ts";
import { FURTHER_STRINGS } from "./further-strings.ts";
import { LIST_FORMS } from "./list-forms.ts";
import { LISTS } from "./lists.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { FIELDS } from "./names.ts";
import { NUMERICS } from "./numerics.ts";
import { PARSING } from "./parsing.ts";
import { PLACES } from "./places.ts";
import { RANGES, RANGES_BY_ROW } from "./ranges.ts";
import { type JoinedName, REARRANGE } from "./rearrange.ts";
import { RECODE } from "./recode.ts";
import { RESHAPES } from "./reshapes.ts";
import { MOVING_WHOLE } from "./rolling.ts";
import { SCALAR_FUNCTIONS } from "./scalars.ts";
import { STRINGS } from "./strings.ts";
import { STRUCTS } from "./structs.ts";
import { TEXTS } from "./texts.ts";
import { WINDOWS } from "./windows.ts";

type WholeName = CategoryWindowName | WindowName | RollingName | SmoothingName | ReshapeName | RangeName;
type FurtherName = PlaceName | Exclude<RearrangeName, JoinedName>;
type ElementwiseName = Exclude<
  FunctionName,
  WholeName | AggregateName | FurtherAggregateName | StatisticName | PlaceName | RearrangeName
>;

/** How this engine computes each function that works row by row. */
export const ELEMENTWISE: Rules<ElementwiseName, Elementwise> = {
  ...ARITHMETIC,
  ...COMPARE,
  ...LOGIC,
  ...MATH,
  ...CURVES,
  ...CONDITIONAL,
  ...ACROSS,
  ...STRINGS,
  ...FURTHER_STRINGS,
  ...PARSING,
  ...TEXTS,
  ...DATETIME,
  ...CALENDAR,
  ...FIELDS,
  ...LISTS,
  ...ARRAYS,
  ...STRUCTS,
  ...CATEGORIES,
  ...BINARIES,
  ...NUMERICS,
  ...RECODE,
  ...RANGES_BY_ROW,
  ...BITS,
  ...LIST_FORMS,
  ...SCALAR_FUNCTIONS,
};

/** How it computes those over whole columns. */
export const WHOLE: Rules<WholeName | FurtherName, Whole> = {
  ...PLACES,
  ...REARRANGE,
  ...WINDOWS,
  ...MOVING_WHOLE,
  ...RESHAPES,
  ...RANGES,
  ...CATEGORY_WINDOWS,
};
