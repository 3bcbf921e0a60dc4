import type { CopyOption, CreateView, Statement } from "../syntax/statement.ts";
import { printExpression } from "./expression.ts";
import { printPath } from "./ident.ts";
import { printColumns, printQuery } from "./query.ts";

const option = ({ name, values }: CopyOption): string => {
  const printed = values.map(printExpression);
  return `${name}${printed.length === 0 ? "" : printed.length === 1 ? ` ${printed[0]}` : ` (${printed.join(", ")})`}`;
};

const view = ({ name, columns, query, replace, ifNotExists, temporary, recursive }: CreateView): string => {
  const words = [
    "CREATE",
    replace && "OR REPLACE",
    temporary && "TEMP",
    recursive && "RECURSIVE",
    "VIEW",
    ifNotExists && "IF NOT EXISTS",
  ];
  return `${words.filter(Boolean).join(" ")} ${printPath(name)}${printColumns(columns)} AS ${printQuery(query)}`;
};

/** A statement as SQL text that parses to the same tree. */
export const printStatement = (statement: Statement): string => {
  switch (statement.kind) {
    case "query":
      return printQuery(statement);
    case "explain":
      return `EXPLAIN ${statement.analyze ? "ANALYZE " : ""}${printStatement(statement.statement)}`;
    case "createView":
      return view(statement);
    case "dropView":
      return `DROP VIEW ${statement.ifExists ? "IF EXISTS " : ""}${printPath(statement.name)}`;
    case "copy": {
      const { source, target, options } = statement;
      const what =
        "kind" in source ? `(${printQuery(source)})` : `${printPath(source.table)}${printColumns(source.columns)}`;
      const path = target.kind === "literal" ? printExpression(target) : `(${printExpression(target)})`;
      return `COPY ${what} TO ${path}${options.length > 0 ? ` (${options.map(option).join(", ")})` : ""}`;
    }
  }
};
