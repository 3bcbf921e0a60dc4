import type { Rules } from "../../../engine/rules.ts";
import type { CompareName } from "../../../expr/functions/compare.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { enumRank } from "../categories.ts";
import type { FunctionSql, Scope } from "../scope.ts";

const ordered =
  (op: string): FunctionSql =>
  ([a, b], c) => {
    const [x, y] = c.args as readonly [TypedCall, TypedCall];
    if (x.type.id === "Enum" && y.type.id === "Enum")
      return `(${enumRank(a as string, x.type)} ${op} ${enumRank(b as string, y.type)})`;
    return `(${a} ${op} ${b})`;
  };
const BOUNDS: Readonly<Record<string, readonly [string, string]>> = {
  both: [">=", "<="],
  left: [">=", "<"],
  right: [">", "<="],
  none: [">", "<"],
};
const within: FunctionSql = ([x, low, high], c) => {
  const [above, below] = BOUNDS[String(c.options.closed ?? "both")] ?? [">=", "<="];
  return `(${x} ${above} ${low} AND ${x} ${below} ${high})`;
};

/** The partition of equal values within the one around. */
const among = (x: string, scope: Scope): string =>
  scope.partition === "" ? `PARTITION BY ${x}` : `${scope.partition}, ${x}`;

export const COMPARE: Rules<CompareName, FunctionSql> = {
  eq: ([a, b]) => `(${a} = ${b})`,
  ne: ([a, b]) => `(${a} <> ${b})`,
  lt: ordered("<"),
  le: ordered("<="),
  gt: ordered(">"),
  ge: ordered(">="),
  eqMissing: ([a, b]) => `(${a} IS NOT DISTINCT FROM ${b})`,
  neMissing: ([a, b]) => `(${a} IS DISTINCT FROM ${b})`,
  isIn: ([x, list]) => `CASE WHEN ${x} IS NULL THEN NULL ELSE coalesce(list_contains(${list}, ${x}), false) END`,
  isBetween: within,
  isNull: ([x]) => `(${x} IS NULL)`,
  isNotNull: ([x]) => `(${x} IS NOT NULL)`,
  isDuplicated: ([x], _, scope) => `(count(*) OVER (${among(x as string, scope)}) > 1)`,
  isUnique: ([x], _, scope) => `(count(*) OVER (${among(x as string, scope)}) = 1)`,
  isFirstDistinct: ([x], _, scope) => `(row_number() OVER (${among(x as string, scope)} ORDER BY ${scope.row}) = 1)`,
};
