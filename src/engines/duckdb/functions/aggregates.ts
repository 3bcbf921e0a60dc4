import { isFloat, isInteger, isTemporal } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { AggregateName } from "../../../expr/functions/aggregates.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { aggregateSql, edgeSql, type FunctionSql, type Scope } from "../scope.ts";
import { sqlType } from "../types.ts";
import { wrapInteger } from "../wrap.ts";

const argType = (c: TypedCall): DataType => (c.args[0] as TypedCall).type;

const sum: FunctionSql = ([x], c, scope) => {
  const t = argType(c);
  if (t.id === "Bool") return `CAST(coalesce(${aggregateSql(`sum(${x}::INTEGER)`, scope)}, 0) AS UINTEGER)`;
  const total = `coalesce(${aggregateSql(`sum(${x})`, scope)}, 0)`;
  if (t.id === "Null") return "0::BIGINT";
  return isInteger(c.type) ? wrapInteger(`${total}::HUGEINT`, c.type) : `CAST(${total} AS ${sqlType(c.type)})`;
};

const mean: FunctionSql = ([x], c, scope) => {
  const t = argType(c);
  const value = t.id === "Bool" ? `${x}::INTEGER` : t.id === "Date32" ? `${x}::BIGINT * 86400000000` : (x as string);
  const average = aggregateSql(`avg(${value})`, scope);
  return isTemporal(t) ? `CAST(trunc(${average}) AS BIGINT)` : `${average}::${sqlType(c.type)}`;
};

const edge = (fn: "min" | "max"): FunctionSql => ([x], c, scope) => {
  if (argType(c).id === "Enum") return missingHere();
  if (!isFloat(argType(c))) return aggregateSql(`${fn}(${x})`, scope);
  return `coalesce(${aggregateSql(`${fn}(CASE WHEN isnan(${x}) THEN NULL ELSE ${x} END)`, scope)}, ${aggregateSql(`${fn}(${x})`, scope)})`;
};
const missingHere = (): never => {
  throw new Error("unreachable: gaps() names it before");
};

const spread = (fn: "stddev" | "var"): FunctionSql => ([x], c, scope) => {
  const ddof = Number(c.options.ddof ?? 1);
  const value = argType(c).id === "Bool" ? `${x}::INTEGER` : (x as string);
  const n = aggregateSql(`count(${value})`, scope);
  const population = aggregateSql(`var_pop(${value}::DOUBLE)`, scope);
  const variance = `CASE WHEN ${n} <= ${ddof} THEN NULL ELSE ${population} * ${n} / (${n} - ${ddof}) END`;
  return `CAST(${fn === "var" ? variance : `sqrt(${variance})`} AS ${sqlType(c.type)})`;
};

const ALL = (scope: Scope, call: string): string => aggregateSql(call, scope);

const quantile = (q: number, how: string): FunctionSql => ([x], c, scope) => {
  if (isTemporal(argType(c))) return missingHere();
  // NaN sorts last there as here.
  const values = `list_sort(${ALL(scope, `list(${x}::DOUBLE)`).replace(/^list\((.*)\)( OVER .*)?$/s, "list($1)$2")})`;
  const clean = `list_filter(${values}, lambda v: v IS NOT NULL)`;
  const at = `(${q} * (len(${clean}) - 1))`;
  const item = (i: string): string => `list_extract(${clean}, CAST(${i} AS BIGINT) + 1)`;
  const low = item(`floor(${at})`);
  const high = item(`ceil(${at})`);
  const forms: Readonly<Record<string, string>> = {
    lower: low, higher: high, midpoint: `((${low} + ${high}) / 2)`, linear: `(${low} + (${high} - ${low}) * (${at} - floor(${at})))`, nearest: item(`round(${at})`),
  };
  return `CASE WHEN len(${clean}) > 0 THEN (${forms[how] ?? forms.nearest})::${sqlType(c.type)} END`;
};

const logical = (fn: "bool_or" | "bool_and", empty: string): FunctionSql => ([x], c, scope) => {
  const value = `coalesce(${aggregateSql(`${fn}(${x})`, scope)}, ${empty})`;
  if (c.options.ignoreNulls !== false) return value;
  const nulls = aggregateSql(`count(*)`, { ...scope, where: scope.where === null ? `${x} IS NULL` : `${scope.where} AND ${x} IS NULL` });
  return `CASE WHEN ${value} = ${empty} AND ${nulls} > 0 THEN NULL ELSE ${value} END`;
};

export const AGGREGATES: Rules<AggregateName, FunctionSql> = {
  sum,
  mean,
  min: edge("min"),
  max: edge("max"),
  count: ([x], _, scope) => `CAST(${aggregateSql(`count(${x})`, scope)} AS UINTEGER)`,
  len: (_, __, scope) => `CAST(${aggregateSql("count(*)", scope)} AS UINTEGER)`,
  nullCount: ([x], _, scope) => `CAST(${aggregateSql("count(*)", scope)} - ${aggregateSql(`count(${x})`, scope)} AS UINTEGER)`,
  nUnique: ([x], _, scope) => `CAST(${aggregateSql(`count(DISTINCT ${x})`, scope)} + CASE WHEN ${aggregateSql("count(*)", scope)} > ${aggregateSql(`count(${x})`, scope)} THEN 1 ELSE 0 END AS UINTEGER)`,
  first: ([x], _, scope) => edgeSql(x as string, false, scope),
  last: ([x], _, scope) => edgeSql(x as string, true, scope),
  median: (args, c, scope) => quantile(0.5, "linear")(args, c, scope),
  quantile: (args, c, scope) => quantile(Number(c.options.q), String(c.options.interpolation ?? "nearest"))(args, c, scope),
  std: spread("stddev"),
  var: spread("var"),
  any: logical("bool_or", "false"),
  all: logical("bool_and", "true"),
  implode: ([x], _, scope) => `coalesce(${scope.frame === "group" ? aggregateSql(`list(${x} ORDER BY ${scope.row})`, scope) : aggregateSql(`list(${x})`, { ...scope, partition: `${scope.partition} ORDER BY ${scope.row} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING` })}, [])`,
  argMin: missing("ours", "it needs row numbers within the group, not written yet"),
  argMax: missing("ours", "it needs row numbers within the group, not written yet"),
  product: ([x], c, scope) => (isFloat(c.type) ? `coalesce(${aggregateSql(`product(${x})`, scope)}, 1)::${sqlType(c.type)}` : wrapInteger(`coalesce(${aggregateSql(`product(${x})`, scope)}, 1)::HUGEINT`, c.type)),
};
