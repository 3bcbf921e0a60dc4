import { some } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import { exprsOf, inputsOf, walkPlan } from "../plan/children.ts";
import type { Plan } from "../plan/node.ts";
import type { Tolerance } from "./same-value.ts";

// An order of one side alone leaves open how the rows of the other come.
const FULL_ORDERS: readonly string[] = ["leftRight", "rightLeft"];

/** Whether Polars promises the order of a plan's rows. */
export function promisesOrder(p: Plan): boolean {
  if (p.kind === "sort") return true;
  if (p.kind === "groupBy" || p.kind === "unique") return p.maintainOrder && promisesOrder(p.input);
  if (p.kind === "sample" || (p.kind === "join" && !FULL_ORDERS.includes(p.options.maintainOrder))) return false;
  // Groups come in any order, and pairs too.
  if (p.kind === "joinWhere" || ((p.kind === "groupByDynamic" || p.kind === "rolling") && p.keys.length > 0))
    return false;
  if (
    exprsOf(p).some((e) =>
      some(
        e,
        (x) =>
          x.kind === "call" &&
          ((x.fn === "unique" && x.options["maintainOrder"] !== true) ||
            x.fn === "mode" ||
            (x.fn === "valueCounts" && x.options["sort"] !== true)),
      ),
    )
  )
    return false;
  return inputsOf(p).every(promisesOrder);
}

const named = (text: string): ReadonlySet<string> => new Set(text.split(" "));
const VARIANCE = named(
  "rollingStd rollingVar rollingSkew rollingKurtosis rollingCov rollingCorr rollingStdBy rollingVarBy ewmStd ewmVar std var skew kurtosis corr cov",
);
const SUM = named(
  "linearSpace linearSpaces rollingSum rollingMean rollingMedian rollingQuantile rollingSumBy rollingMeanBy rollingMedianBy rollingQuantileBy ewmMean ewmSum ewmMeanBy ewmSumBy interpolate interpolateBy sum mean product median quantile cumSum cumProd sumHorizontal meanHorizontal list.sum list.mean",
);
const CURVES = named(
  "divByConstant cbrt exp log log1p sin cos tan asin acos atan sinh cosh tanh degrees radians pow sqrt acosh asinh atanh cot erf erfc atan2 roundSigFigs",
);

/** How close floats of a plan's result must be, by the functions in it. */
export function toleranceOf(p: Plan): Tolerance {
  const found = new Set<string>();
  walkPlan(p, (n) => {
    for (const e of exprsOf(n)) callsIn(e, found);
    if (n.kind === "pivot" && n.aggregate !== null) found.add(n.aggregate);
  });
  // Polars multiplies by the reciprocal of a constant.
  const byConstant = (e: Expr): boolean =>
    some(e, (x) => x.kind === "call" && x.fn === "div" && x.args[1] !== undefined && !some(x.args[1], hasRows));
  walkPlan(p, (n) => exprsOf(n).some(byConstant) && found.add("divByConstant"));
  const has = (set: ReadonlySet<string>): boolean => [...found].some((f) => set.has(f));
  return has(VARIANCE)
    ? "variance"
    : has(SUM) || (found.has("fillNullStrategy") && !has(CURVES))
      ? "sum"
      : has(CURVES)
        ? "ulps"
        : "exact";
}

const hasRows = (e: Expr): boolean => e.kind === "col" || e.kind === "columns";

/** The functions that an expression calls. */
export function callsIn(e: Expr, into: Set<string>): void {
  some(e, (x) => {
    if (x.kind === "call") into.add(x.fn);
    return false;
  });
}
