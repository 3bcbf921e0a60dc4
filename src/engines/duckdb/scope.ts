import type { Typed, TypedCall } from "../../expr/typed.ts";

/** Where an expression stands: how columns are named, and over what aggregates and windows run. */
export interface Scope {
  /** The rows' order, where the relation carries it. */
  readonly row: string;
  /** That order turned round, where it has more than one key. */
  readonly back?: string;
  /** Text behind an aggregate: "" inside of GROUP BY, `OVER (...)` where rows stay. */
  readonly frame: "group" | "window";
  /** PARTITION BY and, of a window with a frame of its own, all that follows. */
  readonly partition: string;
  /** Whether the window has a frame of its own. */
  readonly framed?: boolean;
  /** A condition on the rows that an aggregate sees. */
  readonly where: string | null;
  readonly sql: (e: Typed, scope: Scope) => string;
}

/** The rows' order turned round. */
export const backwards = ({ row, back }: Scope): string => back ?? `${row} DESC`;

/** One aggregate call in its scope. */
export function aggregateSql(call: string, { frame, partition, where }: Scope): string {
  const filtered = where === null ? call : `${call} FILTER (WHERE ${where})`;
  return frame === "group" ? filtered : `${filtered} OVER (${partition})`;
}

/** The first or last value in the rows' order, null or not. */
export function edgeSql(x: string, last: boolean, scope: Scope): string {
  if (scope.framed === true) {
    const fn = last ? "last_value" : "first_value";
    // Rows that are left out are null there; what is null itself is packed.
    return scope.where === null
      ? `${fn}(${x}) OVER (${scope.partition})`
      : `struct_extract(${fn}(CASE WHEN ${scope.where} THEN struct_pack(v := ${x}) END IGNORE NULLS) OVER (${scope.partition}), 'v')`;
  }
  const order = `ORDER BY ${scope.row}`;
  if (scope.frame === "group")
    return aggregateSql(`first(${x} ORDER BY ${last ? backwards(scope) : scope.row})`, scope);
  const value = scope.where === null ? x : `CASE WHEN ${scope.where} THEN ${x} END`;
  return `${last ? "last" : "first"}_value(${value}) OVER (${scope.partition} ${order} ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING)`;
}

/** A window call in the rows' order. */
export const windowSql = (call: string, scope: Scope, rest = "", descending = false): string =>
  `${call} OVER (${scope.partition} ORDER BY ${descending ? backwards(scope) : scope.row} ${rest})`;

/** A function as SQL: its arguments' SQL, the call, its scope. */
export type FunctionSql = (args: readonly string[], call: TypedCall, scope: Scope) => string;
