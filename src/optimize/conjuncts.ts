import { Bool } from "../arrow/types.ts";
import { columnsIn, rewrite } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import type { Output, Typed, TypedCall } from "../expr/typed.ts";

/** The parts of a condition that must all hold. */
export function conjuncts(e: Typed): readonly Typed[] {
  if (e.kind === "call" && (e.fn === "and" || e.fn === "allHorizontal")) return e.args.flatMap(conjuncts);
  return [e];
}

/** One condition of several; null of none. */
export function conjunction(parts: readonly Typed[]): Typed | null {
  if (parts.length < 2) return parts[0] ?? null;
  if (parts.length < MANY) return parts.reduce(both);
  const half = parts.length >> 1;
  return both(conjunction(parts.slice(0, half)) as Typed, conjunction(parts.slice(half)) as Typed);
}
/** Longer chains become trees of even depth, so that nothing that walks them goes deep. */
const MANY = 32;
const both = (a: Typed, b: Typed): TypedCall =>
  Object.freeze({
    kind: "call",
    fn: "and",
    args: Object.freeze([a, b]),
    options: Object.freeze({}),
    type: Bool,
    nullable: a.nullable || b.nullable,
    shape: "rows",
    elementwise: a.elementwise && b.elementwise,
  });

export const readsOnly = (e: Expr, names: { has(name: string): boolean }): boolean =>
  [...columnsIn(e)].every((n) => names.has(n));

/** The expression with each column replaced by what makes it. */
export function substitute(e: Typed, makers: ReadonlyMap<string, Output>): Typed {
  return rewrite(e, (x) => (x.kind === "col" ? (makers.get(x.name)?.input ?? x) : x)) as Typed;
}

/** Whether computing an expression twice would cost next to nothing. */
export const isCheap = (e: Typed): boolean =>
  e.kind === "col" || e.kind === "lit" || (e.kind === "cast" && isCheap(e.input));
