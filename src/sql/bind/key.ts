import { exprToJson } from "../../expr/json.ts";
import type { Expr } from "../../expr/node.ts";

const keys = new WeakMap<Expr, string>();

/** Text that is the same for expressions that are the same. */
export function keyOfExpr(e: Expr): string {
  const known = keys.get(e);
  if (known !== undefined) return known;
  const key = JSON.stringify(exprToJson(e, (f) => f));
  keys.set(e, key);
  return key;
}
