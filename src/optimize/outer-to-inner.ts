import type { Typed } from "../expr/typed.ts";
import { typed } from "../expr/typed.ts";
import { rewritePlan } from "../plan/children.ts";
import { joinColumns } from "../plan/join-columns.ts";
import { filter, type Join, join, type Plan } from "../plan/node.ts";
import { conjuncts } from "./conjuncts.ts";
import type { Rule } from "./rule.ts";

const named = (text: string): ReadonlySet<string> => new Set(text.split(" "));
/** Functions that are null where one of their arguments is. */
const STRICT = named(
  "add sub mul div floorDiv mod neg abs eq ne lt le gt ge str.startsWith str.endsWith str.toLowercase str.toUppercase",
);

const isNullWith = (e: Typed, columns: ReadonlySet<string>): boolean => {
  if (e.kind === "col") return columns.has(e.name);
  if (e.kind === "cast") return isNullWith(e.input, columns);
  return e.kind === "call" && STRICT.has(e.fn) && e.args.some((a) => isNullWith(a, columns));
};

/** Whether a condition cannot hold where all of these columns are null. */
function rejects(e: Typed, columns: ReadonlySet<string>): boolean {
  if (e.kind === "call") {
    if (e.fn === "and") return e.args.some((a) => rejects(a, columns));
    if (e.fn === "or") return e.args.every((a) => rejects(a, columns));
    if (e.fn === "isNotNull") return isNullWith(e.args[0] as Typed, columns);
  }
  return isNullWith(e, columns);
}

function inner(p: Join, parts: readonly Typed[]): Join | null {
  const { how, coalesce } = p.options;
  const other = how === "left" ? "right" : how === "right" && coalesce === false ? "left" : null;
  if (other === null) return null;
  const columns = new Set(joinColumns(p).flatMap((c) => (c.side === other ? [c.field.name] : [])));
  if (!parts.some((e) => rejects(e, columns))) return null;
  return join(p.left, p.right, p.leftOn, p.rightOn, { ...p.options, how: "inner" });
}

function change(p: Plan): Plan {
  if (p.kind !== "filter" || p.input.kind !== "join") return p;
  const next = inner(p.input, conjuncts(typed(p.predicate)));
  return next === null ? p : filter(next, p.predicate);
}

/** An outer join whose rows without a partner are filtered away above is an inner one. */
export const outerToInner: Rule = { name: "outerToInner", apply: (plan) => rewritePlan(plan, change) };
