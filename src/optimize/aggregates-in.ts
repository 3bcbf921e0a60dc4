import type { Schema } from "../arrow/schema.ts";
import { sameType } from "../arrow/type-info.ts";
import { cast, type Expr } from "../expr/node.ts";
import { functionOf } from "../expr/registry.ts";
import { resolve } from "../expr/resolve.ts";
import type { Typed, TypedCall } from "../expr/typed.ts";

/** The aggregates in some expressions, each once; null where one is not made of parts, or something else than they is read. */
export function aggregatesIn(
  exprs: readonly Typed[],
  isMerged: (c: TypedCall) => boolean,
): readonly TypedCall[] | null {
  const found = new Set<TypedCall>();
  const visit = (e: Typed): boolean => {
    if (e.kind === "lit") return true;
    if (e.kind === "cast") return visit(e.input);
    if (e.kind !== "call") return false;
    const kind = functionOf(e.fn)?.kind;
    if (kind === "elementwise") return e.args.every(visit);
    if (kind !== "aggregate" || !isMerged(e)) return false;
    found.add(e);
    return true;
  };
  return exprs.every(visit) ? [...found] : null;
}

/** What is made of parts of an aggregate, in the type that it has. */
export function inTypeOf(c: TypedCall, whole: Expr, schema: Schema): Expr {
  const [made] = resolve([whole], schema);
  return made !== undefined && sameType(made.input.type, c.type) ? whole : cast(whole, c.type);
}
