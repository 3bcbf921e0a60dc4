import { isFloat, isInteger, isTemporal } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { AggregateName } from "../../../expr/functions/aggregates.ts";
import type { FurtherAggregateName } from "../../../expr/functions/further-aggregates.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { gathered } from "../reshape.ts";
import { aggregateSql, edgeSql, type FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { M64, words, wrapInteger } from "../wrap.ts";

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
  return isTemporal(t)
    ? `CAST(${aggregateSql(`sum(${value})`, scope)} // ${aggregateSql(`count(${value})`, scope)} AS BIGINT)`
    : `${average}::${sqlType(c.type)}`;
};

const edge =
  (fn: "min" | "max"): FunctionSql =>
  ([x], c, scope) => {
    if (!isFloat(argType(c))) return aggregateSql(`${fn}(${x})`, scope);
    return `coalesce(${aggregateSql(`${fn}(CASE WHEN isnan(${x}) THEN NULL ELSE ${x} END)`, scope)}, ${aggregateSql(`${fn}(${x})`, scope)})`;
  };

// The first of equal values, as in Polars.
const place =
  (fn: "min" | "max"): FunctionSql =>
  (args, c, scope) => {
    const best = edge(fn)(args, c, scope);
    return `CAST(CASE WHEN ${best} IS NULL THEN NULL ELSE list_position(${gathered(args[0] as string, scope)}, ${best}) - 1 END AS UINTEGER)`;
  };

const spread =
  (fn: "stddev" | "var"): FunctionSql =>
  ([x], c, scope) => {
    const ddof = Number(c.options.ddof ?? 1);
    const value = argType(c).id === "Bool" ? `${x}::INTEGER` : (x as string);
    const n = aggregateSql(`count(${value})`, scope);
    // DuckDB ends the query where a value is not finite.
    const population = aggregateSql(
      `var_pop(CASE WHEN abs(${value}::DOUBLE) < 1e150 THEN ${value}::DOUBLE END)`,
      scope,
    );
    const huge = aggregateSql(`bool_or(isfinite(${value}::DOUBLE) AND abs(${value}::DOUBLE) >= 1e150)`, scope);
    const tooGreat = "error('POLAROID:OUT_OF_RANGE:squares of values from 1e150 on do not fit; divide them first')";
    const infinite = aggregateSql(`bool_or(NOT isfinite(${value}::DOUBLE))`, scope);
    const variance = `CASE WHEN ${n} <= ${ddof} THEN NULL WHEN ${infinite} THEN 'nan'::DOUBLE WHEN ${huge} THEN ${tooGreat} ELSE ${population} * ${n} / (${n} - ${ddof}) END`;
    const out = fn === "var" ? variance : `sqrt(${variance})`;
    return `CAST(${isTemporal(c.type) ? `trunc(${out})` : out} AS ${sqlType(c.type)})`;
  };

const quantile =
  (q: number, how: string): FunctionSql =>
  ([x], c, scope) => {
    const t = argType(c);
    const exact = isTemporal(t);
    const value = !exact ? `${x}::DOUBLE` : t.id === "Date32" ? `${x}::BIGINT * 86400000000` : (x as string);
    // NaN sorts last there as here.
    const values = `list_sort(${aggregateSql(`list(${value})`, scope)})`;
    const clean = `list_filter(${values}, lambda v: v IS NOT NULL)`;
    const at = `('${q}'::DOUBLE * (len(${clean}) - 1))`;
    const item = (i: string): string => `list_extract(${clean}, CAST(${i} AS BIGINT) + 1)`;
    const low = item(`floor(${at})`);
    const high = item(`ceil(${at})`);
    const part = `(${at} - floor(${at}))`;
    // Infinity less infinity is no number.
    const between = (x: string): string => `(CASE WHEN ${low} = ${high} THEN ${low} ELSE ${x} END)`;
    // Times lose nothing to doubles; a fraction is cut towards zero.
    const middle = `CAST((${low}::HUGEINT + ${high}) // 2 AS BIGINT)`;
    const share = `((${high}::HUGEINT - ${low})::DOUBLE * ${part})`;
    const below = `(${low} + floor(${share})::BIGINT)`;
    const linear = `CASE WHEN ${part} = 0.5 THEN ${middle} WHEN ${below} < 0 AND ${share} > floor(${share}) THEN ${below} + 1 ELSE ${below} END`;
    const forms: Readonly<Record<string, string>> = {
      lower: low,
      higher: high,
      midpoint: between(exact ? middle : `(${low} + ${high}) / 2`),
      linear: between(exact ? linear : `${low} + (${high} - ${low}) * ${part}`),
      nearest: item(`round(${at})`),
    };
    return `CASE WHEN len(${clean}) > 0 THEN (${forms[how] ?? forms.nearest})::${sqlType(c.type)} END`;
  };

const logical =
  (fn: "bool_or" | "bool_and", empty: string): FunctionSql =>
  ([x], c, scope) => {
    const value = `coalesce(${aggregateSql(`${fn}(${x})`, scope)}, ${empty})`;
    if (c.options.ignoreNulls !== false) return value;
    const nulls = aggregateSql(`count(*)`, {
      ...scope,
      where: scope.where === null ? `${x} IS NULL` : `${scope.where} AND ${x} IS NULL`,
    });
    return `CASE WHEN ${value} = ${empty} AND ${nulls} > 0 THEN NULL ELSE ${value} END`;
  };

export const AGGREGATES: Rules<AggregateName | FurtherAggregateName, FunctionSql> = {
  sum,
  mean,
  min: edge("min"),
  max: edge("max"),
  count: ([x], _, scope) => `CAST(${aggregateSql(`count(${x})`, scope)} AS UINTEGER)`,
  len: (_, __, scope) => `CAST(${aggregateSql("count(*)", scope)} AS UINTEGER)`,
  nullCount: ([x], _, scope) =>
    `CAST(${aggregateSql("count(*)", scope)} - ${aggregateSql(`count(${x})`, scope)} AS UINTEGER)`,
  nUnique: ([x], _, scope) =>
    `CAST(${aggregateSql(`count(DISTINCT ${x})`, scope)} + CASE WHEN ${aggregateSql("count(*)", scope)} > ${aggregateSql(`count(${x})`, scope)} THEN 1 ELSE 0 END AS UINTEGER)`,
  first: ([x], _, scope) => edgeSql(x as string, false, scope),
  last: ([x], _, scope) => edgeSql(x as string, true, scope),
  median: (args, c, scope) => quantile(0.5, "linear")(args, c, scope),
  quantile: (args, c, scope) =>
    quantile(Number(c.options.q), String(c.options.interpolation ?? "nearest"))(args, c, scope),
  std: spread("stddev"),
  var: spread("var"),
  any: logical("bool_or", "false"),
  all: logical("bool_and", "true"),
  implode: ([x], _, scope) => gathered(x as string, scope),
  argMin: place("min"),
  argMax: place("max"),
  product: ([x], c, scope) => {
    if (isFloat(c.type)) return `coalesce(${aggregateSql(`product(${x})`, scope)}, 1)::${sqlType(c.type)}`;
    const items = `list_filter(${aggregateSql(`list(${x})`, scope)}, lambda v: v IS NOT NULL)`;
    const all = `list_transform(${items}, lambda v: ${words("v")})`;
    return wrapInteger(`coalesce(list_reduce(${all}, lambda a, b: (a * b) & ${M64}, 1::UHUGEINT), 1)::HUGEINT`, c.type);
  },
};
