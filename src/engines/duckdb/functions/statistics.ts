import { isFloat, isTemporal } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { StatisticName } from "../../../expr/functions/statistics.ts";
import { INTEGER_RANGE, type IntegerId } from "../../../expr/math/ranges.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { gathered } from "../reshape.ts";
import { aggregateSql, edgeSql, type FunctionSql, type Scope } from "../scope.ts";
import { sqlType } from "../types.ts";

const argType = (c: TypedCall): DataType => (c.args[0] as TypedCall).type;
const numeric = (x: string, t: DataType): string => (t.id === "Bool" ? `${x}::INTEGER::DOUBLE` : `${x}::DOUBLE`);

const get: FunctionSql = ([x, index], c, scope) => {
  const l = gathered(x as string, scope);
  const k = index === undefined ? `${Number(c.options.index ?? 0)}::BIGINT` : edgeSql(index, false, scope);
  const outside =
    c.options.nullOnOob === true
      ? "NULL"
      : `error('POLAROID:OUT_OF_RANGE:get: there is no row ' || ${k} || ' among ' || len(${l}))`;
  const known = index === undefined ? "" : `WHEN ${k} IS NULL THEN NULL `;
  return `CASE ${known}WHEN ${k} >= len(${l}) OR ${k} < -len(${l}) THEN ${outside} ELSE list_extract(${l}, CASE WHEN ${k} < 0 THEN ${k} ELSE ${k} + 1 END) END`;
};

const item: FunctionSql = ([x], c, scope) => {
  const n = aggregateSql("count(*)", scope);
  const empty = c.options.allowEmpty === true ? `WHEN ${n} = 0 THEN NULL ` : "";
  return `CASE ${empty}WHEN ${n} <> 1 THEN error('POLAROID:SHAPE_MISMATCH:item: one value is expected, found ' || ${n}) ELSE ${edgeSql(x as string, false, scope)} END`;
};

const isSorted: FunctionSql = ([x], { options }, scope) => {
  const l = gathered(x as string, scope);
  const either = (option: unknown, a: string, b: string): readonly string[] =>
    option === null ? [a, b] : [option === true ? b : a];
  const tests = either(options.descending, "ASC", "DESC").flatMap((d) =>
    either(options.nullsLast, "FIRST", "LAST").map(
      (n) => `${l} IS NOT DISTINCT FROM list_sort(${l}, '${d}', 'NULLS ${n}')`,
    ),
  );
  return `(${tests.join(" OR ")})`;
};

/** The mean of a power of the distances from the mean, of what is not null. */
function shape(x: string, c: TypedCall, scope: Scope): { n: string; moment: (k: number) => string } {
  const value = numeric(x, argType(c));
  const l = `list_filter(${gathered(value, scope)}, lambda v: v IS NOT NULL)`;
  const mean = `list_avg(${l})`;
  return { n: `len(${l})`, moment: (k) => `list_avg(list_transform(${l}, lambda __v: pow(__v - ${mean}, ${k})))` };
}
const guarded = (x: string, c: TypedCall, scope: Scope, value: string, least: number): string => {
  const { n, moment } = shape(x, c, scope);
  const odd = aggregateSql(`bool_or(NOT isfinite(${numeric(x, argType(c))}))`, scope);
  return `CASE WHEN ${n} < ${least} THEN NULL WHEN ${odd} OR ${moment(2)} = 0 THEN 'nan'::DOUBLE ELSE ${value} END`;
};

const skew: FunctionSql = ([x], c, scope) => {
  const { n, moment } = shape(x as string, c, scope);
  const biased = `${moment(3)} / pow(${moment(2)}, 1.5)`;
  return c.options.bias === false
    ? guarded(x as string, c, scope, `sqrt(${n}::DOUBLE * (${n} - 1)) / (${n} - 2) * ${biased}`, 3)
    : guarded(x as string, c, scope, biased, 1);
};
const kurtosis: FunctionSql = ([x], c, scope) => {
  const { n, moment } = shape(x as string, c, scope);
  const shift = c.options.fisher === false ? 0 : 3;
  const plain = `${moment(4)} / pow(${moment(2)}, 2)`;
  const m = `${n}::DOUBLE`;
  return c.options.bias === false
    ? guarded(
        x as string,
        c,
        scope,
        `((${m} * ${m} - 1) * ${plain} - 3 * pow(${m} - 1, 2)) / ((${m} - 2) * (${m} - 3)) + ${3 - shift}`,
        4,
      )
    : guarded(x as string, c, scope, `${plain} - ${shift}`, 1);
};

// Taken from a count, so that it is one value of all rows.
const bound =
  (upper: boolean): FunctionSql =>
  ([x], c, scope) => {
    const any = `${aggregateSql(`count(${x})`, scope)} IS NOT NULL`;
    const range = INTEGER_RANGE[c.type.id as IntegerId];
    const value = isFloat(c.type) ? `${upper ? "" : "-"}inf` : String(upper ? range.high : range.low);
    return `CASE WHEN ${any} THEN CAST('${value}' AS ${sqlType(c.type)}) END`;
  };

// NaN is greater than every number there.
const withNan =
  (fn: "min" | "max"): FunctionSql =>
  ([x], c, scope) => {
    const best = aggregateSql(`${fn}(${x})`, scope);
    if (!isFloat(c.type) || fn === "max") return best;
    return `CASE WHEN ${aggregateSql(`bool_or(isnan(${x}))`, scope)} THEN 'nan'::${sqlType(c.type)} ELSE ${best} END`;
  };

const indexOf: FunctionSql = ([x, sought], _, scope) => {
  const l = gathered(`(${x} IS NOT DISTINCT FROM ${sought})`, scope);
  return `CAST(list_position(${l}, true) - 1 AS UINTEGER)`;
};

/** How many of values in order come before one; nulls are where the first value says. */
const searchSorted: FunctionSql = ([x, sought], { options }, scope) => {
  const right = options.side === "right";
  const test = `${x} ${options.descending === true ? ">" : "<"}${right ? "=" : ""} ${sought}`;
  const where = scope.where === null ? test : `(${scope.where}) AND (${test})`;
  const before = aggregateSql("count(*)", { ...scope, where });
  const present = aggregateSql(`count(${x})`, scope);
  const nulls = `(${aggregateSql("count(*)", scope)} - ${present})`;
  const nullsFirst = edgeSql(`(${x} IS NULL)`, false, scope);
  const equal = right ? nulls : "0";
  return `CAST(CASE WHEN ${edgeSql(`(${sought} IS NULL)`, false, scope)} THEN ${equal} + CASE WHEN ${nullsFirst} THEN 0 ELSE ${present} END ELSE ${before} + CASE WHEN ${nullsFirst} THEN ${nulls} ELSE 0 END END AS UINTEGER)`;
};

const pairs = (args: readonly string[], c: TypedCall): readonly [string, string] =>
  args.map((a, i) => numeric(a, (c.args[i] as TypedCall).type)) as [string, string];
const infinite = ([a, b]: readonly [string, string], scope: Scope): string =>
  aggregateSql(`bool_or((NOT isfinite(${a}) OR NOT isfinite(${b})) AND ${a} IS NOT NULL AND ${b} IS NOT NULL)`, scope);
const finite = ([a, b]: readonly [string, string]): string =>
  `CASE WHEN isfinite(${a}) AND isfinite(${b}) THEN ${a} END, CASE WHEN isfinite(${a}) AND isfinite(${b}) THEN ${b} END`;

const corr: FunctionSql = (args, c, scope) => {
  const pair = pairs(args, c);
  const out = aggregateSql(`corr(${finite(pair)})`, scope);
  return `(CASE WHEN ${infinite(pair, scope)} THEN 'nan'::DOUBLE ELSE coalesce(${out}, 'nan'::DOUBLE) END)::${sqlType(c.type)}`;
};
const cov: FunctionSql = (args, c, scope) => {
  const pair = pairs(args, c);
  const [a, b] = pair;
  const ddof = Number(c.options.ddof ?? 1);
  const n = aggregateSql(`count(CASE WHEN ${a} IS NOT NULL AND ${b} IS NOT NULL THEN 1 END)`, scope);
  const out = aggregateSql(`covar_pop(${finite(pair)})`, scope);
  return `(CASE WHEN ${n} <= ${ddof} THEN NULL WHEN ${infinite(pair, scope)} THEN 'nan'::DOUBLE ELSE ${out} * ${n} / (${n} - ${ddof}) END)::${sqlType(c.type)}`;
};

const bitwise =
  (name: "and" | "or" | "xor"): FunctionSql =>
  ([x], c, scope) =>
    c.type.id === "Bool"
      ? `(${aggregateSql(`bit_${name}(${x}::INTEGER)`, scope)})::BOOLEAN`
      : aggregateSql(`bit_${name}(${x})`, scope);

/** Why an aggregate cannot be said for some types or options; undefined where it can. */
export const statisticGap = (e: TypedCall): string | undefined => {
  const type = e.args[0]?.type;
  const enums = type?.id === "Enum" && ["nanMax", "nanMin", "isSorted"].includes(e.fn);
  if (enums) return "the order of categories is not written in SQL here yet";
  return (e.fn === "skew" || e.fn === "kurtosis") && type !== undefined && (isTemporal(type) || type.id === "Null")
    ? "numbers of this type are not written in SQL yet"
    : undefined;
};

export const STATISTICS: Rules<StatisticName, FunctionSql> = {
  get,
  item,
  isSorted,
  skew,
  kurtosis,
  lowerBound: bound(false),
  upperBound: bound(true),
  nanMax: withNan("max"),
  nanMin: withNan("min"),
  indexOf,
  searchSorted,
  corr,
  cov,
  bitwiseAnd: bitwise("and"),
  bitwiseOr: bitwise("or"),
  bitwiseXor: bitwise("xor"),
  mapGroups: missing("never", "JavaScript functions run in our own engine alone"),
};
