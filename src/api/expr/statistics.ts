import type { UInt32 } from "../../arrow/types.ts";
import { settings } from "../../core/argument.ts";
import { call, type Expr as Node } from "../../expr/node.ts";
import { SORT } from "../defaults.ts";
import { strictly } from "../strict.ts";
import type { ColumnName, ColumnOf, ColumnShape } from "../types/made.ts";
import type { And, Bin, Maybe, Need, Un1, Value } from "../types/node.ts";
import { Expr } from "./expr.ts";
import { columnNode, columnNodes, type IntoExpr } from "./into.ts";
import { CORR } from "./value-options.ts";

type Pair<A, B> = Bin<"div", ColumnOf<A>, ColumnOf<B>>;
const make = <E>(node: Node): E => new Expr(node) as E;
const DDOF: { readonly ddof: number } = Object.freeze({ ddof: 1 });

/** The correlation of two columns, of the rows where neither is null: by their values, or (spearman) by their ranks. @example corr("x", "y") */
export const corr = <const A extends IntoExpr, const B extends IntoExpr>(a: A, b: B, options?: { readonly method?: "pearson" | "spearman"; readonly propagateNans?: boolean }): Expr<Un1<"dropNulls", Pair<A, B>>, ColumnName<A>, "scalar"> => make(call("corr", [columnNode(a), columnNode(b)], Object.freeze(settings("corr", CORR, options))));
/** The covariance of two columns, of the rows where neither is null; null of fewer than ddof + 1. @example cov("x", "y") */
export const cov = <const A extends IntoExpr, const B extends IntoExpr>(a: A, b: B, options?: { readonly ddof?: number }): Expr<Maybe<Pair<A, B>>, ColumnName<A>, "scalar"> => make(call("cov", [columnNode(a), columnNode(b)], Object.freeze(settings("cov", DDOF, options))));
/** The angle of the point (x, y), in radians from -pi to pi. @example arctan2("y", "x") */
export const arctan2: <const Y extends IntoExpr, const X extends IntoExpr>(y: Y, x: X) => Expr<And<Un1<"float", ColumnOf<Y>>, ColumnOf<X>>, ColumnName<Y>, ColumnShape<X | Y>> = strictly("arctan2", (y, x) => make(call("atan2", [columnNode(y), columnNode(x)])));
/** The rows in the order of one or several columns. @example argSortBy(["a", "b"], { descending: [true, false] }) */
export function argSortBy<const E extends IntoExpr | readonly IntoExpr[]>(by: E, options?: { readonly descending?: boolean | readonly boolean[]; readonly nullsLast?: boolean | readonly boolean[] }): Expr<Need<Value<UInt32>, ColumnOf<E>>, ColumnName<E extends readonly [infer F, ...unknown[]] ? F : E>, "rows"> {
  const { descending, nullsLast } = settings("argSortBy", SORT, options);
  const keys = columnNodes([by] as IntoExpr[]);
  const each = (v: boolean | readonly boolean[] | undefined): readonly boolean[] => Object.freeze(keys.map((_, i) => (Array.isArray(v) ? v[i] === true : v === true)));
  return make(call("argSortBy", keys, Object.freeze({ descending: each(descending), nullsLast: each(nullsLast) })));
}
/** The rows where a condition holds. @example argWhere(col("x").gt(1)) */
export const argWhere: <const C extends IntoExpr>(condition: C) => Expr<Need<Value<UInt32>, Un1<"condition", ColumnOf<C>>>, ColumnName<C>, "free"> = strictly("argWhere", (condition) => make(call("argTrue", [columnNode(condition)])));
/** How many different values a column has: exact here. @example approxNUnique("x") */
export const approxNUnique: <const C extends IntoExpr>(column: C) => Expr<Un1<"nUnique", ColumnOf<C>>, ColumnName<C>, "scalar"> = strictly("approxNUnique", (column) => make(call("nUnique", [columnNode(column)])));
