import type { Rules } from "../../../engine/rules.ts";
import type { FunctionName } from "../../../expr/registry.ts";
import type { FunctionSql } from "../scope.ts";
import { AGGREGATES } from "./aggregates.ts";
import { ARITHMETIC } from "./arithmetic.ts";
import { COMPARE } from "./compare.ts";
import { CONDITIONAL } from "./conditional.ts";
import { DATETIME } from "./datetime.ts";
import { LISTS } from "./lists.ts";
import { LOGIC } from "./logic.ts";
import { MATH } from "./math.ts";
import { STRINGS } from "./strings.ts";
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
  ...RESHAPES,
  ...STRINGS,
  ...DATETIME,
  ...LISTS,
};
