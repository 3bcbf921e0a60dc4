import type { Expr } from "../syntax/expr.ts";
import type { Bound, Frame, OrderBy, Window } from "../syntax/window.ts";
import { printIdent } from "./ident.ts";

type Print = (expr: Expr) => string;

export const printOrderBy = ({ items }: OrderBy, print: Print): string => {
  const each = items.map(({ value, descending, nulls }) => {
    const direction = descending === undefined ? "" : descending ? " DESC" : " ASC";
    return `${value === undefined ? "ALL" : print(value)}${direction}${nulls ? ` NULLS ${nulls.toUpperCase()}` : ""}`;
  });
  return `ORDER BY ${each.join(", ")}`;
};

const printBound = ({ side, offset }: Bound, print: Print): string =>
  side === "current" ? "CURRENT ROW" : `${offset === undefined ? "UNBOUNDED" : print(offset)} ${side.toUpperCase()}`;

const printFrame = ({ unit, from, to, exclude }: Frame, print: Print): string => {
  const bounds = `BETWEEN ${printBound(from, print)} AND ${printBound(to, print)}`;
  return `${unit.toUpperCase()} ${bounds}${exclude ? ` EXCLUDE ${exclude.toUpperCase()}` : ""}`;
};

/** A window with its parentheses. */
export const printWindow = ({ base, partitionBy, orderBy, frame }: Window, print: Print): string => {
  const parts = [
    base && printIdent(base),
    partitionBy.length > 0 && `PARTITION BY ${partitionBy.map(print).join(", ")}`,
    orderBy && printOrderBy(orderBy, print),
    frame && printFrame(frame, print),
  ];
  return `(${parts.filter(Boolean).join(" ")})`;
};
