import { childrenOf, rewrite, some } from "./children.ts";
import type { Expr, Pick } from "./node.ts";
import { functionOf } from "./registry.ts";
import type { Shape } from "./typed.ts";

/** What is told of an expression before it meets a frame. */
export const isPick = (e: Expr): boolean => e.kind === "col" || e.kind === "columns";

/** The picks of several columns in an expression. */
export function allColumns(e: Expr): readonly Pick[] {
  const out: Pick[] = [];
  some(e, (x) => {
    if (x.kind === "columns") out.push(x.pick);
    return false;
  });
  return out;
}

/** The part that a result is named after. */
export function nameSource(e: Expr): Expr {
  switch (e.kind) {
    case "rename":
    case "cast":
    case "over":
    case "eval":
      return nameSource(e.input);
    case "call":
      return e.args.length === 0 || e.fn === "struct.field"
        ? e
        : nameSource((e.fn === "when" ? e.args[1] : e.args[0]) as Expr);
    default:
      return e;
  }
}

/** The columns that are read; of choices the values come before the conditions, as in Polars. */
export function rootNames(e: Expr): string[] {
  if (e.kind === "col") return [e.name];
  const parts = [...childrenOf(e)];
  if (e.kind === "call" && e.fn === "when") {
    const isCondition = (i: number): boolean => i % 2 === 0 && i < parts.length - 1;
    const [values, conditions] = [parts.filter((_, i) => !isCondition(i)), parts.filter((_, i) => isCondition(i))];
    return [...values, ...conditions].flatMap(rootNames);
  }
  return parts.flatMap(rootNames);
}

/** The expression without aliases and other rules of names. */
export const withoutNames = (e: Expr): Expr =>
  rewrite(e, (x) => (x.kind === "alias" || x.kind === "rename" ? x.input : x));

// Reshapes that keep the number of rows, and those that take rows of their own.
const KEEPING: ReadonlySet<string> = new Set(["sort", "sortBy", "shuffle", "reverse"]);

/** How many rows an expression gives, as far as it tells itself. */
export function inputShape(e: Expr): Shape {
  switch (e.kind) {
    case "col":
    case "columns":
      return "rows";
    case "lit":
      return "scalar";
    case "over":
      return "rows";
    case "call": {
      const kind = functionOf(e.fn)?.kind;
      if (kind === "aggregate") return "scalar";
      if (kind === "reshape" && !KEEPING.has(e.fn)) return "free";
      return widest(e.args);
    }
    default:
      return widest(childrenOf(e));
  }
}

function widest(parts: readonly Expr[]): Shape {
  const shapes = parts.map(inputShape);
  return shapes.includes("free") ? "free" : shapes.includes("rows") ? "rows" : "scalar";
}

const APART: ReadonlySet<string> = new Set(["filter", "explode", "dropNulls"]);

/** Whether each row comes from one row alone. */
export function isRowSeparable(e: Expr): boolean {
  if (e.kind === "over") return false;
  if (e.kind === "call" && functionOf(e.fn)?.kind !== "elementwise" && !APART.has(e.fn)) return false;
  return childrenOf(e).every(isRowSeparable);
}
