import { DataFrame as OurFrame } from "../api/data-frame.ts";
import type { Series as OurSeries } from "../api/series.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { inspectable } from "../core/inspect.ts";
import { shownText } from "./config.ts";
import { compatType, type DataType } from "./data-type.ts";
import { sampled } from "./expr.ts";
import { concatColumns, type FrameOptions, frameData } from "./frame-data.ts";
import { arithmetic, dataResource, exploded, filledNull, type JoinOptions, joined, joinedAsof, oneValue, pivoted, stacked, summary } from "./frame-verbs.ts";
import { type GroupBy, type GroupedWindows, groupBy } from "./group-by.ts";
import { guardAll, guarded, refused } from "./guard.ts";
import { into, many, named, plain } from "./into.ts";
import { type LazyDataFrame, lazyOf } from "./lazy-frame.ts";
import type { Loose } from "./ours.ts";
import { bound, isIndex } from "./proxy.ts";
import { Series as makeSeries, type Series, seriesOf } from "./series.ts";
import { type SortArguments, sortArguments } from "./sorting.ts";
import { valuesOut } from "./values.ts";
import * as W from "./write.ts";

type Value = any;
type Records = Record<string, any>[];
const wrapped = (f: OurFrame | Loose): DataFrame => frameOf(f as unknown as OurFrame);

/** nodejs-polars' frame. It can be changed in place, as there: `columns = [...]`, `insertAtIdx`, `replaceAtIdx`, `extend`. */
export class FrameClass<S = unknown> {
  declare readonly "~schema": S;
  "~ours": OurFrame;
  constructor(f: OurFrame) {
    this["~ours"] = f;
  }
  get #df(): Loose { return this["~ours"] as unknown as Loose; }

  get height(): number { return this["~ours"].height; }
  get width(): number { return this["~ours"].width; }
  get shape(): { height: number; width: number } { return { height: this.height, width: this.width }; }
  get columns(): string[] { return this["~ours"].columns; }
  set columns(names: string[]) { this["~ours"] = this["~ours"].rename(Object.fromEntries(this.columns.map((c, i) => [c, names[i] ?? c])) as never) as OurFrame; }
  get dtypes(): DataType[] { return this["~ours"].dtypes.map(compatType); }
  get schema(): Record<string, DataType> { return Object.fromEntries(this["~ours"].schema.fields.map((f) => [f.name, compatType(f.type)])); }
  get [Symbol.toStringTag](): string { return "DataFrame"; }

  /** Polaroid's own frame. */
  inner(): OurFrame { return this["~ours"]; }
  toString(): string { return shownText(this["~ours"]); }
  *[Symbol.iterator](): Generator<Series> { yield* this.getColumns(); }
  toRecords(): Records {
    const columns = this.getColumns().map((s) => [s.name, s.toArray()] as const);
    return Array.from({ length: this.height }, (_, r) => Object.fromEntries(columns.map(([name, v]) => [name, v[r]])));
  }
  toObject(): Record<string, Value[]> { return Object.fromEntries(this.getColumns().map((s) => [s.name, s.toArray()])); }
  toJSON(): Records { return this.toRecords(); }
  rows(callback?: (row: Value[]) => void): Value[][] {
    const columns = this.getColumns().map((s) => s.toArray());
    const all = Array.from({ length: this.height }, (_, r) => columns.map((c) => c[r]));
    if (callback !== undefined) all.forEach(callback);
    return all;
  }
  row(i: number): Value[] { return this["~ours"].getColumns().map((s) => valuesOut(s.slice(i < 0 ? this.height + i : i, 1) as OurSeries)[0]); }
  map<R>(f: (row: Value[], i: number, rows: Value[][]) => R): R[] { return this.rows().map(f); }
  item(row?: number, column?: number | string): Value { return oneValue(this as unknown as DataFrame, row, column); }
  toSeries(i = 0): Series { return seriesOf(this["~ours"].toSeries(i)); }
  toStruct(name = ""): Series { return seriesOf(this["~ours"].toStruct(name)); }
  getColumn(name: string): Series { return seriesOf(this.#df.getColumn(name)); }
  getColumns(): Series[] { return this["~ours"].getColumns().map(seriesOf); }
  findIdxByName(name: string): number { return this.columns.indexOf(name); }
  getColumnIndex(name: string): number { return this.columns.indexOf(name); }
  nChunks(): number { return this["~ours"].nChunks(); }
  rechunk(): DataFrame { return wrapped(this["~ours"].rechunk() as OurFrame); }
  shrinkToFit(_inPlace = false): DataFrame { return this.clone(); }
  clone(): DataFrame { return wrapped(this["~ours"]); }
  lazy(): LazyDataFrame { return lazyOf(this["~ours"].lazy()); }
  toHTML(): string { return W.plainHtml(this as unknown as DataFrame); }
  toDataResource(): object { return dataResource(this as unknown as DataFrame); }
  serialize(_format?: string): never { return refused("DataFrame.serialize", 'write a file, or await df.inner().toBytes("ipc")'); }

  select(...exprs: any[]): DataFrame { return wrapped(this.#df.select(...many(exprs))); }
  withColumns(...columns: any[]): DataFrame { return wrapped(this.#df.withColumns(...columns.flat(2).map((c) => (makeSeries.isSeries(c) ? columnBeside(c) : into(c))))); }
  withColumn(column: any): DataFrame { return this.withColumns(column); }
  withColumnRenamed(existing: any, replacement?: string): DataFrame { return this.rename(typeof existing === "string" ? { [existing]: replacement as string } : { [existing.existing]: existing.replacement }); }
  withRowIndex(name = "index", offset = 0): DataFrame { return wrapped(this.#df.withRowIndex(name, offset)); }
  rename(mapping: Record<string, string>, strict = true): DataFrame { return wrapped(this.#df.rename(mapping, { strict })); }
  drop(...names: any[]): DataFrame { return wrapped(this.#df.drop(...names.flat(2))); }
  filter(predicate: any): DataFrame { return wrapped(this.#df.filter(into(predicate))); }
  where(predicate: any): DataFrame { return this.filter(predicate); }
  dropNulls(...subset: any[]): DataFrame { return wrapped(this.#df.dropNulls(...subset.flat(2))); }
  fillNull(value: any, limit?: number): DataFrame { return wrapped(filledNull(this.#df, value, limit)); }
  interpolate(): DataFrame { return wrapped(this.#df.interpolate()); }
  sort(by: any, ...rest: SortArguments): DataFrame { const [keys, options] = sortArguments(by, rest); return wrapped(this.#df.sort(...keys, options)); }
  unique(subset?: any, keep = "any", maintainOrder = false): DataFrame { return wrapped(this.#df.unique(uniqueOptions(subset, keep, maintainOrder))); }
  head(n = 5): DataFrame { return wrapped(this.#df.head(n)); }
  limit(n = 5): DataFrame { return wrapped(this.#df.head(n)); }
  tail(n = 5): DataFrame { return wrapped(this.#df.tail(n)); }
  slice(offset: any, length?: number): DataFrame { return typeof offset === "number" ? wrapped(this.#df.slice(offset, length ?? null)) : this.slice(offset.offset, offset.length); }
  reverse(): DataFrame { return wrapped(this.#df.reverse()); }
  shift(n: any = 1): DataFrame { return wrapped(this.#df.shift(n?.periods ?? n)); }
  shiftAndFill(n: any, fillValue?: any): DataFrame { return wrapped(this.#df.shift(n?.n ?? n, { fillValue: plain(n?.fillValue ?? fillValue) })); }
  gatherEvery(n: number, offset = 0): DataFrame { return wrapped(this.#df.gatherEvery(n, offset)); }
  sample(opts?: any, frac?: number, withReplacement = false, seed?: number, shuffle = false): DataFrame { return wrapped(this.#df.sample(sampled(opts, frac, withReplacement, seed, shuffle))); }
  clear(n = 0): DataFrame { return frameOfSeries(this["~ours"].getColumns().map((s) => s.clear(n) as OurSeries)); }
  explode(...columns: any[]): DataFrame { return wrapped(exploded(this.#df, columns)); }
  unnest(columns: string | string[], separator?: string): DataFrame { return wrapped(separator === undefined ? this.#df.unnest(...[columns].flat()) : this.#df.unnest(columns, { separator })); }
  unpivot(ids: any, values?: any, options?: { variableName?: string; valueName?: string }): DataFrame { return wrapped(this.#df.unpivot(unpivotOptions(ids, values, options))); }
  melt(ids: any, values?: any, options?: { variableName?: string; valueName?: string }): DataFrame { return this.unpivot(ids, values, options); }
  pivot(values: any, options?: any): DataFrame { return pivoted(this as unknown as DataFrame, values, options); }
  transpose(options?: any): DataFrame { return wrapped(this.#df.transpose(transposeOptions(options, this.height))); }
  toDummies(columns?: any, options?: any): DataFrame { return wrapped(this.#df.toDummies(...[columns ?? []].flat(), { separator: "_", dropFirst: false, dropNulls: false, ...options })); }
  partitionBy<R = DataFrame>(by: any, _stable = false, includeKey = true, f?: (df: DataFrame) => R): R[] { return (this.#df.partitionBy(...[by].flat(), { includeKey }) as OurFrame[]).map((d) => (f === undefined ? (wrapped(d) as R) : f(wrapped(d)))); }
  upsample(options: any, every?: string, by?: any, maintainOrder = false): DataFrame {
    const o = typeof options === "string" ? { timeColumn: options, every, by, maintainOrder } : options;
    return wrapped(this.#df.upsample(o.timeColumn, { every: o.every, ...(o.by === undefined ? {} : { groupBy: [o.by].flat() }) }));
  }

  join(other: DataFrame, options?: JoinOptions): DataFrame { return wrapped(joined(this.#df, other["~ours"], options, "_right")); }
  joinAsof(other: DataFrame, options: any): DataFrame { return wrapped(joinedAsof(this.#df, other["~ours"], options)); }
  hstack(columns: any, inPlace = false): DataFrame {
    const beside = concatColumns([...this["~ours"].getColumns(), ...(makeSeries.isSeries(columns) ? [columns] : isDataFrame(columns) ? columns.getColumns() : columns).map((s: Series) => s["~ours"])]);
    if (inPlace) this["~ours"] = beside;
    return wrapped(beside);
  }
  vstack(other: DataFrame): DataFrame { return wrapped(stacked(this["~ours"], other["~ours"])); }
  extend(other: DataFrame): DataFrame { this["~ours"] = stacked(this["~ours"], other["~ours"]); return this.clone(); }
  insertAtIdx(i: number, series: Series): void { this["~ours"] = this["~ours"].insertColumn(i, series["~ours"] as never) as OurFrame; }
  replaceAtIdx(i: number, series: Series): DataFrame { this["~ours"] = this["~ours"].replaceColumn(i, series["~ours"] as never) as OurFrame; return this.clone(); }
  frameEqual(other: DataFrame, nullEqual = true): boolean { return this["~ours"].equals(other["~ours"]) && (nullEqual || this.getColumns().every((s) => !s.hasNulls())); }

  groupBy(...by: any[]): GroupBy { return groupBy(this as unknown as DataFrame, by); }
  groupByRolling(options: any): GroupedWindows { return { agg: (...aggs: any[]): DataFrame => wrapped(this.lazy().groupByRolling(options).frame(aggs, this["~ours"])) }; }
  groupByDynamic(options: any): GroupedWindows { return { agg: (...aggs: any[]): DataFrame => wrapped(this.lazy().groupByDynamic(options).frame(aggs, this["~ours"])) }; }

  sum(axis = 0, nullStrategy = "ignore"): Value { return axis === 1 ? seriesOf(across(this["~ours"], "sumHorizontal", nullStrategy)) : wrapped(this.#df.sum()); }
  mean(axis = 0, nullStrategy = "ignore"): Value { return axis === 1 ? seriesOf(across(this["~ours"], "meanHorizontal", nullStrategy)) : wrapped(this.#df.mean()); }
  min(axis = 0): Value { return axis === 1 ? seriesOf(across(this["~ours"], "minHorizontal")) : wrapped(this.#df.min()); }
  max(axis = 0): Value { return axis === 1 ? seriesOf(across(this["~ours"], "maxHorizontal")) : wrapped(this.#df.max()); }
  median(): DataFrame { return wrapped(this.#df.median()); }
  std(ddof = 1): DataFrame { return wrapped(this.#df.std(ddof)); }
  var(ddof = 1): DataFrame { return wrapped(this.#df.var(ddof)); }
  product(): DataFrame { return wrapped(this.#df.product()); }
  quantile(q: number, interpolation = "nearest"): DataFrame { return wrapped(this.#df.quantile(q, interpolation)); }
  count(): DataFrame { return wrapped(this.#df.count()); }
  nullCount(): DataFrame { return wrapped(this.#df.nullCount()); }
  describe(): DataFrame { return summary(this as unknown as DataFrame); }
  nUnique(subset?: any): number { return this.#df.select(...(subset === undefined ? [named("*")] : many([subset]))).nUnique(); }
  isDuplicated(): Series { return seriesOf(this["~ours"].isDuplicated()); }
  isUnique(): Series { return seriesOf(this["~ours"].isUnique()); }
  isEmpty(): boolean { return this.height === 0; }
  hashRows(seed: any = 0): Series { return seriesOf(this["~ours"].hashRows(Number(seed?.k0 ?? seed))); }
  fold(f: (a: Series, b: Series) => Series): Series { return this.getColumns().reduce((a, b) => f(a, b)); }

  add(other: any): DataFrame { return arithmetic(this as unknown as DataFrame, "add", other); }
  sub(other: any): DataFrame { return arithmetic(this as unknown as DataFrame, "sub", other); }
  mul(other: any): DataFrame { return arithmetic(this as unknown as DataFrame, "mul", other); }
  div(other: any): DataFrame { return arithmetic(this as unknown as DataFrame, "div", other); }
  rem(other: any): DataFrame { return arithmetic(this as unknown as DataFrame, "rem", other); }
  plus(other: any): DataFrame { return this.add(other); }
  minus(other: any): DataFrame { return this.sub(other); }
  multiplyBy(other: any): DataFrame { return this.mul(other); }
  divideBy(other: any): DataFrame { return this.div(other); }
  modulo(other: any): DataFrame { return this.rem(other); }

  writeCSV(dest?: any, options?: any): Promise<any> { return W.write(this["~ours"], "csv", dest, options); }
  writeJSON(dest?: any, options?: any): Promise<any> { return W.write(this["~ours"], "json", dest, options); }
  writeParquet(dest?: any, options?: any): Promise<any> { return W.write(this["~ours"], "parquet", dest, options); }
  writeIPC(dest?: any, options?: any): Promise<any> { return W.write(this["~ours"], "ipc", dest, options); }
  writeIPCStream(dest?: any, options?: any): Promise<any> { return W.write(this["~ours"], "ipcStream", dest, options); }
  writeAvro(_dest?: any, _options?: any): never { return refused("writeAvro", "Avro files are not written; use Parquet"); }
}

/** A frame, with its columns by their names and its rows by their numbers. */
export interface DataFrame<S = unknown> extends FrameClass<S> {
  [row: number]: Value[];
}
/** Makes frames, with or without `new`. */
export interface DataFrameConstructor {
  (data?: any, options?: FrameOptions): DataFrame;
  new (data?: any, options?: FrameOptions): DataFrame;
  isDataFrame(v: unknown): v is DataFrame;
  deserialize(bytes: unknown, format?: string): never;
}
const isDataFrame = (v: unknown): v is DataFrame => typeof v === "object" && v !== null && "~ours" in v && (v as DataFrame)["~ours"] instanceof OurFrame;

/** Theirs for ours. */
export function frameOf(f: OurFrame): DataFrame {
  const frame = new FrameClass(f);
  return new Proxy(frame, {
    get(t, key) {
      if (typeof key === "string" && key !== "~ours" && t.columns.includes(key)) return t.getColumn(key);
      return isIndex(key) ? t.row(Number(key)) : bound(t, key);
    },
    set(t, key, v) {
      if (typeof key !== "string" || !t.columns.includes(key)) return Reflect.set(t, key, v, t);
      if (!makeSeries.isSeries(v)) throw badArgument(`what column "${key}" is set to`, v, "a Series");
      t.replaceAtIdx(t.columns.indexOf(key), v.alias(key));
      return true;
    },
    has: (t, key) => (typeof key === "string" && t.columns.includes(key)) || key === "~ours",
    ownKeys: (t) => t.columns,
    getOwnPropertyDescriptor: (t, key) =>
      typeof key === "string" && t.columns.includes(key) ? { configurable: true, enumerable: true, value: t.getColumn(key) } : undefined,
  }) as unknown as DataFrame;
}
/** A frame of Polaroid's Series, changed by what else is asked. */
export const frameOfSeries = (columns: readonly OurSeries[], f: (df: OurFrame) => OurFrame = (df): OurFrame => df): DataFrame => wrapped(f(concatColumns(columns)));

function FrameMaker(data?: any, options?: FrameOptions): DataFrame { return wrapped(frameData(data, options)); }
export const DataFrame: DataFrameConstructor = Object.assign(guarded("DataFrame", FrameMaker), {
  isDataFrame,
  deserialize: (): never => refused("DataFrame.deserialize", "read a file"),
}) as unknown as DataFrameConstructor;

const columnBeside = (s: Series): Loose => plainColumn(s);
const plainColumn = (s: Series): Loose => into(s).alias(s.name) as Loose;
const across = (df: OurFrame, method: "sumHorizontal" | "meanHorizontal" | "minHorizontal" | "maxHorizontal", nulls = "ignore"): OurSeries => {
  if (nulls !== "ignore") throw new PolaroidError("NOT_SUPPORTED", "rows are added with their nulls left out; fill or drop the nulls first");
  const first = df.columns[0] as string;
  const numbers = df.getColumns().filter((s) => /Int|Float|Bool|Decimal/.test(s.dtype.id)) as OurSeries[];
  return concatColumns(numbers)[method]().alias(first) as OurSeries;
};
function uniqueOptions(subset: any, keep: string, maintainOrder: boolean): object {
  if (typeof subset === "string" || Array.isArray(subset)) return { subset, keep, maintainOrder };
  const { subset: some, ...rest } = subset ?? {};
  return { keep, maintainOrder, ...rest, ...(some === undefined ? {} : { subset: [some].flat(2) }) };
}
const unpivotOptions = (ids: any, values: any, options: any): object => ({
  ...(ids == null ? {} : { index: [ids].flat() }),
  ...(values == null ? {} : { on: [values].flat() }),
  variableName: options?.variableName ?? "variable",
  valueName: options?.valueName ?? "value",
});
const transposeOptions = (options: any, rows: number): object => ({
  includeHeader: options?.includeHeader ?? false,
  headerName: options?.headerName ?? "column",
  ...(options?.columnNames == null ? {} : { columnNames: take(options.columnNames, rows) }),
});
function take(names: Iterable<string>, rows: number): string[] {
  const out: string[] = [];
  for (const n of names) {
    if (out.length === rows) break;
    out.push(n);
  }
  return out;
}
guardAll(FrameClass.prototype);
inspectable(FrameClass.prototype);
