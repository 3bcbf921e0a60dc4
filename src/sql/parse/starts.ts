import type { Cursor } from "./cursor.ts";
import { isName } from "./names.ts";

const RESERVED: ReadonlySet<string> = new Set("array case cast default false lambda not null true".split(" "));
const OPS: ReadonlySet<string> = new Set(["(", "[", "{", "+", "-", "~", "@", "!", "*", "#"]);

/** Whether an expression may begin at a token, to tell `a % b` from `limit 10 %` and `a ! b` from `a !`. */
export const startsExpression = (cursor: Cursor, ahead = 0): boolean => {
  const token = cursor.peek(ahead);
  const { kind, key, category } = token;
  if (kind === "op") return OPS.has(key);
  if (kind !== "word") return kind !== "end";
  if (category === "function")
    return cursor.peek(ahead + 1).key === "(" || (key === "map" && cursor.peek(ahead + 1).key === "{");
  return isName(token) || RESERVED.has(key);
};

const SELECT: ReadonlySet<string> = new Set("select with from table pivot pivot_wider unpivot pivot_longer".split(" "));
const DESCRIBE: ReadonlySet<string> = new Set(["describe", "desc", "show", "summarize"]);

export const startsDescribe = (cursor: Cursor): boolean => DESCRIBE.has(cursor.peek().key);

/** Whether a query begins here, not counting one in parentheses. */
export const startsQuery = (cursor: Cursor, ahead = 0): boolean =>
  DESCRIBE.has(cursor.peek(ahead).key) || startsSelect(cursor, ahead);

/** Whether a query begins here that may be a part of another. */
export const startsSelect = (cursor: Cursor, ahead = 0): boolean => {
  const { kind, key } = cursor.peek(ahead);
  if (kind !== "word") return false;
  return SELECT.has(key) || (key === "values" && cursor.peek(ahead + 1).key === "(");
};
