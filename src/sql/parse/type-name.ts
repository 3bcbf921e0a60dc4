import type { Literal, TypeName } from "../syntax/expr.ts";
import { type Ident, node } from "../syntax/node.ts";
import type { Cursor } from "./cursor.ts";
import { name } from "./names.ts";
import { takeUnit } from "./unit.ts";

const NONE = Object.freeze([]);

/** Keywords that name a type, and whether modifiers in parentheses may follow: a number, any, or none. */
const OWN: ReadonlyMap<string, "none" | "number" | "any"> = new Map([
  ...["int", "integer", "smallint", "bigint", "real", "boolean"].map((key) => [key, "none"] as const),
  ...["float", "character", "char", "varchar", "nchar", "timestamp", "time", "interval"].map(
    (key) => [key, "number"] as const,
  ),
  ...["decimal", "dec", "numeric", "bit"].map((key) => [key, "any"] as const),
]);

/** Whether a keyword type begins here that a string may follow: `int '1'`, `decimal(4, 2) '1.5'`. */
export const beginsOwnType = (cursor: Cursor): boolean => {
  const { key } = cursor.peek();
  const after = cursor.peek(1);
  if (key === "national") return after.key === "character" || after.key === "char";
  if (key === "double")
    return after.kind === "string" || (after.key === "precision" && cursor.peek(2).kind === "string");
  if (!OWN.has(key)) return false;
  if (after.kind === "string" || after.key === "(" || after.key === "varying") return true;
  return (
    (key === "timestamp" || key === "time") &&
    (after.key === "with" || after.key === "without") &&
    cursor.peek(2).key === "time"
  );
};

/** Reads a type with its modifiers and its levels of list. */
export const typeName = (cursor: Cursor, lists = true): TypeName => {
  cursor.deeper();
  const { start } = cursor;
  const base = nested(cursor) ?? simple(cursor);
  const bounds = lists ? dimensions(cursor) : NONE;
  cursor.shallower();
  return node<TypeName>("type", start, cursor.end, { ...PLAIN, ...base, dimensions: bounds });
};

type Parts = Pick<TypeName, "name"> & Partial<Pick<TypeName, "schema" | "modifiers" | "fields" | "items">>;
const PLAIN = { schema: NONE, modifiers: NONE, fields: NONE, items: NONE };

const nested = (cursor: Cursor): Parts | undefined => {
  if (!cursor.is("(", 1)) return undefined;
  const { key } = cursor.peek();
  if (key === "struct" || key === "row" || key === "union") {
    cursor.next();
    return { name: key === "row" ? "struct" : key, fields: closed(cursor, member) };
  }
  if (key !== "map") return undefined;
  cursor.next();
  const items = closed(cursor, typeName);
  if (items.length !== 2) throw cursor.wrong("a map has a type for its keys and one for its values");
  return { name: key, items };
};

const closed = <T>(cursor: Cursor, item: (cursor: Cursor) => T): readonly T[] => {
  cursor.expect("(");
  const items = cursor.list((at) => item(at));
  cursor.expect(")");
  return items;
};

const member = (cursor: Cursor): TypeName["fields"][number] => {
  const field = name(cursor, "a field");
  return Object.freeze({ name: field, type: typeName(cursor) });
};

const simple = (cursor: Cursor): Parts => {
  const schema: Ident[] = [];
  for (;;) {
    const { kind, category } = cursor.peek();
    if ((kind !== "quoted" && (kind !== "word" || category !== undefined)) || !cursor.is(".", 1)) break;
    schema.push(cursor.identOf(cursor.next()));
    cursor.next();
  }
  const { kind, category } = cursor.peek();
  if (schema.length > 0 && kind === "word" && category !== undefined) throw cursor.unexpected("a type");
  return { ...named(cursor), schema: Object.freeze(schema) };
};

const NO_TYPE: ReadonlySet<string> = new Set(["generated", "map", "struct"]);

const named = (cursor: Cursor): Parts => {
  const { kind, key, category, text } = cursor.peek();
  if (key === "national") cursor.next();
  if (key === "double" && cursor.is("precision", 1)) {
    cursor.next();
    cursor.next();
    return { name: "double precision" };
  }
  const own = OWN.get(cursor.peek().key);
  if (own !== undefined) return owned(cursor, cursor.next().key, own);
  if (kind !== "quoted" && (kind !== "word" || category === "reserved" || category === "column" || NO_TYPE.has(key)))
    throw cursor.unexpected("a type");
  cursor.next();
  return { name: kind === "quoted" ? text : key, modifiers: cursor.is("(") ? modifiers(cursor) : NONE };
};

const owned = (cursor: Cursor, key: string, takes: "none" | "number" | "any"): Parts => {
  if (key === "interval" && !cursor.is("(")) {
    takeUnit(cursor);
    return { name: key };
  }
  const varying = /^(character|char|nchar|bit)$/.test(key) && cursor.take("varying");
  const found =
    takes === "any" && cursor.is("(")
      ? modifiers(cursor)
      : takes === "number" && cursor.is("(")
        ? closed(cursor, size)
        : NONE;
  const precision = Number(found[0]?.text ?? 1);
  if (key === "float" && (precision < 1 || precision > 53))
    throw cursor.wrong("float takes a precision from 1 to 53 bits");
  if (found.length > 1 && takes === "number") throw cursor.wrong(`${key} takes one number`);
  const zoned = (key === "timestamp" || key === "time") && zone(cursor);
  return { name: varying ? `${key} varying` : zoned ? `${key} with time zone` : key, modifiers: found };
};

const zone = (cursor: Cursor): boolean => {
  const zoned = cursor.are("with", "time");
  if (!zoned && !cursor.are("without", "time")) return false;
  cursor.next();
  cursor.next();
  cursor.expect("zone");
  return zoned;
};

const modifiers = (cursor: Cursor): readonly Literal[] => {
  if (!cursor.is(")", 1)) return cursor.parenthesised(modifier);
  cursor.next();
  cursor.next();
  return NONE;
};

const modifier = (cursor: Cursor): Literal => {
  const { kind, start, end, text } = cursor.peek();
  if (kind !== "number" && kind !== "string") throw cursor.unexpected("a number or a string");
  cursor.next();
  return node<Literal>("literal", start, end, { type: kind, text });
};

const size = (cursor: Cursor): Literal => {
  const { start, end, text } = cursor.peek();
  if (!/^\d{1,9}$/.test(text)) throw cursor.unexpected("a whole number");
  cursor.next();
  return node<Literal>("literal", start, end, { type: "number", text });
};

const dimensions = (cursor: Cursor): TypeName["dimensions"] => {
  const bounds: (number | undefined)[] = [];
  const array = cursor.take("array");
  while (cursor.is("[") && !(array && bounds.length > 0)) {
    cursor.next();
    bounds.push(!array && cursor.is("]") ? undefined : Number(size(cursor).text));
    cursor.expect("]");
    cursor.stacked(bounds.length);
  }
  if (array && bounds.length === 0) bounds.push(undefined);
  return Object.freeze(bounds);
};
