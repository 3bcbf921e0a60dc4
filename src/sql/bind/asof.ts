import { Bool } from "../../arrow/types.ts";
import { columnsIn } from "../../expr/children.ts";
import { alias, call, col, type Expr, lit } from "../../expr/node.ts";
import { filter, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { joinAsof } from "../../plan/time-node.ts";
import type { Join } from "../syntax/table.ts";
import { boundConjuncts } from "./conjuncts.ts";
import type { Binder } from "./env.ts";
import { type Relation, relation, schemaIn } from "./relation.ts";

const COMPARED: Readonly<Record<string, readonly ["backward" | "forward", boolean]>> = {
  ge: ["backward", true],
  gt: ["backward", false],
  le: ["forward", true],
  lt: ["forward", false],
};
const FLIPPED: Readonly<Record<string, string>> = { ge: "le", gt: "lt", le: "ge", lt: "gt", eq: "eq" };

/** A condition whose first side is of the left rows and whose second is of the right ones. */
function sided(e: Expr, left: Relation, right: Relation): { fn: string; a: Expr; b: Expr } | null {
  if (e.kind !== "call" || FLIPPED[e.fn] === undefined) return null;
  const [a, b] = e.args as readonly [Expr, Expr];
  const of = (x: Expr, r: Relation): boolean => [...columnsIn(x)].every((n) => schemaIn(r).index.has(n));
  if (of(a, left) && of(b, right)) return { fn: e.fn, a, b };
  return of(b, left) && of(a, right) ? { fn: FLIPPED[e.fn] as string, a: b, b: a } : null;
}

/** Each left row beside the right row whose key lies nearest on one side, of those with the same other keys. */
export function asofJoined(
  ref: Join,
  left: Relation,
  right: Relation,
  condition: Expr | null,
  binder: Binder,
): Relation {
  const { source } = binder;
  const parts = (condition === null ? [] : boundConjuncts(condition)).map((c) => sided(c, left, right));
  const keys = parts.filter((p) => p?.fn === "eq");
  const along = parts.filter((p) => p !== null && p.fn !== "eq");
  const [nearest] = along;
  if (parts.some((p) => p === null) || along.length !== 1 || nearest == null)
    throw source.error(ref, "an ASOF join has equalities and one of >=, >, <= and < between its tables");
  if (ref.type !== "inner" && ref.type !== "left")
    throw source.error(ref, `an ASOF join is inner or left here, not ${ref.type}`, "NOT_SUPPORTED");
  const [strategy, allowExactMatches] = COMPARED[nearest.fn] as readonly ["backward" | "forward", boolean];
  const mark = binder.fresh("found");
  const there = call("isNotNull", [nearest.b]);
  const marked = resolveNode(withColumns(resolveNode(filter(right.plan, there)), [alias(lit(true, Bool), mark)]));
  const joined = resolveNode(
    joinAsof({
      left: left.plan,
      right: marked,
      leftOn: nearest.a,
      rightOn: nearest.b,
      leftBy: keys.map((k) => k?.a as Expr),
      rightBy: keys.map((k) => k?.b as Expr),
      options: {
        strategy,
        tolerance: null,
        suffix: "_right",
        coalesce: false,
        allowExactMatches,
        checkSortedness: false,
      },
    }),
  );
  const plan = ref.type === "left" ? joined : resolveNode(filter(joined, call("isNotNull", [col(mark)])));
  return relation(plan, [...left.columns, ...right.columns]);
}
