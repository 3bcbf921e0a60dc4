import type { DataType, Enum } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { CompareName } from "../../../expr/functions/compare.ts";
import type { RepeatName } from "../../../expr/functions/windows.ts";
import type { LiteralValue } from "../../../expr/node.ts";
import type { Typed, TypedCall } from "../../../expr/typed.ts";
import { enumRank } from "../categories.ts";
import { literalSql } from "../literal.ts";
import type { FunctionSql, Scope } from "../scope.ts";

/** A text in the order of an Enum's categories; what is none of them comes last. */
const placed = (x: string, from: DataType, type: Enum): string =>
  from.id === "Enum"
    ? enumRank(x, type)
    : `CASE WHEN ${x} IS NULL THEN NULL ELSE coalesce(${enumRank(x, type)}, ${type.categories.length + 1}) END`;

const ordered =
  (op: string): FunctionSql =>
  ([a, b], c) => {
    const [x, y] = (c.args as readonly [TypedCall, TypedCall]).map((e) => e.type) as [DataType, DataType];
    const ranked = x.id === "Enum" ? x : y.id === "Enum" ? y : null;
    return ranked === null
      ? `(${a} ${op} ${b})`
      : `(${placed(a as string, x, ranked)} ${op} ${placed(b as string, y, ranked)})`;
  };
/** How the ends of a range are compared. */
export const BOUNDS: Readonly<Record<string, readonly [string, string]>> = {
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
export function among(x: string, scope: Scope): string {
  if (scope.partition === "") return `PARTITION BY ${x}`;
  // DuckDB 1.5 takes a window over (f, f) for the same as one over (i, f).
  return scope.partition === `PARTITION BY ${x}` ? scope.partition : `${scope.partition}, ${x}`;
}

/** Whether it is one of some values that are known and not null. */
function oneOf(x: string, list: Typed | undefined): string | null {
  if (list?.kind !== "lit" || list.type.id !== "List" || !Array.isArray(list.value)) return null;
  const { inner } = list.type;
  const values = list.value as readonly LiteralValue[];
  return values.length === 0 || values.includes(null)
    ? null
    : `(${x} IN (${values.map((v) => literalSql(v, inner)).join(", ")}))`;
}

export const COMPARE: Rules<CompareName | RepeatName, FunctionSql> = {
  eq: ([a, b]) => `(${a} = ${b})`,
  ne: ([a, b]) => `(${a} <> ${b})`,
  lt: ordered("<"),
  le: ordered("<="),
  gt: ordered(">"),
  ge: ordered(">="),
  eqMissing: ([a, b]) => `(${a} IS NOT DISTINCT FROM ${b})`,
  neMissing: ([a, b]) => `(${a} IS DISTINCT FROM ${b})`,
  isIn: ([x, list], c) =>
    oneOf(x as string, c.args[1]) ??
    `CASE WHEN ${x} IS NULL OR ${list} IS NULL THEN NULL ELSE coalesce(list_contains(${list}, ${x}), false) END`,
  isBetween: within,
  isNull: ([x]) => `(${x} IS NULL)`,
  isNotNull: ([x]) => `(${x} IS NOT NULL)`,
  isDuplicated: ([x], _, scope) => `(count(*) OVER (${among(x as string, scope)}) > 1)`,
  isUnique: ([x], _, scope) => `(count(*) OVER (${among(x as string, scope)}) = 1)`,
  isFirstDistinct: ([x], _, scope) => `(row_number() OVER (${among(x as string, scope)} ORDER BY ${scope.row}) = 1)`,
};
