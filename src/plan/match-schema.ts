import type { Schema } from "../arrow/schema.ts";
import { isFloat, isInteger, isSigned, sameType, typeName } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { alias, call, cast, col, type Expr, lit } from "../expr/node.ts";
import { supertype } from "../expr/supertype.ts";

type Way<W> = W | Readonly<Record<string, W>>;
/** What is done where a frame has not the schema that is wanted: for all columns, or by column. */
export interface MatchOptions {
  readonly missingColumns: "insert" | "raise" | Readonly<Record<string, "insert" | "raise" | Expr>>;
  readonly missingStructFields: Way<"insert" | "raise">;
  readonly extraColumns: "ignore" | "raise";
  readonly extraStructFields: Way<"ignore" | "raise">;
  readonly integerCast: Way<"upcast" | "forbid">;
  readonly floatCast: Way<"upcast" | "forbid">;
}

const mismatch = (message: string): PolaroidError => new PolaroidError("SCHEMA_MISMATCH", message);
const wayOf = <W extends string>(way: Way<W>, name: string, none: W): W =>
  typeof way === "string" ? way : Object.hasOwn(way, name) ? (way[name] as W) : none;
const holds = (to: DataType, from: DataType): boolean => {
  const both = supertype(from, to);
  return both !== null && sameType(both, to);
};

/** A value of one type as one of another, where the options let it. */
function matched(x: Expr, from: DataType, to: DataType, name: string, options: MatchOptions): Expr {
  if (sameType(from, to)) return x;
  if (isInteger(from) && isInteger(to)) {
    const allowed = wayOf(options.integerCast, name, "forbid") === "upcast";
    if (allowed && isSigned(from) === isSigned(to) && holds(to, from)) return cast(x, to);
    throw mismatch(
      `column "${name}" is ${typeName(from)} where ${typeName(to)} is wanted${allowed ? "" : '; integerCast: "upcast" widens it'}`,
    );
  }
  if (isFloat(from) && isFloat(to) && holds(to, from)) {
    if (wayOf(options.floatCast, name, "forbid") === "upcast") return cast(x, to);
    throw mismatch(
      `column "${name}" is ${typeName(from)} where ${typeName(to)} is wanted; floatCast: "upcast" widens it`,
    );
  }
  if (from.id !== "Struct" || to.id !== "Struct")
    throw mismatch(`column "${name}" is ${typeName(from)} where ${typeName(to)} is wanted; cast it`);
  const there = new Map(from.fields.map((f) => [f.name, f.type]));
  const wanted = new Set(to.fields.map((f) => f.name));
  const extra = from.fields.filter((f) => !wanted.has(f.name)).map((f) => f.name);
  if (extra.length > 0 && wayOf(options.extraStructFields, name, "raise") === "raise")
    throw mismatch(`the structs of "${name}" have fields that are not wanted: ${extra.join(", ")}`);
  const parts = to.fields.map((f) => {
    const type = there.get(f.name);
    if (type !== undefined)
      return alias(
        matched(call("struct.field", [x], Object.freeze({ name: f.name })), type, f.type, name, options),
        f.name,
      );
    if (wayOf(options.missingStructFields, name, "raise") === "insert") return alias(lit(null, f.type), f.name);
    throw mismatch(`the structs of "${name}" have no field "${f.name}"`);
  });
  const made = call("struct", parts, Object.freeze({ names: Object.freeze(to.fields.map((f) => f.name)) }));
  return call("when", [call("isNull", [x]), lit(null, to), made]);
}

/** The columns of a schema as those of another, in its order. */
export function matchedColumns(from: Schema, to: Schema, options: MatchOptions): readonly Expr[] {
  const extra = from.fields.filter((f) => !to.index.has(f.name)).map((f) => `"${f.name}"`);
  if (extra.length > 0 && options.extraColumns === "raise")
    throw mismatch(
      `the frame has columns that are not wanted: ${extra.join(", ")}; extraColumns: "ignore" leaves them out`,
    );
  return to.fields.map(({ name, type }) => {
    const at = from.index.get(name);
    if (at !== undefined)
      return alias(matched(col(name), (from.fields[at] as { type: DataType }).type, type, name, options), name);
    const { missingColumns } = options;
    const way =
      typeof missingColumns === "string"
        ? missingColumns
        : Object.hasOwn(missingColumns, name)
          ? missingColumns[name]
          : "raise";
    if (typeof way === "object") return alias(way, name);
    if (way === "insert") return alias(lit(null, type), name);
    throw mismatch(`the frame has no column "${name}"; missingColumns: "insert" makes it of nulls`);
  });
}
