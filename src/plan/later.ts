import { notLoaded } from "../core/later.ts";
import type { TIME_RULES } from "./resolve-time.ts";
import type { TIME_SCHEMAS } from "./time-schema.ts";

interface Later {
  readonly rules: typeof TIME_RULES;
  readonly schemas: typeof TIME_SCHEMAS;
}
let here: Later | null = null;

/** Called by the part of the code that a page loads on use: how nodes of time series resolve. */
export function installTime(parts: Later): void {
  here = parts;
}

/** How a node of a time series resolves; an error where that was not loaded. */
export function later(node: string): Later {
  if (here === null) throw notLoaded(node);
  return here;
}
