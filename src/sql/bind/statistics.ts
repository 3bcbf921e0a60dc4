import { Float64, Int64 } from "../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../expr/node.ts";
import { between, type Make } from "./aggregate-table.ts";
import { typeIn } from "./env.ts";

const float = (x: Expr | undefined): Expr => cast(x as Expr, Float64);
const whole = (x: Expr): Expr => cast(x, Int64);
const when = (...args: readonly Expr[]): Expr => call("when", args);
const div = (a: Expr, b: Expr): Expr => call("div", [a, b]);
const mul = (a: Expr, b: Expr): Expr => call("mul", [a, b]);
const is = (x: Expr, n: number): Expr => call("eq", [x, lit(n)]);
const none = lit(null, Float64);

/** Two columns, of the rows where neither is null. */
interface Pair {
  readonly y: Expr;
  readonly x: Expr;
  /** How many such rows there are. */
  readonly n: Expr;
}
const paired =
  (make: (p: Pair) => Expr): Make =>
  (args) => {
    const [a, b] = [float(args[0]), float(args[1])];
    const y = when(call("isNotNull", [b]), a, none);
    const x = when(call("isNotNull", [a]), b, none);
    return make({ y, x, n: whole(call("count", [y])) });
  };
const mean = (x: Expr): Expr => call("mean", [x]);
const variance = (x: Expr): Expr => call("var", [x], { ddof: 0 });
const covariance = ({ y, x }: Pair, ddof: number): Expr => call("cov", [y, x], { ddof });
const unless = (test: Expr, value: Expr): Expr => when(test, none, value);
const slope = (p: Pair): Expr => unless(is(variance(p.x), 0), div(covariance(p, 0), variance(p.x)));
const correlation = ({ y, x, n }: Pair): Expr =>
  unless(call("lt", [n, lit(2)]), call("corr", [y, x], { method: "pearson" }));
const bits =
  (fn: string): Make =>
  ([x]) =>
    call(fn, [x as Expr]);

export const STATISTICS: Readonly<Record<string, Make>> = {
  corr: paired(correlation),
  covar_pop: paired((p) => unless(is(p.n, 0), covariance(p, 0))),
  covar_samp: paired((p) => unless(call("lt", [p.n, lit(2)]), covariance(p, 1))),
  regr_count: paired((p) => p.n),
  regr_avgx: paired((p) => mean(p.x)),
  regr_avgy: paired((p) => mean(p.y)),
  regr_sxx: paired((p) => mul(float(p.n), variance(p.x))),
  regr_syy: paired((p) => mul(float(p.n), variance(p.y))),
  regr_sxy: paired((p) => mul(float(p.n), covariance(p, 0))),
  regr_slope: paired(slope),
  regr_intercept: paired((p) => call("sub", [mean(p.y), mul(slope(p), mean(p.x))])),
  regr_r2: paired((p) =>
    when(
      is(p.n, 0),
      none,
      is(variance(p.x), 0),
      none,
      is(variance(p.y), 0),
      lit(1, Float64),
      call("pow", [call("corr", [p.y, p.x], { method: "pearson" }), lit(2, Float64)]),
    ),
  ),
  skewness: ([x]) => call("skew", [float(x)], { bias: false }),
  kurtosis: ([x]) => call("kurtosis", [float(x)], { fisher: true, bias: false }),
  kurtosis_pop: ([x]) =>
    unless(
      call("lt", [whole(call("count", [x as Expr])), lit(2)]),
      call("kurtosis", [float(x)], { fisher: true, bias: true }),
    ),
  sem: ([x]) => div(call("std", [float(x)], { ddof: 0 }), call("sqrt", [float(call("count", [x as Expr]))])),
  geometric_mean: ([x]) => call("exp", [mean(call("log", [float(x)], { base: Math.E }))]),
  approx_count_distinct: ([x]) => whole(call("nUnique", [call("dropNulls", [x as Expr])])),
  bit_and: bits("bitwiseAnd"),
  bit_or: bits("bitwiseOr"),
  bit_xor: bits("bitwiseXor"),
  mad: ([x], env) => {
    const { id } = typeIn(env, x as Expr);
    if (id === "Decimal") {
      const middle = (e: Expr): Expr => between(e, (v) => call("median", [v]), env);
      return middle(call("abs", [call("sub", [x as Expr, middle(x as Expr)])]));
    }
    const v = float(x);
    return call("median", [call("abs", [call("sub", [v, call("median", [v])])])]);
  },
  favg: ([x]) => mean(float(x)),
};
