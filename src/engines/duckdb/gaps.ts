import { isNested, isText, sameType } from "../../arrow/type-info.ts";
import { type Gap, isMissing, type Missing, missing, type Rules } from "../../engine/rules.ts";
import type { FunctionName } from "../../expr/all.ts";
import { partsOf, some } from "../../expr/children.ts";
import type { Expr } from "../../expr/node.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall } from "../../expr/typed.ts";
import { castSql } from "./cast.ts";
import { physicalGap } from "./functions/categories.ts";
import { datetimeGap } from "./functions/datetime.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { replaceGap } from "./functions/recode.ts";
import { rollingGap } from "./functions/rolling.ts";
import { statisticGap } from "./functions/statistics.ts";
import { LIST_AGGREGATES } from "./lists.ts";
import { isChoice } from "./plainer.ts";
import { isMapped, reshapeGap } from "./reshape.ts";
import type { FunctionSql } from "./scope.ts";
import { isFree, isReshape } from "./stage.ts";

const RULES: Rules<FunctionName, FunctionSql> = FUNCTIONS;
const unordered = (e: TypedCall): string | undefined =>
  isNested((e.args[0] as Typed).type) ? "nested values have no order" : undefined;

// Functions that are there, but not for every type or option.
const UNFIT: Readonly<Record<string, (e: TypedCall) => string | undefined>> = {
  argMin: unordered,
  argMax: unordered,
  "cat.physical": physicalGap,
  toPhysical: (e) => (isText((e.args[0] as Typed).type) && e.args[0]?.type.id !== "Utf8" ? physicalGap(e) : undefined),
  replace: replaceGap,
  replaceStrict: replaceGap,
  searchSorted: (e) =>
    e.args[1]?.shape === "scalar" ? undefined : "values to search that are columns are not written in SQL yet",
  ...Object.fromEntries(["nanMax", "nanMin", "isSorted", "corr", "skew", "kurtosis"].map((fn) => [fn, statisticGap])),
  product: (e) => (e.args[0]?.type.id === "Decimal" ? "products of Decimals are not written in SQL yet" : undefined),
  round: (e) =>
    e.type.id === "Decimal" && Number(e.options["decimals"] ?? 0) < 0
      ? "rounding Decimals to tens is not written in SQL yet"
      : undefined,
  fillNullStrategy: (e) =>
    ["mean", "zero", "one"].includes(String(e.options["strategy"])) && !/Int|Float/.test(e.type.id)
      ? "a filling number of this type is not written in SQL yet"
      : ["min", "max"].includes(String(e.options["strategy"]))
        ? unordered(e)
        : undefined,
};

const isRolling = (e: Expr): boolean => e.kind === "call" && e.fn === "rolling";
const NESTED: Missing = missing("ours", "windows of an expression inside of other windows are not written in SQL yet");

/** Why expressions of windows cannot stand inside of something; undefined where none does. */
export const nestedWindows = (exprs: readonly Expr[]): Missing | undefined =>
  exprs.some((e) => some(e, isRolling)) ? NESTED : undefined;

const LENGTH = "over values of another length it is not written in SQL yet";

function callGap(e: TypedCall): Missing | undefined {
  const rule = RULES[e.fn as FunctionName] as FunctionSql | Missing | undefined;
  if (rule === undefined) return { missing: "ours", why: "it is not written in SQL yet" };
  if (isMissing(rule)) return rule;
  if (isRolling(e)) return nestedWindows(e.args);
  const why = isReshape(e)
    ? reshapeGap(e)
    : e.fn.startsWith("dt.")
      ? datetimeGap(e)
      : e.fn.startsWith("rolling")
        ? rollingGap(e)
        : UNFIT[e.fn]?.(e);
  if (why !== undefined) return { missing: "ours", why };
  const first = e.args[0];
  if (isReshape(e) || !e.args.some(isFree)) return undefined;
  const aggregate = functionOf(e.fn)?.kind === "aggregate";
  return (aggregate ? isChoice(first) || LIST_AGGREGATES[e.fn] !== undefined : e.shape === "free" && isMapped(e))
    ? undefined
    : { missing: "ours", why: LENGTH };
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
  }
  if (e.kind === "call") {
    const gap = callGap(e);
    if (gap !== undefined) into.push({ feature: `function ${e.fn}`, ...gap });
  }
  const nested = e.kind === "eval" ? nestedWindows([e.body]) : undefined;
  if (nested !== undefined) into.push({ feature: "function rolling", ...nested });
  for (const c of partsOf(e)) expressionGaps(c as Typed, into);
}
