import { settings } from "../../core/argument.ts";
import { call, type Expr as Node } from "../../expr/node.ts";
import { literalNode } from "./into.ts";

/** A fold across columns that is null where a column is, if nulls are not ignored. */
export function foldedNode(fn: "sumHorizontal" | "meanHorizontal", nodes: readonly Node[], options: unknown): Node {
  const made = call(fn, nodes);
  if (settings(fn, { ignoreNulls: true }, options).ignoreNulls) return made;
  return call("when", [call("allHorizontal", nodes.map((e) => call("isNotNull", [e]))), made, literalNode(null)]);
}
