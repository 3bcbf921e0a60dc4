import type { Expr as Node } from "../expr/node.ts";

/** Polaroid's objects as these renames see them: checked by their tests, not by the compiler. */
export interface Loose {
  readonly "~expr": Node;
  [method: string]: any;
}
