import * as ours from "../api/expr/functions.ts";
import { cov as covariance, argSortBy as sortedRows } from "../api/expr/statistics.ts";
import { first as firstColumn, last as lastColumn, nth as nthColumn } from "../api/expr/top.ts";
import { intRange as range, intRanges as ranges } from "../api/ranges.ts";
import { badArgument } from "../core/argument.ts";
import { type DataType, nativeType } from "./data-type.ts";
import { correlation, Expr } from "./expr.ts";
import { DataFrame } from "./frame.ts";
import { into, literal, many, named } from "./into.ts";
import type { Loose } from "./ours.ts";
import { Series } from "./series.ts";

const made = (e: unknown): Expr => new Expr((e as Loose)["~expr"]);
const one = (column: any): Expr => made(into(column));
type Method = "mean" | "median" | "nUnique" | "count";
const of = (column: any, method: Method): any => (Series.isSeries(column) ? (column as any)[method]() : one(column)[method]());

/** Columns by a name, a list of names, a type, or all of them by "*". */
export const col = (name: any): Expr => made(named(name));
export const cols = (...names: any[]): Expr => col(names.flat(2));
export const all = (): Expr => col("*");
export const nth = (n: number): Expr => made(nthColumn(n));
export const exclude = (...names: any[]): Expr => made(ours.exclude(...(names.flat(2) as string[])));
export const element = (): Expr => made(ours.element());
/** A value; a number is a Float64 and an array one list, as in nodejs-polars. */
export const lit = (value: any): Expr => made(Array.isArray(value) ? (literal(value) as Loose)["implode"]() : literal(value));
export const len = (): Expr => made(ours.len());

export const avg = (column: any): any => of(column, "mean");
export const mean = (column: any): any => of(column, "mean");
export const median = (column: any): any => of(column, "median");
export const nUnique = (column: any): any => of(column, "nUnique");
export const count = (column: any): any => (Series.isSeries(column) ? column.len() : one(column).count());
export const quantile = (column: any, q: number): any => (Series.isSeries(column) ? column.quantile(q) : one(column).quantile(q));
export const first = (column?: any): any => {
  if (column === undefined) return made(firstColumn());
  return Series.isSeries(column) ? column.get(0) : one(column).first();
};
export const last = (column?: any): any => {
  if (column === undefined) return made(lastColumn());
  return Series.isSeries(column) ? column.get(-1) : one(column).last();
};
export const head = (column: any, n?: number): any => (Series.isSeries(column) ? column.head(n) : one(column).head(n));
export const tail = (column: any, n?: number): any => (Series.isSeries(column) ? column.tail(n) : one(column).tail(n));
export const list = (column: any): Expr => one(column).implode();

export const argSortBy = (exprs: readonly any[], descending: boolean | readonly boolean[] = false): Expr =>
  made(sortedRows(many([exprs]) as never, { descending }));
export const concatList = (...exprs: any[]): Expr => made(ours.concatList(...(many(exprs) as never[])));
export const concatString = (exprs: any, sep = ",", ignoreNulls = true): Expr => {
  if (exprs?.exprs !== undefined) return concatString(exprs.exprs, exprs.sep, exprs.ignoreNulls);
  return made(ours.concatStr(many([exprs]) as never, { separator: sep, ignoreNulls }));
};
/** Text with a column in each `{}`; as a tag of a template too. */
export const format = (text: string | readonly string[], ...exprs: any[]): Expr => {
  const parts = typeof text === "string" ? text.split("{}") : text;
  if (parts.length - 1 !== exprs.length) throw badArgument("what format is given", exprs, `a list of ${parts.length - 1} columns`);
  const all = parts.flatMap((p, i) => [...(p === "" ? [] : [literal(p)]), ...(i < exprs.length ? [into(exprs[i])] : [])]);
  return concatString(all, "");
};
export const cov = (a: any, b: any, ddof = 1): Expr => made(covariance(into(a) as never, into(b) as never, { ddof }));
export const pearsonCorr = (a: any, b: any): Expr => correlation(a, b, "pearson");
export const spearmanRankCorr = (a: any, b: any): Expr => correlation(a, b, "spearman");
export const struct = (exprs: any): any => {
  const all = [exprs].flat(2);
  if (all.length > 0 && all.every(Series.isSeries)) return DataFrame(all).toStruct("");
  return made(ours.struct(...(many(all) as never[])));
};
export const allHorizontal = (exprs: any): Expr => made(ours.allHorizontal(...(many([exprs]) as never[])));
export const anyHorizontal = (exprs: any): Expr => made(ours.anyHorizontal(...(many([exprs]) as never[])));
export const minHorizontal = (exprs: any): Expr => made(ours.minHorizontal(...(many([exprs]) as never[])));
export const maxHorizontal = (exprs: any): Expr => made(ours.maxHorizontal(...(many([exprs]) as never[])));
export const sumHorizontal = (exprs: any): Expr => made(ours.sumHorizontal(...(many([exprs]) as never[])));
/** Computes columns of no frame. */
export const select = (...exprs: any[]): DataFrame => DataFrame({}).select(...exprs);

const bound = (v: any): never => (typeof v === "number" ? v : into(v)) as never;
const typed = (dtype: DataType | undefined): object => (dtype === undefined ? {} : { dtype: nativeType(dtype) });
const at = (e: any, name: string, eager: boolean | undefined): any => (eager ? select(made(e).alias(name)).getColumn(name) : made(e));
/** Whole numbers from start to before end, as an expression or, with `eager`, a Series. */
export const intRange = (start: any, end?: any, step = 1, dtype?: DataType, eager?: boolean): any => {
  if (typeof start?.start === "number") return intRange(start.start, start.end, start.step, start.dtype, start.eager);
  const [from, to] = end == null ? [0, start] : [start, end];
  return at(range(bound(from), bound(to), step, typed(dtype) as never), "intRange", eager);
};
/** For each row the whole numbers from start to before end, as a list. */
export const intRanges = (start: any, end?: any, step = 1, dtype?: DataType, eager?: boolean): any =>
  at(ranges(bound(start), bound(end), step, typed(dtype) as never), "intRanges", eager);
/** A Series of one value `n` times. */
export const repeat = (value: any, n: number, name = ""): Series => Series(name, Array.from({ length: n }, () => value));
