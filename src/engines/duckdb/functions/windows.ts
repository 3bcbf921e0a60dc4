import { isFloat, isInteger } from "../../../arrow/type-info.ts";
import { PolaroidError } from "../../../core/error.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { ReshapeName } from "../../../expr/functions/reshapes.ts";
import type { RepeatName, WindowName } from "../../../expr/functions/windows.ts";
import { gathered } from "../reshape.ts";
import { type FunctionSql, type Scope, windowSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { huge, words, wrapInteger, wrapping } from "../wrap.ts";

const SO_FAR = "ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW";
const lag = (x: string, n: number, scope: Scope): string =>
  windowSql(n >= 0 ? `lag(${x}, ${n})` : `lead(${x}, ${-n})`, scope);

const running =
  (fn: string): FunctionSql =>
  ([x], c, scope) => {
    const value =
      c.args[0]?.type.id === "Bool" ? `${x}::INTEGER` : isInteger(c.type) ? huge(x as string, c.type) : (x as string);
    // One value stays one, whatever number of rows it is repeated for.
    const over = (v: string): string =>
      c.args[0]?.shape === "scalar" ? v : windowSql(`${fn}(${v})`, scope, SO_FAR, c.options.reverse === true);
    const passed = isFloat(c.type) && (fn === "min" || fn === "max");
    // NaN is passed over, as in the aggregates of the same name.
    const out = passed
      ? `coalesce(${over(`CASE WHEN isnan(${x}) THEN NULL ELSE ${x} END`)}, ${over(value)})`
      : over(value);
    const typed = isInteger(c.type) ? wrapInteger(`${out}::HUGEINT`, c.type) : `${out}::${sqlType(c.type)}`;
    return `CASE WHEN ${x} IS NULL THEN NULL ELSE ${typed} END`;
  };

const rank: FunctionSql = ([x], c, scope) => {
  const order = `${x} ${c.options.descending === true ? "DESC" : "ASC"} NULLS LAST`;
  const over = (extra = ""): string => `OVER (${scope.partition} ORDER BY ${order}${extra})`;
  const same = `OVER (${scope.partition === "" ? "PARTITION BY" : `${scope.partition},`} ${x})`;
  const forms: Readonly<Record<string, string>> = {
    min: `rank() ${over()}`,
    max: `rank() ${over()} + count(*) ${same} - 1`,
    dense: `dense_rank() ${over()}`,
    ordinal: `row_number() ${over(`, ${scope.row}`)}`,
    average: `rank() ${over()} + (count(*) ${same} - 1) / 2.0`,
  };
  return `CASE WHEN ${x} IS NULL THEN NULL ELSE CAST(${forms[String(c.options.method ?? "average")]} AS ${sqlType(c.type)}) END`;
};

// A product that wraps as a sum of exponents: of two, and of five with a sign.
const integerProduct: FunctionSql = ([x], c, scope) => {
  const value = `${words(c.args[0]?.type.id === "Bool" ? `${x}::INTEGER` : (x as string))}::UBIGINT`;
  const sum = (v: string): string => windowSql(`sum((${v})::HUGEINT)`, scope, SO_FAR, c.options.reverse === true);
  const exponent = callUdf("exponent", [value]);
  const twos = `least(${sum(callUdf("twos", [value]))}, 64)::UBIGINT`;
  const fives = `(${sum(`${exponent} & 4611686018427387903::UBIGINT`)} & 4611686018427387903::HUGEINT)::UBIGINT`;
  const sign = `(${sum(`${exponent} >> 62`)} & 1::HUGEINT)::UBIGINT`;
  const out = wrapInteger(`${callUdf("power", [twos, fives, sign])}::HUGEINT`, c.type);
  return `CASE WHEN ${x} IS NULL THEN NULL ELSE ${out} END`;
};

const UNREACHED: FunctionSql = (_, c) => {
  throw new PolaroidError("INTERNAL", `${c.fn} has a length of its own and is compiled as a list`);
};
const REWRITTEN: FunctionSql = (_, c) => {
  throw new PolaroidError("INTERNAL", `${c.fn} is compiled as other calls`);
};

export const WINDOWS: Rules<Exclude<WindowName, RepeatName | "fillNullStrategy">, FunctionSql> = {
  shift: ([x, fill], c, scope) => {
    const n = Number(c.options.n ?? 1);
    return windowSql(
      n >= 0
        ? `lag(${x}, ${n}${fill === undefined ? "" : `, ${fill}`})`
        : `lead(${x}, ${-n}${fill === undefined ? "" : `, ${fill}`})`,
      scope,
    );
  },
  diff: ([x], c, scope) => {
    const before = lag(x as string, Number(c.options.n ?? 1), scope);
    const scale = c.args[0]?.type.id === "Date32" ? "::BIGINT * 86400000000" : "";
    return isInteger(c.type)
      ? wrapping(`${huge(x as string, c.type)} - ${huge(before, c.type)}`, c.type)
      : `((${x} - ${before})${scale})`;
  },
  pctChange: ([x], c, scope) => {
    const before = lag(x as string, Number(c.options.n ?? 1), scope);
    return `((${x} - ${before}) / ${before})`;
  },
  cumSum: running("sum"),
  cumProd: (args, c, scope) => (isInteger(c.type) ? integerProduct : running("product"))(args, c, scope),
  cumMin: running("min"),
  cumMax: running("max"),
  cumCount: ([x], c, scope) =>
    `CAST(${windowSql(`count(${x})`, scope, SO_FAR, c.options.reverse === true)} AS UINTEGER)`,
  rank,
  reverse: ([x], _, scope) =>
    `list_extract(${gathered(x as string, { ...scope, frame: "window" })}, count(*) OVER (${scope.partition}) - ${windowSql("row_number()", scope)} + 1)`,
  rleId: REWRITTEN,
};

export const RESHAPES: Rules<ReshapeName, FunctionSql> = {
  filter: UNREACHED,
  slice: UNREACHED,
  unique: UNREACHED,
  dropNulls: UNREACHED,
  sort: UNREACHED,
  sortBy: UNREACHED,
  explode: UNREACHED,
  mode: REWRITTEN,
  gather: UNREACHED,
  sample: missing("never", "random rows differ between engines"),
};
