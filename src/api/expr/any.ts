import type { Expr as Node } from "../../expr/node.ts";

/** What every expression of the API carries: its node, and for the compiler what it computes, the name and how many rows. */
export interface AnyExpr<out N = unknown, out Name = unknown, out Shape = unknown> {
  readonly "~expr": Node;
  readonly "~node": N;
  readonly "~name": Name;
  readonly "~shape": Shape;
}
