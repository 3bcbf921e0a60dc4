import { Bool, Float64, Int64, Utf8 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { orderKeys } from "./order.ts";
import { perRow } from "./per-row.ts";
import { fold } from "./scope.ts";

/** An aggregate of rows that were filtered and ordered already. */
type Make = (args: readonly Expr[], env: Env, e: Call) => Expr;

const whole = (e: Expr): Expr => cast(e, Int64);
const one = (args: readonly Expr[]): Expr => args[0] as Expr;
const count = (x: Expr): Expr => whole(call("count", [x]));
/** What has no value over no rows. */
const unlessEmpty = (x: Expr, value: Expr): Expr =>
  call("when", [call("gt", [call("count", [x]), lit(0)]), value, lit(null)]);
const numbers = (x: Expr, env: Env): Expr => (typeIn(env, x).id === "Decimal" ? cast(x, Float64) : x);
const spread =
  (fn: "std" | "var", ddof: number): Make =>
  (args, env) =>
    call(fn, [cast(numbers(one(args), env), Float64)], { ddof });
/** The value where another is least or greatest; rows where either is null do not count. */
const best =
  (descending: boolean): Make =>
  ([x, by]) =>
    call("first", [
      call(
        "sortBy",
        [
          call("when", [call("isNotNull", [by as Expr]), x as Expr, lit(null)]),
          call("when", [call("isNotNull", [x as Expr]), by as Expr, lit(null)]),
        ],
        { descending: [descending], nullsLast: [true] },
      ),
    ]);
const middle =
  (interpolation: "linear" | "lower"): Make =>
  (args, env, e) => {
    const [x, share] = args;
    const q = share?.kind === "lit" ? Number(share.value) : Number.NaN;
    if (!(q >= 0 && q <= 1))
      throw env.binder.source.error(e, "the share of a quantile is a number from 0 to 1 that is written out");
    return call("quantile", [interpolation === "linear" ? cast(x as Expr, Float64) : (x as Expr)], {
      q,
      interpolation,
    });
  };

const AGGREGATES: Readonly<Record<string, Make>> = {
  count: (args) => (args.length === 0 ? whole(call("len", [])) : count(one(args))),
  count_star: () => whole(call("len", [])),
  sum(args, env) {
    const x = one(args);
    const type = typeIn(env, x);
    return unlessEmpty(x, call("sum", [type.id === "Bool" || /^U?Int/.test(type.id) ? whole(x) : x]));
  },
  fsum: (args) => unlessEmpty(one(args), call("sum", [cast(one(args), Float64)])),
  avg: (args, env) => call("mean", [cast(numbers(one(args), env), Float64)]),
  min: (args) => call("min", [one(args)]),
  max: (args) => call("max", [one(args)]),
  first: (args) => call("first", [one(args)]),
  last: (args) => call("last", [one(args)]),
  any_value: (args) => call("first", [call("dropNulls", [one(args)])]),
  arg_min: best(false),
  arg_max: best(true),
  median: (args, env) => call("median", [cast(numbers(one(args), env), Float64)]),
  quantile_cont: middle("linear"),
  quantile_disc: middle("lower"),
  stddev_samp: spread("std", 1),
  stddev_pop: spread("std", 0),
  var_samp: spread("var", 1),
  var_pop: spread("var", 0),
  bool_and: (args) => unlessEmpty(one(args), call("all", [cast(one(args), Bool)])),
  bool_or: (args) => unlessEmpty(one(args), call("any", [cast(one(args), Bool)])),
  product: (args) => unlessEmpty(one(args), call("product", [cast(one(args), Float64)])),
  list: (args) => call("implode", [one(args)]),
  count_if: (args) => whole(call("sum", [cast(one(args), Bool)])),
  mode: (args) => call("first", [call("mode", [call("dropNulls", [one(args)])])]),
  string_agg(args, _, e) {
    const [x, separator = lit(",", Utf8)] = args;
    if (separator.kind !== "lit" || typeof separator.value !== "string")
      throw _.binder.source.error(e, "the separator is text that is written out");
    return unlessEmpty(x as Expr, call("list.join", [call("implode", [call("dropNulls", [x as Expr])]), separator]));
  },
};
const NAMES: Readonly<Record<string, string>> = {
  mean: "avg",
  arbitrary: "any_value",
  max_by: "arg_max",
  min_by: "arg_min",
  argmax: "arg_max",
  argmin: "arg_min",
  stddev: "stddev_samp",
  variance: "var_samp",
  logical_and: "bool_and",
  every: "bool_and",
  logical_or: "bool_or",
  array_agg: "list",
  group_concat: "string_agg",
  listagg: "string_agg",
  countif: "count_if",
  quantile: "quantile_disc",
  percentile_cont: "quantile_cont",
  percentile_disc: "quantile_disc",
  kahan_sum: "fsum",
  sumkahan: "fsum",
};
const known = (name: string): string => (Object.hasOwn(NAMES, name) ? (NAMES[name] as string) : name);

export const isAggregate = (name: string): boolean => Object.hasOwn(AGGREGATES, known(name));
export const aggregateNames = (): readonly string[] => [...Object.keys(AGGREGATES), ...Object.keys(NAMES)];
export const nameOf = (e: Call): string => fold((e.name.at(-1) as Ident).name);
/** The aggregate of a name over values, with its arguments. */
export const aggregateValue = (name: string, args: readonly Expr[], env: Env, e: Call): Expr =>
  (AGGREGATES[known(name)] as Make)(args, env, e);
/** An aggregate over the groups of a query; with `over` it is a window's. */
export const isGrouping = (e: Call): boolean => e.over === undefined && isAggregate(nameOf(e));

const ORDERED: ReadonlySet<string> = new Set(["list", "string_agg", "first", "last", "any_value"]);
const KEEPS_NULLS: ReadonlySet<string> = new Set(["list", "first", "last"]);

/** An aggregate over the rows of `env`: ordered, different and filtered as the call says. */
export function aggregate(e: Call, env: Env): Expr {
  const name = known(nameOf(e));
  const star = e.args.length === 1 && e.args[0]?.value.kind === "star";
  let args = star ? [] : e.args.map((a, i) => (i === 0 ? perRow(bind(a.value, env), env) : bind(a.value, env)));
  if (e.withinGroup !== undefined) args = [bind(e.withinGroup.items[0]?.value as never, env), ...args];
  if (e.distinct && args.length > 1)
    throw env.binder.source.error(e, "distinct of several arguments is not supported", "NOT_SUPPORTED");
  const [first, ...rest] = args;
  const where = e.filter === undefined ? null : bind(e.filter, env);
  const keys = e.orderBy === undefined ? [] : orderKeys(e.orderBy, env);
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
  const separate = name === "string_agg" || name.startsWith("quantile");
  const all = separate ? [shaped(first), ...rest] : args.map(shaped);
  if (!e.distinct) return (AGGREGATES[name] as Make)(all, env, e);
  const x = all[0] as Expr;
  if (name === "count")
    return call("sub", [whole(call("nUnique", [x])), whole(call("gt", [call("nullCount", [x]), lit(0)]))]);
  return (AGGREGATES[name] as Make)([call("unique", [x], { maintainOrder: true }), ...rest], env, e);
}
