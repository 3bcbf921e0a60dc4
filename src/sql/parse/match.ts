import type { Between, Expr, InExpr, InList, InQuery, Like } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { isQuery, queryOrItems } from "./parenthesis.ts";
import { MATCH } from "./precedence.ts";
import { inOperand } from "./primary.ts";

const MATCHES = ["in", "like", "between", "ilike", "glob", "similar"] as const;

/** Whether `between`, `in`, `like`, `ilike`, `glob` or `similar` comes next. */
export const matchesAt = (cursor: Cursor, ahead: number): boolean => MATCHES.some((key) => cursor.is(key, ahead));

/** Reads `[not] in ...`, `[not] between ... and ...`, `[not] like ... [escape ...]` after an operand. */
export const match = (cursor: Cursor, start: number, operand: Expr): Expr => {
  const not = cursor.take("not");
  const op = cursor.next().key as (typeof MATCHES)[number];
  if (op === "in") return inSet(cursor, start, operand, not);
  if (op === "between") return between(cursor, start, operand, not);
  if (op === "similar") cursor.expect("to");
  const pattern = expression(cursor, MATCH);
  const escaped = op !== "glob" && cursor.is("escape") ? escapeOf(cursor, op) : undefined;
  return node<Like>("like", start, cursor.end, { op, operand, pattern, escape: escaped, not });
};

const escapeOf = (cursor: Cursor, op: string): Expr => {
  if (op === "similar") throw cursor.wrong("SIMILAR TO has no ESCAPE: its pattern is a regular expression");
  cursor.next();
  return expression(cursor, MATCH);
};

const between = (cursor: Cursor, start: number, operand: Expr, not: boolean): Between => {
  if (cursor.is("symmetric"))
    throw cursor.wrong("BETWEEN SYMMETRIC is not supported: order the bounds with least() and greatest()");
  cursor.take("asymmetric");
  const low = expression(cursor, 0, true);
  cursor.expect("and");
  const high = expression(cursor, MATCH);
  return node<Between>("between", start, cursor.end, { operand, low, high, not });
};

const inSet = (cursor: Cursor, start: number, operand: Expr, not: boolean): Expr => {
  if (!cursor.is("(")) {
    const set = inOperand(cursor);
    return node<InExpr>("inExpr", start, cursor.end, { operand, set, not });
  }
  const found = queryOrItems(cursor, true);
  return isQuery(found)
    ? node<InQuery>("inQuery", start, cursor.end, { operand, query: found, not })
    : node<InList>("inList", start, cursor.end, { operand, items: found, not });
};
