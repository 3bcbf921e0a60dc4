import type {
  Assignment,
  Change,
  ColumnDef,
  CreateTable,
  Delete,
  DropTable,
  Insert,
  Transact,
  Update,
} from "../syntax/change.ts";
import type { Expr } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { isBareAlias, name, nameList, qualifiedName } from "./names.ts";
import { query } from "./query.ts";
import { startsSelect } from "./starts.ts";
import { typeName } from "./type-name.ts";

const NONE = Object.freeze([]);

/** Reads a statement that changes tables; undefined where none begins. */
export const change = (cursor: Cursor): Change | undefined => {
  cursor.resetParams();
  const { start } = cursor;
  if (startsCreate(cursor)) return createTable(cursor, start);
  if (cursor.takeBoth("drop", "table")) return dropTable(cursor, start);
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

const takeAll = (cursor: Cursor, ...keys: readonly string[]): boolean => {
  if (!keys.every((key, i) => cursor.is(key, i))) return false;
  for (const _ of keys) cursor.next();
  return true;
};

const createTable = (cursor: Cursor, start: number): CreateTable => {
  cursor.expect("create");
  const replace = cursor.takeBoth("or", "replace");
  if (cursor.is("temp") || cursor.is("temporary"))
    throw cursor.unsupported("temporary tables are not supported: create a table, and drop it when it is done with");
  cursor.expect("table");
  const ifNotExists = takeAll(cursor, "if", "not", "exists");
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
  "primary unique check references foreign constraint default generated collate".split(" "),
);
const refused = (cursor: Cursor): Error =>
  cursor.unsupported(
    `${cursor.peek().text.toUpperCase()} is not supported: a column has a name, a type and NOT NULL at most`,
  );

const columnDef = (cursor: Cursor): ColumnDef => {
  const { start } = cursor;
  if (CONSTRAINTS.has(cursor.peek().key) && cursor.peek().category === "reserved") throw refused(cursor);
  const own = name(cursor, "a column");
  const type = typeName(cursor);
  const notNull = cursor.takeBoth("not", "null");
  if (!notNull) cursor.take("null");
  if (CONSTRAINTS.has(cursor.peek().key)) throw refused(cursor);
  return node<ColumnDef>("columnDef", start, cursor.end, { name: own, type, notNull });
};

const dropTable = (cursor: Cursor, start: number): DropTable => {
  const ifExists = cursor.takeBoth("if", "exists");
  const names = cursor.list((at) => qualifiedName(at));
  if (!cursor.take("cascade")) cursor.take("restrict");
  return node<DropTable>("dropTable", start, cursor.end, { names, ifExists });
};

const noReturning = (cursor: Cursor): void => {
  if (cursor.is("returning")) throw cursor.unsupported("RETURNING is not supported: ask for the rows with a query");
};

const insert = (cursor: Cursor, start: number): Insert => {
  if (cursor.is("or")) throw cursor.unsupported("INSERT OR ... is not supported: tables have no keys");
  cursor.expect("into");
  const table = qualifiedName(cursor);
  const named = cursor.is("(") && !startsSelect(cursor, 1) && !cursor.is("(", 1);
  const columns = named ? nameList(cursor) : NONE;
  const defaults = cursor.takeBoth("default", "values");
  if (!defaults && !cursor.is("(") && !startsSelect(cursor)) throw cursor.unexpected("VALUES or a query");
  const rows = defaults ? undefined : query(cursor);
  if (cursor.is("on")) throw cursor.unsupported("ON CONFLICT is not supported: tables have no keys");
  noReturning(cursor);
  return node<Insert>("insert", start, cursor.end, { table, columns, query: rows });
};

const aliasOf = (cursor: Cursor): Ident | undefined =>
  cursor.take("as") || (isBareAlias(cursor.peek()) && !cursor.is("set")) ? name(cursor, "an alias") : undefined;

const where = (cursor: Cursor): Expr | undefined => (cursor.take("where") ? expression(cursor) : undefined);

const assignment = (cursor: Cursor): Assignment => {
  const { start } = cursor;
  if (cursor.is("(")) throw cursor.unsupported("SET of several columns at once is not supported: set one by one");
  const column = name(cursor, "a column");
  if (cursor.is(".")) throw cursor.unsupported("SET takes the names of columns, not of their fields or tables");
  cursor.expect("=");
  const value = cursor.take("default") ? undefined : expression(cursor);
  return node<Assignment>("assignment", start, cursor.end, { column, value });
};

const update = (cursor: Cursor, start: number): Update => {
  const table = qualifiedName(cursor);
  const alias = aliasOf(cursor);
  cursor.expect("set");
  const set = cursor.list((at) => assignment(at));
  if (cursor.is("from")) throw cursor.unsupported("UPDATE ... FROM is not supported: use a subquery in SET and WHERE");
  const condition = where(cursor);
  noReturning(cursor);
  return node<Update>("update", start, cursor.end, { table, alias, set, where: condition });
};

const remove = (cursor: Cursor, start: number): Delete => {
  cursor.expect("from");
  const table = qualifiedName(cursor);
  const alias = aliasOf(cursor);
  if (cursor.is("using")) throw cursor.unsupported("DELETE ... USING is not supported: use a subquery in WHERE");
  const condition = where(cursor);
  noReturning(cursor);
  return node<Delete>("delete", start, cursor.end, { table, alias, where: condition });
};

const truncate = (cursor: Cursor, start: number): Delete => {
  cursor.take("table");
  const table = qualifiedName(cursor);
  return node<Delete>("delete", start, cursor.end, { table, alias: undefined, where: undefined });
};

const WORDS: Readonly<Record<string, Transact["what"]>> = {
  begin: "begin",
  commit: "commit",
  end: "commit",
  rollback: "rollback",
  abort: "rollback",
};

const transact = (cursor: Cursor, start: number): Transact | undefined => {
  const started = cursor.takeBoth("start", "transaction");
  const key = Object.keys(WORDS).find((word) => cursor.is(word));
  if (!started && key === undefined) return undefined;
  if (!started) {
    cursor.next();
    if (!cursor.take("transaction")) cursor.take("work");
  }
  if (cursor.is("to")) throw cursor.unsupported("savepoints are not supported in SQL; the protocol has them");
  return node<Transact>("transact", start, cursor.end, { what: started ? "begin" : (WORDS[key as string] as "begin") });
};
