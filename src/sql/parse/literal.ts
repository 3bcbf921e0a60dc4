import type { Token } from "../lex/lexer.ts";
import type { Expr, Interval, Literal, TypedLiteral } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { isFunctionName } from "./names.ts";
import { beginsOwnType, typeName } from "./type-name.ts";
import { takeUnit } from "./unit.ts";

/** Reads a literal that begins with a word: `null`, `true`, `interval ...`, `date '...'`; undefined if none does. */
export const literal = (cursor: Cursor, token: Token): Expr | undefined => {
  const { key, start, category } = token;
  if (key === "null" || key === "true" || key === "false") {
    cursor.next();
    return node<Literal>("literal", start, cursor.end, { type: key === "null" ? "null" : "boolean", text: key });
  }
  if (key === "interval") return interval(cursor);
  const typed =
    category === "column" || key === "double"
      ? beginsOwnType(cursor)
      : isFunctionName(token) && cursor.peek(1).kind === "string";
  return typed ? typedLiteral(cursor) : undefined;
};

const typedLiteral = (cursor: Cursor): TypedLiteral => {
  const { start } = cursor;
  const type = typeName(cursor, false);
  if (cursor.peek().kind !== "string") throw cursor.unexpected(`a string after the type ${type.name}`);
  const { text } = cursor.next();
  return node<TypedLiteral>("typed", start, cursor.end, { type, text });
};

const interval = (cursor: Cursor): Interval | undefined => {
  const { start } = cursor.peek();
  const { kind, key, text } = cursor.peek(1);
  const whole = kind === "number" && /^\d{1,9}$/.test(text);
  if (kind !== "string" && !whole && key !== "(") {
    if (kind === "number")
      throw cursor.wrong(
        "an interval takes a whole number, a string or an expression in parentheses",
        cursor.peek(1).start,
      );
    return undefined;
  }
  cursor.next();
  const value =
    key === "("
      ? inner(cursor)
      : node<Literal>("literal", cursor.start, cursor.peek().end, {
          type: whole ? "number" : "string",
          text: cursor.next().text,
        });
  return node<Interval>("interval", start, cursor.end, { value, unit: takeUnit(cursor) });
};

const inner = (cursor: Cursor): Expr => {
  cursor.next();
  const value = expression(cursor);
  cursor.expect(")");
  return value;
};
