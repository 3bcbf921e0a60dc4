import { type DataType, Datetime, Float64 } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import { col, type LiteralValue, lit, type Expr as Node } from "../../expr/node.ts";
import type { AnyExpr } from "./any.ts";

/** What stands for a value in an expression. */
export type Literal = number | bigint | string | boolean | Date | null | Uint8Array | readonly Literal[];
export type IntoExpr = AnyExpr | Literal;

export const isExpr = (v: unknown): v is AnyExpr => typeof v === "object" && v !== null && "~expr" in v;

function value(v: Literal): LiteralValue {
  if (v instanceof Date) {
    if (Number.isNaN(v.getTime())) throw new PolaroidError("INVALID_ARGUMENT", "an invalid Date is no value");
    return BigInt(v.getTime());
  }
  return Array.isArray(v) ? Object.freeze((v as readonly Literal[]).map(value)) : (v as LiteralValue);
}

const MS: DataType = Datetime("ms");

/** A JavaScript value as a literal node; a Date is an instant that takes the unit and zone of what it meets. */
export function literalNode(v: Literal, type?: DataType): Node {
  if (v === undefined || typeof v === "function" || typeof v === "symbol")
    throw new PolaroidError("INVALID_ARGUMENT", `${typeof v} is no value; use null for a missing one`);
  if (v instanceof Date) return lit(value(v), type ?? MS);
  // NaN and infinities are floats whatever they meet.
  if (typeof v === "number" && !Number.isFinite(v)) return lit(v, type ?? Float64);
  return lit(value(v), type ?? null);
}

/** An expression's node; anything else is a literal. */
export const nodeOf = (v: IntoExpr): Node => (isExpr(v) ? v["~expr"] : literalNode(v));

/** Where columns are meant: text names one. */
export const columnNode = (v: IntoExpr): Node => (typeof v === "string" ? col(v) : nodeOf(v));

/** Flattens lists of columns. */
export const columnNodes = (list: readonly (IntoExpr | readonly IntoExpr[])[]): Node[] =>
  list.flatMap((v) => (Array.isArray(v) ? (v as readonly IntoExpr[]).map(columnNode) : [columnNode(v as IntoExpr)]));
