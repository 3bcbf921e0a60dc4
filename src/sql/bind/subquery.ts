import { Bool, type DataType, Int64, List } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { filter, groupBy, select, unique } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import type { Expr as Ast, Exists, InQuery } from "../syntax/expr.ts";
import type { Span } from "../syntax/node.ts";
import type { Query } from "../syntax/query.ts";
import type { Env } from "./env.ts";
import { nullableIn, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { keyed, where } from "./joins.ts";
import { bindQuery } from "./query.ts";
import { type Column, onto, type Relation, relation } from "./relation.ts";
import { Needs, type Scope } from "./scope.ts";
import { hasAggregate } from "./walk.ts";

/** A query's rows, and which of its columns are columns of the outer query's rows. */
interface Inner {
  readonly rel: Relation;
  readonly pairs: readonly { readonly outer: string; readonly own: string }[];
}

/** Binds a query inside of another; what it reads of the outer one is joined into it as different values. */
export function inner(query: Query, env: Env): Inner {
  const { binder } = env;
  const needs: Column[] = [];
  for (;;) {
    const pairs = needs.map((c) => ({ outer: c.id, own: binder.fresh(c.name) }));
    const scope: Scope = {
      columns: [],
      parent: env.scope,
      given: new Map(pairs.map((p) => [p.outer, p.own])),
      ctes: env.scope.ctes,
      aliases: new Map(),
    };
    const values =
      pairs.length === 0
        ? null
        : relation(
            resolveNode(
              unique(
                resolveNode(
                  select(
                    env.rel.plan,
                    pairs.map((p) => alias(col(p.outer), p.own)),
                  ),
                ),
                null,
                "any",
                false,
              ),
            ),
            pairs.map((p): Column => ({ name: p.own, table: null, id: p.own, hidden: true })),
          );
    try {
      return { rel: bindQuery(query, binder, scope, values), pairs };
    } catch (cause) {
      if (!(cause instanceof Needs) || cause.scope.given !== scope.given) throw cause;
      needs.push(cause.column);
    }
  }
}

export const keysOf = ({ pairs }: Inner): { left: Expr; right: Expr }[] =>
  pairs.map((p) => ({ left: col(p.outer), right: col(p.own) }));
/** The columns of an inner query join the rows of the outer one. */
export const attach = (env: Env, found: Inner, how: "inner" | "left"): void => {
  const { columns } = env.rel;
  env.rel = relation(keyed(env.rel, found.rel, keysOf(found), how, true).plan, columns);
};

export function only(found: Inner, at: Span, env: Env): Column {
  const [first, ...more] = found.rel.columns;
  if (first === undefined || more.length > 0)
    throw env.binder.source.error(
      at,
      `a query that stands for a value has one column, not ${found.rel.columns.length}`,
    );
  return first;
}

/** Whether a query gives one row at most (for each value that it reads of the outer one). */
const single = ({ body, limit }: Query): boolean =>
  (body.kind === "select" &&
    body.groupBy !== "all" &&
    body.groupBy.length === 0 &&
    body.items.some((i) => hasAggregate(i.value))) ||
  (limit?.count?.kind === "literal" && limit.count.text === "1" && !limit.percent);

/** The one value there may be; several are an error when the query runs. */
const theOne = (id: string): Expr => call("item", [col(id)], { allowEmpty: true });

/** The value of a query of one row; null where it has none. */
export function scalarQuery(query: Query, at: Span, env: Env): Expr {
  const found = inner(query, env);
  const { id } = only(found, at, env);
  const own = found.pairs.map((p) => col(p.own));
  if (own.length === 0) {
    const plan =
      single(query) && query.body.kind === "select" && query.limit === undefined
        ? found.rel.plan
        : resolveNode(select(found.rel.plan, [alias(theOne(id), id)]));
    attach(env, { ...found, rel: relation(plan, found.rel.columns) }, "inner");
  } else {
    const plan = single(query)
      ? found.rel.plan
      : resolveNode(groupBy(found.rel.plan, own, [alias(theOne(id), id)], false));
    attach(env, { ...found, rel: relation(plan, found.rel.columns) }, "left");
  }
  return col(id);
}

/** The rows of an inner query as one mark for each value that it reads. */
function marked(found: Inner, env: Env): { readonly inner: Inner; readonly mark: Expr } {
  const id = env.binder.fresh("found");
  const plan =
    found.pairs.length === 0
      ? resolveNode(select(found.rel.plan, [alias(call("gt", [call("len", []), lit(0)]), id)]))
      : resolveNode(
          groupBy(
            found.rel.plan,
            found.pairs.map((p) => col(p.own)),
            [alias(call("gt", [call("len", []), lit(0)]), id)],
            false,
          ),
        );
  return { inner: { ...found, rel: relation(plan, []) }, mark: call("coalesce", [col(id), lit(false, Bool)]) };
}

export function existsQuery(query: Query, env: Env): Expr {
  const { inner: one, mark } = marked(inner(query, env), env);
  attach(env, one, one.pairs.length === 0 ? "inner" : "left");
  return mark;
}

/** Keeps the rows for which a query has some row, or none. */
export function whereExists(e: Exists, not: boolean, env: Env): void {
  const found = inner(e.query, env);
  if (found.pairs.length > 0) {
    env.rel = keyed(env.rel, found.rel, keysOf(found), not ? "anti" : "semi", true);
    return;
  }
  const { inner: one, mark } = marked(found, env);
  attach(env, one, "inner");
  env.rel = onto(env.rel, (p) => filter(p, not ? call("not", [mark]) : mark));
}

/** `x in (select ...)` as a value: false, true, or null where a null leaves it open. */
export function inQuery(e: InQuery, env: Env): Expr {
  const x = bind(e.operand, env);
  const found = inner(e.query, env);
  const { id } = only(found, e, env);
  const { binder } = env;
  const [rows, values, hit] = [binder.fresh("rows"), binder.fresh("values"), binder.fresh("hit")];
  const own = found.pairs.map((p) => col(p.own));
  const counts = [alias(cast(call("len", []), Int64), rows), alias(cast(call("count", [col(id)]), Int64), values)];
  const counted = resolveNode(
    own.length === 0 ? select(found.rel.plan, counts) : groupBy(found.rel.plan, own, counts, false),
  );
  attach(env, { ...found, rel: relation(counted, []) }, own.length === 0 ? "inner" : "left");
  // A second copy of the values that are read, under names of their own.
  const again = found.pairs.map((p) => ({ outer: p.outer, own: binder.fresh(p.own) }));
  const value = binder.fresh("value");
  const different = resolveNode(
    unique(
      resolveNode(
        select(resolveNode(filter(found.rel.plan, call("isNotNull", [col(id)]))), [
          alias(col(id), value),
          ...found.pairs.map((p, i) => alias(col(p.own), (again[i] as { own: string }).own)),
          alias(lit(true, Bool), hit),
        ]),
      ),
      null,
      "any",
      false,
    ),
  );
  const { columns } = env.rel;
  const keys = [{ left: x, right: col(value) }, ...again.map((p) => ({ left: col(p.outer), right: col(p.own) }))];
  env.rel = relation(keyed(env.rel, relation(different, []), keys, "left", true).plan, columns);
  const open = call("or", [call("isNull", [x]), call("lt", [col(values), col(rows)])]);
  const out = call("when", [
    call("eq", [call("coalesce", [col(rows), lit(0)]), lit(0)]),
    lit(false, Bool),
    call("isNotNull", [col(hit)]),
    lit(true, Bool),
    open,
    lit(null, Bool),
    lit(false, Bool),
  ]);
  return e.not ? call("not", [out]) : out;
}

/** Keeps the rows of which several values together are, or are not, among the rows of a query. */
function whereRowIn(e: InQuery, items: readonly Ast[], env: Env): void {
  const values = items.map((i) => bind(i, env));
  const found = inner(e.query, env);
  const { columns } = found.rel;
  if (columns.length !== values.length)
    throw env.binder.source.error(e, `${values.length} values are looked for in a query of ${columns.length} columns`);
  const inside: Env = { ...env, rel: found.rel };
  if (e.not && (values.some((v) => nullableIn(env, v)) || columns.some((c) => nullableIn(inside, col(c.id)))))
    throw env.binder.source.error(
      e,
      "not in of several values that may be null is not supported; use not exists",
      "NOT_SUPPORTED",
    );
  const rows = where(
    found.rel,
    columns.map((c) => call("isNotNull", [col(c.id)])),
  );
  const keys = [...values.map((left, i) => ({ left, right: col((columns[i] as Column).id) })), ...keysOf(found)];
  const some = values.map((v) => call("isNotNull", [v]));
  if (!e.not)
    env.rel = onto(env.rel, (p) =>
      filter(
        p,
        some.reduce((a, b) => call("and", [a, b])),
      ),
    );
  env.rel = keyed(env.rel, rows, keys, e.not ? "anti" : "semi", found.pairs.length > 0);
}

/** Keeps the rows for which `x in (select ...)` is true. */
export function whereIn(e: InQuery, env: Env): void {
  if (e.operand.kind === "row" && e.operand.items.length > 1) {
    whereRowIn(e, e.operand.items, env);
    return;
  }
  const before = env.rel;
  const x = bind(e.operand, env);
  const found = inner(e.query, env);
  const out = only(found, e, env);
  const inside: Env = { ...env, rel: found.rel };
  if (e.not && (nullableIn(env, x) || nullableIn(inside, col(out.id)))) {
    env.rel = before;
    const condition = inQuery(e, env);
    env.rel = onto(env.rel, (p) => filter(p, condition));
    return;
  }
  const values = where(found.rel, [call("isNotNull", [col(out.id)])]);
  const keys = [{ left: x, right: col(out.id) }, ...keysOf(found)];
  env.rel = keyed(env.rel, values, keys, e.not ? "anti" : "semi", found.pairs.length > 0);
}

/** The values of a query's only column as a list, in its order. */
export function arrayQuery(query: Query, at: Span, env: Env): Expr {
  const found = inner(query, env);
  const { id } = only(found, at, env);
  const type = typeIn({ ...env, rel: found.rel }, col(id));
  const own = found.pairs.map((p) => col(p.own));
  const list = alias(call("implode", [col(id)]), id);
  const plan = resolveNode(
    own.length === 0 ? select(found.rel.plan, [list]) : groupBy(found.rel.plan, own, [list], false),
  );
  attach(env, { ...found, rel: relation(plan, found.rel.columns) }, own.length === 0 ? "inner" : "left");
  return call("coalesce", [col(id), lit([], List(type) as DataType)]);
}
