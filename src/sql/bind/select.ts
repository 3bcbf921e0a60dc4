import { alias, call, col, type Expr, type OrderKey } from "../../expr/node.ts";
import { filter, unique, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { columnName } from "../print/column-name.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { Select } from "../syntax/query.ts";
import type { OrderItem } from "../syntax/window.ts";
import { nameOf } from "./aggregates.ts";
import { conjunctsOf } from "./conjuncts.ts";
import { type Binder, type Env, typeIn } from "./env.ts";
import { bind, bindValue } from "./expression.ts";
import { gatherAll } from "./from.ts";
import { grouped } from "./grouping.ts";
import { connected, together } from "./joins.ts";
import { keyOf, ordered } from "./order.ts";
import { idsOf, limited, placeOf, type Tail } from "./query.ts";
import { type Column, onto, project, type Relation, relation, schemaIn } from "./relation.ts";
import { sampled } from "./sample.ts";
import { fold, type Scope } from "./scope.ts";
import { sqlTypeName } from "./sql-name.ts";
import { eachColumn, star, starLike } from "./star.ts";
import { whereExists, whereIn } from "./subquery.ts";
import { unnestItems } from "./unnested.ts";
import { oneRow } from "./values.ts";
import { hasAggregate, hasQuery } from "./walk.ts";

export interface Item {
  readonly name: string;
  readonly ast: Ast | null;
  readonly expr: Expr | null;
}

const shownColumns = (env: Env): readonly Column[] => env.scope.columns.filter((c) => c.hidden !== true);

/** The items of the list, with stars spelt out. */
function itemsOf(select: Select, env: Env): Item[] {
  return select.items.flatMap(({ value, alias: as }): Item[] => {
    if (value.kind === "star") return star(value, env).map(({ name, expr }) => ({ name, ast: null, expr }));
    const liked = starLike(value, env);
    if (liked !== null) return liked.map((i) => ({ ...i, ast: null }));
    const fields = as === undefined ? unnestedFields(value, env) : null;
    if (fields !== null) return fields;
    const each = eachColumn(value, env);
    if (each !== null) return each.map(({ name, ast }) => ({ name: as?.name ?? name, ast, expr: null }));
    const place = value.kind === "position" ? shownColumns(env)[Number(value.text) - 1]?.name : undefined;
    return [{ name: as?.name ?? place ?? columnName(value), ast: value, expr: null }];
  });
}

/** `unnest` of a struct: its fields, a column each. */
function unnestedFields(e: Ast, env: Env): Item[] | null {
  if (e.kind !== "call" || e.over !== undefined || nameOf(e) !== "unnest") return null;
  const of = e.args[0]?.value;
  if (of === undefined || hasAggregate(of)) return null;
  const x = bind(of, env);
  const type = typeIn(env, x);
  if (type.id !== "Struct") return null;
  return type.fields.map((f) => ({ name: f.name, ast: null, expr: call("struct.field", [x], { name: f.name }) }));
}

/** What is true or false, not a number or a text. */
function conditionOf(e: Ast, env: Env): Expr {
  const out = bind(e, env);
  const type = typeIn(env, out);
  if (type.id !== "Bool" && type.id !== "Null")
    throw env.binder.source.error(
      e,
      `${env.clause} takes a condition, which is true or false, not ${sqlTypeName(type)}`,
      "TYPE_MISMATCH",
    );
  return out;
}

/** Keeps the rows where a condition holds; queries in it join the rows first. */
export function keep(e: Ast, env: Env): void {
  if (e.kind === "exists") whereExists(e, false, env);
  else if (e.kind === "unary" && e.op === "not" && e.operand.kind === "exists") whereExists(e.operand, true, env);
  else if (e.kind === "inQuery") whereIn(e, env);
  else {
    const condition = conditionOf(e, env);
    env.rel = onto(env.rel, (p) => filter(p, condition));
  }
}

export function bindSelect(
  select: Select,
  tail: Tail,
  binder: Binder,
  around: Scope,
  values: Relation | null,
): Relation {
  const gathered = gatherAll(select.from, binder, { ...around, columns: [], aliases: new Map() });
  const parts = [...(values === null ? [] : [values]), ...gathered.parts];
  if (parts.length === 0) parts.push(oneRow(binder));
  const aliases = new Map<string, Ast>();
  for (const { value, alias: as } of select.items)
    if (as !== undefined && !aliases.has(fold(as.name))) aliases.set(fold(as.name), value);

  const all = together(parts);
  let env: Env = {
    binder,
    scope: { ...around, columns: all.columns, aliases },
    rel: all,
    group: null,
    named: new Map(select.windows.map((w) => [fold(w.name.name), w.window])),
    clause: "WHERE",
    windows: false,
    lambda: null,
  };
  const conditions = [...gathered.conditions, ...(select.where === undefined ? [] : [select.where])].flatMap(
    conjunctsOf,
  );
  const plain = conditions.filter((c) => !hasQuery(c));
  env.rel = connected(
    parts,
    plain.map((c) => conditionOf(c, env)),
  );
  env.rel = relation(env.rel.plan, all.columns);
  env = { ...env, shares: true };
  for (const c of conditions) if (hasQuery(c)) keep(c, env);

  if (select.sample !== undefined) env.rel = sampled(select.sample, env.rel, binder);
  const items = itemsOf(select, env);
  const later = [items.map((i) => i.ast), select.having, select.qualify, tail.order.map((o) => o.value)];
  const groups =
    select.groupBy === "all" || select.groupBy.length > 0 || hasAggregate(later) || select.having !== undefined;
  const rows: Env = groups ? grouped(select, items, later, env, values) : { ...env, clause: "SELECT", windows: true };
  if (select.having !== undefined) {
    const having: Env = { ...rows, clause: "HAVING" };
    for (const c of conjunctsOf(select.having)) keep(c, having);
    rows.rel = having.rel;
  }
  const { index } = schemaIn(rows.rel);
  for (const [i, { expr }] of items.entries())
    if (groups && expr?.kind === "col" && !index.has(expr.name))
      throw binder.source.error(
        (select.items[Math.min(i, select.items.length - 1)] as { value: Ast }).value,
        `"${(items[i] as Item).name}" is neither in GROUP BY nor inside of an aggregate; group by it, or take any_value(${(items[i] as Item).name})`,
      );
  return outputs(select, items, tail, rows, values);
}

/** Columns of one name get a number behind it, as frames have one of each. */
function distinctNames(items: readonly Item[]): string[] {
  const seen = new Set<string>();
  return items.map(({ name }) => {
    let unique = name;
    for (let n = 1; seen.has(unique); n++) unique = `${name}_${n}`;
    seen.add(unique);
    return unique;
  });
}

function outputs(select: Select, items: readonly Item[], tail: Tail, env: Env, values: Relation | null): Relation {
  const { binder } = env;
  const rows: Env = unnestItems(
    items.map((i) => i.ast),
    { ...env, windows: true, clause: "SELECT" },
  );
  const exprs = items.map((i) => i.expr ?? bindValue(i.ast as Ast, rows));
  const names = distinctNames(items);
  const columns = names.map((name): Column => ({ name, table: null, id: binder.fresh(name) }));
  const made = columns.map((c, i) => ({ id: c.id, expr: exprs[i] as Expr }));

  const extra: { id: string; expr: Expr }[] = [];
  const different = select.distinct !== false;
  const orderKey = (item: OrderItem): OrderKey => {
    const value = item.value as Ast;
    const place = placeOf(value);
    if (place !== null) {
      const column = columns[place - 1];
      if (column === undefined)
        throw binder.source.error(value, `there is no column ${place}: the query has ${columns.length}`);
      return keyOf(col(column.id), item);
    }
    if (value.kind === "column" && value.path.length === 1) {
      const name = fold((value.path[0] as { name: string }).name);
      const at = select.items.findIndex((i) => i.alias !== undefined && fold(i.alias.name) === name);
      const shown = at < 0 ? -1 : columns.findIndex((c) => fold(c.name) === name);
      if (shown >= 0) return keyOf(col((columns[shown] as Column).id), item);
    }
    const expr = ordered(value, rows);
    const same = made.find(
      (m) => m.expr === expr || (expr.kind === "col" && m.expr.kind === "col" && m.expr.name === expr.name),
    );
    if (same !== undefined) return keyOf(col(same.id), item);
    const id = binder.fresh("order");
    extra.push({ id, expr });
    return keyOf(col(id), item);
  };
  const by =
    tail.orderAll !== null
      ? columns.map((c) => keyOf(col(c.id), tail.orderAll as OrderItem))
      : tail.order.map(orderKey);
  const on = Array.isArray(select.distinct)
    ? (select.distinct as readonly Ast[]).map((e) => {
        const id = binder.fresh("on");
        extra.push({ id, expr: bind(e, rows) });
        return id;
      })
    : null;
  if (different && on === null && extra.length > 0)
    throw binder.source.error(tail.order[0]?.value as Ast, "with DISTINCT, rows are ordered by columns of the list");
  const own = idsOf(values).map((e) => ({ id: (e as { name: string }).name, expr: e }));
  if (select.qualify !== undefined) {
    // Windows see the rows that are about to be left out.
    for (const m of [...made, ...extra]) {
      if (m.expr.kind === "col") continue;
      const id = binder.fresh("before");
      rows.rel = onto(rows.rel, (p) => withColumns(p, [alias(m.expr, id)]));
      m.expr = col(id);
    }
    keep(select.qualify, rows);
  }
  let plan = project(rows.rel, [...made, ...extra, ...own]);
  if (on !== null) {
    plan = limited(plan, by, { ...tail, limit: null, share: null, offset: 0 }, binder, values);
    plan = resolveNode(unique(plan, [...on, ...own.map((o) => o.id)], "first", true));
  } else if (different) plan = resolveNode(unique(plan, null, "any", false));
  plan = limited(plan, by, tail, binder, values);
  const wanted = [...columns.map((c) => c.id), ...own.map((o) => o.id)];
  return relation(
    extra.length === 0
      ? plan
      : project(
          relation(plan, []),
          wanted.map((id) => ({ id, expr: col(id) })),
        ),
    columns,
  );
}
