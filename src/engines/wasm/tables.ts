import { notLoaded } from "../../core/later.ts";
import { bring } from "../../core/rest.ts";
import { gapError, isMissing, type Missing } from "../../engine/rules.ts";
import { isComplete } from "../../expr/registry.ts";
import type { Typed, TypedCall, TypedOver } from "../../expr/typed.ts";
import type { Plan } from "../../plan/node.ts";
import type { Recursive } from "../../plan/recursive-node.ts";
import type { evaluateLists } from "./eval.ts";
import type { Evaluator } from "./evaluate.ts";
import type { AccumulatorFactory, Elementwise, Whole } from "./function.ts";
import type { Segmented } from "./functions/windows/segmented.ts";
import type { Operator, OperatorContext } from "./operator.ts";
import type { collectedAggregates } from "./operators/group-by/collected.ts";
import type { Rounds } from "./recursion.ts";

type Named<T> = Record<string, T | Missing>;

/** How this engine computes functions and runs nodes, by their names. */
export interface Tables {
  readonly elementwise: Named<Elementwise>;
  readonly whole: Named<Whole>;
  /** Windows over stretches of rows, as `over` needs them. */
  readonly segmented: Named<Segmented>;
  /** Functions that evaluate their arguments themselves. */
  readonly forms: Named<(e: TypedCall, compile: (e: Typed) => Evaluator) => Evaluator>;
  readonly over: Named<(e: TypedOver, compile: (e: Typed) => Evaluator) => Evaluator>;
  /** Aggregates that need all rows of a group at once. */
  readonly collected: Named<typeof collectedAggregates>;
  /** Expressions of lists' items. */
  readonly nested: Named<typeof evaluateLists>;
  readonly accumulators: Named<AccumulatorFactory>;
  readonly operators: Named<(plan: Plan, context: OperatorContext) => Operator>;
  /** Queries that run over their own result. */
  readonly rounds: Named<(plan: Recursive) => Rounds>;
}

/** What is here: `core.ts` always, all of `all.ts` once it is loaded. */
export const tables: Tables = {
  elementwise: {},
  whole: {},
  segmented: {},
  forms: {},
  over: {},
  collected: {},
  nested: {},
  accumulators: {},
  operators: {},
  rounds: {},
};

export function install(part: { readonly [K in keyof Tables]?: Readonly<Record<string, unknown>> }): void {
  for (const name of Object.keys(part) as (keyof Tables)[]) Object.assign(tables[name], part[name]);
}

/** The rule for a name; an error where it is a gap, or code that was not loaded. */
export function ruleOf<K extends keyof Tables>(table: K, name: string): Exclude<Tables[K][string], Missing> {
  const found = Object.hasOwn(tables[table], name) ? tables[table][name] : undefined;
  if (found !== undefined && !isMissing(found)) return found as Exclude<Tables[K][string], Missing>;
  const feature = table === "operators" ? name : `function ${name}`;
  if (found !== undefined) throw gapError("wasm", { feature, ...found });
  if (isComplete()) throw gapError("wasm", { feature, missing: "ours", why: "it is not built yet" });
  if (bring()) return ruleOf(table, name);
  throw notLoaded(name);
}
