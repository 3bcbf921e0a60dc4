import { call, type Expr as Node, type Options } from "../../expr/node.ts";
import { exprText } from "../../expr/print.ts";
import { showable, withoutOperators } from "../show/inspect.ts";
import type { AnyExpr } from "./any.ts";
import { type IntoExpr, nodeOf, optionsOf } from "./into.ts";

/** An expression is a node and ways to make larger ones; their types say what those compute. */
export abstract class ExprCore<N, Name, Shape> implements AnyExpr<N, Name, Shape> {
  readonly "~expr": Node;
  declare readonly "~node": N;
  declare readonly "~name": Name;
  declare readonly "~shape": Shape;

  constructor(node: Node) {
    this["~expr"] = node;
  }

  protected wrap<E>(node: Node): E {
    return new (this.constructor as new (node: Node) => unknown)(node) as E;
  }

  protected call<E>(fn: string, args: readonly unknown[] = [], defaults?: Options, given?: object): E {
    return this.wrap(call(fn, [this["~expr"], ...(args as readonly IntoExpr[]).map(nodeOf)], optionsOf(fn, defaults, given)));
  }

  protected chain<E>(fn: string, others: readonly unknown[]): E {
    return this.wrap((others as readonly IntoExpr[]).reduce<Node>((all, o) => call(fn, [all, nodeOf(o)]), this["~expr"]));
  }

  /** The expression as text, as `explain` prints it. */
  toString(): string {
    return exprText(this["~expr"]);
  }
}

showable(ExprCore.prototype, false);
withoutOperators(ExprCore.prototype, "expressions", ["number", "default"]);
