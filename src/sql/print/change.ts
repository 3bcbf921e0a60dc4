import type { Change, CreateTable } from "../syntax/change.ts";
import { printExpression } from "./expression.ts";
import { printIdent, printPath } from "./ident.ts";
import { printColumns, printQuery } from "./query.ts";
import { printType } from "./type-name.ts";

const words = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(" ");

const created = ({ name, columns, names, query, replace, ifNotExists }: CreateTable): string =>
  words([
    "CREATE",
    replace && "OR REPLACE",
    "TABLE",
    ifNotExists && "IF NOT EXISTS",
    query === undefined
      ? `${printPath(name)} (${columns.map((c) => words([printIdent(c.name), printType(c.type), c.notNull && "NOT NULL"])).join(", ")})`
      : `${printPath(name)}${names.length === 0 ? "" : ` ${printColumns(names)}`} AS ${printQuery(query)}`,
  ]);

/** A statement that changes tables as SQL text that parses to the same tree. */
export const printChange = (s: Change): string => {
  switch (s.kind) {
    case "createTable":
      return created(s);
    case "dropTable":
      return words(["DROP TABLE", s.ifExists && "IF EXISTS", s.names.map(printPath).join(", ")]);
    case "insert":
      return words([
        `INSERT INTO ${printPath(s.table)}`,
        s.columns.length > 0 && printColumns(s.columns),
        s.query === undefined ? "DEFAULT VALUES" : printQuery(s.query),
      ]);
    case "update":
      return words([
        `UPDATE ${printPath(s.table)}`,
        s.alias && `AS ${printIdent(s.alias)}`,
        `SET ${s.set.map((a) => `${printIdent(a.column)} = ${a.value === undefined ? "DEFAULT" : printExpression(a.value)}`).join(", ")}`,
        s.where && `WHERE ${printExpression(s.where)}`,
      ]);
    case "delete":
      return words([
        `DELETE FROM ${printPath(s.table)}`,
        s.alias && `AS ${printIdent(s.alias)}`,
        s.where && `WHERE ${printExpression(s.where)}`,
      ]);
    case "transact":
      return s.what.toUpperCase();
  }
};
