import type {
  Assignment,
  Change,
  ColumnDef,
  CreateTable,
  Delete,
  DropTable,
  Insert,
  Update,
} from "../syntax/change.ts";
import type { Expr, Literal } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { SelectItem } from "../syntax/query.ts";
import type { TableRef } from "../syntax/table.ts";
import { alterTable } from "./alter.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { tableRef } from "./from.ts";
import { isBareAlias, name, nameList, qualifiedName } from "./names.ts";
import { query } from "./query.ts";
import { selectItems } from "./select.ts";
import { startsSelect } from "./starts.ts";
import { transact } from "./transact.ts";
import { typeName } from "./type-name.ts";

const NONE = Object.freeze([]);

/** Reads a statement that changes tables; undefined where none begins. */
export const change = (cursor: Cursor): Change | undefined => {
  cursor.resetParams();
  const { start } = cursor;
  if (startsCreate(cursor)) return createTable(cursor, start);
  if (cursor.takeBoth("drop", "table")) return dropTable(cursor, start);
  if (cursor.takeBoth("alter", "table")) return alterTable(cursor, start);
  if (cursor.take("insert")) return insert(cursor, start);
  if (cursor.take("update")) return update(cursor, start);
  if (cursor.take("delete")) return remove(cursor, start);
  if (cursor.take("truncate")) return truncate(cursor, start);
  return transact(cursor, start);
};

/** `create [or replace] [temp] table`. */
const startsCreate = (cursor: Cursor): boolean => {
  if (!cursor.is("create")) return false;
  let at = 1;
  if (cursor.is("or", at)) at += 2;
  if (cursor.is("temp", at) || cursor.is("temporary", at)) at++;
  return cursor.is("table", at);
};

export const takeIfNotExists = (cursor: Cursor): boolean => {
  if (!cursor.is("if") || !cursor.is("not", 1) || !cursor.is("exists", 2)) return false;
  for (let words = 0; words < 3; words++) cursor.next();
  return true;
};

const valueOrDefault = (cursor: Cursor): Expr => {
  const { start, key } = cursor.peek();
  if (!cursor.take("default")) return expression(cursor);
  return node<Literal>("literal", start, cursor.end, { type: "null", text: key });
};

const createTable = (cursor: Cursor, start: number): CreateTable => {
  cursor.expect("create");
  const replace = cursor.takeBoth("or", "replace");
  if (cursor.is("temp") || cursor.is("temporary"))
    throw cursor.unsupported("temporary tables are not supported: create a table, and drop it when it is done with");
  cursor.expect("table");
  const ifNotExists = takeIfNotExists(cursor);
  if (replace && ifNotExists) throw cursor.wrong("OR REPLACE and IF NOT EXISTS do not go together", start);
  const table = qualifiedName(cursor, "a name for the table");
  const fields = { name: table, replace, ifNotExists };
  const typed = cursor.is("(") && !cursor.is(",", 2) && !cursor.is(")", 2);
  if (typed) {
    const columns = cursor.parenthesised(columnDef);
    return node<CreateTable>("createTable", start, cursor.end, { ...fields, columns, names: NONE, query: undefined });
  }
  const names = cursor.is("(") ? nameList(cursor) : NONE;
  cursor.expect("as");
  const body = query(cursor);
  return node<CreateTable>("createTable", start, cursor.end, { ...fields, columns: NONE, names, query: body });
};

const CONSTRAINTS: ReadonlySet<string> = new Set(
  "primary unique check references foreign constraint generated collate".split(" "),
);
const refused = (cursor: Cursor): Error =>
  cursor.unsupported(
    `${cursor.peek().text.toUpperCase()} is not supported: a column has a name, a type, NOT NULL and DEFAULT at most`,
  );

export const columnDef = (cursor: Cursor): ColumnDef => {
  const { start } = cursor;
  if (CONSTRAINTS.has(cursor.peek().key) && cursor.peek().category === "reserved") throw refused(cursor);
  const own = name(cursor, "a column");
  const type = typeName(cursor);
  let notNull = false;
  let otherwise: Expr | undefined;
  for (;;) {
    if (cursor.takeBoth("not", "null")) notNull = true;
    // A value with operators stands in parentheses only where NOT NULL follows it, and else as it is.
    else if (cursor.take("default")) otherwise = expression(cursor, 0, true);
    else if (!cursor.take("null")) break;
  }
  if (CONSTRAINTS.has(cursor.peek().key)) throw refused(cursor);
  return node<ColumnDef>("columnDef", start, cursor.end, { name: own, type, notNull, otherwise });
};

const dropTable = (cursor: Cursor, start: number): DropTable => {
  const ifExists = cursor.takeBoth("if", "exists");
  const names = cursor.list((at) => qualifiedName(at));
  if (!cursor.take("cascade")) cursor.take("restrict");
  return node<DropTable>("dropTable", start, cursor.end, { names, ifExists });
};

const returned = (cursor: Cursor): readonly SelectItem[] => (cursor.take("returning") ? selectItems(cursor) : NONE);

const insert = (cursor: Cursor, start: number): Insert => {
  if (cursor.is("or")) throw cursor.unsupported("INSERT OR ... is not supported: tables have no keys");
  cursor.expect("into");
  const table = qualifiedName(cursor);
  if (cursor.is("by")) throw cursor.unsupported("BY NAME is not supported: name the columns in parentheses");
  const named = cursor.is("(") && !startsSelect(cursor, 1) && !cursor.is("(", 1);
  const columns = named ? nameList(cursor) : NONE;
  const defaults = cursor.takeBoth("default", "values");
  if (!defaults && !cursor.is("(") && !startsSelect(cursor)) throw cursor.unexpected("VALUES or a query");
  if (cursor.is("values")) cursor.value = valueOrDefault;
  const rows = defaults ? undefined : query(cursor);
  if (cursor.is("on")) throw cursor.unsupported("ON CONFLICT is not supported: tables have no keys");
  const returning = returned(cursor);
  return node<Insert>("insert", start, cursor.end, { table, columns, query: rows, returning });
};

const aliasOf = (cursor: Cursor): Ident | undefined =>
  cursor.take("as") || (isBareAlias(cursor.peek()) && !cursor.is("set") && !cursor.is("returning"))
    ? name(cursor, "an alias")
    : undefined;

const where = (cursor: Cursor): Expr | undefined => (cursor.take("where") ? expression(cursor) : undefined);
const tables = (cursor: Cursor, word: string): readonly TableRef[] =>
  cursor.take(word) ? cursor.list((at) => tableRef(at)) : NONE;

const columnOf = (cursor: Cursor): Ident => {
  const column = name(cursor, "a column");
  if (cursor.is(".")) throw cursor.unsupported("SET takes the names of columns, not of their fields or tables");
  return column;
};

const assigned = (column: Ident, value: Expr | undefined, end: number): Assignment =>
  node<Assignment>("assignment", column.start, end, { column, value });

/** `a = 1`, or `(a, b) = (1, 2)`. */
const assignments = (cursor: Cursor): readonly Assignment[] => {
  if (!cursor.is("(")) {
    const column = columnOf(cursor);
    cursor.expect("=");
    return [assigned(column, cursor.take("default") ? undefined : expression(cursor), cursor.end)];
  }
  const columns = cursor.parenthesised(columnOf);
  cursor.expect("=");
  if (!cursor.take("row") && (!cursor.is("(") || startsSelect(cursor, 1)))
    throw cursor.unsupported("SET of several columns takes values in parentheses: set them one by one");
  const { start } = cursor;
  const values = cursor.parenthesised((at) => (at.take("default") ? undefined : expression(at)));
  if (values.length !== columns.length)
    throw cursor.wrong(`${values.length} values are given for ${columns.length} columns`, start);
  return columns.map((c, i) => assigned(c, values[i], cursor.end));
};

const update = (cursor: Cursor, start: number): Update => {
  const table = qualifiedName(cursor);
  const alias = aliasOf(cursor);
  cursor.expect("set");
  const set = Object.freeze(cursor.list(assignments).flat());
  const from = tables(cursor, "from");
  const condition = where(cursor);
  const returning = returned(cursor);
  return node<Update>("update", start, cursor.end, { table, alias, set, from, where: condition, returning });
};

const remove = (cursor: Cursor, start: number): Delete => {
  cursor.expect("from");
  const table = qualifiedName(cursor);
  const alias = aliasOf(cursor);
  const using = tables(cursor, "using");
  const condition = where(cursor);
  const returning = returned(cursor);
  return node<Delete>("delete", start, cursor.end, { table, alias, using, where: condition, returning });
};

const truncate = (cursor: Cursor, start: number): Delete => {
  cursor.take("table");
  const table = qualifiedName(cursor);
  const fields = { table, alias: undefined, using: NONE, where: undefined, returning: NONE };
  return node<Delete>("delete", start, cursor.end, fields);
};
