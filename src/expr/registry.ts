import type { FunctionSpec } from "./function.ts";
import { AGGREGATES, type AggregateName } from "./functions/aggregates.ts";
import { ARITHMETIC, type ArithmeticName } from "./functions/arithmetic.ts";
import { COMPARE, type CompareName } from "./functions/compare.ts";
import { CONDITIONAL, type ConditionalName } from "./functions/conditional.ts";
import { DATETIME, type DatetimeName } from "./functions/datetime.ts";
import { LISTS, type ListName } from "./functions/lists.ts";
import { LOGIC, type LogicName } from "./functions/logic.ts";
import { MATH, type MathName } from "./functions/math.ts";
import { RESHAPES, type ReshapeName } from "./functions/reshapes.ts";
import { STRINGS, type StringName } from "./functions/strings.ts";
import { WINDOWS, type WindowName } from "./functions/windows.ts";

export type FunctionName =
  | ArithmeticName
  | CompareName
  | LogicName
  | MathName
  | ConditionalName
  | AggregateName
  | WindowName
  | ReshapeName
  | StringName
  | DatetimeName
  | ListName;

/** Every function of expressions: types, null rule, documentation. */
export const REGISTRY: Readonly<Record<FunctionName, FunctionSpec>> = Object.freeze({
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
});

/** The function of a name; undefined where there is none. */
export const functionOf = (name: string): FunctionSpec | undefined =>
  Object.hasOwn(REGISTRY, name) ? REGISTRY[name as FunctionName] : undefined;
