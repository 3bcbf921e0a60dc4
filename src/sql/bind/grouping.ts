import { Int64 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { alias, call, cast, col, type Expr, lit } from "../../expr/node.ts";
import { concat, groupBy, join, type Plan, select, withColumns } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { schemaOf } from "../../plan/schema.ts";
import type { Expr as Ast } from "../syntax/expr.ts";
import type { Grouping, Select } from "../syntax/query.ts";
import { aggregate, isGrouping, nameOf } from "./aggregates.ts";
import type { Env } from "./env.ts";
import { bind } from "./expression.ts";
import { keyOfExpr } from "./key.ts";
import { placeOf } from "./query.ts";
import { type Column, type Relation, relation } from "./relation.ts";
import { find, fold, Needs } from "./scope.ts";
import type { Item } from "./select.ts";
import { groupingCalls, hasAggregate, hasQuery, hasWindow, visitLevel } from "./walk.ts";

/** Aggregates that have a value over no rows: none. */
const COUNTS: ReadonlySet<string> = new Set(["count", "count_star", "countif", "count_if"]);

interface Key {
  readonly id: string;
  readonly expr: Expr;
  readonly text: string;
}

/** An item of the list by its place or alias, else the expression itself. */
function meant(e: Ast, select: Select, items: readonly Item[], env: Env): Ast {
  const place = placeOf(e);
  if (place !== null) {
    const item = items[place - 1];
    if (item?.ast == null) throw env.binder.source.error(e, `there is no column ${place} to group by`);
    return item.ast;
  }
  if (e.kind !== "column" || e.path.length !== 1) return e;
  if (find(env.binder.source, { ...env.scope, aliases: new Map(), parent: null }, e.path) !== null) return e;
  const name = fold((e.path[0] as { name: string }).name);
  return select.items.find((i) => i.alias !== undefined && fold(i.alias.name) === name)?.value ?? e;
}

/** The sets of keys, each by the places of its keys. */
function setsOf(groupings: readonly Grouping[], add: (e: Ast) => number): readonly (readonly number[])[] {
  const of = (g: Grouping): readonly (readonly number[])[] => {
    switch (g.type) {
      case "key":
        return [g.value.kind === "row" ? g.value.items.map(add) : [add(g.value)]];
      case "empty":
        return [[]];
      case "rollup": {
        const keys = g.keys.map((k) => (k.kind === "row" ? k.items.map(add) : [add(k)]));
        return Array.from({ length: keys.length + 1 }, (_, n) => keys.slice(0, keys.length - n).flat());
      }
      case "cube": {
        const keys = g.keys.map((k) => (k.kind === "row" ? k.items.map(add) : [add(k)]));
        return Array.from({ length: 2 ** keys.length }, (_, bits) =>
          keys.filter((_k, i) => !((bits >> (keys.length - 1 - i)) & 1)).flat(),
        );
      }
      case "sets":
        return g.sets.flatMap(of);
    }
  };
  return groupings
    .map(of)
    .reduce<readonly (readonly number[])[]>((all, sets) => all.flatMap((a) => sets.map((s) => [...a, ...s])), [[]]);
}

/** The rows behind the grouping: one a group, with a column for each key and aggregate that the query names. */
export function grouped(query: Select, items: readonly Item[], later: unknown, env: Env, values: Relation | null): Env {
  const { binder } = env;
  const input: Env = { ...env, clause: "GROUP BY" };
  const keys: Key[] = [];
  const addKey = (expr: Expr, name: string): number => {
    const text = keyOfExpr(expr);
    const known = keys.findIndex((k) => k.text === text);
    return known >= 0 ? known : keys.push({ id: expr.kind === "col" ? expr.name : binder.fresh(name), expr, text }) - 1;
  };
  // A key with a query in it is known by where it is written: bound again, it joins other columns.
  const places = new Map<Ast, number>();
  const add = (e: Ast): number => {
    const ast = meant(e, query, items, input);
    if (hasAggregate(ast)) throw binder.source.error(e, "a key of GROUP BY holds no aggregate");
    const place = addKey(bind(ast, input), "key");
    places.set(ast, place);
    return place;
  };
  const groupings: readonly Grouping[] =
    query.groupBy === "all"
      ? items.flatMap((i): Grouping[] =>
          i.ast === null || hasAggregate(i.ast) || hasWindow(i.ast) ? [] : [{ type: "key", value: i.ast }],
        )
      : query.groupBy;
  if (query.groupBy === "all") for (const i of items) if (i.expr !== null) addKey(i.expr, i.name);
  const sets = setsOf(groupings, add);
  if (sets.length > 4096) throw binder.source.error(query, "more than 4,096 grouping sets", "LIMIT_EXCEEDED");
  const implicit = groupings.length === 0 && keys.length === 0;
  const own = (values?.columns ?? []).map((c) => addKey(col(c.id), c.id));

  const aggs = new Map<string, { readonly id: string; readonly expr: Expr; readonly count: boolean }>();
  const inside: Env = { ...input, clause: "the argument of an aggregate" };
  // A query in an argument joins rows each time that it is bound.
  const made = new Map<Ast, string>();
  const aggregateOf = (c: Parameters<typeof aggregate>[0]): string => {
    const before = made.get(c);
    if (before !== undefined) return before;
    const expr = aggregate(c, inside);
    const text = keyOfExpr(expr);
    const known = aggs.get(text);
    if (known !== undefined) {
      made.set(c, known.id);
      return known.id;
    }
    const id = binder.fresh(nameOf(c));
    made.set(c, id);
    aggs.set(text, { id, expr, count: COUNTS.has(nameOf(c)) });
    return id;
  };
  for (const c of groupingCalls(later)) aggregateOf(c);

  const rel = inside.rel;
  const exprs = [...aggs.values()];
  const whole = query.groupBy === "all" ? [keys.map((_, i) => i)] : sets;
  const marks = asksForGrouping(later) ? keys.map(() => binder.fresh("grouping")) : [];
  const plans = whole.map((set) =>
    oneSet(
      rel.plan,
      keys,
      [...new Set([...set, ...own])],
      exprs,
      keys.length > 0 && (sets.length > 1 || marks.length > 0),
      marks,
      binder,
    ),
  );
  let plan = plans.length === 1 ? (plans[0] as Plan) : resolveNode(concat(plans, "verticalRelaxed"));
  if (implicit && values !== null) plan = completed(plan, values, exprs, env);
  const ids = new Set(keys.map((k) => k.id));
  const columns = env.scope.columns.filter((c) => ids.has(c.id));
  const out: Env = { ...env, rel: relation(plan, columns), clause: "SELECT", windows: true };
  const texts = new Map(keys.map((k) => [k.text, k.id]));
  const before: Env = { ...env };
  const match = (e: Ast): Expr | null => {
    if (e.kind === "call" && isGroupingCall(e))
      // One bit a key, the last key's the lowest: 1 where the row is of all its values.
      return e.args
        .map((a) => {
          const at = keys.findIndex((k) => k.text === keyOfExpr(bind(a.value, { ...before, rel })));
          if (at < 0) throw binder.source.error(a.value, "grouping() takes keys of GROUP BY");
          return col(marks[at] as string);
        })
        .reduce((all, bit) => call("add", [call("mul", [all, lit(2n, Int64)]), bit]), lit(0n, Int64) as Expr);
    if (e.kind === "call" && isGrouping(e)) return col(aggregateOf(e));
    const place = places.get(e);
    if (place !== undefined) return col((keys[place] as Key).id);
    if (e.kind === "literal" || hasAggregate(e) || hasQuery(e) || hasWindow(e)) return null;
    if (e.kind === "column" && find(binder.source, env.scope, e.path)?.kind === "alias") return null;
    let text: string;
    try {
      text = keyOfExpr(bind(e, { ...before, rel }));
    } catch (cause) {
      // What cannot be bound before the groups is no key of theirs; said where it is bound behind them.
      if (cause instanceof PolaroidError || cause instanceof Needs) return null;
      throw cause;
    }
    const id = texts.get(text);
    return id === undefined ? null : col(id);
  };
  return { ...out, group: { match } };
}

function oneSet(
  input: Plan,
  keys: readonly Key[],
  set: readonly number[],
  aggs: readonly { readonly id: string; readonly expr: Expr }[],
  fill: boolean,
  marks: readonly string[],
  binder: Env["binder"],
): Plan {
  const made = aggs.map((a) => alias(a.expr, a.id));
  const used = set.map((i) => keys[i] as Key);
  let plan: Plan;
  if (used.length === 0)
    plan = resolveNode(select(input, made.length === 0 ? [alias(call("len", []), binder.fresh("rows"))] : made));
  else
    plan = resolveNode(
      groupBy(
        input,
        used.map((k) => (k.expr.kind === "col" ? k.expr : alias(k.expr, k.id))),
        made,
        false,
      ),
    );
  if (!fill) return plan;
  const types = new Map(
    schemaOf(
      resolveNode(
        select(
          input,
          keys.map((k) => alias(k.expr, k.id)),
        ),
      ),
    ).fields.map((f) => [f.name, f.type]),
  );
  return resolveNode(
    select(plan, [
      ...keys.map((k, i) => (set.includes(i) ? col(k.id) : alias(cast(lit(null), types.get(k.id) as never), k.id))),
      ...aggs.map((a) => col(a.id)),
      ...marks.map((id, i) => alias(lit(set.includes(i) ? 0n : 1n, Int64), id)),
    ]),
  );
}

const GROUPING: ReadonlySet<string> = new Set(["grouping", "grouping_id"]);
const isGroupingCall = (e: Ast): boolean => e.kind === "call" && e.over === undefined && GROUPING.has(nameOf(e));
function asksForGrouping(e: unknown): boolean {
  let found = false;
  visitLevel(e, (x) => {
    found ||= isGroupingCall(x);
    return !found;
  });
  return found;
}

/** A row for every value of the outer query, also where the inner one had no rows. */
function completed(
  plan: Plan,
  values: Relation,
  aggs: readonly { readonly id: string; readonly count: boolean }[],
  env: Env,
): Plan {
  const copy = values.columns.map((c): Column => ({ ...c, id: env.binder.fresh(c.name) }));
  const right = resolveNode(
    select(plan, [
      ...values.columns.map((c, i) => alias(col(c.id), (copy[i] as Column).id)),
      ...aggs.map((a) => col(a.id)),
    ]),
  );
  const all = resolveNode(
    join(
      values.plan,
      right,
      values.columns.map((c) => col(c.id)),
      copy.map((c) => col(c.id)),
      {
        how: "left",
        suffix: "_right",
        coalesce: false,
        nullsEqual: true,
        validate: "m:m",
        maintainOrder: "none",
      },
    ),
  );
  const counts = aggs.filter((a) => a.count).map((a) => alias(call("coalesce", [col(a.id), lit(0)]), a.id));
  const filled = counts.length === 0 ? all : resolveNode(withColumns(all, counts));
  return resolveNode(select(filled, [...values.columns.map((c) => col(c.id)), ...aggs.map((a) => col(a.id))]));
}
