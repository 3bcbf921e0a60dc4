import { Bool, type DataType, Float64, Int64, List, Utf8 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import { type Env, typeIn } from "./env.ts";
import { STATISTICS } from "./statistics.ts";

/** An aggregate of rows that were filtered and ordered already. */
export type Make = (args: readonly Expr[], env: Env, e: Call) => Expr;

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
    const shares = sharesOf(share);
    if (shares !== null)
      return call(
        "concatList",
        shares.map((s) => middle(interpolation)([x as Expr, s], env, e)),
      );
    const q = share?.kind === "lit" ? Number(share.value) : Number.NaN;
    if (!(q >= 0 && q <= 1))
      throw env.binder.source.error(e, "the share of a quantile is a number from 0 to 1 that is written out");
    return call("quantile", [interpolation === "linear" ? cast(x as Expr, Float64) : (x as Expr)], {
      q,
      interpolation,
    });
  };

/** The items of a list of numbers that is written out. */
function sharesOf(e: Expr | undefined): readonly Expr[] | null {
  if (e?.kind === "call" && e.fn === "concatList") return e.args;
  return e?.kind === "lit" && Array.isArray(e.value) ? e.value.map((v) => lit(v as number)) : null;
}
/** The first n values of what has an order. */
const firstOf = (sorted: Expr, n: Expr): Expr => call("list.head", [call("implode", [sorted]), whole(n)]);
const extreme =
  (fn: "min" | "max"): Make =>
  ([x, n]) => {
    if (n === undefined) return call(fn, [x as Expr]);
    const sorted = call("sort", [call("dropNulls", [x as Expr])], { descending: fn === "max", nullsLast: true });
    return unlessEmpty(x as Expr, firstOf(sorted, n));
  };

export const AGGREGATES: Readonly<Record<string, Make>> = {
  count: (args) => (args.length === 0 ? whole(call("len", [])) : count(one(args))),
  count_star: () => whole(call("len", [])),
  sum(args, env) {
    const x = one(args);
    const type = typeIn(env, x);
    return unlessEmpty(x, call("sum", [type.id === "Bool" || /^U?Int/.test(type.id) ? whole(x) : x]));
  },
  fsum: (args) => unlessEmpty(one(args), call("sum", [cast(one(args), Float64)])),
  avg: (args, env) => call("mean", [cast(numbers(one(args), env), Float64)]),
  min: extreme("min"),
  max: extreme("max"),
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
  ...STATISTICS,
  approx_quantile: (args, env, e) => {
    const type = typeIn(env, one(args));
    const value = middle("linear")(args, env, e);
    const to = sharesOf(args[1]) === null ? type : (List(type) as DataType);
    return /^U?Int/.test(type.id) && sharesOf(args[1]) === null
      ? cast(call("round", [value], { decimals: 0 }), to)
      : cast(value, to);
  },
  mode: (args) => call("first", [call("mode", [call("dropNulls", [one(args)])])]),
  string_agg(args, _, e) {
    const [x, separator = lit(",", Utf8)] = args;
    if (separator.kind !== "lit" || typeof separator.value !== "string")
      throw _.binder.source.error(e, "the separator is text that is written out");
    return unlessEmpty(x as Expr, call("list.join", [call("implode", [call("dropNulls", [x as Expr])]), separator]));
  },
};
export const NAMES: Readonly<Record<string, string>> = {
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
  covar: "covar_samp",
  approx_distinct: "approx_count_distinct",
  sumkahan: "fsum",
};
