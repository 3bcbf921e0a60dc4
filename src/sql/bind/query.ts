import { Float64, Int64 } from "../../arrow/types.ts";
import { alias, call, cast, col, type Expr, lit, type OrderKey, over } from "../../expr/node.ts";
import { supertype } from "../../expr/supertype.ts";
import { concat, filter, join, type Plan, select, slice, sort, unique, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Expr as Ast, Subquery } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import type { Body, Query, SampleBy, Select, SetOperation } from "../syntax/query.ts";
import type { OrderItem } from "../syntax/window.ts";
import { descriptionOf } from "./describe.ts";
import { type Binder, type Env, typeIn } from "./env.ts";
import { bind } from "./expression.ts";
import { envOf, gatherAll, namedTable, tableOf } from "./from.ts";
import { together } from "./joins.ts";
import { keyOf } from "./order.ts";
import { pivotSelect } from "./pivot.ts";
import { reads, recursiveCte } from "./recursive.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import { rowNumberOver } from "./row-number.ts";
import { filledGaps, sampledSelect } from "./sample-by.ts";
import { type Cte, fold, type Scope } from "./scope.ts";
import { bindSelect } from "./select.ts";
import { unpivoted } from "./unpivot.ts";
import { oneRow, rowsOf } from "./values.ts";

/** How the rows of a query come out: in which order, which of them. */
export interface Tail {
  readonly order: readonly OrderItem[];
  readonly orderAll: OrderItem | null;
  readonly limit: number | null;
  /** The percentage of the rows, rounded down, that is kept instead. */
  readonly share: number | null;
  readonly offset: number;
}
const NO_TAIL: Tail = { order: [], orderAll: null, limit: null, share: null, offset: 0 };

/** The number that sums and products of written numbers come to. */
function constantOf(e: Expr): number {
  if (e.kind === "lit" && typeof e.value !== "object") return Number(e.value);
  if (e.kind === "cast") return constantOf(e.input);
  if (e.kind !== "call" || e.args.length !== 2) return Number.NaN;
  const [a, b] = e.args.map(constantOf) as [number, number];
  return e.fn === "add" ? a + b : e.fn === "sub" ? a - b : e.fn === "mul" ? a * b : Number.NaN;
}

/** The number that a query gives, which is run before. */
function answered(e: Subquery, binder: Binder, scope: Scope, what: string): number | null {
  const key = `${what} ${e.start}`;
  const known = binder.values[key];
  if (known === undefined) {
    const rel = bindQuery(e.query, binder, { ...scope, columns: [], aliases: new Map() }, null);
    const [first] = rel.columns;
    const plan = resolveNode(select(rel.plan, [alias(cast(col((first as Column).id), Int64), "value")]));
    return binder.ask(key, plan, e, `what ${what} comes to is not known before its query has run: collect it`);
  }
  const [value = null] = known;
  if (known.length > 1 || (value !== null && Number(value) < 0))
    throw binder.source.error(e, `the query of ${what} gives one whole number from 0 on`);
  return value === null ? null : Number(value);
}
/** A share of the rows that is written out. */
function percentage(e: Ast, binder: Binder, scope: Scope): number {
  const env: Env = { binder, scope, rel: oneRow(binder), group: null, clause: "LIMIT", windows: false, lambda: null };
  const value = constantOf(bind(e, env));
  if (!(value >= 0 && value <= 100))
    throw binder.source.error(e, "LIMIT takes a share from 0 to 100 percent, written out");
  return value;
}

/** A number that is written out, for `limit` and the like. */
function number(e: Ast, binder: Binder, scope: Scope, what: string): number | null {
  if (e.kind === "subquery") return answered(e, binder, scope, what);
  const env: Env = { binder, scope, rel: oneRow(binder), group: null, clause: what, windows: false, lambda: null };
  const bound = bind(e, env);
  if (bound.kind === "lit" && bound.value === null) return null;
  const value = constantOf(bound);
  if (!Number.isSafeInteger(value) || value < 0)
    throw binder.source.error(e, `${what} takes a whole number from 0 on, written out or as a parameter`);
  return value;
}

function tailOf(q: Query, binder: Binder, scope: Scope): Tail {
  const { orderBy, limit, offset } = q;
  return {
    order: orderBy === undefined || orderBy.all ? [] : orderBy.items,
    orderAll: orderBy?.all ? (orderBy.items[0] as OrderItem) : null,
    limit: limit?.count === undefined || limit.percent ? null : number(limit.count, binder, scope, "LIMIT"),
    share: limit?.percent === true ? percentage(limit.count as Ast, binder, scope) : null,
    offset: offset === undefined ? 0 : (number(offset, binder, scope, "OFFSET") ?? 0),
  };
}

function withCtes(q: Query, binder: Binder, scope: Scope): Scope {
  if (q.ctes.length === 0) return scope;
  const ctes = new Map<string, Cte>(scope.ctes);
  let out: Scope = { ...scope, ctes };
  for (const cte of q.ctes) {
    const within: Scope = { ...out, columns: [] };
    const rel =
      q.recursive && reads(cte.query, fold(cte.name.name))
        ? recursiveCte(cte, binder, withCtes(cte.query, binder, within), (body, inside) =>
            bindBody(body, NO_TAIL, binder, inside, null),
          )
        : bindQuery(cte.query, binder, within, null);
    const names = cte.columns.map((c) => c.name);
    if (names.length > rel.columns.length)
      throw binder.source.error(
        cte,
        `"${cte.name.name}" has ${rel.columns.length} columns, but ${names.length} names are given`,
      );
    ctes.set(fold(cte.name.name), {
      plan: rel.plan,
      columns: rel.columns.map((c, i) => ({ name: names[i] ?? c.name, id: c.id })),
    });
    out = { ...out, ctes };
  }
  return out;
}
/** A query's rows: its columns are what it gives. `values` are columns of an outer query, which stay in the plan. */
export function bindQuery(q: Query, binder: Binder, around: Scope, values: Relation | null): Relation {
  const scope = withCtes(q, binder, around);
  return bindBody(q.body, tailOf(q, binder, scope), binder, scope, values);
}

function bindBody(body: Body, tail: Tail, binder: Binder, scope: Scope, values: Relation | null): Relation {
  switch (body.kind) {
    case "select":
      if (body.sampleBy !== undefined) return finished(sampledRows(body, binder, scope), tail, binder, scope, values);
      return bindSelect(body, tail, binder, scope, values);
    case "query":
      return finished(bindQuery(body, binder, scope, values), tail, binder, scope, values);
    case "setOperation":
      return finished(setOperation(body, binder, scope, values), tail, binder, scope, values);
    case "values":
      return finished(rowsOf(body, binder, scope, values), tail, binder, scope, values);
    case "describe": {
      const { target } = body;
      const of = Array.isArray(target) ? namedTable(target as readonly Ident[], binder, scope) : undefined;
      const rel =
        of ?? (target === undefined ? null : bindQuery(target as Query, binder, { ...scope, columns: [] }, null));
      return finished(descriptionOf(body, rel, binder), tail, binder, scope, values);
    }
    case "pivotQuery": {
      const rel = tableOf(body.input, binder, { ...scope, columns: [], aliases: new Map() });
      return finished(
        bindQuery(
          pivotSelect(body, rel.columns, binder, (q) => subquery(q, binder, scope)),
          binder,
          scope,
          null,
        ),
        tail,
        binder,
        scope,
        values,
      );
    }
    case "unpivotQuery": {
      const rel = tableOf(body.input, binder, { ...scope, columns: [], aliases: new Map() });
      return finished(unpivoted(body, envOf(binder, scope, rel, "UNPIVOT")), tail, binder, scope, values);
    }
  }
}

/** The rows of a SAMPLE BY, in the order of time. */
function sampledRows(body: Select, binder: Binder, scope: Scope): Relation {
  const by = body.sampleBy as SampleBy;
  const from = gatherAll(body.from, binder, { ...scope, columns: [], aliases: new Map() }).parts;
  const env = envOf(binder, scope, together(from), "SAMPLE BY");
  const isTime = (name: string): boolean =>
    env.rel.columns.some((c) => fold(c.name) === fold(name) && /^Date/.test(typeIn(env, col(c.id)).id));
  const sampled = sampledSelect(body, by, isTime, env);
  return filledGaps(bindSelect(sampled.select, NO_TAIL, binder, scope, null), sampled, by, env);
}

/** The derived table of a FROM clause. */
export const subquery = (q: Query, binder: Binder, scope: Scope): Relation =>
  bindQuery(q, binder, { ...scope, columns: [], aliases: new Map() }, null);

export const idsOf = (values: Relation | null): Expr[] => (values === null ? [] : values.columns.map((c) => col(c.id)));

/** The rows in order, and as many as wanted: of each value of the outer query, where there is one. */
export function limited(
  plan: Plan,
  by: readonly OrderKey[],
  tail: Tail,
  binder: Binder,
  values: Relation | null,
): Plan {
  const sorted = by.length === 0 ? plan : resolveNode(sort(plan, by));
  if (tail.limit === null && tail.offset === 0 && tail.share === null) return sorted;
  if (values === null && tail.share === null) return resolveNode(slice(sorted, tail.offset, tail.limit));
  const id = binder.fresh("place");
  const numbered = resolveNode(withColumns(sorted, [alias(rowNumberOver(idsOf(values), by), id)]));
  const above = call("gt", [col(id), lit(tail.offset)]);
  const most = lastPlace(tail, values);
  const kept = most === null ? above : call("and", [above, call("le", [col(id), most])]);
  const out = resolveNode(filter(numbered, kept));
  return resolveNode(
    select(
      out,
      schemaOf(sorted).fields.map((f) => col(f.name)),
    ),
  );
}

/** The place of the last row that is kept; null where all are. */
function lastPlace({ limit, share, offset }: Tail, values: Relation | null): Expr | null {
  if (share === null) return limit === null ? null : lit(offset + limit);
  const rows = over(cast(call("len", []), Float64), idsOf(values));
  return call("add", [
    call("floor", [call("div", [call("mul", [rows, lit(share, Float64)]), lit(100, Float64)])]),
    lit(offset),
  ]);
}

/** Order and limit over finished columns. */
function finished(rel: Relation, tail: Tail, binder: Binder, scope: Scope, values: Relation | null): Relation {
  if (tail === NO_TAIL) return rel;
  const env: Env = {
    binder,
    scope: { ...scope, columns: rel.columns, aliases: new Map() },
    rel,
    group: null,
    clause: "ORDER BY",
    windows: false,
    lambda: null,
  };
  const by =
    tail.orderAll !== null
      ? rel.columns.map((c) => keyOf(col(c.id), tail.orderAll as OrderItem))
      : tail.order.map((item) => {
          const value = item.value as Ast;
          const place = placeOf(value);
          if (place === null) return keyOf(bind(value, env), item);
          const column = rel.columns[place - 1];
          if (column === undefined)
            throw binder.source.error(value, `there is no column ${place}: the query has ${rel.columns.length}`);
          return keyOf(col(column.id), item);
        });
  return relation(limited(rel.plan, by, tail, binder, values), rel.columns);
}

/** `order by 2`: a whole number that is written out is a place. */
export const placeOf = (e: Ast): number | null =>
  e.kind === "literal" && e.type === "number" && /^\d+$/.test(e.text) ? Number(e.text) : null;

/** The other side's rows under the first one's columns, by place or by name. */
function setOperation(op: SetOperation, binder: Binder, scope: Scope, values: Relation | null): Relation {
  const inputs = op.inputs.map((b) => bindBody(b, NO_TAIL, binder, scope, values));
  const first = inputs[0] as Relation;
  const names: readonly Column[] = op.byName
    ? [...new Map(inputs.flatMap((r) => r.columns.map((c) => [fold(c.name), c] as const))).values()]
    : first.columns;
  const outputs = names.map((c): Column => ({ name: c.name, table: null, id: binder.fresh(c.name) }));
  const typeAt = (r: Relation, c: Column): ReturnType<typeof supertype> =>
    schemaOf(r.plan).fields[schemaOf(r.plan).index.get(c.id) as number]?.type ?? null;
  const sides = inputs.map((r) => {
    if (!op.byName && r.columns.length !== first.columns.length)
      throw binder.source.error(
        op,
        `${op.op} joins queries of as many columns: ${first.columns.length} and ${r.columns.length}`,
      );
    return names.map((n, i) => (op.byName ? r.columns.find((c) => fold(c.name) === fold(n.name)) : r.columns[i]));
  });
  const types = names.map((n, i) =>
    sides
      .map((s, k) => (s[i] === undefined ? null : typeAt(inputs[k] as Relation, s[i] as Column)))
      .filter((t) => t !== null)
      .reduce((a, b) => {
        const type = supertype(a, b);
        if (type === null)
          throw binder.source.error(
            op,
            `column "${n.name}" of ${op.op} has types that do not meet: ${a.id} and ${b.id}; cast one of them`,
            "TYPE_MISMATCH",
          );
        return type;
      }),
  );
  const plans = inputs.map((r, k) =>
    resolveNode(
      select(r.plan, [
        ...outputs.map((o, i) => {
          const c = sides[k]?.[i];
          return alias(c === undefined ? cast(lit(null), types[i] as never) : cast(col(c.id), types[i] as never), o.id);
        }),
        ...idsOf(values),
      ]),
    ),
  );
  const together = plans.reduce((a, b) => {
    if (op.op === "union") return resolveNode(concat([a, b], "verticalRelaxed"));
    return matched(a, b, op, binder);
  });
  const plan = op.all || op.op !== "union" ? together : resolveNode(unique(together, null, "any", false));
  return relation(plan, outputs);
}

/** `intersect` and `except`: different rows, or as many of each as the sides have. */
function matched(a: Plan, b: Plan, op: SetOperation, binder: Binder): Plan {
  const names = schemaOf(a).fields.map((f) => f.name);
  const copy = names.map((n) => binder.fresh(n));
  const left = names.map(col) as Expr[];
  let [one, other] = [
    a,
    resolveNode(
      select(
        b,
        names.map((n, i) => alias(col(n), copy[i] as string)),
      ),
    ),
  ];
  const right = copy.map(col) as Expr[];
  if (op.all) {
    const [x, y] = [binder.fresh("copy"), binder.fresh("copy")];
    one = resolveNode(withColumns(one, [alias(rowNumberOver(left), x)]));
    other = resolveNode(withColumns(other, [alias(rowNumberOver(right), y)]));
    left.push(col(x));
    right.push(col(y));
  } else one = resolveNode(unique(one, null, "any", false));
  const how = op.op === "intersect" ? "semi" : "anti";
  const kept = resolveNode(
    join(one, other, left, right, {
      how,
      suffix: "_right",
      coalesce: false,
      nullsEqual: true,
      validate: "m:m",
      maintainOrder: "none",
    }),
  );
  return op.all ? resolveNode(select(kept, names.map(col))) : kept;
}
