import { columnsIn } from "../../expr/children.ts";
import { call, col, type Expr } from "../../expr/node.ts";
import type { Env } from "./env.ts";
import { schemaIn } from "./relation.ts";

/** A value that is the same on every row as a column, so that aggregates see it once a row. */
export function perRow(x: Expr, env: Env): Expr {
  if (columnsIn(x).size > 0) return x;
  const some = schemaIn(env.rel).fields[0]?.name;
  return some === undefined ? x : call("when", [call("eqMissing", [col(some), col(some)]), x, x]);
}
