import { columnName } from "../print/column-name.ts";
import type { Expr as Ast, Binary, Call, Column, Literal, Logic } from "../syntax/expr.ts";
import { type Ident, node, type Span } from "../syntax/node.ts";
import type { Grouping, Query, Select, SelectItem } from "../syntax/query.ts";
import type { PivotColumn, TableRef } from "../syntax/table.ts";
import type { Binder } from "./env.ts";
import type { Column as Named } from "./relation.ts";
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

function choicesOf(c: PivotColumn, at: Span, binder: Binder): readonly Choice[] {
  const { values } = c;
  if (!Array.isArray(values))
    throw binder.source.error(
      at,
      "which columns a pivot makes is known before it runs: write the values, as in PIVOT t ON k IN ('a', 'b')",
      "NOT_SUPPORTED",
    );
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
export function pivotSelect(p: Pivot, columns: readonly Named[], binder: Binder): Query {
  const { source } = binder;
  const used = new Set([...columnsIn(p.on.map((o) => o.columns)), ...columnsIn(p.aggregates)]);
  const keys =
    p.groupBy.length > 0
      ? p.groupBy
      : columns.filter((c) => c.hidden !== true && !used.has(fold(c.name))).map((c) => ident(c.name, p));
  const choices = p.on
    .map((o) => choicesOf(o, o.columns[0] ?? p, binder))
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
    aggregates.map(({ value, alias }): SelectItem => {
      if (value.kind !== "call") throw source.error(value, "a pivot has aggregates such as sum(x)");
      const own = alias?.name ?? (aggregates.length > 1 ? columnName(value) : null);
      const name = c.name === "" ? (own ?? columnName(value)) : own === null ? c.name : `${c.name}_${own}`;
      const filter =
        c.name === "" ? value.filter : value.filter === undefined ? c.test : and([value.filter, c.test], value);
      return { value: node<Call>("call", value.start, value.end, { ...value, filter }), alias: ident(name, value) };
    }),
  );
  const body = node<Select>("select", p.start, p.end, {
    distinct: false,
    items: [...keys.map((k) => ({ value: columnOf(k.name, k), alias: undefined })), ...made],
    from: [p.input],
    where: undefined,
    sampleBy: undefined,
    groupBy: keys.map((k): Grouping => ({ type: "key", value: columnOf(k.name, k) })),
    having: undefined,
    windows: [],
    qualify: undefined,
    sample: undefined,
  });
  return node<Query>("query", p.start, p.end, {
    recursive: false,
    ctes: [],
    body,
    orderBy: undefined,
    limit: undefined,
    offset: undefined,
  });
}
