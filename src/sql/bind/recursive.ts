import { field, schema } from "../../arrow/schema.ts";
import { alias, cast, col } from "../../expr/node.ts";
import { frame, frameOf, select } from "../../plan/node.ts";
import { recursive } from "../../plan/recursive-node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Ident } from "../syntax/node.ts";
import type { Body, Cte as CteSyntax, Query, SetOperation } from "../syntax/query.ts";
import type { Binder } from "./env.ts";
import { type Relation, relation } from "./relation.ts";
import { type Cte, fold, type Scope } from "./scope.ts";

/** Whether a part of the syntax reads a table of a name. */
export const reads = (q: unknown, name: string): boolean => {
  if (Array.isArray(q)) return q.some((x) => reads(x, name));
  if (typeof q !== "object" || q === null) return false;
  const { kind, path } = q as { readonly kind?: string; readonly path?: readonly Ident[] };
  if (kind === "table" && path?.length === 1 && fold(path[0]?.name ?? "") === name) return true;
  return Object.values(q).some((x) => typeof x === "object" && reads(x, name));
};

const bodyOf = (q: Query): Body => (q.body.kind === "query" && q.ctes.length === 0 ? bodyOf(q.body) : q.body);

/** A CTE that reads itself: the rows of its first part, and what its last one makes of them again and again. */
export function recursiveCte(
  cte: CteSyntax,
  binder: Binder,
  scope: Scope,
  bindBody: (body: Body, scope: Scope) => Relation,
): Relation {
  const { source } = binder;
  const name = fold(cte.name.name);
  const body = bodyOf(cte.query);
  const wrong = (why: string): never => {
    throw source.error(cte, `"${cte.name.name}" reads itself: ${why}`);
  };
  if (body.kind !== "setOperation" || body.op !== "union" || body.byName)
    return wrong("it is a first query, UNION or UNION ALL, and a query that reads it");
  if (cte.usingKey.length > 0) throw source.error(cte, "USING KEY is not supported", "NOT_SUPPORTED");
  if (cte.query.orderBy !== undefined || cte.query.limit !== undefined || cte.query.offset !== undefined)
    return wrong("it takes no ORDER BY and no LIMIT; put them into the query around it");
  const first = body.inputs.filter((b) => !reads(b, name));
  const again = body.inputs.filter((b) => reads(b, name));
  if (first.length === 0) return wrong("one of its parts must not");
  const union = (inputs: readonly Body[], all: boolean): Body =>
    inputs.length === 1 ? (inputs[0] as Body) : ({ ...body, inputs, all } as SetOperation);
  const base = bindBody(union(first, true), scope);
  const names = cte.columns.map((c) => c.name);
  if (names.length > base.columns.length)
    return wrong(`it has ${base.columns.length} columns, but ${names.length} names are given`);
  const { fields, index } = schemaOf(base.plan);
  const columns = base.columns.map((c, i) => {
    const type = fields[index.get(c.id) as number]?.type as never;
    return { name: names[i] ?? c.name, id: binder.fresh(c.name), from: c.id, type };
  });
  const self = frameOf(schema(columns.map((c) => field(c.id, c.type, true))), []);
  const inside = new Map<string, Cte>(scope.ctes);
  inside.set(name, { plan: frame(self), columns });
  const step = bindBody(union(again, true), { ...scope, ctes: inside });
  if (step.columns.length !== columns.length)
    return wrong(`its parts have ${columns.length} and ${step.columns.length} columns`);
  const start = resolveNode(
    select(
      base.plan,
      columns.map((c) => alias(col(c.from), c.id)),
    ),
  );
  const next = resolveNode(
    select(
      step.plan,
      columns.map((c, i) => alias(cast(col((step.columns[i] as { id: string }).id), c.type), c.id)),
    ),
  );
  const plan = resolveNode(recursive(start, next, self, !body.all));
  return relation(
    plan,
    columns.map(({ name: n, id }) => ({ name: n, table: null, id })),
  );
}
