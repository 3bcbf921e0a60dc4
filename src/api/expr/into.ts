import { type DataType, Datetime, Float64, List } from "../../arrow/types.ts";
import { badArgument, settings, shown } from "../../core/argument.ts";
import { PolaroidError } from "../../core/error.ts";
import { dataType } from "../../expr/data-type.ts";
import { col, type LiteralValue, lit, type Expr as Node, type Options } from "../../expr/node.ts";
import type { AnyExpr } from "./any.ts";

/** What stands for a value in an expression. */
export type Literal = number | bigint | string | boolean | Date | null | Uint8Array | readonly Literal[];
export type IntoExpr = AnyExpr | Literal;

export const isExpr = (v: unknown): v is AnyExpr => typeof v === "object" && v !== null && "~expr" in v;

const notAValue = (v: unknown): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${shown(v)} is no column, expression or value; ${isPromise(v) ? "put await before it" : "a missing value is null"}`);
const isPromise = (v: unknown): boolean => typeof v === "object" && v !== null && "then" in v;

/** Lists deeper than this are in themselves. */
const DEEPEST = 100;
function value(v: unknown, depth = 0): LiteralValue {
  if (depth > DEEPEST) throw new PolaroidError("LIMIT_EXCEEDED", `a list is nested more than ${DEEPEST} deep, or in itself`);
  switch (typeof v) {
    case "number":
    case "bigint":
    case "string":
    case "boolean":
      return v;
    case "object": {
      if (v === null || v instanceof Uint8Array) return v;
      if (Array.isArray(v)) return Object.freeze((v as readonly unknown[]).map((x) => value(x, depth + 1)));
      if (!(v instanceof Date)) throw notAValue(v);
      if (Number.isNaN(v.getTime())) throw new PolaroidError("INVALID_ARGUMENT", "an invalid Date is no value");
      return BigInt(v.getTime());
    }
    default:
      throw notAValue(v);
  }
}

const MS: DataType = Datetime("ms");

/** A JavaScript value as a literal node; a Date is an instant that takes the unit and zone of what it meets. */
export function literalNode(v: Literal, type?: DataType): Node {
  const given = type === undefined ? undefined : dataType(type, "lit");
  if (v instanceof Date) return lit(value(v), given ?? MS);
  // NaN and infinities are floats whatever they meet.
  if (typeof v === "number" && !Number.isFinite(v)) return lit(v, given ?? Float64);
  return lit(value(v), given ?? null);
}

/** A list of values from whatever can be walked. */
export function listNode(v: unknown): Node {
  if (typeof v !== "object" || v === null || !(Symbol.iterator in v))
    throw badArgument("what isIn looks in", v, "a list of values or an expression");
  const items = [...(v as Iterable<Literal>)];
  const moments = items.some((x) => x instanceof Date) && items.every((x) => x === null || x instanceof Date);
  return moments ? lit(value(items), List(MS)) : literalNode(items);
}

/** The options of a function's node: what was given over the defaults, whose names are all that is known. */
export const optionsOf = (fn: string, defaults: Options | undefined, given: object | undefined): Options | undefined =>
  defaults === undefined ? undefined : Object.freeze(given === undefined ? defaults : settings(fn, defaults, given));

/** An expression's node; anything else is a literal. */
export const nodeOf = (v: IntoExpr): Node => (isExpr(v) ? v["~expr"] : literalNode(v));

/** Where columns are meant: text names one. */
export const columnNode = (v: IntoExpr): Node => (typeof v === "string" ? col(v) : nodeOf(v));

/** Flattens lists of columns. */
export function columnNodes(list: readonly (IntoExpr | readonly IntoExpr[])[]): Node[] {
  const out: Node[] = [];
  for (const v of list)
    if (Array.isArray(v)) out.push(...(v as readonly IntoExpr[]).map(columnNode));
    else out.push(columnNode(v as IntoExpr));
  return out;
}
