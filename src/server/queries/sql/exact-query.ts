import { columnName } from "../../../sql/print/column-name.ts";
import { printExpression } from "../../../sql/print/expression.ts";
import { printQuery } from "../../../sql/print/query.ts";
import type { Expr } from "../../../sql/syntax/expr.ts";
import { type Ident, node } from "../../../sql/syntax/node.ts";
import type { Body, Cte, Grouping, Query, Select, SelectItem, Values } from "../../../sql/syntax/query.ts";
import type { TableRef } from "../../../sql/syntax/table.ts";
import { query, sql } from "./made.ts";
import { planOf, type Step, schemaOfMade } from "./step.ts";
import { askedItems, Types } from "./types.ts";
import { exact, type Typing } from "./whole-numbers.ts";

/** The names of queries that a query may use. */
interface Known {
  readonly recursive: boolean;
  readonly ctes: readonly Cte[];
}

/** A select with what orders its rows, as that names its values, too. */
type Ordered = Pick<Query, "orderBy"> & { readonly body: Select };

/** A value that is another one keeps the name that it would have had. */
function item({ value, alias }: SelectItem, typing: Typing): SelectItem {
  const made = exact(value, typing);
  if (alias !== undefined || printExpression(made) === printExpression(value)) return { value: made, alias };
  const name = columnName(value);
  return { value: made, alias: node<Ident>("ident", value.start, value.end, { name, quoted: true }) };
}

function grouping(g: Grouping, typing: Typing): Grouping {
  switch (g.type) {
    case "key":
      return { ...g, value: exact(g.value, typing) };
    case "sets":
      return { ...g, sets: g.sets.map((s) => grouping(s, typing)) };
    case "empty":
      return g;
    default:
      return { ...g, keys: g.keys.map((k) => exact(k, typing)) };
  }
}

/** Where rows are grouped, what names a key is that key still. */
function ordered({ body, orderBy }: Ordered, typing: Typing): Ordered {
  const items = body.items.map((i) => item(i, typing));
  if (body.groupBy !== "all" && body.groupBy.length === 0) return { orderBy, body: { ...body, items } };
  const whole = (e: Expr | undefined): Expr | undefined => e && exact(e, typing);
  return {
    orderBy: orderBy && { ...orderBy, items: orderBy.items.map((i) => ({ ...i, value: whole(i.value) })) },
    body: {
      ...body,
      items,
      groupBy: body.groupBy === "all" ? "all" : body.groupBy.map((g) => grouping(g, typing)),
      having: whole(body.having),
      qualify: whole(body.qualify),
    },
  };
}

/** Only what a select reads: its values are asked for beside each other. */
const reading = (s: Select, { recursive, ctes }: Known, items: readonly SelectItem[]): Query =>
  node<Query>("query", s.start, s.end, {
    recursive,
    ctes,
    body: { ...s, items, distinct: false, where: undefined, groupBy: [], having: undefined, qualify: undefined },
    orderBy: undefined,
    limit: undefined,
    offset: undefined,
  });

/** Queries whose selects' values do not wrap. */
class ExactQueries {
  readonly #step: Step;

  constructor(step: Step) {
    this.#step = step;
  }

  async query(q: Query, outer: Known): Promise<Query> {
    let known: Known = { recursive: outer.recursive || q.recursive, ctes: outer.ctes };
    const ctes: Cte[] = [];
    for (const c of q.ctes) {
      // A round of a recursive query has the types of the one before.
      const made = q.recursive ? c : { ...c, query: await this.query(c.query, known) };
      ctes.push(made);
      known = { ...known, ctes: [...known.ctes, made] };
    }
    if (q.body.kind !== "select") return { ...q, ctes, body: await this.#body(q.body, known) };
    return { ...q, ctes, ...(await this.#select({ body: q.body, orderBy: q.orderBy }, known)) };
  }

  async #body(b: Body, known: Known): Promise<Body> {
    switch (b.kind) {
      case "select":
        return (await this.#select({ body: b, orderBy: undefined }, known)).body;
      case "setOperation":
        return { ...b, inputs: await Promise.all(b.inputs.map((i) => this.#body(i, known))) };
      case "query":
        return this.query(b, known);
      case "values":
        return this.#values(b);
      default:
        return b;
    }
  }

  async #values(v: Values): Promise<Values> {
    const types = new Types(this.#step.values);
    const asked = (all: readonly Expr[]) => sql`SELECT ${askedItems(all)}`;
    return types.known(this.#step, asked, () => ({ ...v, rows: v.rows.map((r) => r.map((e) => exact(e, types))) }));
  }

  async #select(s: Ordered, known: Known): Promise<Ordered> {
    const from = await Promise.all(s.body.from.map((t) => this.#table(t, known)));
    const own = { ...s, body: { ...s.body, from } };
    const types = new Types(this.#step.values);
    const named = (e: Expr, i: number): SelectItem => ({
      value: e,
      alias: node<Ident>("ident", e.start, e.end, { name: `c${i}`, quoted: false }),
    });
    return types.known(
      this.#step,
      (all) => query(reading(own.body, known, all.map(named))),
      () => ordered(own, types),
    );
  }

  async #table(t: TableRef, known: Known): Promise<TableRef> {
    if (t.kind === "derived") return { ...t, query: await this.query(t.query, known) };
    if (t.kind !== "join") return t;
    const [left, right] = await Promise.all([this.#table(t.left, known), this.#table(t.right, known)]);
    return { ...t, left, right };
  }
}

/**
 * A query that gives the same but that whole numbers do not wrap in the values of its selects, also of those in FROM and WITH;
 * the query itself where it has no such form.
 */
export async function exactQuery(step: Step, q: Query): Promise<Query> {
  const made = await new ExactQueries(step).query(q, { recursive: false, ctes: [] });
  if (printQuery(made) === printQuery(q)) return q;
  try {
    const text = query(made);
    await schemaOfMade(step, planOf(step, text, step.values, step.transaction.snapshot()), text);
    return made;
  } catch {
    return q;
  }
}
