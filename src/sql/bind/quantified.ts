import { Bool, Int64 } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { groupBy, select } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import type { InQuery, Quantified } from "../syntax/expr.ts";
import type { Query } from "../syntax/query.ts";
import { type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { compare } from "./operators.ts";
import { relation } from "./relation.ts";
import { attach, inner, inQuery, only } from "./subquery.ts";

/** What is known of the values that one is compared with. */
interface Values {
  readonly rows: Expr;
  readonly nulls: Expr;
  readonly least: Expr;
  readonly greatest: Expr;
}
const none = lit(null, Bool);
const yes = lit(true, Bool);
const no = lit(false, Bool);
const zero = lit(0n, Int64);

/** Whether a comparison holds for the values that decide it. */
function decided(e: Quantified, x: Expr, { least, greatest }: Values, env: Env): Expr {
  const any = e.quantifier === "any";
  const side = (v: Expr): Expr => compare(e.op, x, v, env);
  switch (e.op) {
    case ">":
    case ">=":
      return side(any ? least : greatest);
    case "<":
    case "<=":
      return side(any ? greatest : least);
    default:
      return call(any ? "or" : "and", [side(least), side(greatest)]);
  }
}

function outcome(e: Quantified, x: Expr, values: Values, env: Env): Expr {
  const any = e.quantifier === "any";
  const found = decided(e, x, values, env);
  const open = call("or", [call("isNull", [x]), call("gt", [values.nulls, zero])]);
  const settled = any ? yes : no;
  return call("when", [
    call("eq", [call("coalesce", [values.rows, zero]), zero]),
    any ? no : yes,
    call("eqMissing", [found, settled]),
    settled,
    open,
    none,
    any ? no : yes,
  ]);
}

function ofQuery(e: Quantified, query: Query, env: Env): Expr {
  const as = (not: boolean): Expr => {
    const { left: operand, start, end } = e;
    return inQuery({ kind: "inQuery", operand, query, not, start, end } satisfies InQuery, env);
  };
  if (e.op === "=" && e.quantifier === "any") return as(false);
  if (e.op === "<>" && e.quantifier === "all") return as(true);
  const x = bind(e.left, env);
  const found = inner(query, env);
  const v = col(only(found, e, env).id);
  const [rows, nulls, least, greatest] = ["rows", "nulls", "least", "greatest"].map(env.binder.fresh) as [
    string,
    string,
    string,
    string,
  ];
  const facts = [
    alias(cast(call("len", []), Int64), rows),
    alias(cast(call("nullCount", [v]), Int64), nulls),
    alias(call("min", [v]), least),
    alias(call("max", [v]), greatest),
  ];
  const own = found.pairs.map((p) => col(p.own));
  const plan = resolveNode(
    own.length === 0 ? select(found.rel.plan, facts) : groupBy(found.rel.plan, own, facts, false),
  );
  attach(env, { ...found, rel: relation(plan, []) }, own.length === 0 ? "inner" : "left");
  return outcome(e, x, { rows: col(rows), nulls: col(nulls), least: col(least), greatest: col(greatest) }, env);
}

/** `x > any (...)` and `x <> all (...)`, of a query or a list. */
export function quantified(e: Quantified, env: Env): Expr {
  const { source } = env.binder;
  if (!["=", "<>", "<", "<=", ">", ">="].includes(e.op))
    throw source.error(e, `any and all compare: ${e.op} is not supported`, "NOT_SUPPORTED");
  if (e.set.kind === "subquery") return ofQuery(e, e.set.query, env);
  const x = bind(e.left, env);
  const list = bind(e.set, env);
  const { id } = typeIn(env, list);
  if (id !== "List" && id !== "FixedSizeList")
    throw source.error(e.set, "any and all take a query or a list", "TYPE_MISMATCH");
  if (e.op === "=" && e.quantifier === "any") return call("list.contains", [list, x]);
  if (e.op === "<>" && e.quantifier === "all") return call("not", [call("list.contains", [list, x])]);
  const rows = cast(call("list.len", [list]), Int64);
  const nulls = call("when", [call("list.contains", [list, lit(null)]), lit(1n, Int64), zero]);
  return outcome(e, x, { rows, nulls, least: call("list.min", [list]), greatest: call("list.max", [list]) }, env);
}
