import { columnsIn, partsOf } from "../../expr/children.ts";
import { alias, col, ELEMENT, type Expr } from "../../expr/node.ts";
import { withColumns } from "../../plan/node.ts";
import type { Env } from "./env.ts";
import { keyOfExpr } from "./key.ts";
import { onto, schemaIn } from "./relation.ts";

/** A value that is named several times: a column of its own, so that chains of such values do not double. */
export function shared(x: Expr, env: Env): Expr {
  if (env.shares !== true || x.kind === "col" || x.kind === "lit") return x;
  const reads = columnsIn(x);
  if (reads.size === 0 || reads.has(ELEMENT)) return x;
  const id = env.binder.named(keyOfExpr(x));
  if (!schemaIn(env.rel).index.has(id)) env.rel = onto(env.rel, (p) => withColumns(p, [alias(x, id)]));
  return col(id);
}

/** More parts than any text of a sound query comes to. */
const MOST = 2_000_000;
const sizes = new WeakMap<Expr, number>();

/** Whether an expression, written out, has more parts than can be worked on: what is named twice doubles. */
export function tooLarge(e: Expr): boolean {
  return sizeOf(e) > MOST;
}
function sizeOf(e: Expr): number {
  const known = sizes.get(e);
  if (known !== undefined) return known;
  let size = 1;
  for (const part of partsOf(e)) size += sizeOf(part);
  sizes.set(e, size);
  return size;
}
