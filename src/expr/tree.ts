import { childrenOf } from "./children.ts";
import type { Expr } from "./node.ts";
import { exprText } from "./print.ts";

/** One node without its parts. */
function label(e: Expr): string {
  switch (e.kind) {
    case "call":
      return e.fn;
    case "alias":
      return `alias ${JSON.stringify(e.name)}`;
    case "rename":
      return `name.${e.how}`;
    case "over":
    case "eval":
    case "cast":
      return e.kind;
    default:
      return exprText(e);
  }
}

/** An expression as a tree, a line a node. */
export function treeText(e: Expr): string {
  const lines: string[] = [label(e)];
  const parts = (of: Expr, indent: string): void => {
    const children = childrenOf(of);
    children.forEach((c, i) => {
      const last = i === children.length - 1;
      lines.push(`${indent}${last ? "└─ " : "├─ "}${label(c)}`);
      parts(c, indent + (last ? "   " : "│  "));
    });
  };
  parts(e, "");
  return lines.join("\n");
}

/** An expression as a graph of Graphviz' language. */
export function graphText(e: Expr): string {
  const lines: string[] = [];
  let count = 0;
  const add = (x: Expr): string => {
    const id = `n${count++}`;
    lines.push(`  ${id} [label=${JSON.stringify(label(x))}, ordering="out"]`);
    for (const c of childrenOf(x)) lines.push(`  ${id} -- ${add(c)}`);
    return id;
  };
  add(e);
  return `graph {\n${lines.join("\n")}\n}`;
}
