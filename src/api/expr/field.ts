import { textArgument } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { childrenOf, rewrite } from "../../expr/children.ts";
import { type Call, call, type Expr as Node } from "../../expr/node.ts";

const isField = (e: Node): e is Call => e.kind === "call" && e.fn === "field";

/** A field of the struct that an expression is made in. */
export const fieldNode = (name: string): Node =>
  call("field", [], Object.freeze({ name: textArgument(name, "the name of a field") }));

/** Larger expressions would be as large as their text many times over. */
const MOST = 100_000;
function size(e: Node, known: Map<Node, number>): number {
  let n = known.get(e);
  if (n === undefined) {
    n = childrenOf(e).reduce((sum, c) => sum + size(c, known), 1);
    known.set(e, n);
  }
  return n;
}

/** An expression with its fields taken from a struct. */
export function inStruct(e: Node, struct: Node): Node {
  const out = rewrite(e, (x) => (isField(x) ? call("struct.field", [struct], x.options) : x));
  // A struct stands for each of its fields: nested ones multiply.
  if (size(out, new Map()) > MOST)
    throw new PolaroidError("LIMIT_EXCEEDED", "structs are nested so deeply that their fields are too many expressions; select them first");
  return out;
}
