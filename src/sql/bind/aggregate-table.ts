import { isFloat, isInteger, isNumeric } from "../../arrow/type-info.ts";
import { Bool, type DataType, Datetime, Decimal, Float64, Int64, List, UInt64, Utf8 } from "../../arrow/types.ts";
import { call, cast, type Expr, evaluated, lit } from "../../expr/node.ts";
import type { Call } from "../syntax/expr.ts";
import { type Env, typeIn } from "./env.ts";
import { ITEM } from "./item.ts";
import { product } from "./operators.ts";
import { sqlTypeName } from "./sql-name.ts";
import { STATISTICS } from "./statistics.ts";
import { structOf } from "./struct.ts";

/** An aggregate of rows that were filtered and ordered already. */
export type Make = (args: readonly Expr[], env: Env, e: Call) => Expr;

const whole = (e: Expr): Expr => cast(e, Int64);
const one = (args: readonly Expr[]): Expr => args[0] as Expr;
const count = (x: Expr): Expr => whole(call("count", [x]));
/** What has no value over no rows. */
const unlessEmpty = (x: Expr, value: Expr): Expr =>
  call("when", [call("gt", [call("count", [x]), lit(0)]), value, lit(null)]);
const spread =
  (fn: "std" | "var", ddof: number): Make =>
  (args, env, e) =>
    call(fn, [quantity(args, env, e)], { ddof });
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
/** A number between the values that lie around a share of them, of the type that SQL gives it. */
export function between(x: Expr, make: (x: Expr) => Expr, env: Env): Expr {
  const type = typeIn(env, x);
  if (type.id === "Date32" || type.id === "Datetime") {
    const to = type.id === "Date32" ? (Datetime("us") as DataType) : type;
    return cast(make(cast(x, to)), to);
  }
  if (type.id !== "Decimal") return make(cast(x, Float64));
  // As whole numbers of the last place, cut to one.
  const unit = lit(`1${"0".repeat(type.scale)}`, Decimal(type.scale + 1, 0) as DataType);
  const place = lit(`0.${"0".repeat(Math.max(0, type.scale - 1))}1`, Decimal(type.scale + 1, type.scale) as DataType);
  const whole = cast(call("floor", [make(cast(product(x, unit, env), Float64))]), Decimal(38, 0) as DataType);
  return cast(type.scale === 0 ? whole : product(whole, place, env), type);
}
/** The value at a share of the sorted values. */
const middle =
  (exact: boolean): Make =>
  (args, env, e) => {
    const [x, share] = args as readonly [Expr, Expr | undefined];
    const shares = sharesOf(share);
    if (shares !== null)
      return unlessEmpty(
        x,
        call(
          "concatList",
          shares.map((s) => middle(exact)([x, s], env, e)),
        ),
      );
    const q = share?.kind === "lit" ? Number(share.value) : Number.NaN;
    if (!(q >= 0 && q <= 1))
      throw env.binder.source.error(e, "the share of a quantile is a number from 0 to 1 that is written out");
    const { id } = typeIn(env, x);
    if (!exact && id !== "Utf8" && id !== "Bool")
      return between(x, (v) => call("quantile", [v], { q, interpolation: "linear" }), env);
    const rows = call("mul", [lit(q, Float64), cast(call("count", [x]), Float64)]);
    const at = call("maxHorizontal", [call("sub", [whole(call("ceil", [rows])), lit(1n, Int64)]), lit(0n, Int64)]);
    const sorted = call("sort", [call("dropNulls", [x])], { descending: false, nullsLast: true });
    return call("list.get", [call("implode", [sorted]), at], { nullOnOob: true });
  };
/** Fractions become doubles; what is no number is refused. */
function quantity(args: readonly Expr[], env: Env, e: Call): Expr {
  const type = typeIn(env, one(args));
  if (!isNumeric(type) && type.id !== "Bool" && type.id !== "Null")
    throw env.binder.source.error(e, `${nameIn(e)}() takes numbers, not ${sqlTypeName(type)}`, "TYPE_MISMATCH");
  return cast(one(args), Float64);
}
const nameIn = (e: Call): string => e.name.at(-1)?.name.toLowerCase() ?? "";

/** The items of a list of numbers that is written out. */
function sharesOf(e: Expr | undefined): readonly Expr[] | null {
  if (e?.kind === "call" && e.fn === "concatList") return e.args;
  return e?.kind === "lit" && Array.isArray(e.value) ? e.value.map((v) => lit(v as number)) : null;
}
/** The first n values of what has an order. */
const firstOf = (sorted: Expr, n: Expr): Expr => call("list.head", [call("implode", [sorted]), whole(n)]);
/** NaN is above all numbers. */
const greatest = (x: Expr): Expr => {
  const top = lit(Number.NaN, Float64);
  return call("when", [call("any", [call("isNan", [x])]), top, call("max", [x])]);
};
const extreme =
  (fn: "min" | "max"): Make =>
  ([x, n], env, e) => {
    if (n !== undefined && !isInteger(typeIn(env, n)))
      throw env.binder.source.error(e, `how many values ${fn}() gives is a whole number`, "TYPE_MISMATCH");
    if (n === undefined)
      return fn === "max" && isFloat(typeIn(env, x as Expr)) ? greatest(x as Expr) : call(fn, [x as Expr]);
    const sorted = call("sort", [call("dropNulls", [x as Expr])], { descending: fn === "max", nullsLast: true });
    return unlessEmpty(x as Expr, firstOf(sorted, n));
  };

/** An expression of a group's values that are not null, as the items of a list. */
const ofValues =
  (e: Expr): Make =>
  (args) =>
    evaluated(call("implode", [call("dropNulls", [one(args)])]), e, "value");
/** How many bits tell a value, by how often the different ones occur. */
function entropy(x: Expr): Expr {
  const known = call("implode", [call("dropNulls", [x])]);
  const bits = (v: Expr): Expr => call("log", [v], { base: 2 });
  const counts = evaluated(known, call("uniqueCounts", [ITEM]), "list");
  const own = cast(ITEM, Float64);
  const sum = evaluated(counts, call("sum", [call("mul", [own, bits(own)])]), "value");
  const n = cast(call("list.len", [known]), Float64);
  const found = call("sub", [bits(n), call("div", [sum, n])]);
  return call("when", [call("gt", [n, lit(0)]), found, lit(0, Float64)]);
}

/** Each different value with how often it occurs, in their order. */
function histogram(x: Expr): Expr {
  const sorted = call("list.sort", [call("implode", [call("dropNulls", [x])])], { descending: false, nullsLast: true });
  const runs = evaluated(sorted, call("rle", [ITEM]), "list");
  const field = (name: string): Expr => call("struct.field", [ITEM], { name });
  const pair = structOf([
    { name: "key", value: field("value") },
    { name: "value", value: cast(field("len"), UInt64) },
  ]);
  return unlessEmpty(x, evaluated(runs, pair, "list"));
}

export const AGGREGATES: Readonly<Record<string, Make>> = {
  count: (args) => (args.length === 0 ? whole(call("len", [])) : count(one(args))),
  count_star: () => whole(call("len", [])),
  sum(args, env, e) {
    const x = one(args);
    const type = typeIn(env, x);
    if (type.id !== "Duration") quantity(args, env, e);
    return unlessEmpty(x, call("sum", [type.id === "Bool" || /^U?Int/.test(type.id) ? whole(x) : x]));
  },
  fsum: (args) => unlessEmpty(one(args), call("sum", [cast(one(args), Float64)])),
  avg: (args, env, e) => call("mean", [typeIn(env, one(args)).id === "Duration" ? one(args) : quantity(args, env, e)]),
  min: extreme("min"),
  max: extreme("max"),
  first: (args) => call("first", [one(args)]),
  last: (args) => call("last", [one(args)]),
  any_value: (args) => call("first", [call("dropNulls", [one(args)])]),
  arg_min: best(false),
  arg_max: best(true),
  median: (args, env, e) =>
    /^(Utf8|Bool)$/.test(typeIn(env, one(args)).id)
      ? middle(true)([one(args), lit(0.5, Float64)], env, e)
      : between(one(args), (v) => call("median", [v]), env),
  quantile_cont: middle(false),
  quantile_disc: middle(true),
  stddev_samp: spread("std", 1),
  stddev_pop: spread("std", 0),
  var_samp: spread("var", 1),
  var_pop: spread("var", 0),
  bool_and: (args) => unlessEmpty(one(args), call("all", [cast(one(args), Bool)])),
  bool_or: (args) => unlessEmpty(one(args), call("any", [cast(one(args), Bool)])),
  product: (args) => unlessEmpty(one(args), call("product", [cast(one(args), Float64)])),
  list: (args) => {
    const all = call("implode", [one(args)]);
    return call("when", [call("gt", [call("list.len", [all]), lit(0)]), all, lit(null)]);
  },
  count_if: (args) => whole(call("sum", [cast(one(args), Bool)])),
  ...STATISTICS,
  approx_quantile: (args, env, e) => {
    const type = typeIn(env, one(args));
    const value = middle(false)(args, env, e);
    const to = sharesOf(args[1]) === null ? type : (List(type) as DataType);
    return /^U?Int/.test(type.id) && sharesOf(args[1]) === null
      ? cast(call("round", [value], { decimals: 0 }), to)
      : cast(value, to);
  },
  // Of those that are as frequent the one that comes first.
  mode: ofValues(call("first", [call("mode", [ITEM])])),
  entropy: (args) => entropy(one(args)),
  histogram: (args) => histogram(one(args)),
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
  geomean: "geometric_mean",
};
