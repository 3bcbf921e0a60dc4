import { BINS } from "./bins.ts";
import { resolveEval } from "./eval.ts";
import { registerExpansions } from "./expansion.ts";
import type { FunctionSpec } from "./function.ts";
import { ACROSS, type AcrossName } from "./functions/across.ts";
import { AGGREGATES, type AggregateName } from "./functions/aggregates.ts";
import { ARITHMETIC, type ArithmeticName } from "./functions/arithmetic.ts";
import { ARRAYS, type ArrayName } from "./functions/arrays.ts";
import { BINARIES, type BinaryName } from "./functions/binaries.ts";
import { BITS, type BitName } from "./functions/bits.ts";
import { CALENDAR, type CalendarName } from "./functions/calendar.ts";
import { CATEGORIES, CATEGORY_WINDOWS, type CategoryName, type CategoryWindowName } from "./functions/categories.ts";
import { COMPARE, type CompareName } from "./functions/compare.ts";
import { CONDITIONAL, type ConditionalName } from "./functions/conditional.ts";
import { CURVES, type CurveName } from "./functions/curves.ts";
import { DATETIME, type DatetimeName } from "./functions/datetime.ts";
import { FURTHER_AGGREGATES, type FurtherAggregateName } from "./functions/further-aggregates.ts";
import { FURTHER_STRINGS, type FurtherStringName } from "./functions/further-strings.ts";
import { LIST_FORMS, type ListFormName } from "./functions/list-forms.ts";
import { LIST_ITEMS, type ListItemName } from "./functions/list-items.ts";
import { LISTS, type ListName } from "./functions/lists.ts";
import { LOGIC, type LogicName } from "./functions/logic.ts";
import { MATH, type MathName } from "./functions/math.ts";
import { FIELDS, type FieldsName } from "./functions/names.ts";
import { NUMERICS, type NumericName } from "./functions/numerics.ts";
import { PARSING, type ParsingName } from "./functions/parsing.ts";
import { PLACES, type PlaceName } from "./functions/places.ts";
import { RANGES, RANGES_BY_ROW, type RangeName, type RangesName } from "./functions/ranges.ts";
import { REARRANGE, type RearrangeName } from "./functions/rearrange.ts";
import { RECODE, type RecodeName } from "./functions/recode.ts";
import { RESHAPES, type ReshapeName } from "./functions/reshapes.ts";
import { ROLLING, type RollingName } from "./functions/rolling.ts";
import { SCALAR_FUNCTIONS, type ScalarName } from "./functions/scalars.ts";
import { SMOOTHING, type SmoothingName } from "./functions/smoothing.ts";
import { STATISTICS, type StatisticName } from "./functions/statistics.ts";
import { STRINGS, type StringName } from "./functions/strings.ts";
import { STRUCTS, type StructName } from "./functions/structs.ts";
import { TEXTS, type TextName } from "./functions/texts.ts";
import { WINDOWS, type WindowName } from "./functions/windows.ts";
import { registerOptions } from "./option-check.ts";
import { OPTIONS } from "./options.ts";
import { resolveOver } from "./over.ts";
import { register } from "./registry.ts";
import { WINDOWED } from "./windowed.ts";

/** The names of all functions. */
export type FunctionName =
  | ArithmeticName
  | CompareName
  | LogicName
  | MathName
  | CurveName
  | ConditionalName
  | AcrossName
  | AggregateName
  | FurtherAggregateName
  | WindowName
  | RollingName
  | SmoothingName
  | ReshapeName
  | StringName
  | FurtherStringName
  | ParsingName
  | TextName
  | DatetimeName
  | CalendarName
  | FieldsName
  | ListName
  | ListItemName
  | ArrayName
  | StructName
  | CategoryName
  | CategoryWindowName
  | NumericName
  | PlaceName
  | RangeName
  | RangesName
  | RearrangeName
  | RecodeName
  | StatisticName
  | BinaryName
  | BitName
  | ListFormName
  | ScalarName;

/** Every function of expressions: types, null rule, documentation. */
export const REGISTRY: Readonly<Record<FunctionName, FunctionSpec>> = Object.freeze({
  ...ARITHMETIC,
  ...COMPARE,
  ...LOGIC,
  ...MATH,
  ...CURVES,
  ...CONDITIONAL,
  ...ACROSS,
  ...AGGREGATES,
  ...FURTHER_AGGREGATES,
  ...WINDOWS,
  ...ROLLING,
  ...SMOOTHING,
  ...RESHAPES,
  ...STRINGS,
  ...FURTHER_STRINGS,
  ...PARSING,
  ...TEXTS,
  ...DATETIME,
  ...CALENDAR,
  ...FIELDS,
  ...LISTS,
  ...LIST_ITEMS,
  ...ARRAYS,
  ...STRUCTS,
  ...CATEGORIES,
  ...CATEGORY_WINDOWS,
  ...NUMERICS,
  ...PLACES,
  ...RANGES,
  ...RANGES_BY_ROW,
  ...REARRANGE,
  ...RECODE,
  ...STATISTICS,
  ...BINARIES,
  ...BITS,
  ...LIST_FORMS,
  ...SCALAR_FUNCTIONS,
});

/** Makes all functions known. */
export function registerAll(): void {
  register(REGISTRY, true);
  registerOptions(OPTIONS);
  WINDOWED.install({ resolveEval, resolveOver });
  registerExpansions(BINS);
}
