import type { Expr, Star } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { Grouping, NamedWindow, Select, SelectItem } from "../syntax/query.ts";
import type { FileTable, NamedTable } from "../syntax/table.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { tableRef } from "./from.ts";
import { isBareAlias, isName, labelOrString, name, qualifiedName } from "./names.ts";
import { sample } from "./sample.ts";
import { sampleBy } from "./sample-by.ts";
import { startsExpression } from "./starts.ts";
import { window } from "./window.ts";

const NONE = Object.freeze([]);

/** Reads `value [as name]` or `name: value`. */
export const selectItem = (cursor: Cursor): SelectItem => {
  if (isName(cursor.peek()) && cursor.is(":", 1)) {
    const alias = cursor.identOf(cursor.next());
    cursor.next();
    return Object.freeze({ value: expression(cursor), alias });
  }
  const value = expression(cursor);
  return Object.freeze({ value, alias: aliasOf(cursor) });
};

const aliasOf = (cursor: Cursor): Ident | undefined => {
  if (cursor.take("as")) return labelOrString(cursor);
  return isBareAlias(cursor.peek()) ? cursor.identOf(cursor.next()) : undefined;
};

/** Items with an optional comma at the end. */
export const selectItems = (cursor: Cursor): readonly SelectItem[] => {
  const items = [selectItem(cursor)];
  while (cursor.take(",")) {
    if (!startsExpression(cursor) && !cursor.is(":")) break;
    items.push(selectItem(cursor));
  }
  return Object.freeze(items);
};

interface Head {
  readonly distinct: Select["distinct"];
  readonly items: readonly SelectItem[];
}

const head = (cursor: Cursor): Head => {
  cursor.expect("select");
  const distinct = cursor.take("distinct") && (cursor.take("on") ? cursor.parenthesised(expression) : true);
  if (distinct === false) cursor.take("all");
  if (!startsExpression(cursor) && !cursor.is(":")) throw cursor.unexpected("what to select");
  return { distinct, items: selectItems(cursor) };
};

const everything = (start: number): Head => {
  const value = node<Star>("star", start, start, { table: undefined, exclude: NONE, replace: NONE, rename: NONE });
  return { distinct: false, items: Object.freeze([Object.freeze({ value, alias: undefined })]) };
};

/** Tables, with an optional comma at the end unless they stand before `select`. */
const tables = (cursor: Cursor, first: boolean): Select["from"] => {
  const refs = [tableRef(cursor)];
  while (cursor.take(",")) {
    if (!first && !startsTable(cursor)) break;
    refs.push(tableRef(cursor));
  }
  return Object.freeze(refs);
};

const startsTable = (cursor: Cursor): boolean => {
  const token = cursor.peek();
  return (
    isName(token) ||
    token.kind === "string" ||
    token.key === "(" ||
    token.key === "lateral" ||
    token.category === "function"
  );
};

/** Reads `select ... from ...` or `from ... select ...`. */
export const select = (cursor: Cursor): Select => {
  const { start } = cursor;
  const fromFirst = cursor.take("from");
  const before = fromFirst ? tables(cursor, true) : NONE;
  const { distinct, items } = fromFirst && !cursor.is("select") ? everything(cursor.end) : head(cursor);
  if (cursor.is("into")) throw cursor.unsupported("SELECT INTO is not supported: use CREATE VIEW or COPY");
  const from = fromFirst ? before : cursor.take("from") ? tables(cursor, false) : NONE;
  const where = cursor.take("where") ? expression(cursor) : undefined;
  const buckets = cursor.are("sample", "by") ? sampleBy(cursor) : undefined;
  const groupBy = groups(cursor);
  const having = cursor.take("having") ? expression(cursor) : undefined;
  const windows = cursor.take("window") ? cursor.list(namedWindow) : NONE;
  const qualify = cursor.take("qualify") ? expression(cursor) : undefined;
  const sampled = cursor.takeBoth("using", "sample") ? sample(cursor) : undefined;
  return node<Select>("select", start, cursor.end, {
    distinct,
    items,
    from,
    where,
    sampleBy: buckets,
    groupBy,
    having,
    windows,
    qualify,
    sample: sampled,
  });
};

/** Reads `table t`, which is `select * from t`. */
export const tableQuery = (cursor: Cursor): Select => {
  const { start } = cursor.next();
  const from = cursor.start;
  const path = qualifiedName(cursor);
  return everythingOf(
    start,
    node<NamedTable>("table", from, cursor.end, { path, alias: undefined, sample: undefined }),
  );
};

/** Reads `'file'` where a table may stand, as `select * from 'file'`. */
export const fileSelect = (cursor: Cursor): Select => {
  const { start, end, text } = cursor.next();
  return everythingOf(start, node<FileTable>("file", start, end, { path: text, alias: undefined, sample: undefined }));
};

const everythingOf = (start: number, table: NamedTable | FileTable): Select =>
  node<Select>("select", start, table.end, {
    ...everything(table.end),
    from: Object.freeze([table]),
    where: undefined,
    sampleBy: undefined,
    groupBy: NONE,
    having: undefined,
    windows: NONE,
    qualify: undefined,
    sample: undefined,
  });

const namedWindow = (cursor: Cursor): NamedWindow => {
  const named = name(cursor, "a window");
  cursor.expect("as");
  return Object.freeze({ name: named, window: window(cursor) });
};

const groups = (cursor: Cursor): Select["groupBy"] => {
  if (!cursor.take("group")) return NONE;
  cursor.expect("by");
  if (cursor.take("all")) return "all";
  const found = [grouping(cursor)];
  while (cursor.take(",")) {
    if (!startsExpression(cursor)) break;
    found.push(grouping(cursor));
  }
  return Object.freeze(found);
};

const keys = (cursor: Cursor): readonly Expr[] => cursor.parenthesised(expression);

const grouping = (cursor: Cursor): Grouping => {
  if (cursor.takeBoth("(", ")")) return Object.freeze({ type: "empty" });
  if (cursor.takeBoth("grouping", "sets")) {
    cursor.deeper();
    const sets = cursor.parenthesised(grouping);
    cursor.shallower();
    return Object.freeze({ type: "sets", sets });
  }
  const type = cursor.are("rollup", "(") ? "rollup" : cursor.are("cube", "(") ? "cube" : undefined;
  if (type === undefined) return Object.freeze({ type: "key", value: expression(cursor) });
  cursor.next();
  return Object.freeze({ type, keys: keys(cursor) });
};
