import type { Expr } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import type { Body, Cte, Grouping, Query, SampleBy, Select, SelectItem } from "../syntax/query.ts";
import type { PivotColumn, Sample } from "../syntax/table.ts";
import { printExpression } from "./expression.ts";
import { printIdent, printPath } from "./ident.ts";
import { printTable } from "./table.ts";
import { printOrderBy, printWindow } from "./window.ts";

const print = (expr: Expr): string => printExpression(expr);
const all = (items: readonly Expr[]): string => items.map(print).join(", ");
const join = (parts: readonly (string | false | undefined)[]): string => parts.filter(Boolean).join(" ");

export const printItems = (items: readonly SelectItem[]): string =>
  items.map(({ value, alias }) => `${print(value)}${alias ? ` AS ${printIdent(alias)}` : ""}`).join(", ");

export const printColumns = (columns: readonly Ident[]): string =>
  columns.length === 0 ? "" : `(${columns.map(printIdent).join(", ")})`;

const cte = ({ name, columns, usingKey, materialized, query }: Cte): string =>
  join([
    `${printIdent(name)}${printColumns(columns)}`,
    usingKey.length > 0 && `USING KEY (${all(usingKey)})`,
    "AS",
    materialized === undefined ? undefined : materialized ? "MATERIALIZED" : "NOT MATERIALIZED",
    `(${printQuery(query)})`,
  ]);

/** A query as SQL text that parses to the same tree. */
export const printQuery = ({ recursive, ctes, body, orderBy, limit, offset }: Query): string =>
  join([
    ctes.length > 0 && `WITH ${recursive ? "RECURSIVE " : ""}${ctes.map(cte).join(", ")}`,
    body.kind === "query" ? `(${printQuery(body)})` : printBody(body),
    orderBy && printOrderBy(orderBy, print),
    limit && `LIMIT ${limit.count ? `${print(limit.count)}${limit.percent ? " %" : ""}` : "ALL"}`,
    offset && `OFFSET ${print(offset)}`,
  ]);

const printBody = (body: Body): string => {
  switch (body.kind) {
    case "query":
      return `(${printQuery(body)})`;
    case "select":
      return select(body);
    case "values":
      return `VALUES ${body.rows.map((row) => `(${all(row)})`).join(", ")}`;
    case "setOperation": {
      const { op, all: every, byName, inputs } = body;
      const word = `${op.toUpperCase()}${every ? " ALL" : ""}${byName ? " BY NAME" : ""}`;
      return inputs
        .map((input) =>
          input.kind === "select" || input.kind === "values" ? printBody(input) : `(${printBody(input)})`,
        )
        .join(` ${word} `);
    }
    case "pivotQuery": {
      const { input, on, aggregates, groupBy } = body;
      const using = aggregates.length > 0 && `USING ${printItems(aggregates)}`;
      const columns = on.length > 0 && `ON ${on.map(printPivotColumn).join(", ")}`;
      return join([
        "PIVOT",
        printTable(input),
        columns,
        using,
        groupBy.length > 0 && `GROUP BY ${groupBy.map(printIdent).join(", ")}`,
      ]);
    }
    case "unpivotQuery": {
      const { input, includeNulls, values, names } = body;
      const [name] = names;
      const into = `INTO NAME ${(name?.names ?? []).map(printIdent).join(", ")} VALUE ${values.map(printIdent).join(", ")}`;
      return join([
        "UNPIVOT",
        printTable(input),
        includeNulls && "INCLUDE NULLS",
        `ON ${printItems(name?.from ?? [])}`,
        into,
      ]);
    }
    case "describe": {
      const { summarize, target } = body;
      const shown = target === undefined ? "" : "kind" in target ? printQuery(target) : printPath(target);
      return join([summarize ? "SUMMARIZE" : "DESCRIBE", shown]);
    }
  }
};

/** One column of a pivot with its values. */
export const printPivotColumn = ({ columns, values }: PivotColumn): string => {
  const heads = columns.length === 1 ? all(columns) : `(${all(columns)})`;
  if (values === undefined) return heads;
  if (!("kind" in values)) return `${heads} IN (${printItems(values)})`;
  return `${heads} IN ${values.kind === "ident" ? printIdent(values) : `(${printQuery(values)})`}`;
};

const grouping = (item: Grouping): string => {
  switch (item.type) {
    case "key":
      return print(item.value);
    case "empty":
      return "()";
    case "sets":
      return `GROUPING SETS (${item.sets.map(grouping).join(", ")})`;
    default:
      return `${item.type.toUpperCase()} (${all(item.keys)})`;
  }
};

const sampleBy = ({ every, from, to, fill, align, timeZone, offset }: SampleBy): string =>
  join([
    `SAMPLE BY ${every}`,
    from && `FROM ${print(from)}`,
    to && `TO ${print(to)}`,
    fill.length > 0 &&
      `FILL(${fill.map((value) => (typeof value === "string" ? value.toUpperCase() : print(value))).join(", ")})`,
    align && `ALIGN TO ${align.toUpperCase()}`,
    timeZone && `TIME ZONE ${print(timeZone)}`,
    offset && `WITH OFFSET ${print(offset)}`,
  ]);

export const printSample = ({ size, percent, method, seed }: Sample): string =>
  `${method ?? ""}(${print(size)}${percent ? "%" : " ROWS"})${seed === undefined ? "" : ` REPEATABLE (${seed})`}`;

const select = (part: Select): string => {
  const { distinct, items, from, where, groupBy, having, windows, qualify, sample } = part;
  const on = distinct === false ? "" : distinct === true ? "DISTINCT " : `DISTINCT ON (${all(distinct)}) `;
  return join([
    `SELECT ${on}${printItems(items)}`,
    from.length > 0 && `FROM ${from.map(printTable).join(", ")}`,
    where && `WHERE ${print(where)}`,
    part.sampleBy && sampleBy(part.sampleBy),
    groupBy.length > 0 && `GROUP BY ${groupBy === "all" ? "ALL" : groupBy.map(grouping).join(", ")}`,
    having && `HAVING ${print(having)}`,
    windows.length > 0 &&
      `WINDOW ${windows.map(({ name, window }) => `${printIdent(name)} AS ${printWindow(window, print)}`).join(", ")}`,
    qualify && `QUALIFY ${print(qualify)}`,
    sample && `USING SAMPLE ${printSample(sample)}`,
  ]);
};
