import type { Expr as Node } from "../../expr/node.ts";

/** What every expression of the API carries. */
export interface AnyExpr {
  readonly "~expr": Node;
}
