import { isFloat, isInteger, isText, isUnsigned } from "../arrow/type-info.ts";
import { Bool, type DataType } from "../arrow/types.ts";
import { columnsIn, rewrite, some } from "../expr/children.ts";
import type { Expr } from "../expr/node.ts";
import type { Output, Typed, TypedCall, TypedCast } from "../expr/typed.ts";

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
const both = (a: Typed, b: Typed): TypedCall => joined("and", a, b);
const joined = (fn: "and" | "or", a: Typed, b: Typed): TypedCall =>
  Object.freeze({
    kind: "call",
    fn,
    args: Object.freeze([a, b]),
    options: Object.freeze({}),
    type: Bool,
    nullable: a.nullable || b.nullable,
    shape: "rows",
    elementwise: a.elementwise && b.elementwise,
  });

const disjuncts = (e: Typed): readonly Typed[] =>
  e.kind === "call" && (e.fn === "or" || e.fn === "anyHorizontal") ? e.args.flatMap(disjuncts) : [e];

/**
 * What must hold of some columns alone where a condition on more holds: (a = 1 and b = 2) or (a = 3 and b = 4) tells that
 * a = 1 or a = 3. Null where one of the cases says nothing of them.
 */
export function implied(e: Typed, names: { has(name: string): boolean }): Typed | null {
  const cases = disjuncts(e);
  if (cases.length < 2 || cases.length > MANY) return null;
  const told = cases.map((c) =>
    conjunction(
      conjuncts(c).flatMap((x) => {
        const known = readsOnly(x, names) && columnsIn(x).size > 0 ? x : implied(x, names);
        return known ?? [];
      }),
    ),
  );
  return told.every((x) => x !== null) ? told.reduce((a, b) => joined("or", a, b)) : null;
}

export const readsOnly = (e: Expr, names: { has(name: string): boolean }): boolean =>
  [...columnsIn(e)].every((n) => names.has(n));

/** The expression with each column replaced by what makes it. */
export function substitute(e: Typed, makers: ReadonlyMap<string, Output>): Typed {
  return rewrite(e, (x) => (x.kind === "col" ? (makers.get(x.name)?.input ?? x) : x)) as Typed;
}

/** Whether computing an expression twice would cost next to nothing. */
export const isCheap = (e: Typed): boolean =>
  e.kind === "col" || e.kind === "lit" || (e.kind === "cast" && isCheap(e.input));

const bits = (t: DataType): number => Number(t.id.replace(/\D/g, ""));
const widens = (from: DataType, to: DataType): boolean =>
  isUnsigned(from) === isUnsigned(to) ? bits(to) >= bits(from) : isUnsigned(from) && bits(to) > bits(from);
/** Whether each value of a type has one in another. */
function holds(from: DataType, to: DataType): boolean {
  if (from.id === "Null" || isText(to) || (from.id === "Date32" && to.id === "Datetime")) return true;
  if (isFloat(to)) return isInteger(from) || isFloat(from) || from.id === "Decimal" || from.id === "Bool";
  if (isInteger(to)) return from.id === "Bool" || (isInteger(from) && widens(from, to));
  return to.id === "Decimal" && to.precision === 38 && (isInteger(from) || from.id === "Decimal");
}
/** Whether an expression may fail for a value: a strict cast to what does not hold all of them. */
export const mayFail = (e: Expr): boolean =>
  some(e, (x) => x.kind === "cast" && x.strict && !holds((x as TypedCast).input.type, x.to));
