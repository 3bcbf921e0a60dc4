import { PolaroidError } from "../core/error.ts";
import { childrenOf } from "./children.ts";
import type { Expr } from "./node.ts";

/** Deeper expressions and plans are refused, so that no input overflows the stack. */
export const MAX_DEPTH = 1000;

/** Throws `LIMIT_EXCEEDED` for an expression nested too deeply; needs no stack itself. */
export function checkDepth(e: Expr): void {
  let level: readonly Expr[] = [e];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new PolaroidError("LIMIT_EXCEEDED", `an expression is nested more than ${MAX_DEPTH} levels deep`);
    const next: Expr[] = [];
    for (const x of level) for (const c of childrenOf(x)) next.push(c);
    level = next;
  }
}
