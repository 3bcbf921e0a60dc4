import { isInteger, isTemporal, isText } from "../arrow/type-info.ts";
import { columnsIn } from "../expr/children.ts";
import { alias, call, col, type Expr, lit } from "../expr/node.ts";
import { resolve } from "../expr/resolve.ts";
import { type Output, outputs, type Typed, type TypedCall, typed } from "../expr/typed.ts";
import { rewritePlan } from "../plan/children.ts";
import { filter, type GroupBy, groupBy, type Plan, select } from "../plan/node.ts";
import { schemaOf } from "../plan/schema.ts";
import { conjunction, conjuncts } from "./conjuncts.ts";
import type { Rule } from "./rule.ts";

const SEVERAL: Readonly<Record<string, number>> = { gt: 1, ge: 2, ne: 1 };
const ONE: Readonly<Record<string, number>> = { eq: 1, le: 1, lt: 2 };

/** Whether a comparison of a count of different values asks if there are several, or only one; null where it asks for more. */
function asked(e: Typed, name: string): boolean | null {
  const [x, n] = e.kind === "call" ? e.args : [];
  if (e.kind !== "call" || x?.kind !== "col" || x.name !== name || n?.kind !== "lit" || n.value === null) return null;
  if (SEVERAL[e.fn] === Number(n.value)) return true;
  return ONE[e.fn] === Number(n.value) ? false : null;
}

function counted({ input }: Output): Typed | null {
  const x = input.kind === "call" && input.fn === "nUnique" ? input.args[0] : undefined;
  if (x === undefined || x.shape !== "rows" || !x.elementwise) return null;
  // Floats have values that are equal and differ, and no order of NaN among the least and greatest.
  return isInteger(x.type) || isTemporal(x.type) || isText(x.type) ? x : null;
}

/** Several different values: the least is not the greatest, or some are null and some are not. */
function several(x: Typed): Expr {
  const edges = call("neMissing", [call("min", [x]), call("max", [x])]);
  if (!x.nullable) return edges;
  const values = call("count", [x]);
  const mixed = call("and", [call("gt", [values, lit(0)]), call("lt", [values, call("len", [])])]);
  return call("or", [edges, mixed]);
}

/** The group and its condition with a count of different values as the question that it is put. */
function without(p: GroupBy, o: Output, tests: readonly Typed[]): readonly [GroupBy, readonly Typed[]] | null {
  const x = counted(o);
  const answers = tests.map((t) => asked(t, o.name));
  const read = tests.some((t, i) => answers[i] === null && columnsIn(t).has(o.name));
  if (x === null || read || answers.every((a) => a === null)) return null;
  const made = resolve([alias(several(x), o.name)], schemaOf(p.input));
  const aggs = p.aggs.flatMap((a): readonly Expr[] => (a === o ? made : [a]));
  const below = groupBy(p.input, p.keys, aggs, p.maintainOrder);
  const is = (yes: boolean): Typed => {
    const test = yes ? col(o.name) : call("not", [col(o.name)]);
    return outputs(resolve([alias(test, o.name)], schemaOf(below)))[0]?.input as Typed;
  };
  return [below, tests.map((t, i) => (answers[i] == null ? t : is(answers[i])))];
}

function change(p: Plan): Plan {
  if (p.kind !== "select" || p.input.kind !== "filter" || p.input.input.kind !== "groupBy") return p;
  const kept = new Set(outputs(p.exprs).flatMap((o) => [...columnsIn(o.input)]));
  let [below, tests] = [p.input.input as GroupBy, conjuncts(typed(p.input.predicate))];
  for (const o of outputs(below.aggs))
    if (!kept.has(o.name)) [below, tests] = without(below, o, tests) ?? [below, tests];
  return below === p.input.input ? p : select(filter(below, conjunction(tests) as TypedCall), p.exprs);
}

/** Whether a group has more than one different value is told by its least and greatest: `nUnique() > 1` counts nothing. */
export const severalValues: Rule = { name: "severalValues", apply: (plan) => rewritePlan(plan, change) };
