import type { Token } from "../lex/lexer.ts";
import type { Case, Cast, Exists, Expr, Unpack } from "../syntax/expr.ts";
import { node } from "../syntax/node.ts";
import { plainCall } from "./call.ts";
import { array, lambda, map } from "./collection.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { nestedQuery } from "./parenthesis.ts";
import { columns } from "./primary.ts";
import { row } from "./row.ts";
import { textForm } from "./text-form.ts";
import { typeName } from "./type-name.ts";
import { unitName } from "./unit.ts";

/** Reads the forms that a word of their own begins; undefined when the word is no such form here. */
export const special = (cursor: Cursor, { key, start, category }: Token, plain: boolean): Expr | undefined => {
  if (category === undefined) return undefined;
  switch (key) {
    case "case":
      return caseOf(cursor);
    case "array":
      return array(cursor);
    case "lambda":
      return plain ? undefined : lambda(cursor);
    case "map":
      return cursor.is("{", 1) ? map(cursor) : undefined;
    default:
  }
  if (!cursor.is("(", 1)) return undefined;
  switch (key) {
    case "cast":
    case "try_cast":
      return cast(cursor, key === "try_cast");
    case "extract":
      return extract(cursor);
    case "position":
    case "substring":
    case "overlay":
    case "trim":
      return textForm(cursor, key);
    case "collation":
      return undefined;
    case "row":
      return row(cursor);
    case "coalesce":
    case "grouping":
    case "grouping_id": {
      cursor.next();
      const values = cursor.parenthesised(expression);
      return plainCall(key, start, cursor.end, values);
    }
    case "nullif":
      return nullif(cursor);
    case "exists": {
      cursor.next();
      const query = nestedQuery(cursor);
      return node<Exists>("exists", start, cursor.end, { query });
    }
    case "columns":
      return plain ? undefined : columns(cursor, start, undefined, false);
    case "unpack": {
      if (plain) return undefined;
      cursor.next();
      cursor.next();
      const operand = expression(cursor);
      cursor.expect(")");
      return node<Unpack>("unpack", start, cursor.end, { operand });
    }
    default:
      return undefined;
  }
};

const caseOf = (cursor: Cursor): Case => {
  const { start } = cursor.next();
  const operand = cursor.is("when") ? undefined : expression(cursor);
  const branches: Case["branches"][number][] = [];
  do {
    cursor.expect("when");
    const when = expression(cursor);
    cursor.expect("then");
    branches.push(Object.freeze({ when, result: expression(cursor) }));
  } while (cursor.is("when"));
  const otherwise = cursor.take("else") ? expression(cursor) : undefined;
  cursor.expect("end", "WHEN, ELSE or END");
  return node<Case>("case", start, cursor.end, { operand, branches: Object.freeze(branches), otherwise });
};

const cast = (cursor: Cursor, attempt: boolean): Cast => {
  const { start } = cursor.next();
  cursor.next();
  const operand = expression(cursor);
  cursor.expect("as");
  const type = typeName(cursor);
  cursor.expect(")");
  return node<Cast>("cast", start, cursor.end, { operand, type, try: attempt });
};

const extract = (cursor: Cursor): Expr => {
  const { start } = cursor.next();
  cursor.next();
  const field = unitName(cursor);
  cursor.expect("from");
  const value = expression(cursor);
  cursor.expect(")");
  return plainCall("date_part", start, cursor.end, [field, value]);
};

const nullif = (cursor: Cursor): Expr => {
  const { start, text } = cursor.next();
  cursor.next();
  const first = expression(cursor);
  cursor.expect(",");
  const second = expression(cursor);
  cursor.expect(")");
  return plainCall(text.toLowerCase(), start, cursor.end, [first, second]);
};
