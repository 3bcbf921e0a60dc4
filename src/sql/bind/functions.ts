import { nearest } from "../../core/suggest.ts";
import type { Expr } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import { aggregateNames } from "./aggregates.ts";
import type { Env } from "./env.ts";
import { bind } from "./expression.ts";
import { GENERAL } from "./scalar/general.ts";
import { LISTS, listAggregate } from "./scalar/list.ts";
import { MATH } from "./scalar/math.ts";
import { NAMES } from "./scalar/names.ts";
import { type Given, MANY, type Rule, type Rules } from "./scalar/rule.ts";
import { TEXT } from "./scalar/text.ts";
import { TIME } from "./scalar/time.ts";

const FUNCTIONS: Rules = { ...GENERAL, ...MATH, ...TEXT, ...TIME, ...LISTS };

/** The names of functions of numbers, of texts and of times. */
export const functionNames = (kind: "numbers" | "texts" | "times"): readonly string[] =>
  Object.keys({ numbers: MATH, texts: TEXT, times: TIME }[kind]);

function ruleOf(name: string): Rule | undefined {
  const key = Object.hasOwn(NAMES, name) ? (NAMES[name] as string) : name;
  return Object.hasOwn(FUNCTIONS, key) ? FUNCTIONS[key] : listAggregate(name);
}
const wanted = ({ least, most }: Rule): string =>
  least === most ? String(least) : most === MANY ? `at least ${least}` : `${least} to ${most}`;

/** A function of one row. */
export function scalarFunction(name: string, e: Call, env: Env): Expr {
  const { source } = env.binder;
  const found = ruleOf(name);
  if (found === undefined) {
    const close = nearest(name, [...Object.keys(FUNCTIONS), ...Object.keys(NAMES), ...aggregateNames()]);
    throw source.error(
      e,
      `there is no function ${name}()${close === undefined ? "" : `; did you mean ${close}()?`}`,
      "NOT_SUPPORTED",
    );
  }
  if (e.distinct || e.filter !== undefined || e.orderBy !== undefined)
    throw source.error(e, `${name}() is no aggregate: it takes no distinct, filter or order by`);
  if (e.args.length < found.least || e.args.length > found.most)
    throw source.error(e, `${name}() takes ${wanted(found)} arguments, not ${e.args.length}`);
  let args: readonly Expr[] | null = null;
  const given: Given = {
    get args() {
      args ??= e.args.map((a) => bind(a.value, env));
      return args;
    },
    asts: e.args.map((a) => a.value),
    env,
    call: e,
    name,
  };
  return found.make(given);
}
