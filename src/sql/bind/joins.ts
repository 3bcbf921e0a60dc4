import { schema } from "../../arrow/schema.ts";
import { columnsIn } from "../../expr/children.ts";
import type { Expr } from "../../expr/node.ts";
import { filter, type JoinHow, type JoinOptions, join, type Plan } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { joinWhere } from "../../plan/time-node.ts";
import { all, factored } from "./conjuncts.ts";
import { onto, type Relation, relation, schemaIn } from "./relation.ts";

const OPTIONS: Omit<JoinOptions, "how"> = {
  suffix: "_right",
  coalesce: false,
  nullsEqual: false,
  validate: "m:m",
  maintainOrder: "none",
};
const options = (how: JoinHow, nullsEqual: boolean): JoinOptions => ({ ...OPTIONS, how, nullsEqual });

/** Both sides' columns, as an expression that joins them may read. */
export const together = (parts: readonly Relation[]): Relation =>
  relation(
    {
      kind: "frame",
      frame: { id: 0, schema: schema(parts.flatMap((p) => [...schemaIn(p).fields])), batches: [], rows: 0 },
    } as Plan,
    parts.flatMap((p) => p.columns),
  );

interface Equality {
  readonly left: Expr;
  readonly right: Expr;
}
const reads = (e: Expr, r: Relation): boolean => {
  const { index } = schemaIn(r);
  const names = columnsIn(e);
  for (const name of names) if (!index.has(name)) return false;
  return names.size > 0;
};

/** A condition as keys of a join of two relations, or null. */
function equality(e: Expr, left: Relation, right: Relation): Equality | null {
  if (e.kind !== "call" || e.fn !== "eq") return null;
  const [a, b] = e.args as readonly [Expr, Expr];
  if (reads(a, left) && reads(b, right)) return { left: a, right: b };
  return reads(a, right) && reads(b, left) ? { left: b, right: a } : null;
}

export const where = (r: Relation, conditions: readonly Expr[]): Relation =>
  conditions.length === 0 ? r : onto(r, (plan) => filter(plan, all(conditions)));

/** Two relations by keys; the right one's columns are gone after a semi or an anti join. */
export function keyed(
  left: Relation,
  right: Relation,
  keys: readonly Equality[],
  how: JoinHow,
  nullsEqual = false,
): Relation {
  const on = keys.length === 0 ? "cross" : how;
  const plan = resolveNode(
    join(
      left.plan,
      right.plan,
      keys.map((k) => k.left),
      keys.map((k) => k.right),
      options(on, nullsEqual),
    ),
  );
  return relation(plan, how === "semi" || how === "anti" ? left.columns : [...left.columns, ...right.columns]);
}

/** Joins relations by the conditions that connect them, in the order in which they stand; what no condition connects is crossed. */
export function connected(parts: readonly Relation[], conditions: readonly Expr[]): Relation {
  let left = conditions.flatMap(factored);
  const own = parts.map((p) => {
    const mine = left.filter((c) => reads(c, p));
    const taken = new Set(mine);
    left = left.filter((c) => !taken.has(c));
    return where(p, mine);
  });
  let current = own[0] as Relation;
  const waiting = own.slice(1);
  while (waiting.length > 0) {
    let found = waiting.findIndex((w) => left.some((c) => equality(c, current, w) !== null));
    if (found < 0) {
      // Two others may be connected to each other first.
      const pair = waiting.findIndex((a, i) =>
        waiting.some((b, k) => k > i && left.some((c) => equality(c, a, b) !== null)),
      );
      found = Math.max(0, pair);
    }
    const next = waiting.splice(found, 1)[0] as Relation;
    const keys = left.flatMap((c) => equality(c, current, next) ?? []);
    left = left.filter((c) => equality(c, current, next) === null);
    current = keyed(current, next, keys, "inner");
    const ready = left.filter((c) => reads(c, current));
    const taken = new Set(ready);
    left = left.filter((c) => !taken.has(c));
    current = where(current, ready);
  }
  return where(current, left);
}

/** An outer join by any condition. */
export function outer(
  left: Relation,
  right: Relation,
  condition: Expr | null,
  how: "left" | "right" | "full",
): Relation {
  const conditions = condition === null ? [] : factored(condition);
  const keys: Equality[] = [];
  const rest: Expr[] = [];
  const [ofLeft, ofRight]: [Expr[], Expr[]] = [[], []];
  for (const c of conditions) {
    const key = equality(c, left, right);
    if (key !== null) keys.push(key);
    else if (how === "left" && reads(c, right)) ofRight.push(c);
    else if (how === "right" && reads(c, left)) ofLeft.push(c);
    else rest.push(c);
  }
  if (keys.length > 0 && rest.length === 0) return keyed(where(left, ofLeft), where(right, ofRight), keys, how);
  const plan = resolveNode(
    joinWhere({ left: left.plan, right: right.plan, predicates: conditions, how, suffix: "_right" }),
  );
  return relation(plan, [...left.columns, ...right.columns]);
}

/** Rows of the left side with, or without, one on the right for which all conditions hold; null where they are more than keys. */
export function keyedSemi(
  left: Relation,
  right: Relation,
  condition: Expr | null,
  how: "semi" | "anti",
): Relation | null {
  const keys: Equality[] = [];
  const ofRight: Expr[] = [];
  for (const c of condition === null ? [] : factored(condition)) {
    const key = equality(c, left, right);
    if (key !== null) keys.push(key);
    else if (reads(c, right)) ofRight.push(c);
    else return null;
  }
  return keys.length === 0 ? null : keyed(left, where(right, ofRight), keys, how);
}
