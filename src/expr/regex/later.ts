import { type Later, later } from "../../core/later.ts";
import type { Regex, regex } from "./regex.ts";
import type { fill, template } from "./template.ts";

export type { Regex };

/** Regular expressions, which a page has once a query holds one. */
export const REGEX: Later<{
  readonly regex: typeof regex;
  readonly template: typeof template;
  readonly fill: typeof fill;
}> = later("a regular expression");

/** Whether a pattern means its own text, letter by letter. */
export const isPlain = (pattern: string): boolean => !/[\\^$.|?*+()[\]{}]/.test(pattern);
