import type { Rules } from "../../../engine/rules.ts";
import { labelsOf } from "../../../expr/breaks.ts";
import type { PlaceName } from "../../../expr/functions/places.ts";
import type { Typed } from "../../../expr/typed.ts";
import { keySql } from "../order-key.ts";
import { backwards, type FunctionSql, type Scope } from "../scope.ts";
import { callUdf } from "../udf/define.ts";
import { CATEGORIES } from "./categories.ts";
import { among } from "./compare.ts";

const WHOLE = "ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING";
const flag = (v: unknown, i: number): boolean => (Array.isArray(v) ? v[i] === true : v === true);

// The last argument, which the plainer form of the call adds, is a row's place: the n-th row takes what is n-th in order.
const argSort: FunctionSql = (args, { args: keys, options }, scope) => {
  const at = args[args.length - 1] as string;
  const by = keys
    .slice(0, -1)
    .map((k, i) =>
      keySql(k, { descending: flag(options.descending, i), nullsLast: flag(options.nullsLast, i) }, scope),
    );
  return `(nth_value(${at} - 1, ${at}) OVER (${scope.partition} ORDER BY ${[...by, scope.row].join(", ")} ${WHOLE}))::UINTEGER`;
};

/** The quantiles of numbers, of which there are `n` in a partition. */
function quantiles(value: string, n: string, shares: readonly number[], scope: Scope): readonly string[] {
  const present = `CASE WHEN NOT isnan(${value}) THEN ${value} END`;
  const item = (at: string): string =>
    `nth_value(${present}, greatest(${at}::BIGINT + 1, 1)) OVER (${scope.partition} ORDER BY ${present} NULLS LAST ${WHOLE})`;
  return shares.map((q) => {
    const at = `('${q}'::DOUBLE * (${n}::BIGINT - 1))`;
    const [low, high] = [item(`floor(${at})`), item(`ceil(${at})`)];
    return `CASE WHEN ${low} = ${high} THEN ${low} ELSE ${low} + (${high} - ${low}) * (${at} - floor(${at})) END`;
  });
}

const qcut: FunctionSql = ([x, n], { args, options, type }, scope) => {
  const shares = [...(options.quantiles as readonly number[])].sort((a, b) => a - b);
  labelsOf(
    options.labels,
    Array.from({ length: shares.length + 1 }, () => ""),
    "qcut",
  );
  const value = (args[0] as Typed).type.id === "Bool" ? `${x}::INTEGER::DOUBLE` : `${x}::DOUBLE`;
  const breaks = `[${quantiles(value, n as string, shares, scope).join(", ")}]::DOUBLE[]`;
  const settings = {
    labels: options.labels ?? null,
    leftClosed: options.leftClosed === true,
    allowDuplicates: options.allowDuplicates === true,
  };
  const category = callUdf("bin_name", [value, breaks], settings);
  return type.id === "Struct"
    ? `struct_pack(breakpoint := ${callUdf("bin_end", [value, breaks], settings)}, category := ${category})`
    : category;
};

export const PLACES: Rules<PlaceName, FunctionSql> = {
  argSort,
  argSortBy: argSort,
  isLastDistinct: ([x], _, scope) =>
    `(row_number() OVER (${among(x as string, scope)} ORDER BY ${backwards(scope)}) = 1)`,
  qcut,
  // Times are the counts that they are stored as there too.
  toPhysical: (args, c, scope) => {
    const codes = CATEGORIES["cat.physical"];
    const { id } = c.args[0]?.type ?? c.type;
    return (id === "Categorical" || id === "Enum") && typeof codes === "function"
      ? codes(args, c, scope)
      : (args[0] as string);
  },
};
