import type { Expr } from "./expr.ts";
import type { Ident, Span } from "./node.ts";

/** `order by all` has `all` and one item less an expression of its own. */
export interface OrderBy extends Span {
  readonly kind: "orderBy";
  readonly all: boolean;
  readonly items: readonly OrderItem[];
}

export interface OrderItem {
  /** Undefined in `order by all`. */
  readonly value: Expr | undefined;
  readonly descending: boolean | undefined;
  readonly nulls: "first" | "last" | undefined;
}

/** What stands in the parentheses of `over (...)`. */
export interface Window extends Span {
  readonly kind: "window";
  readonly base: Ident | undefined;
  readonly partitionBy: readonly Expr[];
  readonly orderBy: OrderBy | undefined;
  readonly frame: Frame | undefined;
}

export interface Frame extends Span {
  readonly kind: "frame";
  readonly unit: "rows" | "range" | "groups";
  readonly from: Bound;
  readonly to: Bound;
  readonly exclude: "current row" | "group" | "ties" | undefined;
}

/** Unbounded when it has no offset. */
export interface Bound {
  readonly side: "preceding" | "current" | "following";
  readonly offset: Expr | undefined;
}
