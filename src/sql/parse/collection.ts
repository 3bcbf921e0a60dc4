import type { ArrayQuery, Comprehension, Expr, Lambda, List, MapLiteral, Struct } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { nameOrString } from "./names.ts";
import { nestedQuery } from "./parenthesis.ts";

const EMPTY = Object.freeze([]);

/** Reads `[a, b]` or `[value for x in list if condition]`. */
export const list = (cursor: Cursor, start: number = cursor.start, array = false): List | Comprehension => {
  cursor.expect("[");
  if (cursor.take("]")) return node<List>("list", start, cursor.end, { items: EMPTY, array });
  const first = expression(cursor);
  if (!array && cursor.is("for")) return comprehension(cursor, start, first);
  const items = [first];
  while (cursor.take(",")) {
    if (cursor.is("]")) break;
    items.push(expression(cursor));
  }
  cursor.expect("]");
  return node<List>("list", start, cursor.end, { items: Object.freeze(items), array });
};

const comprehension = (cursor: Cursor, start: number, value: Expr): Comprehension => {
  cursor.next();
  const names = cursor.list(nameOrString);
  cursor.expect("in");
  const list = expression(cursor);
  const condition = cursor.take("if") ? expression(cursor) : undefined;
  cursor.expect("]");
  return node<Comprehension>("comprehension", start, cursor.end, { value, names, list, condition });
};

/** Reads `array[...]` or `array(select ...)`. */
export const array = (cursor: Cursor): List | Comprehension | ArrayQuery => {
  const { start } = cursor.next();
  if (!cursor.is("(")) return list(cursor, start, true);
  const query = nestedQuery(cursor);
  return node<ArrayQuery>("arrayQuery", start, cursor.end, { query });
};

const field = (cursor: Cursor): Struct["fields"][number] => {
  const name = nameOrString(cursor, "a field's name");
  cursor.expect(":");
  return Object.freeze({ name, value: expression(cursor) });
};

/** Reads `{name: value, ...}`. */
export const struct = (cursor: Cursor): Struct => {
  const { start } = cursor.next();
  const fields = cursor.list(field, "}");
  cursor.expect("}");
  return node<Struct>("struct", start, cursor.end, { fields });
};

const entry = (cursor: Cursor): MapLiteral["entries"][number] => {
  const key = expression(cursor);
  cursor.expect(":");
  return Object.freeze({ key, value: expression(cursor) });
};

/** Reads `map {key: value, ...}`. */
export const map = (cursor: Cursor): MapLiteral => {
  const { start } = cursor.next();
  cursor.next();
  const entries = cursor.is("}") ? EMPTY : cursor.list(entry, "}");
  cursor.expect("}");
  return node<MapLiteral>("map", start, cursor.end, { entries });
};

/** Reads `lambda x, y: body`. */
export const lambda = (cursor: Cursor): Lambda => {
  const { start } = cursor.next();
  const params = cursor.list((at) => nameOrString(at, "a parameter"));
  cursor.expect(":");
  const body = expression(cursor);
  return node<Lambda>("lambda", start, cursor.end, { params, body });
};
