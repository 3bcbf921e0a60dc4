import type { Alteration, Change, ColumnDef, CreateTable } from "../syntax/change.ts";
import type { SelectItem } from "../syntax/query.ts";
import { printExpression } from "./expression.ts";
import { printIdent, printPath } from "./ident.ts";
import { printColumns, printItems, printQuery } from "./query.ts";
import { printTable } from "./table.ts";
import { printType } from "./type-name.ts";

const words = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(" ");

const column = ({ name, type, notNull, otherwise }: ColumnDef): string =>
  words([
    printIdent(name),
    printType(type),
    notNull && "NOT NULL",
    otherwise && `DEFAULT ${printExpression(otherwise)}`,
  ]);

const returning = (items: readonly SelectItem[]): string | false =>
  items.length > 0 && `RETURNING ${printItems(items)}`;

const altered = (a: Alteration): string => {
  switch (a.kind) {
    case "renameTable":
      return `RENAME TO ${printIdent(a.name)}`;
    case "renameColumn":
      return `RENAME COLUMN ${printIdent(a.column)} TO ${printIdent(a.name)}`;
    case "addColumn":
      return words(["ADD COLUMN", a.skip && "IF NOT EXISTS", column(a.column)]);
    case "dropColumn":
      return words(["DROP COLUMN", a.skip && "IF EXISTS", printIdent(a.column)]);
    case "setDefault":
      return `ALTER COLUMN ${printIdent(a.column)} ${a.value === undefined ? "DROP DEFAULT" : `SET DEFAULT ${printExpression(a.value)}`}`;
    case "setNotNull":
      return `ALTER COLUMN ${printIdent(a.column)} ${a.notNull ? "SET" : "DROP"} NOT NULL`;
  }
};

const created = ({ name, columns, names, query, replace, ifNotExists }: CreateTable): string =>
  words([
    "CREATE",
    replace && "OR REPLACE",
    "TABLE",
    ifNotExists && "IF NOT EXISTS",
    query === undefined
      ? `${printPath(name)} (${columns.map(column).join(", ")})`
      : `${printPath(name)}${names.length === 0 ? "" : ` ${printColumns(names)}`} AS ${printQuery(query)}`,
  ]);

/** A statement that changes tables as SQL text that parses to the same tree. */
export const printChange = (s: Change): string => {
  switch (s.kind) {
    case "createTable":
      return created(s);
    case "dropTable":
      return words(["DROP TABLE", s.ifExists && "IF EXISTS", s.names.map(printPath).join(", ")]);
    case "alterTable":
      return words(["ALTER TABLE", s.ifExists && "IF EXISTS", printPath(s.table), altered(s.alteration)]);
    case "insert":
      return words([
        `INSERT INTO ${printPath(s.table)}`,
        s.columns.length > 0 && printColumns(s.columns),
        s.query === undefined ? "DEFAULT VALUES" : printQuery(s.query),
        returning(s.returning),
      ]);
    case "update":
      return words([
        `UPDATE ${printPath(s.table)}`,
        s.alias && `AS ${printIdent(s.alias)}`,
        `SET ${s.set.map((a) => `${printIdent(a.column)} = ${a.value === undefined ? "DEFAULT" : printExpression(a.value)}`).join(", ")}`,
        s.from.length > 0 && `FROM ${s.from.map(printTable).join(", ")}`,
        s.where && `WHERE ${printExpression(s.where)}`,
        returning(s.returning),
      ]);
    case "delete":
      return words([
        `DELETE FROM ${printPath(s.table)}`,
        s.alias && `AS ${printIdent(s.alias)}`,
        s.using.length > 0 && `USING ${s.using.map(printTable).join(", ")}`,
        s.where && `WHERE ${printExpression(s.where)}`,
        returning(s.returning),
      ]);
    case "transact":
      return words([s.what.toUpperCase(), s.name && printIdent(s.name)]);
  }
};
