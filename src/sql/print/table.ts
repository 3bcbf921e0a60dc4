import type { Alias, Join, TableRef, UnpivotColumn } from "../syntax/table.ts";
import { callTail, functionName, printExpression } from "./expression.ts";
import { printIdent, printPath, quoteString } from "./ident.ts";
import { printColumns, printItems, printPivotColumn, printQuery, printSample } from "./query.ts";

const aliased = (alias: Alias | undefined): string =>
  alias === undefined ? "" : ` AS ${printIdent(alias.name)}${printColumns(alias.columns)}`;

const join = ({ type, asof, natural, left, right, on, using }: Join): string => {
  const words = [natural && "NATURAL", asof && "ASOF", type.toUpperCase(), "JOIN"].filter(Boolean).join(" ");
  const condition = on ? ` ON ${printExpression(on)}` : using ? ` USING ${printColumns(using)}` : "";
  return `${printTable(left)} ${words} ${operand(right)}${condition}`;
};

const operand = (table: TableRef): string => {
  const text = printTable(table);
  return table.kind === "join" && table.alias === undefined ? `(${text})` : text;
};

const unpivoted = ({ names, from }: UnpivotColumn): string => `${idents(names)} IN (${printItems(from)})`;

const idents = (names: Alias["columns"]): string =>
  names.length === 1 ? names.map(printIdent).join("") : printColumns(names);

/** A table of a FROM clause as SQL. */
export const printTable = (table: TableRef): string => {
  const text = bare(table);
  const named = table.kind === "join" && table.alias ? `(${text})` : text;
  const sampled = "sample" in table && table.sample ? ` TABLESAMPLE ${printSample(table.sample)}` : "";
  return `${named}${aliased(table.alias)}${sampled}`;
};

const bare = (table: TableRef): string => {
  switch (table.kind) {
    case "table":
      return printPath(table.path);
    case "file":
      return quoteString(table.path);
    case "tableFunction": {
      const call = `${functionName(table.call)}${callTail(table.call, printExpression)}`;
      return `${table.lateral ? "LATERAL " : ""}${call}${table.ordinality ? " WITH ORDINALITY" : ""}`;
    }
    case "derived":
      return `${table.lateral ? "LATERAL " : ""}(${printQuery(table.query)})`;
    case "join":
      return join(table);
    case "pivot": {
      const { input, aggregates, on, groupBy } = table;
      const by = groupBy.length > 0 ? ` GROUP BY ${groupBy.map(printIdent).join(", ")}` : "";
      return `${printTable(input)} PIVOT (${printItems(aggregates)} FOR ${on.map(printPivotColumn).join(" ")}${by})`;
    }
    case "unpivot": {
      const { input, includeNulls, values, names } = table;
      return `${printTable(input)} UNPIVOT ${includeNulls ? "INCLUDE NULLS " : ""}(${idents(values)} FOR ${names.map(unpivoted).join(" ")})`;
    }
  }
};
