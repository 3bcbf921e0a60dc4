import { isFloat, isTemporal, sameType } from "../../arrow/type-info.ts";
import { type Gap, isMissing, type Missing, type Rules } from "../../engine/rules.ts";
import { childrenOf } from "../../expr/children.ts";
import { type FunctionName, functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import { castSql } from "./cast.ts";
import { datetimeGap } from "./functions/datetime.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { LIST_AGGREGATES } from "./lists.ts";
import { reshapeGap } from "./reshape.ts";
import type { FunctionSql } from "./scope.ts";
import { isReshape } from "./stage.ts";

const RULES: Rules<FunctionName, FunctionSql> = FUNCTIONS;
const arg = (e: TypedCall): Typed => e.args[0] as Typed;
const temporal = (e: TypedCall): string | undefined =>
  isTemporal(arg(e).type) ? "quantiles and deviations of times are not written in SQL yet" : undefined;
const categories = (e: TypedCall): string | undefined =>
  arg(e).type.id === "Enum" ? "categories have an order of their own" : undefined;
const whole = (e: TypedCall): string | undefined =>
  isFloat(e.type) ? undefined : "integers must wrap as they multiply, which product() does not";

const rounded = (e: TypedCall): string | undefined =>
  e.type.id === "Decimal" ? "decimals round half up there, half to even here" : undefined;

// Functions that are there, but not for every type or option.
const UNFIT: Readonly<Record<string, (e: TypedCall) => string | undefined>> = {
  min: categories,
  max: categories,
  argMin: categories,
  argMax: categories,
  minHorizontal: categories,
  maxHorizontal: categories,
  rank: categories,
  cumMin: categories,
  cumMax: categories,
  isBetween: categories,
  mul: rounded,
  div: rounded,
  floorDiv: rounded,
  mod: rounded,
  median: temporal,
  quantile: temporal,
  std: temporal,
  var: temporal,
  pow: (e) => (/Int/.test(e.type.id) ? "powers of integers that wrap are not exact there" : undefined),
  product: whole,
  cumProd: whole,
  fillNullStrategy: (e) =>
    ["mean", "zero", "one"].includes(String(e.options["strategy"])) && !/Int|Float/.test(e.type.id)
      ? "a filling number of this type is not written in SQL yet"
      : undefined,
};

function callGap(e: TypedCall): Missing | undefined {
  const rule = RULES[e.fn as FunctionName] as FunctionSql | Missing | undefined;
  if (rule === undefined) return { missing: "ours", why: "it is not written in SQL yet" };
  if (isMissing(rule)) return rule;
  const why = isReshape(e) ? reshapeGap(e) : e.fn.startsWith("dt.") ? datetimeGap(e) : UNFIT[e.fn]?.(e);
  if (why !== undefined) return { missing: "ours", why };
  const first = e.args[0];
  if (
    functionOf(e.fn)?.kind === "aggregate" &&
    first?.kind === "call" &&
    isReshape(first) &&
    first.fn !== "filter" &&
    LIST_AGGREGATES[e.fn] === undefined
  )
    return { missing: "ours", why: `over ${first.fn}() it is not written in SQL yet` };
  if (functionOf(e.fn)?.kind !== "aggregate" && !isReshape(e) && e.args.some(isReshape))
    return { missing: "ours", why: "over values of another length it is not written in SQL yet" };
  return undefined;
}

/** What an expression needs and DuckDB has not been taught. */
export function expressionGaps(e: Typed, into: Gap[]): void {
  if (e.kind === "cast") {
    if (!sameType(e.input.type, e.to) && castSql("x", e.input.type, e.to, e.strict) === null)
      into.push({
        feature: `cast from ${e.input.type.id} to ${e.to.id}`,
        missing: "ours",
        why: "its text or zone rules are not written in SQL yet",
      });
    if (isReshape(e.input))
      into.push({
        feature: "cast",
        missing: "ours",
        why: "over values of another length it is not written in SQL yet",
      });
  }
  if (e.kind === "call") {
    const gap = callGap(e);
    if (gap !== undefined) into.push({ feature: `function ${e.fn}`, ...gap });
  }
  for (const c of childrenOf(e)) expressionGaps(c as Typed, into);
}
