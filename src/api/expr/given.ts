import type { Expr as Node } from "../../expr/node.ts";
import { alias, col } from "../../expr/node.ts";
import { isSeriesLike, seriesNode } from "../whole-series.ts";
import type { AnyExpr } from "./any.ts";
import { Expr } from "./expr.ts";
import { columnNodes, type IntoExpr, isExpr, nodeOf } from "./into.ts";

/** Every property is the column of that name. */
const COLUMNS: object = new Proxy(Object.freeze({}), {
  get: (_, name) => (typeof name === "string" ? new Expr(col(name)) : undefined),
});

function called(v: (columns: object) => unknown): Node[] {
  const made = v(COLUMNS);
  if (isExpr(made) || Array.isArray(made) || typeof made !== "object" || made === null)
    return columnNodes([made as IntoExpr]);
  return Object.entries(made).map(([name, value]) => alias(nodeOf(value as AnyExpr), name));
}

/** Nodes of what a verb is given: names, expressions, values, lists of them, and functions of the columns that give one, a list, or named ones. */
export function given(list: readonly unknown[]): Node[] {
  const out: Node[] = [];
  for (const v of list)
    if (typeof v === "string") out.push(col(v));
    else if (typeof v === "function") out.push(...called(v as (columns: object) => unknown));
    else if (isSeriesLike(v)) out.push(seriesNode(v));
    else out.push(...columnNodes([v as IntoExpr]));
  return out;
}
