import { col } from "../api/expr/functions.ts";
import { badArgument } from "../core/argument.ts";
import { Expr } from "./expr.ts";
import { type DataFrame, frameOf } from "./frame.ts";
import { guarded } from "./guard.ts";
import { loose, many, named } from "./into.ts";
import type { Loose } from "./ours.ts";

/** Rows in groups; `agg` takes expressions, or names of aggregates by column. */
export interface GroupBy {
  agg(...aggs: any[]): DataFrame;
  pivot(options: any, valuesCol?: string): PivotOps;
  len(): DataFrame;
  groups(): DataFrame;
  head(n?: number): DataFrame;
  tail(n?: number): DataFrame;
  first(): DataFrame;
  last(): DataFrame;
  max(): DataFrame;
  mean(): DataFrame;
  median(): DataFrame;
  min(): DataFrame;
  nUnique(): DataFrame;
  quantile(q: number): DataFrame;
  sum(): DataFrame;
  toString(): string;
}
/** How the cells of a pivot are made. */
export interface PivotOps {
  first(): DataFrame;
  sum(): DataFrame;
  min(): DataFrame;
  max(): DataFrame;
  mean(): DataFrame;
  median(): DataFrame;
  len(): DataFrame;
}
/** Windows of rows. */
export interface GroupedWindows {
  agg(...aggs: any[]): DataFrame;
}

/** Aggregates as expressions, from expressions or from names by column. */
export function aggregates(aggs: readonly any[]): Loose[] {
  const [first] = aggs;
  if (aggs.length !== 1 || first instanceof Expr || Array.isArray(first) || typeof first !== "object" || first === null) return many(aggs);
  return Object.entries(first as Record<string, string | string[]>).flatMap(([name, methods]) =>
    [methods].flat(2).map((m) => {
      const method = (new Expr(col(name)["~expr"]) as unknown as Record<string, unknown>)[m];
      if (typeof method !== "function") throw badArgument(`an aggregate of "${name}"`, m, "the name of a method of expressions, such as sum");
      return loose(method.call(new Expr(col(name)["~expr"])) as Expr);
    }),
  );
}

/** Groups of a frame in memory, in no promised order. */
export function groupBy(df: DataFrame, by: readonly any[]): GroupBy {
  const frame = df["~ours"] as unknown as Loose;
  const keys = many(by);
  const names = frame.select(...keys).columns as string[];
  const rest = (): Expr => new Expr(named("*").exclude(...names)["~expr"]);
  const agg = (...aggs: any[]): DataFrame => frameOf(frame.groupBy(...keys).agg(...aggregates(aggs)));
  const each = (method: string): (() => DataFrame) => () => agg((rest() as unknown as Record<string, () => Expr>)[method]?.());
  const made: GroupBy = {
    agg,
    pivot(options: any, valuesCol?: string): PivotOps {
      const { pivotCol, valuesCol: values } = typeof options === "string" ? { pivotCol: options, valuesCol } : options;
      const cells = (aggregateFunc: string) => (): DataFrame => df.pivot(values, { on: pivotCol, index: names, aggregateFunc });
      return { first: cells("first"), sum: cells("sum"), min: cells("min"), max: cells("max"), mean: cells("mean"), median: cells("median"), len: cells("count") };
    },
    len: () => frameOf(frame.groupBy(...keys).len()),
    groups: () => frameOf(frame.withRowIndex("\u0000row").groupBy(...keys).agg(loose(col("\u0000row") as never).alias("groups"))),
    head: (n = 5) => agg(rest().head(n)),
    tail: (n = 5) => agg(rest().tail(n)),
    first: each("first"),
    last: each("last"),
    max: each("max"),
    mean: each("mean"),
    median: each("median"),
    min: each("min"),
    nUnique: each("nUnique"),
    quantile: (q) => agg(rest().quantile(q)),
    sum: each("sum"),
    toString: () => "GroupBy",
  };
  return Object.freeze(Object.fromEntries(Object.entries(made).map(([n, f]) => [n, guarded(n, f as () => unknown)]))) as unknown as GroupBy;
}
