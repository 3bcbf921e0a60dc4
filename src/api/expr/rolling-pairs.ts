import { settings } from "../../core/argument.ts";
import { call, type Expr as Node } from "../../expr/node.ts";
import type { ColumnName, ColumnOf } from "../types/made.ts";
import type { Bin } from "../types/node.ts";
import { Expr } from "./expr.ts";
import { columnNode, type IntoExpr } from "./into.ts";
import { COV, PAIR, type RollingCovOptions, type RollingPairOptions } from "./rolling-options.ts";

type Pair<A, B> = Expr<Bin<"pair", ColumnOf<A>, ColumnOf<B>>, ColumnName<A>, "rows">;
const pair = (fn: string, a: IntoExpr, b: IntoExpr, defaults: object, given: object): Node =>
  call(fn, [columnNode(a), columnNode(b)], Object.freeze({ ...settings(fn, defaults, given) }));

/** The covariance of two columns in the `windowSize` rows up to each one. @example rollingCov("x", "y", { windowSize: 3 }) */
export const rollingCov = <const A extends IntoExpr, const B extends IntoExpr>(a: A, b: B, options: RollingCovOptions): Pair<A, B> => new Expr(pair("rollingCov", a, b, COV, options));
/** The correlation of two columns in the `windowSize` rows up to each one. @example rollingCorr("x", "y", { windowSize: 3 }) */
export const rollingCorr = <const A extends IntoExpr, const B extends IntoExpr>(a: A, b: B, options: RollingPairOptions): Pair<A, B> => new Expr(pair("rollingCorr", a, b, PAIR, options));
