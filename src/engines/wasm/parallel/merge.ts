import { isFloat, isInteger } from "../../../arrow/type-info.ts";
import { Float64 } from "../../../arrow/types.ts";
import { call, cast, type Expr, lit } from "../../../expr/node.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";

/** How an aggregate of all rows is made of aggregates of some of them. */
export interface Merge {
  readonly parts: (c: TypedCall) => readonly Expr[];
  readonly whole: (parts: readonly Expr[], c: TypedCall) => Expr;
}

const by = (fn: string): Merge => ({ parts: (c) => [c], whole: ([x]) => call(fn, [x as Expr]) });
const argument = (c: TypedCall): Typed => c.args[0] as Typed;
const float = (c: TypedCall): Expr => cast(argument(c), Float64);
const unless = (condition: Expr, value: Expr): Expr => call("when", [condition, value, lit(null)]);

/** A mean times its count is the sum again, to the last digit where that is a whole number. */
const mean: Merge = {
  parts: (c) => [c, call("count", [argument(c)])],
  whole([mean, count], c) {
    const product = call("mul", [mean as Expr, count as Expr]);
    const sum = call("sum", [isInteger(argument(c).type) ? call("round", [product], { decimals: 0 }) : product]);
    const n = call("sum", [count as Expr]);
    return unless(call("gt", [n, lit(0)]), call("div", [sum, n]));
  },
};

/** A mean of Decimals is that of their exact sum. */
const decimalMean: Merge = {
  parts: (c) => [call("sum", [argument(c)]), call("count", [argument(c)])],
  whole([sum, count]) {
    const n = call("sum", [count as Expr]);
    return unless(call("gt", [n, lit(0)]), call("div", [cast(call("sum", [sum as Expr]), Float64), n]));
  },
};
/** Sums of so many digits have room for 2^32 rows. */
const SUMMED_DIGITS = 28;

/** Variances are put together from the squares about each part's own mean (Chan, Golub and LeVeque, 1979). */
const variance = (root: boolean): Merge => ({
  parts: (c) => [call("count", [argument(c)]), call("mean", [float(c)]), call("var", [float(c)], { ddof: 0 })],
  whole([count, mean, spread], c) {
    const { ddof = 1 } = c.options as { readonly ddof?: number };
    const n = call("sum", [count as Expr]);
    const all = call("div", [call("sum", [call("mul", [count as Expr, mean as Expr])]), n]);
    const away = call("sub", [mean as Expr, all]);
    const squares = call("mul", [count as Expr, call("add", [spread as Expr, call("mul", [away, away])])]);
    const found = call("div", [call("sum", [squares]), call("sub", [cast(n, Float64), lit(ddof)])]);
    return unless(call("gt", [n, lit(ddof)]), root ? call("sqrt", [found]) : found);
  },
});

const MERGES: Readonly<Record<string, Merge>> = {
  sum: by("sum"),
  count: by("sum"),
  len: by("sum"),
  nullCount: by("sum"),
  min: by("min"),
  max: by("max"),
  first: by("first"),
  last: by("last"),
  mean,
  std: variance(true),
  var: variance(false),
};
const NUMBERS: ReadonlySet<string> = new Set(["mean", "std", "var"]);

/** How a call is put together from parts; null where it is not. */
export function mergeOf(c: TypedCall): Merge | null {
  if (!Object.hasOwn(MERGES, c.fn) || !c.args.every((a) => a.elementwise && a.shape === "rows")) return null;
  if (NUMBERS.has(c.fn)) {
    const { type } = argument(c);
    if (c.fn === "mean" && type.id === "Decimal") return type.precision <= SUMMED_DIGITS ? decimalMean : null;
    if (!isFloat(type) && !isInteger(type)) return null;
  }
  return MERGES[c.fn] as Merge;
}
