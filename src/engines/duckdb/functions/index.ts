import type { Rules } from "../../../engine/rules.ts";
import type { FunctionName } from "../../../expr/all.ts";
import type { FunctionSql } from "../scope.ts";
import { AGGREGATES } from "./aggregates.ts";
import { ARITHMETIC } from "./arithmetic.ts";
import { ARRAYS } from "./arrays.ts";
import { BINARIES } from "./binaries.ts";
import { BITS } from "./bit-operators.ts";
import { CALENDAR } from "./calendar.ts";
import { CATEGORIES } from "./categories.ts";
import { COMPARE } from "./compare.ts";
import { CONDITIONAL } from "./conditional.ts";
import { DATETIME } from "./datetime.ts";
import { LIST_FORMS } from "./list-forms.ts";
import { LIST_ITEMS } from "./list-items.ts";
import { LISTS } from "./lists.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { FIELDS } from "./names.ts";
import { NUMERICS } from "./numerics.ts";
import { PLACES } from "./places.ts";
import { RANGES } from "./ranges.ts";
import { REARRANGE } from "./rearrange.ts";
import { RECODE } from "./recode.ts";
import { ROLLING, SMOOTHING } from "./rolling.ts";
import { SCALAR_FUNCTIONS } from "./scalars.ts";
import { STATISTICS } from "./statistics.ts";
import { STRINGS } from "./strings.ts";
import { STRUCTS } from "./structs.ts";
import { TEXTS } from "./texts.ts";
import { RESHAPES, WINDOWS } from "./windows.ts";

/** How each function is said in SQL, or whose move it is. */
export const FUNCTIONS: Rules<FunctionName, FunctionSql> = {
  ...ARITHMETIC,
  ...COMPARE,
  ...LOGIC,
  ...MATH,
  ...CONDITIONAL,
  ...AGGREGATES,
  ...WINDOWS,
  ...ROLLING,
  ...SMOOTHING,
  ...RESHAPES,
  ...STRINGS,
  ...TEXTS,
  ...DATETIME,
  ...CALENDAR,
  ...FIELDS,
  ...LISTS,
  ...LIST_ITEMS,
  ...ARRAYS,
  ...STRUCTS,
  ...CATEGORIES,
  ...BINARIES,
  ...STATISTICS,
  ...RECODE,
  ...REARRANGE,
  ...PLACES,
  ...NUMERICS,
  ...RANGES,
  ...BITS,
  ...LIST_FORMS,
  ...SCALAR_FUNCTIONS,
};
