import type { Alteration, AlterTable } from "../syntax/change.ts";
import { node } from "../syntax/node.ts";
import { columnDef, takeIfNotExists } from "./change.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { name, qualifiedName } from "./names.ts";

/** Reads `alter table t ...`, from the name on: one change of its name or of a column. */
export const alterTable = (cursor: Cursor, start: number): AlterTable => {
  const ifExists = cursor.takeBoth("if", "exists");
  const table = qualifiedName(cursor);
  const alteration = Object.freeze(alterationOf(cursor));
  if (cursor.is(",")) throw cursor.unsupported("one change at a time: write a statement for each");
  return node<AlterTable>("alterTable", start, cursor.end, { table, ifExists, alteration });
};

const alterationOf = (cursor: Cursor): Alteration => {
  if (cursor.take("rename")) return renaming(cursor);
  if (cursor.take("add")) {
    cursor.take("column");
    const skip = takeIfNotExists(cursor);
    return { kind: "addColumn", column: columnDef(cursor), skip };
  }
  if (cursor.take("drop")) {
    cursor.take("column");
    const skip = cursor.takeBoth("if", "exists");
    const column = name(cursor, "a column");
    if (!cursor.take("cascade")) cursor.take("restrict");
    return { kind: "dropColumn", column, skip };
  }
  if (cursor.take("alter")) return altering(cursor);
  throw cursor.unexpected("RENAME, ADD, DROP or ALTER");
};

const renaming = (cursor: Cursor): Alteration => {
  if (cursor.take("to")) return { kind: "renameTable", name: name(cursor, "a name for the table") };
  cursor.take("column");
  const column = name(cursor, "a column");
  cursor.expect("to");
  return { kind: "renameColumn", column, name: name(cursor, "a name for the column") };
};

const altering = (cursor: Cursor): Alteration => {
  cursor.take("column");
  const column = name(cursor, "a column");
  if (cursor.is("type") || cursor.are("set", "data"))
    throw cursor.unsupported("a column keeps its type: CREATE OR REPLACE TABLE ... AS makes the table anew");
  const set = cursor.take("set");
  if (!set) cursor.expect("drop", "SET or DROP");
  if (cursor.takeBoth("not", "null")) return { kind: "setNotNull", column, notNull: set };
  cursor.expect("default", "NOT NULL or DEFAULT");
  return { kind: "setDefault", column, value: set ? expression(cursor) : undefined };
};
