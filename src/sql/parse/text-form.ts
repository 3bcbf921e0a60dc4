import type { Expr, Literal } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import { plainCall } from "./call.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";

/** Reads `position(a in b)`, `substring(a from 1 for 2)`, `overlay(a placing b from 1 for 2)` and `trim(both a from b)`. */
export const textForm = (cursor: Cursor, name: "position" | "substring" | "overlay" | "trim"): Expr => {
  const { start } = cursor.next();
  cursor.next();
  const [called, values] = FORMS[name](cursor);
  cursor.expect(")");
  return plainCall(called, start, cursor.end, values);
};

type Form = (cursor: Cursor) => readonly [name: string, values: readonly Expr[]];

const position: Form = (cursor) => {
  const part = expression(cursor, 0, true);
  cursor.expect("in");
  return ["position", [expression(cursor, 0, true), part]];
};

const substring: Form = (cursor) => {
  if (cursor.is(")")) return ["substring", []];
  const text = expression(cursor);
  if (!cursor.is("from") && !cursor.is("for"))
    return ["substring", cursor.take(",") ? [text, ...cursor.list(expression)] : [text]];
  let from = cursor.take("from") ? expression(cursor) : undefined;
  const length = cursor.take("for") ? expression(cursor) : undefined;
  if (from === undefined && cursor.take("from")) from = expression(cursor);
  return ["substring", [text, from ?? one(cursor), ...(length === undefined ? [] : [length])]];
};

const one = ({ end }: Cursor): Literal => node<Literal>("literal", end, end, { type: "number", text: "1" });

const overlay: Form = (cursor) => {
  const values = [expression(cursor)];
  cursor.expect("placing");
  values.push(expression(cursor));
  cursor.expect("from");
  values.push(expression(cursor));
  if (cursor.take("for")) values.push(expression(cursor));
  return ["overlay", values];
};

const trim: Form = (cursor) => {
  const name = cursor.take("leading") ? "ltrim" : cursor.take("trailing") ? "rtrim" : "trim";
  if (name === "trim") cursor.take("both");
  if (cursor.take("from")) return [name, cursor.list(expression, ")")];
  const values = cursor.list(expression, ")");
  return values.length === 1 && cursor.take("from")
    ? [name, [...cursor.list(expression, ")"), ...values]]
    : [name, values];
};

const FORMS: Readonly<Record<"position" | "substring" | "overlay" | "trim", Form>> = {
  position,
  substring,
  overlay,
  trim,
};
