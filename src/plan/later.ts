import { later as code, type Later, notLoaded } from "../core/later.ts";
import { bring } from "../core/rest.ts";
import type { planText } from "./print.ts";
import type { TIME_RULES } from "./resolve-time.ts";
import type { TIME_SCHEMAS } from "./time-schema.ts";

interface Time {
  readonly rules: typeof TIME_RULES;
  readonly schemas: typeof TIME_SCHEMAS;
}
let here: Time | null = null;

/** Called by the part of the code that a page loads on use: how nodes of time series resolve. */
export function installTime(parts: Time): void {
  here = parts;
}

/** How a node of a time series resolves; an error where that was not loaded. */
export function later(node: string): Time {
  if (here === null) bring();
  if (here === null) throw notLoaded(node);
  return here;
}

/** How plans are printed. */
export const PLAN_TEXT: Later<typeof planText> = code("a plan as text");
