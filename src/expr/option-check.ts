import { badArgument } from "../core/argument.ts";
import type { Options } from "./node.ts";

export interface Wanted {
  readonly takes: (v: unknown) => boolean;
  readonly words: string;
}
export type Rules = Readonly<Record<string, Wanted>>;

export const oneOf = (...words: readonly string[]): Wanted => ({
  takes: (v) => words.includes(v as string),
  words: `one of ${words.join(", ")}`,
});
export const whole = (least: number = Number.NEGATIVE_INFINITY): Wanted => ({
  takes: (v) => typeof v === "number" && Number.isSafeInteger(v) && v >= least,
  words: least === Number.NEGATIVE_INFINITY ? "a whole number" : `a whole number from ${least} on`,
});
export const FLAG: Wanted = { takes: (v) => typeof v === "boolean", words: "true or false" };
export const NUMBER: Wanted = { takes: (v) => typeof v === "number", words: "a number" };

export const DDOF: Rules = { ddof: whole(0) };
const KLEENE: Rules = { ignoreNulls: FLAG };
export const LITERAL: Rules = { literal: FLAG };

/** What the options of functions may be; signatures see only what passes. */
const known: Record<string, Rules> = {
  std: DDOF,
  var: DDOF,
  any: KLEENE,
  all: KLEENE,
  isBetween: { closed: oneOf("both", "left", "right", "none") },
  round: { decimals: whole() },
  log: { base: NUMBER },
  "str.contains": LITERAL,
};

export function registerOptions(options: Readonly<Record<string, Rules>>): void {
  Object.assign(known, options);
}

/** Throws `INVALID_ARGUMENT` for an option that its function does not take. */
export function checkCall(fn: string, options: Options): void {
  const rules = Object.hasOwn(known, fn) ? known[fn] : undefined;
  if (rules === undefined) return;
  for (const name in rules) {
    const [v, rule] = [options[name], rules[name] as Wanted];
    if (v !== undefined && !rule.takes(v)) throw badArgument(`${name} of ${fn}`, v, rule.words);
  }
}
