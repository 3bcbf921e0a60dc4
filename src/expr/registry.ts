import { bring } from "../core/rest.ts";
import type { FunctionSpec } from "./function.ts";
import { AGGREGATES } from "./functions/aggregates.ts";
import { ARITHMETIC } from "./functions/arithmetic.ts";
import { COMPARE } from "./functions/compare.ts";
import { CONDITIONAL } from "./functions/conditional.ts";
import { LOGIC } from "./functions/logic.ts";
import { MATH } from "./functions/math.ts";
import { STRINGS } from "./functions/strings.ts";

type Functions = Readonly<Record<string, FunctionSpec>>;

/** What is here: what a page has from the start, all of `all.ts` once it is loaded. */
const known: Record<string, FunctionSpec> = {
  ...AGGREGATES,
  ...ARITHMETIC,
  ...COMPARE,
  ...CONDITIONAL,
  ...LOGIC,
  ...MATH,
  ...STRINGS,
};
let complete = false;

export function register(functions: Functions, whole: boolean): void {
  Object.assign(known, functions);
  complete ||= whole;
}

/** Whether a name that is not here is no function at all. */
export const isComplete = (): boolean => complete;
export const functionNames = (): readonly string[] => Object.keys(known);

/** The function of a name; undefined where there is none, or none yet. */
export function functionOf(name: string): FunctionSpec | undefined {
  if (Object.hasOwn(known, name)) return known[name];
  return !complete && bring() ? functionOf(name) : undefined;
}
