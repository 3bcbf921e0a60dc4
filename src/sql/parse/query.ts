import type { Expr } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { Body, Cte, Limit, Query, SetOperation, Values } from "../syntax/query.ts";
import type { Cursor } from "./cursor.ts";
import { describe } from "./describe.ts";
import { expression } from "./expression.ts";
import { nameList, nameOrString } from "./names.ts";
import { orderBy } from "./order.ts";
import { nestedQuery } from "./parenthesis.ts";
import { pivotQuery, unpivotQuery } from "./pivot.ts";
import { primary } from "./primary.ts";
import { fileSelect, select, tableQuery } from "./select.ts";
import { startsDescribe } from "./starts.ts";

const NONE = Object.freeze([]);
const RESUMES = ["union", "except", "intersect", "order", "limit", "offset", "fetch"] as const;

/** Whether a query goes on after a part of it in parentheses. */
export const resumesQuery = (cursor: Cursor): boolean => RESUMES.some((key) => cursor.is(key));

/** Reads a query with its `with`, set operations, order and limit. */
export const query = (cursor: Cursor): Query => {
  const { start } = cursor;
  if (startsDescribe(cursor)) {
    const body = describe(cursor);
    return node<Query>("query", start, cursor.end, { ...WHOLE, body });
  }
  cursor.deeper();
  const { inWindow } = cursor;
  cursor.inWindow = false;
  const wrapped = cursor.take("with");
  const recursive =
    wrapped && cursor.is("recursive") && !cursor.is("as", 1) && !cursor.is("(", 1) && cursor.take("recursive");
  const ctes = wrapped ? cursor.list(cte) : NONE;
  const whole = finish(cursor, start, recursive, ctes, operand(cursor));
  cursor.shallower();
  cursor.inWindow = inWindow;
  return whole;
};

const WHOLE = Object.freeze({ recursive: false, ctes: NONE, orderBy: undefined, limit: undefined, offset: undefined });

/** Reads `'file'` as a query of all that is in it. */
export const fileQuery = (cursor: Cursor): Query => {
  const body = fileSelect(cursor);
  return node<Query>("query", body.start, body.end, { ...WHOLE, body });
};

/** Reads on in a query whose first part, in parentheses, was read before. */
export const queryFrom = (cursor: Cursor, start: number, first: Body): Query =>
  finish(cursor, start, false, NONE, first.kind === "query" ? unwrapped(first) : first);

const finish = (cursor: Cursor, start: number, recursive: boolean, ctes: readonly Cte[], first: Body): Query => {
  const body = union(cursor, first.start, first);
  const order = orderBy(cursor);
  const { limit, offset } = limits(cursor);
  if (cursor.is("for") && ["update", "share", "no", "key"].includes(cursor.peek(1).key))
    throw cursor.unsupported("rows cannot be locked: leave FOR UPDATE out");
  if (
    body.kind === "query" &&
    body === first &&
    ctes.length === 0 &&
    order === undefined &&
    limit === undefined &&
    offset === undefined
  )
    return body;
  const fields = { recursive, ctes, body, orderBy: order, limit, offset };
  if (body.kind === "query") once(cursor, body, fields);
  return node<Query>("query", start, cursor.end, fields);
};

const CLAUSES = ["orderBy", "limit", "offset"] as const;

/** A query in parentheses may get what it lacks from outside, not the same clause again. */
const once = (cursor: Cursor, inner: Query, outer: Pick<Query, "ctes" | (typeof CLAUSES)[number]>): void => {
  const twice = CLAUSES.some((clause) => outer[clause] && (inner[clause] || inner.body.kind === "describe"));
  if (twice || (outer.ctes.length > 0 && (inner.ctes.length > 0 || inner.body.kind === "describe")))
    throw cursor.wrong("a clause given again around a query in parentheses; write FROM (...) for that", inner.start);
};

const cte = (cursor: Cursor): Cte => {
  const { start } = cursor;
  const name = nameOrString(cursor);
  const columns: readonly Ident[] = cursor.is("(") ? nameList(cursor) : NONE;
  const keyed = cursor.take("using");
  if (keyed) cursor.expect("key");
  const usingKey = keyed ? cursor.parenthesised(expression) : NONE;
  cursor.expect("as");
  const materialized = cursor.take("materialized") || (cursor.takeBoth("not", "materialized") ? false : undefined);
  const inner = nestedQuery(cursor);
  if (inner.body.kind === "describe") throw cursor.wrong("a WITH needs a query that selects rows", inner.start);
  return node<Cte>("cte", start, cursor.end, { name, columns, usingKey, materialized, query: inner });
};

/** `union` and `except` bind alike, `intersect` tighter; all go from left to right. */
const union = (cursor: Cursor, start: number, first: Body): Body => {
  let left = intersect(cursor, start, first);
  for (let steps = 0; cursor.is("union") || cursor.is("except"); steps++) {
    left = combine(cursor, start, left, (at) => intersect(at, at.start, operand(at)));
    cursor.stacked(steps);
  }
  return left;
};

const intersect = (cursor: Cursor, start: number, first: Body): Body => {
  let left = first;
  for (let steps = 0; cursor.is("intersect"); steps++) {
    left = combine(cursor, start, left, operand);
    cursor.stacked(steps);
  }
  return left;
};

interface Operator {
  readonly op: SetOperation["op"];
  readonly all: boolean;
  readonly byName: boolean;
}

const operatorOf = (cursor: Cursor): Operator => {
  const op = cursor.next().key as SetOperation["op"];
  const all = cursor.take("all");
  if (!all) cursor.take("distinct");
  const byName = op === "union" && cursor.takeBoth("by", "name");
  return { op, all, byName };
};

/** Reads an operator and its right side, and again as long as the same operator follows. */
const combine = (cursor: Cursor, start: number, left: Body, right: (cursor: Cursor) => Body): SetOperation => {
  const first = operatorOf(cursor);
  const inputs = [left, right(cursor)];
  while (cursor.is(first.op) && sameFollows(cursor, first)) {
    operatorOf(cursor);
    inputs.push(right(cursor));
  }
  return node<SetOperation>("setOperation", start, cursor.end, { ...first, inputs: Object.freeze(inputs) });
};

const sameFollows = (cursor: Cursor, { all, byName }: Operator): boolean => {
  const quantified = cursor.peek(1).key === "all" || cursor.peek(1).key === "distinct";
  const named = cursor.peek(quantified ? 2 : 1).key === "by";
  return (cursor.peek(1).key === "all") === all && named === byName;
};

/** The body alone of a query that has nothing else. */
const unwrapped = (inner: Query): Body => {
  const { ctes, body, orderBy: order, limit, offset } = inner;
  return ctes.length > 0 || order || limit || offset || body.kind === "describe" ? inner : body;
};

/** A query without `with`, set operations, order and limit, or one in parentheses. */
const operand = (cursor: Cursor): Body => {
  const { key, start } = cursor.peek();
  if (key === "(") return unwrapped(nestedQuery(cursor));
  switch (key) {
    case "select":
    case "from":
      return select(cursor);
    case "values":
      if (cursor.is("(", 1)) return values(cursor);
      throw cursor.unexpected("a query");
    case "table":
      return tableQuery(cursor);
    case "pivot":
    case "pivot_wider":
      return pivotQuery(cursor);
    case "unpivot":
    case "pivot_longer":
      return unpivotQuery(cursor);
    case "with":
      throw cursor.wrong("put a query with a WITH of its own in parentheses", start);
    default:
      throw cursor.unexpected("a query");
  }
};

/** Reads `values (1, 2), (3, 4)`. */
export const values = (cursor: Cursor): Values => {
  const { start } = cursor.next();
  const value = cursor.value ?? expression;
  cursor.value = undefined;
  const rows = [cursor.parenthesised(value)];
  while (cursor.take(",")) {
    if (!cursor.is("(")) break;
    rows.push(cursor.parenthesised(value));
  }
  const width = rows[0]?.length;
  if (rows.some(({ length }) => length !== width))
    throw cursor.wrong("the rows of VALUES are not all of one length", start);
  return node<Values>("values", start, cursor.end, { rows: Object.freeze(rows) });
};

const limits = (cursor: Cursor): { limit: Limit | undefined; offset: Expr | undefined } => {
  let limit: Limit | undefined;
  let offset: Expr | undefined;
  for (;;) {
    if (limit === undefined && cursor.take("limit")) limit = limitOf(cursor);
    else if (limit === undefined && cursor.take("fetch")) limit = fetch(cursor);
    else if (offset === undefined && cursor.take("offset")) {
      offset = expression(cursor);
      if (!cursor.take("rows")) cursor.take("row");
    } else return { limit, offset };
  }
};

const limitOf = (cursor: Cursor): Limit => {
  if (cursor.take("all")) return Object.freeze({ count: undefined, percent: false });
  const number = cursor.peek().kind === "number";
  const count = expression(cursor);
  if (cursor.is(",")) throw cursor.wrong("LIMIT a, b is not supported: write LIMIT b OFFSET a");
  const percent = cursor.take("%") || (number && count.kind === "literal" && cursor.take("percent"));
  return Object.freeze({ count, percent });
};

const fetch = (cursor: Cursor): Limit => {
  if (!cursor.take("first")) cursor.expect("next", "FIRST or NEXT");
  const bare = cursor.is("row") || cursor.is("rows");
  const { start } = cursor;
  const one = node<Extract<Expr, { kind: "literal" }>>("literal", start, start, { type: "number", text: "1" });
  const count = bare ? one : cursor.is("+") || cursor.is("-") ? expression(cursor, 14) : primary(cursor, false);
  if (!cursor.take("rows")) cursor.expect("row", "ROW or ROWS");
  cursor.expect("only");
  return Object.freeze({ count, percent: false });
};
