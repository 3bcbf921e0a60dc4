import { Expr as OurExpr } from "../api/expr/expr.ts";
import { all, col, lit } from "../api/expr/functions.ts";
import { isExpr } from "../api/expr/into.ts";
import { cs } from "../api/expr/selectors.ts";
import type { DType } from "../arrow/types.ts";
import { Float64, Int64, List, UInt64 } from "../arrow/types.ts";
import { badArgument } from "../core/argument.ts";
import { call, type Expr as Node } from "../expr/node.ts";
import { DataType, nativeType } from "./data-type.ts";
import type { Loose } from "./ours.ts";
import { columnOf } from "./values.ts";

export const loose = (e: { readonly "~expr": Node }): Loose => e as Loose;
const made = (node: Node): Loose => loose(new OurExpr(node));

/** The source of a regular expression, with its flags in front; as nodejs-polars, neither `g` nor `y`. */
export function patternText(r: unknown): unknown {
  if (!(r instanceof RegExp)) return r;
  if (/[gy]/.test(r.flags)) throw badArgument("the flags of a pattern", r.flags, "without g and y: all matches are taken by replaceAll");
  return r.flags === "" ? r.source : `(?${r.flags})${r.source}`;
}

/** A whole column of values as an expression. */
function column(s: { readonly dtype: unknown; toArray(o?: object): unknown[] }): Loose {
  const type = List(s.dtype as DType);
  return made(call("explode", [lit(s.toArray({ int64: "bigint", datetime: "bigint" }) as never, type as never)["~expr"]]));
}
const isSeries = (v: unknown): v is { readonly "~ours": any } => typeof v === "object" && v !== null && "~ours" in v;

/** A value as `lit` takes it: a number is a Float64, an array a column. */
export function literal(v: unknown): Loose {
  if (isExpr(v)) return made(v["~expr"]);
  if (isSeries(v)) return column(v["~ours"]);
  if (Array.isArray(v)) return column(columnOf("", v) as never);
  const text = patternText(v);
  if (typeof text === "number") return loose(lit(text, Float64) as never);
  if (typeof text === "bigint") return loose(lit(text, text < 0n ? Int64 : UInt64) as never);
  return loose(lit(text as never) as never);
}
/** The other side of a comparison: a number there takes the column's type, so that nothing is widened. */
export function compared(v: unknown): Loose {
  if (typeof v === "number" || typeof v === "bigint") return loose(lit(v) as never);
  return into(v);
}
/** A column's name, an expression or a value. */
export function into(v: unknown): Loose {
  return typeof v === "string" ? named(v) : literal(v);
}
/** Several of them, however deep in lists. */
export const many = (list: readonly unknown[]): Loose[] => (list.flat(3) as unknown[]).map(into);

/** Columns by a name, a pattern in ^...$, a list of names, a Series of names or a type. */
export function named(v: unknown): Loose {
  if (isSeries(v)) return named(v["~ours"].toArray());
  if (v === "*") return loose(all() as never);
  if (typeof v === "string" && v.startsWith("^") && v.endsWith("$")) return loose(cs.matches(v) as never);
  if (v instanceof DataType || typeof v === "function") return loose(col(nativeType(v) as DType) as never);
  if (Array.isArray(v)) return loose(col(v.map((n: unknown) => (n instanceof DataType ? n.native : n)) as never) as never);
  return loose(col(v as string) as never);
}
/** A plain value where our API takes options or literals: expressions as they are. */
export const plain = (v: unknown): unknown => (isExpr(v) ? made(v["~expr"]) : isSeries(v) ? v["~ours"].toArray() : patternText(v));
