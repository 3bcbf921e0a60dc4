import { call, type Expr as Node, type Options } from "../../expr/node.ts";
import { exprText } from "../../expr/print.ts";
import type { AnyExpr } from "./any.ts";
import type { Expr } from "./expr.ts";
import { type IntoExpr, nodeOf } from "./into.ts";

/** An expression is a node and ways to make larger ones. */
export abstract class ExprCore implements AnyExpr {
  readonly "~expr": Node;

  constructor(node: Node) {
    this["~expr"] = node;
  }

  protected wrap(node: Node): Expr {
    return new (this.constructor as new (node: Node) => Expr)(node);
  }

  protected call(fn: string, args: readonly IntoExpr[] = [], options?: Options): Expr {
    return this.wrap(call(fn, [this["~expr"], ...args.map(nodeOf)], options === undefined ? undefined : Object.freeze(options)));
  }

  /** The expression as text, as `explain` prints it. */
  toString(): string {
    return exprText(this["~expr"]);
  }
}
