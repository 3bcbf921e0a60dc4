import { Bool, Int64 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import { AGGREGATES, type Make, NAMES } from "./aggregate-table.ts";
import type { Env } from "./env.ts";
import { bind, bindValue } from "./expression.ts";
import { orderKeys } from "./order.ts";
import { perRow } from "./per-row.ts";
import { fold } from "./scope.ts";

const whole = (e: Expr): Expr => cast(e, Int64);
const known = (name: string): string => (Object.hasOwn(NAMES, name) ? (NAMES[name] as string) : name);

export const isAggregate = (name: string): boolean => Object.hasOwn(AGGREGATES, known(name));
export const aggregateNames = (): readonly string[] => [...Object.keys(AGGREGATES), ...Object.keys(NAMES)];
export const nameOf = (e: Call): string => fold((e.name.at(-1) as Ident).name);
/** The aggregate of a name over values, with its arguments. */
export const aggregateValue = (name: string, args: readonly Expr[], env: Env, e: Call): Expr =>
  (AGGREGATES[known(name)] as Make)(args, env, e);
/** An aggregate over the groups of a query; with `over` it is a window's. */
export const isGrouping = (e: Call): boolean => e.over === undefined && isAggregate(nameOf(e));

const SEPARATE: ReadonlySet<string> = new Set([
  "string_agg",
  "quantile_cont",
  "quantile_disc",
  "approx_quantile",
  "min",
  "max",
]);
const ORDERED: ReadonlySet<string> = new Set(["list", "string_agg", "first", "last", "any_value", "mode"]);
const PAIRS =
  "arg_min arg_max corr covar_pop covar_samp regr_count regr_avgx regr_avgy regr_sxx regr_syy regr_sxy regr_slope regr_intercept regr_r2";
/** How many arguments aggregates take that do not take one. */
const ARGUMENTS: Readonly<Record<string, readonly [number, number]>> = {
  count: [0, 1],
  count_star: [0, 0],
  min: [1, 2],
  max: [1, 2],
  string_agg: [1, 2],
  quantile_cont: [2, 2],
  quantile_disc: [1, 2],
  approx_quantile: [2, 2],
  ...Object.fromEntries(PAIRS.split(" ").map((name) => [name, [2, 2] as const])),
};
const KEEPS_NULLS: ReadonlySet<string> = new Set(["list", "first", "last"]);

/** An aggregate over the rows of `env`: ordered, different and filtered as the call says. */
export function aggregate(e: Call, env: Env): Expr {
  const name = known(nameOf(e));
  const star = e.args.length === 1 && e.args[0]?.value.kind === "star";
  if (star && name !== "count")
    throw env.binder.source.error(e, `${name}() takes a value and not *; columns(*) is one for each column`);
  let args = star
    ? []
    : e.args.map((a, i) =>
        i === 0 && e.withinGroup === undefined ? perRow(bindValue(a.value, env), env) : bindValue(a.value, env),
      );
  if (e.withinGroup !== undefined) args = [bind(e.withinGroup.items[0]?.value as never, env), ...args];
  if (e.distinct && args.length > 1 && !SEPARATE.has(name))
    throw env.binder.source.error(e, "distinct of several arguments is not supported", "NOT_SUPPORTED");
  const [least, most] = Object.hasOwn(ARGUMENTS, name) ? (ARGUMENTS[name] as readonly [number, number]) : [1, 1];
  if (!star && (args.length < least || args.length > most))
    throw env.binder.source.error(
      e,
      `${name}() takes ${least === most ? least : `${least} to ${most}`} arguments, not ${args.length}`,
    );
  const [first, ...rest] = args;
  const where = e.filter === undefined ? null : bind(e.filter, env);
  const order = e.orderBy ?? (name === "mode" ? e.withinGroup : undefined);
  const keys = order === undefined ? [] : orderKeys(order, env);
  const places = { descending: keys.map((k) => k.descending), nullsLast: keys.map((k) => k.nullsLast) };
  const sorted = (x: Expr): Expr =>
    keys.length === 0 || !ORDERED.has(name) ? x : call("sortBy", [x, ...keys.map((k) => k.expr)], places);
  const shaped = (x: Expr): Expr => {
    if (where === null) return sorted(x);
    // What passes over nulls need not see rows that are left out.
    return KEEPS_NULLS.has(name)
      ? call("filter", [sorted(x), sorted(where)])
      : sorted(call("when", [where, x, lit(null)]));
  };
  if (first === undefined) {
    // count(*): rows where the condition is true.
    return where === null
      ? (AGGREGATES[name] as Make)([], env, e)
      : whole(call("sum", [call("eqMissing", [where, lit(true, Bool)])]));
  }
  const separate = SEPARATE.has(name);
  const all = separate ? [shaped(first), ...rest] : args.map(shaped);
  if (!e.distinct) return (AGGREGATES[name] as Make)(all, env, e);
  const x = all[0] as Expr;
  if (name === "count")
    return call("sub", [whole(call("nUnique", [x])), whole(call("gt", [call("nullCount", [x]), lit(0)]))]);
  return (AGGREGATES[name] as Make)([call("unique", [x], { maintainOrder: true }), ...rest], env, e);
}
