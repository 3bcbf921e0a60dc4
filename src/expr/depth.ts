import { PolaroidError } from "../core/error.ts";
import { partsOf } from "./children.ts";
import type { Expr } from "./node.ts";

/** Deeper expressions and plans are refused, so that no input overflows the stack. */
export const MAX_DEPTH = 1000;

/** Whether an expression is nested no deeper than `left` levels, which the stack can hold. */
const shallow = (e: Expr, left: number): boolean => {
  if (left === 0) return false;
  for (const c of partsOf(e)) if (!shallow(c, left - 1)) return false;
  return true;
};

/** Throws `LIMIT_EXCEEDED` for an expression nested too deeply; needs little stack itself. */
export function checkDepth(e: Expr): void {
  if (shallow(e, 16)) return;
  let level: readonly Expr[] = [e];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new PolaroidError("LIMIT_EXCEEDED", `an expression is nested more than ${MAX_DEPTH} levels deep`);
    const next: Expr[] = [];
    for (const x of level) for (const c of partsOf(x)) next.push(c);
    level = next;
  }
}
