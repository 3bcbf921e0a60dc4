import { Utf8 } from "../../arrow/types.ts";
import { alias, cast, col } from "../../expr/node.ts";
import { select } from "../../plan/node.ts";
import { resolveNode } from "../../plan/resolve.ts";
import { columnName } from "../print/column-name.ts";
import type { Expr as Ast, Binary, Call, Cast, Column, Is, Literal, Logic, TypeName } from "../syntax/expr.ts";
import { type Ident, node, type Span } from "../syntax/node.ts";
import type { Grouping, Query, Select, SelectItem } from "../syntax/query.ts";
import type { PivotColumn, TableRef } from "../syntax/table.ts";
import type { Binder } from "./env.ts";
import type { Column as Named, Relation } from "./relation.ts";
import { fold } from "./scope.ts";
import { visitLevel } from "./walk.ts";

interface Pivot extends Span {
  readonly input: TableRef;
  readonly aggregates: readonly SelectItem[];
  readonly on: readonly PivotColumn[];
  readonly groupBy: readonly Ident[];
}
/** A value of the columns that become columns: its name and the condition of its rows. */
interface Choice {
  readonly name: string;
  readonly test: Ast;
}

const ident = (name: string, at: Span): Ident => node<Ident>("ident", at.start, at.end, { name, quoted: true });
const columnOf = (name: string, at: Span): Column =>
  node<Column>("column", at.start, at.end, { path: [ident(name, at)] });
const and = (tests: readonly Ast[], at: Span): Ast =>
  tests.length === 1 ? (tests[0] as Ast) : node<Logic>("logic", at.start, at.end, { op: "and", args: tests });
const equals = (left: Ast, right: Ast): Ast => node<Binary>("binary", left.start, right.end, { op: "=", left, right });
const textOf = (e: Ast): string => (e.kind === "literal" ? (e as Literal).text : columnName(e));

/** How the rows of a query are bound where the pivot stands. */
export type Lookup = (q: Query) => Relation;
const VARCHAR: TypeName = node<TypeName>("type", 0, 0, {
  name: "varchar",
  schema: [],
  modifiers: [],
  fields: [],
  items: [],
  dimensions: [],
});
const asText = (e: Ast): Ast => node<Cast>("cast", e.start, e.end, { operand: e, type: VARCHAR, try: false });

/** The values that occur, or those that a query gives, looked up before the pivot itself is a plan. */
function lookedUp(c: PivotColumn, input: TableRef, at: Span, binder: Binder, lookup: Lookup): readonly Choice[] {
  const [on] = c.columns;
  if (
    on === undefined ||
    on.kind === "row" ||
    c.columns.length > 1 ||
    (c.values !== undefined && !("body" in c.values))
  )
    throw binder.source.error(
      at,
      "what is pivoted on is one column, or has values, as in ON k IN ('a', 'b')",
      "NOT_SUPPORTED",
    );
  const key = `pivot ${at.start}`;
  const known = binder.values[key];
  if (known === undefined) {
    const rel = lookup(c.values === undefined ? occurring(on, input) : (c.values as Query));
    const [first] = rel.columns;
    const text = alias(cast(col((first as Named).id), Utf8), "value");
    return binder.ask(
      key,
      resolveNode(select(rel.plan, [text])),
      at,
      "which columns a pivot makes is not known before its rows are: query it as it is, or write the values, as in PIVOT t ON k IN ('a', 'b')",
    );
  }
  return known.flatMap((v): Choice[] => {
    if (typeof v !== "string") return [];
    const literal = node<Literal>("literal", on.start, on.end, { type: "string", text: v });
    return [{ name: v, test: equals(asText(on), literal) }];
  });
}
/** `select distinct on from input where on is not null order by on`. */
function occurring(on: Ast, input: TableRef): Query {
  const known = node<Is>("is", on.start, on.end, { operand: on, test: "null", not: true });
  const body = node<Select>("select", on.start, on.end, {
    ...PLAIN,
    distinct: true,
    items: [{ value: asText(on), alias: undefined }],
    from: [input],
    where: known,
    groupBy: [],
  });
  const first = node<Literal>("literal", on.start, on.end, { type: "number", text: "1" });
  const items = [{ value: first, descending: undefined, nulls: undefined }];
  return node<Query>("query", on.start, on.end, { ...WHOLE, body, orderBy: { all: false, items } as never });
}
const PLAIN = { sampleBy: undefined, having: undefined, windows: [], qualify: undefined, sample: undefined } as const;
const WHOLE = { recursive: false, ctes: [], limit: undefined, offset: undefined } as const;

function choicesOf(c: PivotColumn, p: Pivot, binder: Binder, lookup: Lookup): readonly Choice[] {
  const { values } = c;
  if (!Array.isArray(values)) return lookedUp(c, p.input, c.columns[0] ?? p, binder, lookup);
  return (values as readonly SelectItem[]).map(({ value, alias }) => {
    const wanted = value.kind === "row" ? value.items : [value];
    const meant = wanted.map((w) => (w.kind === "column" && w.path.length === 1 ? literal(w) : w));
    if (meant.length !== c.columns.length)
      throw binder.source.error(
        value,
        `${c.columns.length} columns are pivoted on, but ${meant.length} values are given`,
      );
    return {
      name: alias?.name ?? meant.map(textOf).join("_"),
      test: and(
        c.columns.map((col, i) => equals(col, meant[i] as Ast)),
        value,
      ),
    };
  });
}
/** A bare word among the values is text. */
const literal = (c: Column): Ast =>
  node<Literal>("literal", c.start, c.end, { type: "string", text: (c.path[0] as Ident).name });

function columnsIn(e: unknown): Set<string> {
  const found = new Set<string>();
  visitLevel(e, (x) => {
    if (x.kind === "column") found.add(fold((x.path.at(-1) as Ident).name));
    return true;
  });
  return found;
}

/** A pivot as the grouping that it means: an aggregate of chosen rows for each value. */
export function pivotSelect(p: Pivot, columns: readonly Named[], binder: Binder, lookup: Lookup): Query {
  const { source } = binder;
  const used = new Set([...columnsIn(p.on.map((o) => o.columns)), ...columnsIn(p.aggregates)]);
  const keys =
    p.groupBy.length > 0
      ? p.groupBy
      : columns.filter((c) => c.hidden !== true && !used.has(fold(c.name))).map((c) => ident(c.name, p));
  const choices = p.on
    .map((o) => choicesOf(o, p, binder, lookup))
    .reduce<readonly Choice[]>(
      (all, next) =>
        all.flatMap((a) =>
          next.map((b) => ({
            name: a.name === "" ? b.name : `${a.name}_${b.name}`,
            test: and(a.name === "" ? [b.test] : [a.test, b.test], p),
          })),
        ),
      [{ name: "", test: node<Literal>("literal", p.start, p.end, { type: "boolean", text: "true" }) }],
    );
  const aggregates: readonly SelectItem[] =
    p.aggregates.length > 0
      ? p.aggregates
      : [
          {
            value: node<Call>("call", p.start, p.end, {
              name: [ident("count", p)],
              args: [],
              distinct: false,
              orderBy: undefined,
              withinGroup: undefined,
              filter: undefined,
              nulls: undefined,
              over: undefined,
            }),
            alias: undefined,
          },
        ];
  const made = choices.flatMap((c) =>
    aggregates.map(({ value, alias: as }): SelectItem => {
      if (value.kind !== "call") throw source.error(value, "a pivot has aggregates such as sum(x)");
      const own = as?.name ?? (aggregates.length > 1 ? columnName(value) : null);
      const name = c.name === "" ? (own ?? columnName(value)) : own === null ? c.name : `${c.name}_${own}`;
      const filter =
        c.name === "" ? value.filter : value.filter === undefined ? c.test : and([value.filter, c.test], value);
      return { value: node<Call>("call", value.start, value.end, { ...value, filter }), alias: ident(name, value) };
    }),
  );
  const body = node<Select>("select", p.start, p.end, {
    ...PLAIN,
    distinct: false,
    items: [...keys.map((k) => ({ value: columnOf(k.name, k), alias: undefined })), ...made],
    from: [p.input],
    where: undefined,
    groupBy: keys.map((k): Grouping => ({ type: "key", value: columnOf(k.name, k) })),
  });
  return node<Query>("query", p.start, p.end, { ...WHOLE, body, orderBy: undefined });
}
