import type { DataType } from "../arrow/types.ts";
import type { Alias, Call, Cast, Col, Eval, Expr, Lit, OrderKey, Over } from "./node.ts";

/** How many rows an expression gives: as many as its frame, one, or a number of its own. */
export type Shape = "rows" | "scalar" | "free";

interface Info {
  readonly type: DataType;
  readonly nullable: boolean;
  readonly shape: Shape;
  /** Row i of the result depends on row i of the input alone. */
  readonly elementwise: boolean;
}
export interface TypedCol extends Col, Info {}
export interface TypedLit extends Lit, Info {
  readonly type: DataType;
}
export interface TypedCast extends Cast, Info {
  readonly input: Typed;
}
export interface TypedCall extends Call, Info {
  readonly args: readonly Typed[];
}
export interface TypedKey extends OrderKey {
  readonly expr: Typed;
}
export interface TypedOver extends Over, Info {
  readonly input: Typed;
  readonly partitionBy: readonly Typed[];
  readonly orderBy: readonly TypedKey[];
}
export interface TypedEval extends Eval, Info {
  readonly input: Typed;
  readonly body: Typed;
}

/** A resolved expression: columns exist, literals have types, implicit casts are written out, every node knows its type. */
export type Typed = TypedCol | TypedLit | TypedCast | TypedCall | TypedOver | TypedEval;

/** A resolved expression with the name of the column that it makes. */
export interface Output extends Alias {
  readonly input: Typed;
}

/** Expressions of a resolved plan, as what they are. */
export const outputs = (exprs: readonly Expr[]): readonly Output[] => exprs as readonly Output[];
export const typed = (expr: Expr): Typed => expr as Typed;
