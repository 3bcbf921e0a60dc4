import { sameType } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import { type Gap, isMissing, type Missing, type Rules } from "../../engine/rules.ts";
import { childrenOf } from "../../expr/children.ts";
import type { FunctionName } from "../../expr/registry.ts";
import { functionOf } from "../../expr/registry.ts";
import type { Typed, TypedCall, TypedOver } from "../../expr/typed.ts";
import { castSql } from "./cast.ts";
import { FUNCTIONS } from "./functions/index.ts";
import { literalSql } from "./literal.ts";
import { identifier } from "./quote.ts";
import type { FunctionSql, Scope } from "./scope.ts";

const RULES: Rules<FunctionName, FunctionSql> = FUNCTIONS;

function call(e: TypedCall, scope: Scope): string {
  const rule = RULES[e.fn as FunctionName] as FunctionSql | Missing | undefined;
  if (rule === undefined || isMissing(rule)) throw new PolaroidError("INTERNAL", `gaps() did not name ${e.fn}`);
  const first = e.args[0];
  if (functionOf(e.fn)?.kind === "aggregate" && first?.kind === "call" && first.fn === "filter") {
    const where = scope.sql(first.args[1] as Typed, scope);
    return rule([scope.sql(first.args[0] as Typed, scope)], { ...e, args: [first.args[0] as Typed] }, { ...scope, where });
  }
  return rule(e.args.map((a) => scope.sql(a, scope)), e, scope);
}

function over(e: TypedOver, scope: Scope): string {
  const keys = e.partitionBy.map((p) => scope.sql(p, scope));
  const row = e.orderBy.length === 0 ? scope.row : [...e.orderBy.map((k) => `${scope.sql(k.expr, scope)} ${k.descending ? "DESC" : "ASC"} NULLS ${k.nullsLast ? "LAST" : "FIRST"}`), scope.row].join(", ");
  return scope.sql(e.input, { ...scope, frame: "window", partition: keys.length === 0 ? "" : `PARTITION BY ${keys.join(", ")}`, row });
}

/** An expression as SQL in its scope. */
export function expressionSql(e: Typed, scope: Scope): string {
  switch (e.kind) {
    case "col":
      return identifier(e.name);
    case "lit":
      return literalSql(e.value, e.type);
    case "cast": {
      const x = scope.sql(e.input, scope);
      const sql = sameType(e.input.type, e.to) ? x : castSql(x, e.input.type, e.to, e.strict);
      if (sql === null) throw new PolaroidError("INTERNAL", `gaps() did not name the cast to ${e.to.id}`);
      return sql;
    }
    case "call":
      return call(e, scope);
    case "over":
      return over(e, scope);
  }
}

/** What an expression needs and DuckDB has not been taught. */
export function expressionGaps(e: Typed, into: Gap[], inAggregate = false): void {
  if (e.kind === "cast" && !sameType(e.input.type, e.to) && castSql("x", e.input.type, e.to, e.strict) === null)
    into.push({ feature: `cast from ${e.input.type.id} to ${e.to.id}`, missing: "ours", why: "its text or zone rules are not written in SQL yet" });
  let aggregate = false;
  if (e.kind === "call") {
    const rule = RULES[e.fn as FunctionName] as FunctionSql | Missing | undefined;
    aggregate = functionOf(e.fn)?.kind === "aggregate";
    const masked = e.fn === "filter" && inAggregate;
    if (rule === undefined) into.push({ feature: `function ${e.fn}`, missing: "ours", why: "it is not written in SQL yet" });
    else if (isMissing(rule) && !masked) into.push({ feature: `function ${e.fn}`, ...rule });
    else {
      const gap = UNFIT[e.fn]?.(e);
      if (gap !== undefined) into.push({ feature: `function ${e.fn}`, missing: "ours", why: gap });
    }
    if (aggregate && e.args.some(hasAggregate)) into.push({ feature: `${e.fn} of an aggregate`, missing: "ours", why: "an aggregate or window inside of an aggregate needs a query of its own" });
  }
  if (e.kind === "over" && hasNested(e.input)) into.push({ feature: "a window over a window", missing: "ours", why: "it needs a query of its own" });
  for (const c of childrenOf(e)) expressionGaps(c as Typed, into, aggregate);
}

const TIMES: readonly string[] = ["Date32", "Datetime", "Duration", "Time"];
const arg = (e: TypedCall): Typed => e.args[0] as Typed;

// Functions that are there, but not for every type or option.
const UNFIT: Readonly<Record<string, (e: TypedCall) => string | undefined>> = {
  min: (e) => (arg(e).type.id === "Enum" ? "categories have an order of their own" : undefined),
  max: (e) => (arg(e).type.id === "Enum" ? "categories have an order of their own" : undefined),
  median: (e) => (TIMES.includes(arg(e).type.id) ? "quantiles of times are not written in SQL yet" : undefined),
  quantile: (e) => (TIMES.includes(arg(e).type.id) ? "quantiles of times are not written in SQL yet" : undefined),
  std: (e) => (arg(e).type.id === "Duration" ? "deviations of durations are not written in SQL yet" : undefined),
  pow: (e) => (/Int64/.test(e.type.id) ? "64-bit powers are not exact there" : undefined),
  product: (e) => (/Int/.test(e.type.id) ? "integers must wrap as they multiply, which product() does not" : undefined),
};

const isWhole = (e: Typed): boolean => {
  const kind = e.kind === "call" ? functionOf(e.fn)?.kind : undefined;
  return kind === "aggregate" || kind === "window" || e.kind === "over";
};
const hasAggregate = (e: Typed): boolean => isWhole(e) || childrenOf(e).some((c) => hasAggregate(c as Typed));
const hasNested = (e: Typed): boolean => (isWhole(e) ? childrenOf(e).some((c) => hasAggregate(c as Typed)) : childrenOf(e).some((c) => hasNested(c as Typed)));
