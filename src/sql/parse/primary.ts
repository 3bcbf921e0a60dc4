import type { Column, Columns, Expr, Field, Index, Literal, Param, Position, Slice } from "../syntax/expr.ts";
import type { Ident } from "../syntax/node.ts";
import { node } from "../syntax/node.ts";
import { argument, call, plainCall } from "./call.ts";
import { list, struct } from "./collection.ts";
import type { Cursor } from "./cursor.ts";
import { expression } from "./expression.ts";
import { literal } from "./literal.ts";
import { isFunctionName, isName, label } from "./names.ts";
import { parenthesis } from "./parenthesis.ts";
import { special } from "./special.ts";
import { star } from "./star.ts";

const CHAINS: ReadonlySet<Expr["kind"]> = new Set([
  ...([
    "param",
    "struct",
    "map",
    "call",
    "cast",
    "case",
    "list",
    "comprehension",
    "arrayQuery",
    "position",
    "row",
  ] as const),
]);

/** Reads what no operator divides, with its fields, subscripts and method calls. */
export const primary = (cursor: Cursor, plain: boolean): Expr => {
  const { start, key } = cursor.peek();
  if (key !== "(") {
    const found = atom(cursor, plain);
    return CHAINS.has(found.kind) ? chain(cursor, start, found, true) : found;
  }
  const inner = parenthesis(cursor);
  return chain(cursor, start, inner, inner.kind !== "subquery");
};

/** Reads the right side of `in` when it has no parentheses: a name, a call, a list, a parameter. */
export const inOperand = (cursor: Cursor): Expr => {
  const { start, kind } = cursor.peek();
  const found = atom(cursor, true);
  const path = kind === "word" || kind === "quoted";
  if (CHAINS.has(found.kind) || (path && ["column", "index", "slice", "field"].includes(found.kind))) return found;
  throw cursor.wrong("expected a list in parentheses, a column or a function after IN", start);
};

const atom = (cursor: Cursor, plain: boolean): Expr => {
  const token = cursor.peek();
  const { kind, key, start, text } = token;
  switch (kind) {
    case "number":
    case "bits":
    case "hex":
      cursor.next();
      return node<Literal>("literal", start, cursor.end, { type: kind, text });
    case "string":
      cursor.next();
      return chain(cursor, start, node<Literal>("literal", start, cursor.end, { type: kind, text }), false);
    case "param":
      return param(cursor);
    case "op":
      return symbol(cursor, key, plain);
    case "word": {
      const found = special(cursor, token, plain) ?? literal(cursor, token);
      if (found !== undefined) return found;
      break;
    }
    case "quoted": {
      const found = literal(cursor, token);
      if (found !== undefined) return found;
      break;
    }
    default:
  }
  return isName(token) || (isFunctionName(token) && cursor.peek(1).key === "(")
    ? named(cursor, plain)
    : missing(cursor);
};

const missing = (cursor: Cursor): never => {
  throw cursor.unexpected("an expression");
};

const symbol = (cursor: Cursor, key: string, plain: boolean): Expr => {
  const { start } = cursor;
  if (key === "[") return list(cursor);
  if (key === "{") return struct(cursor);
  if (key === "*" && !plain) {
    cursor.next();
    return cursor.is("columns") && cursor.is("(", 1)
      ? columns(cursor, start, undefined, true)
      : star(cursor, start, undefined);
  }
  if (key === "#" && /^\d+$/.test(cursor.peek(1).text)) {
    cursor.next();
    const { text } = cursor.next();
    if (Number(text) < 1) throw cursor.wrong("columns are counted from #1", start);
    return node<Position>("position", start, cursor.end, { text });
  }
  const name = cursor.peek(1);
  if (key === ":" && name.kind === "word" && name.start === start + 1) {
    cursor.next();
    cursor.next();
    return node<Param>("param", start, cursor.end, cursor.param(name.text, true, start));
  }
  return missing(cursor);
};

const param = (cursor: Cursor): Param => {
  const { start, text } = cursor.next();
  return node<Param>("param", start, cursor.end, cursor.param(text, !/^\d*$/.test(text), start));
};

/** Whether what stands before a table is the schema that it is in. */
const placed = (path: readonly Ident[]): boolean =>
  path.length < 4 &&
  /^(polaroid\.)?main$/i.test(
    path
      .slice(0, -1)
      .map((p) => p.name)
      .join("."),
  );

/** Reads a path: a column, `t.*`, or the name of a function. */
const named = (cursor: Cursor, plain: boolean): Expr => {
  const { start } = cursor;
  const first = cursor.next();
  const path = [cursor.identOf(first)];
  while (cursor.take(".")) {
    if (isName(first) && !plain && (path.length === 1 || placed(path))) {
      if (cursor.take("*")) return star(cursor, start, path.at(-1));
      if (path.length === 1 && cursor.is("columns") && cursor.is("(", 1)) return columns(cursor, start, path[0], false);
    }
    path.push(label(cursor));
  }
  if (cursor.is("(") && (path.length > 1 || isFunctionName(first))) return call(cursor, start, Object.freeze(path));
  return chain(cursor, start, node<Column>("column", start, cursor.end, { path: Object.freeze(path) }), false);
};

/** Reads `columns(...)`, from its own word on. */
export const columns = (cursor: Cursor, start: number, table: Ident | undefined, unpack: boolean): Columns => {
  cursor.next();
  cursor.expect("(");
  const choice = expression(cursor);
  cursor.expect(")");
  return node<Columns>("columns", start, cursor.end, { table, choice, unpack });
};

/** Reads `.field`, `[index]`, `[from:to:step]` and, where allowed, `.method(...)` behind a value. */
const chain = (cursor: Cursor, start: number, first: Expr, methods: boolean): Expr => {
  let operand = first;
  for (let steps = 1; ; steps++) {
    if (cursor.take("[")) operand = subscript(cursor, start, operand);
    else if (cursor.take(".")) {
      const name = label(cursor, "a field");
      operand =
        methods && cursor.is("(")
          ? method(cursor, start, operand, name)
          : node<Field>("field", start, cursor.end, { operand, name });
    } else return operand;
    cursor.stacked(steps);
  }
};

const method = (cursor: Cursor, start: number, operand: Expr, name: Ident): Expr => {
  cursor.next();
  const args = cursor.is(")") ? [] : cursor.list(argument);
  cursor.expect(")");
  return plainCall(name, start, cursor.end, [operand], args);
};

const bound = (cursor: Cursor): Expr | undefined =>
  cursor.is(":") || cursor.is("]") || (cursor.is("-") && cursor.is(":", 1)) ? undefined : expression(cursor);

const subscript = (cursor: Cursor, start: number, operand: Expr): Index | Slice => {
  const from = bound(cursor);
  if (!cursor.take(":")) {
    if (from === undefined) throw cursor.unexpected("an index");
    cursor.expect("]");
    return node<Index>("index", start, cursor.end, { operand, index: from });
  }
  const to = bound(cursor);
  const open = to === undefined && cursor.take("-");
  if (open && !cursor.is(":")) throw cursor.unexpected('":" and a step');
  const step = cursor.take(":") ? bound(cursor) : undefined;
  cursor.expect("]");
  return node<Slice>("slice", start, cursor.end, { operand, from, to, step });
};
