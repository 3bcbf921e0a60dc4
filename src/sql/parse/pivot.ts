import type { Expr } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { SelectItem } from "../syntax/query.ts";
import type {
  PivotColumn,
  PivotQuery,
  PivotTable,
  TableRef,
  UnpivotColumn,
  UnpivotQuery,
  UnpivotTable,
} from "../syntax/table.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { alias, tableRef } from "./from.ts";
import { isName, nameList, nameOrString } from "./names.ts";
import { primary } from "./primary.ts";
import { query } from "./query.ts";
import { selectItem, selectItems } from "./select.ts";
import { startsExpression, startsQuery } from "./starts.ts";

const NONE = Object.freeze([]);

const names = (cursor: Cursor): readonly Ident[] => {
  if (cursor.is("(")) return nameList(cursor);
  const found = [nameOrString(cursor, "a column")];
  while (cursor.take(",")) {
    if (!isName(cursor.peek()) && cursor.peek().kind !== "string") break;
    found.push(nameOrString(cursor));
  }
  return Object.freeze(found);
};

/** The values after `in`: a list, a query, or the name of an enum. */
const valuesOf = (cursor: Cursor, queries: boolean): PivotColumn["values"] => {
  if (!cursor.is("(")) return nameOrString(cursor, 'values in "(" and ")" or the name of an enum');
  if (!queries || !startsQuery(cursor, 1)) return cursor.parenthesised(selectItem);
  cursor.next();
  const found = query(cursor);
  cursor.expect(")");
  return found;
};

const column = (cursor: Cursor): PivotColumn => {
  const columns = Object.freeze([varying(cursor, expression(cursor, 0, true))]);
  return Object.freeze({ columns, values: cursor.take("in") ? valuesOf(cursor, true) : undefined });
};

/** What is pivoted on is a column or made of columns. */
const varying = (cursor: Cursor, found: Expr): Expr => {
  if (found.kind === "literal") throw cursor.wrong("a pivot is on columns, not on a constant", found.start);
  return found;
};

const columns = (cursor: Cursor): readonly PivotColumn[] => {
  const found = [column(cursor)];
  while (cursor.take(",")) {
    if (!startsExpression(cursor)) break;
    found.push(column(cursor));
  }
  return Object.freeze(found);
};

/** Reads `pivot t [on ...] [using ...] [group by ...]`. */
export const pivotQuery = (cursor: Cursor): PivotQuery => {
  const { start } = cursor.next();
  const input = tableRef(cursor);
  const on = cursor.take("on") ? columns(cursor) : NONE;
  const aggregates = !cursor.are("using", "sample") && cursor.take("using") ? selectItems(cursor) : NONE;
  const groupBy = cursor.takeBoth("group", "by") ? names(cursor) : NONE;
  if (on.length + aggregates.length + groupBy.length === 0) throw cursor.unexpected("ON, USING or GROUP BY");
  return node<PivotQuery>("pivotQuery", start, cursor.end, { input, aggregates, on, groupBy });
};

const header = (cursor: Cursor): readonly Expr[] => {
  if (!cursor.is("(")) return Object.freeze([varying(cursor, primary(cursor, true))]);
  return cursor.parenthesised((at) => varying(at, primary(at, true)));
};

/** Reads `pivot (sum(b) for a in (...) group by c)` after a table. */
export const pivotTable = (cursor: Cursor, start: number, input: TableRef): PivotTable => {
  cursor.expect("(");
  const aggregates = selectItems(cursor);
  cursor.expect("for");
  const on: PivotColumn[] = [];
  do {
    const heads = header(cursor);
    cursor.expect("in");
    on.push(Object.freeze({ columns: heads, values: valuesOf(cursor, false) }));
  } while (!cursor.is(")") && !cursor.is("group"));
  const groupBy = cursor.takeBoth("group", "by") ? names(cursor) : NONE;
  cursor.expect(")");
  const named = alias(cursor);
  return node<PivotTable>("pivot", start, cursor.end, {
    input,
    aggregates,
    on: Object.freeze(on),
    groupBy,
    alias: named,
  });
};

const takeNulls = (cursor: Cursor): boolean => {
  if (cursor.takeBoth("include", "nulls")) return true;
  cursor.takeBoth("exclude", "nulls");
  return false;
};

const word = (cursor: Cursor, name: string): Ident =>
  node<Ident>("ident", cursor.end, cursor.end, { name, quoted: false });

/** Reads `unpivot t on a, b [into name k value v]`. */
export const unpivotQuery = (cursor: Cursor): UnpivotQuery => {
  const { start } = cursor.next();
  const input = tableRef(cursor);
  const includeNulls = takeNulls(cursor);
  cursor.expect("on");
  const from: readonly SelectItem[] = selectItems(cursor);
  let name = word(cursor, "name");
  let values: readonly Ident[] = Object.freeze([word(cursor, "value")]);
  if (cursor.take("into")) {
    cursor.expect("name");
    name = nameOrString(cursor);
    if (!cursor.take("value")) cursor.expect("values", "VALUE");
    values = names(cursor);
  }
  const unpivoted: UnpivotColumn = Object.freeze({ names: Object.freeze([name]), from });
  return node<UnpivotQuery>("unpivotQuery", start, cursor.end, {
    input,
    includeNulls,
    values,
    names: Object.freeze([unpivoted]),
  });
};

const oneOrMore = (cursor: Cursor): readonly Ident[] =>
  cursor.is("(") ? nameList(cursor) : Object.freeze([nameOrString(cursor, "a column")]);

/** Reads `unpivot (v for k in (a, b))` after a table. */
export const unpivotTable = (cursor: Cursor, start: number, input: TableRef): UnpivotTable => {
  const includeNulls = takeNulls(cursor);
  cursor.expect("(");
  const values = oneOrMore(cursor);
  cursor.expect("for");
  const found: UnpivotColumn[] = [];
  do {
    const heads = oneOrMore(cursor);
    cursor.expect("in");
    found.push(Object.freeze({ names: heads, from: cursor.parenthesised(selectItem) }));
  } while (!cursor.is(")"));
  cursor.expect(")");
  const named = alias(cursor);
  return node<UnpivotTable>("unpivot", start, cursor.end, {
    input,
    includeNulls,
    values,
    names: Object.freeze(found),
    alias: named,
  });
};
