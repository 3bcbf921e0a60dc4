import { node } from "../syntax/node.ts";
import type { Query } from "../syntax/query.ts";
import type { Alias, Derived, FileTable, Join, NamedTable, Sample, TableFunction, TableRef } from "../syntax/table.ts";
import { tableCall } from "./call.ts";
import type { Cursor } from "./cursor.ts";
import { joinAt, joinOf } from "./join.ts";
import { isFunctionName, isName, nameList, nameOrString, qualifiedName } from "./names.ts";
import { pivotTable, unpivotTable } from "./pivot.ts";
import { query, queryFrom, resumesQuery, values } from "./query.ts";
import { tableSample } from "./sample.ts";
import { startsQuery } from "./starts.ts";

const NONE = Object.freeze([]);

/** Reads a table with all that is joined to it, pivoted or unpivoted. */
export const tableRef = (cursor: Cursor): TableRef => {
  cursor.deeper();
  const { start } = cursor;
  let left = single(cursor);
  for (let steps = 0; ; steps++) {
    cursor.stacked(steps);
    if (cursor.take("pivot")) left = pivotTable(cursor, start, left);
    else if (cursor.take("unpivot")) left = unpivotTable(cursor, start, left);
    else if (joinAt(cursor)) left = joinOf(cursor, start, left);
    else break;
  }
  cursor.shallower();
  return left;
};

/** A table without joins, as the right side of a join is. */
export const single = (cursor: Cursor): TableRef => {
  const { start, kind } = cursor.peek();
  const named = (kind === "string" || isName(cursor.peek())) && cursor.is(":", 1);
  const before: Alias | undefined = named ? Object.freeze({ name: nameOrString(cursor), columns: NONE }) : undefined;
  if (named) cursor.next();
  if (cursor.is("(")) return inParentheses(cursor, start, before);
  if (!named && cursor.take("lateral")) return lateral(cursor, start);
  if (!named && cursor.are("values", "(")) return valuesTable(cursor, start);
  if (cursor.peek().kind === "string") {
    const path = cursor.next().text;
    return node<FileTable>("file", start, cursor.end, { path, ...tail(cursor, before) });
  }
  if (isCall(cursor)) return tableFunction(cursor, start, before, false);
  const path = qualifiedName(cursor, "a table");
  return node<NamedTable>("table", start, cursor.end, { path, ...tail(cursor, before) });
};

const isCall = (cursor: Cursor): boolean => {
  if (!isFunctionName(cursor.peek())) return false;
  let ahead = 1;
  while (cursor.peek(ahead).key === "." && ahead < 7) ahead += 2;
  return cursor.peek(ahead).key === "(" && !(ahead === 1 && cursor.is("lateral"));
};

interface Tail {
  readonly alias: Alias | undefined;
  readonly sample: Sample | undefined;
}

const tail = (cursor: Cursor, before: Alias | undefined): Tail => ({
  alias: before ?? alias(cursor),
  sample: tableSample(cursor),
});

const valuesTable = (cursor: Cursor, start: number): Derived => {
  const rows = values(cursor);
  const inner = queryFrom(cursor, start, rows);
  const named = alias(cursor);
  if (named === undefined) throw cursor.unexpected("a name for these values, such as AS t(a, b)");
  return node<Derived>("derived", start, cursor.end, {
    query: inner,
    lateral: false,
    alias: named,
    sample: tableSample(cursor),
  });
};

const tableFunction = (cursor: Cursor, start: number, before: Alias | undefined, isLateral: boolean): TableFunction => {
  const first = cursor.start;
  const path = [cursor.identOf(cursor.next())];
  while (cursor.take(".")) path.push(cursor.identOf(cursor.next()));
  const call = tableCall(cursor, first, Object.freeze(path));
  const ordinality = cursor.takeBoth("with", "ordinality");
  const named = before ?? alias(cursor);
  const sampled = isLateral ? undefined : tableSample(cursor);
  const fields = { call, lateral: isLateral, ordinality, alias: named, sample: sampled };
  return node<TableFunction>("tableFunction", start, cursor.end, fields);
};

const lateral = (cursor: Cursor, start: number): TableRef => {
  if (isCall(cursor)) return tableFunction(cursor, start, undefined, true);
  const found = inParentheses(cursor, start, undefined);
  if (found.kind !== "derived") throw cursor.wrong("expected a query or a function after LATERAL", start);
  return node<Derived>("derived", start, cursor.end, { ...found, lateral: true });
};

/** `(select ...)`, `(t join u ...)`, or a query that begins with one of these: `((select ...) union ...)`. */
const inParentheses = (cursor: Cursor, start: number, before: Alias | undefined): TableRef => {
  cursor.expect("(");
  if (startsQuery(cursor)) return derived(cursor, start, before, query(cursor));
  const inner = tableRef(cursor);
  if (inner.kind === "derived" && !inner.lateral && inner.alias === undefined && inner.sample === undefined) {
    if (cursor.is(")")) return derived(cursor, start, before, inner.query);
    if (resumesQuery(cursor)) return derived(cursor, start, before, queryFrom(cursor, inner.start, inner.query));
  }
  cursor.expect(")");
  if (inner.kind !== "join") throw cursor.wrong("a table alone does not stand in parentheses", start);
  const named = before ?? alias(cursor);
  return node<Join>("join", start, cursor.end, { ...inner, alias: named ?? inner.alias });
};

const derived = (cursor: Cursor, start: number, before: Alias | undefined, inner: Query): Derived => {
  cursor.expect(")");
  return node<Derived>("derived", start, cursor.end, { query: inner, lateral: false, ...tail(cursor, before) });
};

/** Reads `[as] name [(column, ...)]`; words that begin a join or `sample by` are no names. */
export const alias = (cursor: Cursor): Alias | undefined => {
  const as = cursor.take("as");
  if (!as && (!isName(cursor.peek()) || cursor.are("sample", "by"))) return undefined;
  const name = as ? nameOrString(cursor) : cursor.identOf(cursor.next());
  return Object.freeze({ name, columns: cursor.is("(") ? nameList(cursor) : NONE });
};
