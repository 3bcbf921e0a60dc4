import { call, type Expr as Node, type Options } from "../../expr/node.ts";
import { type IntoExpr, nodeOf, optionsOf } from "./into.ts";

/** Functions of one class of types, behind `col("x").str` and the like. */
export abstract class Namespace {
  protected readonly node: Node;
  protected readonly make: (node: Node) => unknown;

  constructor(node: Node, make: (node: Node) => unknown) {
    this.node = node;
    this.make = make;
  }

  protected call<E>(fn: string, args: readonly unknown[] = [], defaults?: Options, given?: object): E {
    return this.make(call(fn, [this.node, ...(args as readonly IntoExpr[]).map(nodeOf)], optionsOf(fn, defaults, given))) as E;
  }
}
