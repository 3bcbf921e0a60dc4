import { batch, batchBytes } from "../arrow/batch.ts";
import { columnFrom } from "../arrow/build.ts";
import { type Column, isValid } from "../arrow/column.ts";
import { concatColumns } from "../arrow/concat.ts";
import type { ArrowLibrary } from "../arrow/interop/to-arrow.ts";
import { field, schema } from "../arrow/schema.ts";
import { sliceColumn } from "../arrow/slice.ts";
import { allNull, takeColumn } from "../arrow/take.ts";
import { type JsOptions, jsReader, toJsArray } from "../arrow/to-js.ts";
import { isInteger, isSigned, isTemporal, SIMPLE, sameType, typeName } from "../arrow/type-info.ts";
import { type DataType, type DType, Float32, type Null, type UInt32 } from "../arrow/types.ts";
import { badArgument, functionArgument, rowArgument, settings, textArgument, wholeArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { dataType } from "../expr/data-type.ts";
import { alias, call, col as colNode, type Expr as Node } from "../expr/node.ts";
import { supertype } from "../expr/supertype.ts";
import type { DataFrame } from "./data-frame.ts";
import { sameColumn } from "./equality.ts";
import type { Ddof } from "./expr/aggregates.ts";
import type { AnyExpr } from "./expr/any.ts";
import { Expr } from "./expr/expr.ts";
import { isExpr, type Literal, literalNode, nodeOf } from "./expr/into.ts";
import { frameMaker, seriesMaker } from "./expr/series-maker.ts";
import type { HistOptions, SearchOptions, ValueCountsOptions } from "./expr/value-options.ts";
import type { LazyFrame } from "./lazy-frame.ts";
import { RARE } from "./rare.ts";
import { compute, delegate, type Named } from "./series-methods.ts";
import { showable, withoutOperators } from "./show/inspect.ts";
import { tableText } from "./show/text.ts";
import type { SqlOptions } from "./sql.ts";
import type { Fin, NN, Nulls } from "./types/kind.ts";
import type { Typed } from "./types/made.ts";
import type { Resolve } from "./types/node.ts";
import type { Js } from "./types/rows.ts";
import type { Delegated, SeriesSpaces } from "./types/series.ts";
import type { Un } from "./types/unary.ts";
import { itemsArgument, jsOptions } from "./values.ts";

type NodeType<R> = R extends AnyExpr<infer N> ? Fin<Resolve<N, unknown>> : never;

/**
 * Methods and namespaces of expressions, over the values.
 * @ts-ignore covariance is asserted, as for frames */
export interface Series<out T = any> extends Delegated<T>, SeriesSpaces<T> {}
/**
 * One named column of values. Immutable.
 * @example new Series("x", [1, 2, null]).sum()
 * @ts-ignore covariance is asserted, as for frames */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `delegate` below gives the prototype every method of the interface
export class Series<out T = any> {
  declare readonly "~type": T;
  readonly name: string;
  readonly column: Column;

  constructor(name: string, values: Column | readonly unknown[] | ArrayBufferView, type?: DataType) {
    this.name = textArgument(name, "the name of a Series");
    const given = type === undefined ? undefined : dataType(type, `Series "${name}"`);
    this.column = isColumn(values) ? values : columnFrom(itemsArgument(values, `what Series "${name}" holds`), given);
  }

  /** The type of the values. @example s.dtype */
  get dtype(): DataType { return this.column.type; }
  /** How many rows, nulls too. @example s.length */
  get length(): number { return this.column.length; }
  /** How many values are null. @example s.nullCount() */
  nullCount(): number { return this.column.nulls; }

  /** The result of an expression over this column. @example s.map((x) => x.mul(2)) */
  map<const R extends AnyExpr>(f: (x: Typed<T, string, "rows">) => R): Series<NodeType<R>> {
    functionArgument(f, "what map is given");
    const { name, column } = compute(this, isSeries, [], (x) => {
      const made: unknown = f(x as never);
      if (!isExpr(made)) throw badArgument("what the function of map gives", made, "an expression");
      return made;
    });
    return new Series(name, column);
  }
  #map<R>(f: (x: Expr<any>) => AnyExpr): Series<R> { return this.map(f as never); }
  #one<R>(f: (x: Expr<any>) => AnyExpr): R { return this.#map(f).get(0) as R; }

  /** The value of a row as JavaScript has it; negative from the end. @example s.get(0) */
  get<const O extends JsOptions = {}>(i: number, options?: O): Js<T, O> {
    return jsReader(sliceColumn(this.column, rowArgument(i, this.length, "a Series"), 1), this.name, jsOptions(options))(0) as Js<T, O>;
  }
  /** Whether the value of a row is not null; negative from the end. @example s.isValid(0) */
  isValid(i: number): boolean { return isValid(this.column, rowArgument(i, this.length, "a Series")); }
  /** All values as JavaScript has them. @example s.toArray() */
  toArray<const O extends JsOptions = {}>(options?: O): Js<T, O>[] { return toJsArray(this.column, this.name, jsOptions(options)) as Js<T, O>[]; }
  /** The values' own typed array, shared, where the type is fixed-width and nothing is null. @example s.toTypedArray() */
  toTypedArray(): ArrayBufferView {
    if (this.column.layout !== "fixed" || this.column.nulls > 0 || this.column.type.id === "Decimal")
      throw new PolaroidError("TYPE_MISMATCH", `"${this.name}" is no fixed-width column without nulls; use toArray()`);
    return this.column.values;
  }
  /** The values one by one. @example [...s] */
  [Symbol.iterator](): Iterator<Js<T, object>> { return this.toArray()[Symbol.iterator](); }
  /** What `JSON.stringify` takes: the values as an array. @example JSON.stringify(s) */
  toJSON(): Js<T, object>[] { return this.toArray(); }
  /** The same values under another name. @example s.alias("y") */
  alias(name: string): Series<T> { return new Series(name, this.column); }
  /** Changes the type; a value that does not fit is `INVALID_CAST`, or null where `strict` is false. @example s.cast(Int64) */
  cast<C extends DType, const O extends { readonly strict?: boolean } = {}>(type: C, options?: O): Series<C | Nulls<T> | (O extends { readonly strict: false } ? Null : never)> { return this.#map((x) => x.cast(type, options)); }
  /** Rows from `offset` (from the end where negative), `length` of them. @example s.slice(1, 2) */
  slice(offset: number, length: number | null = null): Series<T> { return this.#map((x) => x.slice(offset, length)); }
  /** The first `n` rows; all but the last `-n` where `n` is negative. @example s.head(2) */
  head(n = 10): Series<T> { return this.slice(0, wholeArgument(n, "n of head") < 0 ? Math.max(0, this.length + n) : n); }
  /** The last `n` rows; all but the first `-n` where `n` is negative. @example s.tail(2) */
  tail(n = 10): Series<T> { return wholeArgument(n, "n of tail") < 0 ? this.slice(-n) : this.slice(n === 0 ? 0 : -n, n); }
  /** The values in order; nulls first unless asked. @example s.sort({ descending: true }) */
  sort(options?: { readonly descending?: boolean; readonly nullsLast?: boolean }): Series<T> { return this.#map((x) => x.sort(options)); }
  /** The different values, in order of their first row. @example s.unique() */
  unique(options?: { readonly maintainOrder?: boolean }): Series<T> { settings("unique", { maintainOrder: true }, options); return this.#map((x) => x.unique(true)); }
  /** The values that are not null. @example s.dropNulls() */
  dropNulls(): Series<NN<T>> { return this.#map((x) => x.dropNulls()); }
  /** The sum, nulls left out; 0 of nothing. @example s.sum() */
  sum(): Js<Un<"sum", T>, object> { return this.#one((x) => x.sum()); }
  /** The mean, nulls left out; null of nothing. @example s.mean() */
  mean(): Js<Un<"mean", T>, object> { return this.#one((x) => x.mean()); }
  /** The least value. @example s.min() */
  min(): Js<Un<"min", T>, object> { return this.#one((x) => x.min()); }
  /** The greatest value. @example s.max() */
  max(): Js<Un<"max", T>, object> { return this.#one((x) => x.max()); }
  /** The median. @example s.median() */
  median(): Js<Un<"median", T>, object> { return this.#one((x) => x.median()); }
  /** The standard deviation; null of fewer than ddof + 1 values. @example s.std() */
  std(ddof?: Ddof): Js<Un<"std", T>, object> { return this.#one((x) => x.std(ddof)); }
  /** How many different values there are; null counts as one. @example s.nUnique() */
  nUnique(): number { return this.#one((x) => x.nUnique()); }
  /** The rows where a condition holds: a Series of truth values, or an expression of it. @example s.filter(s.gt(1)) */
  filter(condition: Series | readonly boolean[] | AnyExpr): Series<T> {
    const given = Array.isArray(condition) ? new Series("", condition) : condition;
    return made(compute(this, isSeries, [given], (x, [c]) => x.filter(c as never)));
  }
  /** The same values under another name: `alias`. @example s.rename("y") */
  rename(name: string): Series<T> { return this.alias(name); }
  /** The same Series once more; a Series never changes, so nothing is copied. @example s.clone() */
  clone(): Series<T> { return new Series(this.name, this.column); }
  /** No values of the same type, or `n` nulls. @example s.clear() */
  clear(n = 0): Series<T> { return new Series(this.name, allNull(this.dtype, rowsArgument(n, "n of clear"))); }
  /** The first `n` values. @example s.limit(3) */
  limit(n = 10): Series<T> { return this.head(n); }
  /** How many rows, in a list of one. @example s.shape */
  get shape(): readonly [number] { return [this.length]; }
  /** Bytes that the values hold. @example s.estimatedSize() */
  estimatedSize(): number { const s = schema([field(this.name, this.dtype)]); return batchBytes(batch(s, [this.column], this.length)); }
  /** How many stretches of memory the values lie in: always one. @example s.nChunks() */
  nChunks(): number { return 1; }
  /** The lengths of those stretches. @example s.chunkLengths() */
  chunkLengths(): number[] { return [this.length]; }
  /** The Series of each stretch. @example s.getChunks() */
  getChunks(): Series<T>[] { return [this]; }
  /** The values in one stretch of memory, as they are. @example s.rechunk() */
  rechunk(): Series<T> { return this; }
  /** The values of another Series behind these. @example s.append(new Series("x", [3])) */
  append(other: Series): Series<any> {
    const [a, b] = [this as Series, seriesArgument(other, "append")];
    const type = supertype(a.dtype, b.dtype);
    if (type === null || !sameType(type, a.dtype)) throw new PolaroidError("TYPE_MISMATCH", `${typeName(b.dtype)} cannot go behind ${typeName(a.dtype)}; cast it first`);
    return new Series(this.name, concatColumns(type, [a.column, (b.cast(type) as Series).column]));
  }
  /** The values of another Series behind these: `append`. @example s.extend(new Series("x", [3])) */
  extend(other: Series): Series<any> { return this.append(other); }
  /** Other values at some rows. @example s.scatter([0, 2], 9) */
  scatter(rows: number | readonly number[], values: unknown): Series<T> {
    const all = this.toArray({ int64: "bigint", datetime: "bigint" }) as unknown[];
    const at = typeof rows === "number" ? [rows] : rows;
    if (!Array.isArray(at)) throw badArgument("the rows of scatter", rows, "a row or a list of rows");
    const given = values instanceof Series ? (values as Series).cast(this.dtype as never).toArray({ int64: "bigint", datetime: "bigint" }) : Array.isArray(values) ? values : at.map(() => values);
    if (given.length !== at.length && given.length !== 1) throw new PolaroidError("SHAPE_MISMATCH", `scatter has ${given.length} values for ${at.length} rows`);
    for (const [i, r] of at.entries()) all[rowArgument(r, this.length, "a Series")] = given[given.length === 1 ? 0 : i];
    return new Series(this.name, all, this.dtype);
  }
  /** Another value where a filter is true. @example s.set(s.lt(0), 0) */
  set(filter: Series, value: Literal): Series<T> { return made(compute(this, isSeries, [filter], (x, [c]) => chosen(c, literalNode(value), x, this.name))); }
  /** These values where a mask is true, else those of another Series. @example s.zipWith(s.gt(1), s.reverse()) */
  zipWith(mask: Series, other: Series): Series<T> { return made(compute(this, isSeries, [mask, other], (x, [c, o]) => chosen(c, x["~expr"], o, this.name))); }
  /** Integers as the least type that holds them; floats as Float32. @example s.shrinkDtype() */
  shrinkDtype(): Series<any> {
    if (this.dtype.id === "Float64") return this.cast(Float32 as never);
    if (!isInteger(this.dtype)) return this;
    const [low, high] = [Number(this.min() ?? 0), Number(this.max() ?? 0)];
    const bits = [8, 16, 32].find((n) => (isSigned(this.dtype) ? low >= -(2 ** (n - 1)) && high < 2 ** (n - 1) : high < 2 ** n));
    return bits === undefined ? this : this.cast(SIMPLE.get(`${isSigned(this.dtype) ? "" : "U"}Int${bits}`) as never);
  }
  /** The Series as a frame of one column. @example s.toFrame() */
  toFrame(name?: string): DataFrame { return frameMaker.make(name === undefined ? this : this.alias(name)); }
  /** Count, nulls, mean, deviation, least, percentiles and greatest. @example s.describe() */
  describe(options?: Parameters<DataFrame["describe"]>[0]): DataFrame {
    const all = this.toFrame("value").describe(options);
    const { id } = this.dtype;
    const gone = id === "Utf8" || id === "Binary" ? /^(mean|std|.*%)$/ : id === "Bool" ? /^(std|.*%)$/ : isTemporal(this.dtype) ? /^std$/ : null;
    return gone === null ? all : all.filter(new Expr(call("not", [call("isIn", [colNode("statistic"), literalNode((all.getColumn("statistic").toArray() as string[]).filter((s) => gone.test(s)))])])));
  }
  /** A frame of the different values and how often each occurs, or the share of it. @example s.valueCounts({ sort: true }) */
  valueCounts(options?: ValueCountsOptions): DataFrame { return unnested(this, this.#map((x) => x.valueCounts(options))); }
  /** How many values lie in each of some bins, ten of one width unless said: a frame of the borders, the bins and the counts. @example s.hist({ binCount: 4 }) */
  hist(options?: HistOptions | readonly number[]): DataFrame {
    const given = Array.isArray(options) ? { bins: options as readonly number[] } : (options as HistOptions | undefined);
    return unnested(this, this.#map((x) => x.hist({ includeCategory: true, includeBreakpoint: true, ...given })));
  }
  /** The row before which a value belongs among values in order, or those of a Series or list of them. @example s.searchSorted(3) */
  searchSorted<const V extends Series | readonly Literal[] | Literal>(value: V, options?: SearchOptions): V extends Series | readonly unknown[] ? Series<UInt32> : number {
    const found: Series = made(compute(this, isSeries, [value], (x, [v]) => x.searchSorted(v as never, options), "searchSorted"));
    return (isSeries(value) || Array.isArray(value) ? found : found.get(0)) as never;
  }
  /** The only value, or that of a row. @example s.head(1).item() */
  item<const O extends JsOptions = {}>(row?: number | O, options?: O): Js<T, O> {
    if (row !== null && typeof row === "object") return this.item(undefined, row);
    if (row !== undefined || this.length === 1) return this.get(row ?? 0, options);
    throw new PolaroidError("SHAPE_MISMATCH", `item() takes a Series of one value and "${this.name}" has ${this.length}; say which: item(0)`);
  }
  /** A column of 0 and 1 for each value. @example s.toDummies() */
  toDummies(options?: { readonly separator?: string; readonly dropFirst?: boolean; readonly dropNulls?: boolean }): DataFrame { return this.toFrame().toDummies(...(options === undefined ? [] : [options])); }
  /** Whether both have the same name, type and values. @example s.equals(s.alias("y")) */
  equals(other: Series): boolean { return this.name === seriesArgument(other, "equals").name && sameColumn(this.column, other.column); }
  /** The value of one row, as often as asked. @example s.newFromIndex(1, 3) */
  newFromIndex(index: number, length: number): Series<T> {
    const at = rowArgument(index, this.length, "a Series");
    return new Series(this.name, takeColumn(this.column, new Int32Array(rowsArgument(length, "length of newFromIndex")).fill(at)));
  }
  /** The same values in memory of just their size. @example s.shrinkToFit() */
  shrinkToFit(): Series<T> { return new Series(this.name, takeColumn(this.column, Int32Array.from({ length: this.length }, (_, i) => i))); }
  /** An expression over the values so far, for which element() stands, at every row. Slow: the work grows with the square of the rows. @example s.cumulativeEval(element().sum()) */
  cumulativeEval(expr: AnyExpr, options?: { readonly minSamples?: number }): Series<any> { return this.#map((x) => x.cumulativeEval(expr as never, options)); }
  /** A query in SQL over the one column, in a table called `self`. @example await s.sql("select max(x) as most from self").collect() */
  sql(text: string, options?: SqlOptions): LazyFrame { return this.toFrame().sql(text, options) as LazyFrame; }
  /** The values as a Vector of `apache-arrow`, or of the library that is passed. Errors: `ENGINE_UNAVAILABLE` where it is not installed. @example await s.toArrow() */
  async toArrow<V = unknown>(library?: ArrowLibrary<{ getChildAt(i: number): V }>): Promise<V> { return (await this.toFrame().toArrow(library)).getChildAt(0); }
  /** TypeScript that makes a Series of the first `n` values. @example s.toInitRepr() */
  toInitRepr(n = 1000): string { return RARE.code.seriesSource(this.name, this.column, wholeArgument(n, "n of toInitRepr", 0)); }
  /** A table of the first and last values. @example s.toString() */
  toString(): string {
    const s = schema([field(this.name, this.column.type)]);
    return tableText(s, batch(s, [this.column], this.length));
  }
}

const MOST_ROWS = 2 ** 27;
/** How many rows are made, within what memory holds. */
function rowsArgument(n: unknown, what: string): number {
  if (wholeArgument(n, what, 0) > MOST_ROWS) throw badArgument(what, n, `a whole number from 0 to ${MOST_ROWS}`);
  return n as number;
}
function seriesArgument(v: unknown, method: string): Series {
  if (v instanceof Series) return v;
  throw badArgument(`what ${method} is given`, v, "a Series");
}
const isSeries = (v: unknown): v is Series => v instanceof Series;
const made = ({ name, column }: Named): never => new Series(name, column) as never;
/** What is in structs as a frame; other values as a frame of one column. */
const unnested = (of: Series, found: Series): DataFrame => {
  const df = found.alias(of.name).toFrame();
  return found.dtype.id === "Struct" ? (df.unnest(of.name as never) as DataFrame) : df;
};
const chosen = (condition: unknown, yes: Node, no: unknown, name: string): AnyExpr => new Expr(alias(call("when", [nodeOf(condition as AnyExpr), yes, nodeOf(no as AnyExpr)]), name));
const isColumn = (v: unknown): v is Column => typeof v === "object" && v !== null && "layout" in v && "type" in v;
delegate(Series.prototype, isSeries, (name, column) => new Series(name, column));
showable(Series.prototype, false);
withoutOperators(Series.prototype, "Series", ["number"]);
seriesMaker.make = (name, values) => new Series(name, values);
