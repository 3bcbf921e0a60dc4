import { call, type Expr as Node, type Options } from "../../expr/node.ts";
import type { Expr } from "./expr.ts";
import { type IntoExpr, nodeOf } from "./into.ts";

/** Functions of one class of types, behind `col("x").str` and the like. */
export abstract class Namespace {
  protected readonly node: Node;
  protected readonly make: (node: Node) => Expr;

  constructor(node: Node, make: (node: Node) => Expr) {
    this.node = node;
    this.make = make;
  }

  protected call(fn: string, args: readonly IntoExpr[] = [], options?: Options): Expr {
    return this.make(call(fn, [this.node, ...args.map(nodeOf)], options === undefined ? undefined : Object.freeze(options)));
  }
}
