import { col } from "../api/expr/functions.ts";
import { Series as OurSeries } from "../api/series.ts";
import { isFloat, isInteger, isNumeric } from "../arrow/type-info.ts";
import { Int64 } from "../arrow/types.ts";
import { badArgument, functionArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { inspectable } from "../core/inspect.ts";
import { compatType, type DataType, nativeType } from "./data-type.ts";
import { ARITHMETIC, COMPARISON, Expr, option, QUOTIENT, SAME, sampled } from "./expr.ts";
import { DateSpace, ListSpace, StringSpace, type Through } from "./expr-spaces.ts";
import { DataFrame, frameOfSeries } from "./frame.ts";
import { guardAll, guarded, refused } from "./guard.ts";
import { loose } from "./into.ts";
import type { Loose } from "./ours.ts";
import { indexed } from "./proxy.ts";
import { SeriesStructSpace } from "./series-struct.ts";
import { columnOf, valuesOut } from "./values.ts";

type Value = any;
/** What gives one value of a whole Series. */
const VALUES = ["all", "any", "argMax", "argMin", "kurtosis", "max", "mean", "median", "min", "nUnique", "product", "quantile", "skew", "sum", "dot", "count", "std", "var"] as const;
/** What gives a Series by the expression of the same name. */
const ROWS = ["clip", "cumCount", "cumMax", "cumMin", "cumProd", "cumSum", "diff", "ewmMean", "ewmStd", "ewmVar", "explode", "flatten", "extendConstant", "gather", "gatherEvery", "hash", "interpolate", "rank", "reinterpret", "rollingMax", "rollingMean", "rollingMedian", "rollingMin", "rollingQuantile", "rollingSkew", "rollingStd", "rollingSum", "rollingVar", "round", "shift", "shiftAndFill", "slice", "unique"] as const;
type Plain = Exclude<(typeof SAME)[number], (typeof VALUES)[number] | "first" | "last" | "nullCount">;
type Methods<T> = { readonly [K in (typeof VALUES)[number]]: (...args: any[]) => Value } & {
  readonly [K in Plain | (typeof ROWS)[number] | keyof typeof ARITHMETIC | keyof typeof COMPARISON]: (...args: any[]) => Series<T>;
};

/** What a Series is made of: its values, of a type that is inferred unless given. */
export interface SeriesConstructor {
  (values: ArrayLike<any>): Series;
  (name: string, values?: ArrayLike<any>, dtype?: DataType): Series;
  new (name: string | ArrayLike<any>, values?: ArrayLike<any>, dtype?: DataType): Series;
  isSeries(v: unknown): v is Series;
  from(values: ArrayLike<any>): Series;
  from(name: string, values: ArrayLike<any>): Series;
  of(...values: any[]): Series;
  deserialize(bytes: unknown, format?: string): never;
}

/** nodejs-polars' Series. It can be changed in place, as there: `append`, `extend`, `scatter`, `rename`, `s[0] = 1`. */
export interface Series<T = unknown, _Name extends string = string> extends Methods<T> {
  [index: number]: any;
}
class SeriesClass<T = unknown> {
  declare readonly "~type": T;
  "~ours": OurSeries;
  constructor(s: OurSeries) {
    this["~ours"] = s;
    // biome-ignore lint/correctness/noConstructorReturn: s[0] reads a value, as in nodejs-polars
    return indexed(this, (i) => this.get(i), (i, v) => this.scatter([i], v));
  }
  #made(s: OurSeries | Loose): Series { return seriesOf(s as OurSeries); }
  #expr(f: (x: Loose) => { readonly "~expr": any }): Series {
    const s = this["~ours"];
    return this.#made(s.map(() => f(loose(col(s.name) as never)) as never).alias(s.name) as OurSeries);
  }
  #through: Through<Series> = (f) => this.#expr(f);

  get name(): string { return this["~ours"].name; }
  get dtype(): DataType { return compatType(this["~ours"].dtype); }
  get length(): number { return this["~ours"].length; }
  get str(): StringSpace<Series> { return new StringSpace(this.#through); }
  get dt(): DateSpace<Series> { return new DateSpace(this.#through); }
  get list(): ListSpace<Series> { return new ListSpace(this.#through); }
  get struct(): SeriesStructSpace { return new SeriesStructSpace(this.#through, () => this["~ours"]); }
  get [Symbol.toStringTag](): string { return "Series"; }

  /** Polaroid's own Series. */
  inner(): OurSeries { return this["~ours"]; }
  toString(): string { return this["~ours"].toString(); }
  [Symbol.iterator](): Iterator<Value> { return valuesOut(this["~ours"])[Symbol.iterator](); }
  values(): Iterator<Value> { return this[Symbol.iterator](); }
  toArray(): Value[] { return valuesOut(this["~ours"]); }
  toObject(): { name: string; datatype: string; values: Value[] } { return { name: this.name, datatype: this.dtype.variant, values: this.toArray() }; }
  toJSON(): Value[] { return this.toArray(); }
  toTypedArray(): Value {
    if (this["~ours"].nullCount() > 0) throw new PolaroidError("INVALID_ARGUMENT", `"${this.name}" has nulls; fill or drop them first`);
    return this["~ours"].toTypedArray();
  }
  serialize(_format?: string): never { return refused("Series.serialize", "write a file, or toArray()"); }

  get(i: number): Value { return i < -this.length || i >= this.length ? null : (valuesOut(this["~ours"].slice(i, 1))[0] ?? null); }
  getIndex(i: number): Value { return this.get(i); }
  alias(name: string): Series { return this.#made(this["~ours"].alias(name)); }
  as(name: string): Series { return this.alias(name); }
  rename(name: string | { name: string; inPlace?: boolean }, inPlace = false): Value {
    const [text, here] = typeof name === "string" ? [name, inPlace] : [name.name, name.inPlace ?? inPlace];
    if (!here) return this.alias(text);
    this["~ours"] = this["~ours"].alias(text);
  }
  cast(dtype: DataType, strict = false): Series { return this.#made(this["~ours"].cast(nativeType(dtype) as never, { strict }) as OurSeries); }
  clone(): Series { return this.#made(this["~ours"]); }
  append(other: Series): void { this["~ours"] = this["~ours"].append(other["~ours"]); }
  extend(other: Series): Series { this.append(other); return this.clone(); }
  concat(other: Series): Series { return this.#made(this["~ours"].append(other["~ours"])); }
  argSort(options: any = false): Series { return this.#expr((x) => x["argSort"]({ descending: option(options, "descending", false), nullsLast: options?.nullsLast ?? true })); }
  argTrue(): Series { return this.#expr((x) => x.argTrue()); }
  bitand(other: Series): Series { return this.#made(bitwise("and", this["~ours"], other)); }
  bitor(other: Series): Series { return this.#made(bitwise("or", this["~ours"], other)); }
  bitxor(other: Series): Series { return this.#made(bitwise("xor", this["~ours"], other)); }
  chunkLengths(): number[] { return this["~ours"].chunkLengths(); }
  nChunks(): number { return this["~ours"].nChunks(); }
  rechunk(_inPlace = false): Series { return this.clone(); }
  shrinkToFit(_inPlace = false): Series { return this.clone(); }
  describe(): DataFrame {
    const s = this.cast(compatType({ id: "Float64" } as never));
    const nulls = this.nullCount();
    const stats: Record<string, unknown> = this.isNumeric()
      ? { min: s.min(), max: s.max(), null_count: nulls, mean: s.mean(), count: this.length }
      : this.isBoolean()
        ? { sum: this["~ours"].sum(), null_count: nulls, count: this.length }
        : { unique: this["~ours"].nUnique(), null_count: nulls, count: this.length };
    return DataFrame({ statistic: Object.keys(stats), value: Object.values(stats) });
  }
  fillNull(strategy: any, limit?: number): Series { return this.#expr((x) => new Expr(x["~expr"]).fillNull(strategy?.strategy ?? strategy, limit)); }
  filter(mask: any): Series { return this.#made(this["~ours"].filter(isSeries(mask) ? mask["~ours"] : mask)); }
  hasNulls(): boolean { return this["~ours"].nullCount() > 0; }
  nullCount(): number { return this["~ours"].nullCount(); }
  len(): number { return this.length; }
  head(n = 5): Series { return this.#made(this["~ours"].head(n)); }
  limit(n = 10): Series { return this.#made(this["~ours"].head(n)); }
  tail(n = 5): Series { return this.#made(this["~ours"].tail(n)); }
  isIn(other: any): Series { return this.#made((this["~ours"] as unknown as Loose).isIn(isSeries(other) ? other["~ours"] : other)); }
  isBoolean(): boolean { return this["~ours"].dtype.id === "Bool"; }
  isDateTime(): boolean { return /^Date/.test(this["~ours"].dtype.id); }
  isFloat(): boolean { return isFloat(this["~ours"].dtype); }
  isNumeric(): boolean { return isNumeric(this["~ours"].dtype); }
  isString(): boolean { return this["~ours"].dtype.id === "Utf8"; }
  isNaN(): Series { return this.#expr((x) => x.isNan()); }
  isNotNaN(): Series { return this.#expr((x) => x.isNotNan()); }
  mapElements(f: (value: any) => unknown): Series { functionArgument(f, "what mapElements is given"); return make(this.name, this.toArray().map((v) => f(v))); }
  sample(opts?: any, frac?: number, withReplacement = false, seed?: number, shuffle = false): Series { return this.#expr((x) => x.sample(sampled(opts, frac, withReplacement, seed, shuffle))); }
  scatter(indices: any, value: any): void {
    const rows = (isSeries(indices) ? indices.toArray() : [indices].flat()) as number[];
    this["~ours"] = this["~ours"].scatter(rows, isSeries(value) ? value["~ours"] : value);
  }
  set(mask: any, value: any): Series {
    const m = isSeries(mask) ? mask["~ours"] : new OurSeries("", mask as boolean[]);
    return this.#made(this["~ours"].set(m, value));
  }
  seriesEqual(other: Series, nullEqual = true): boolean { return this["~ours"].alias("").equals(other["~ours"].alias("")) && (nullEqual || !this.hasNulls()); }
  sort(options?: any): Series { const o = typeof options === "boolean" ? { descending: options } : (options ?? {}); return this.#made(this["~ours"].sort({ descending: o.descending ?? false, nullsLast: o.nullsLast ?? false })); }
  toDummies(separator = "_", dropFirst = false, dropNulls = false): DataFrame { return frameOfSeries([this["~ours"]], (df) => df.toDummies({ separator, dropFirst, dropNulls }) as never); }
  toFrame(): DataFrame { return frameOfSeries([this["~ours"]]); }
  valueCounts(sort = false, parallel = false, name?: string, normalize = false): DataFrame { return this.toFrame().select(new Expr(col(this.name)["~expr"]).valueCounts(sort, parallel, name, normalize)).unnest(this.name); }
  zipWith(mask: Series, other: Series): Series { return this.#made(this["~ours"].zipWith(mask["~ours"], other["~ours"])); }
}
export interface Series<T = unknown, _Name extends string = string> extends SeriesClass<T> {}

const BITS = { and: (a: bigint, b: bigint): bigint => a & b, or: (a: bigint, b: bigint): bigint => a | b, xor: (a: bigint, b: bigint): bigint => a ^ b };
function bitwise(method: keyof typeof BITS, a: OurSeries, other: unknown): OurSeries {
  if (!isSeries(other)) throw badArgument(`what bit${method} takes`, other, "a Series");
  const b = other["~ours"];
  if (!isInteger(a.dtype)) return (a as unknown as Loose)[method](b) as OurSeries;
  if (!isInteger(b.dtype) || a.length !== b.length) throw badArgument(`what bit${method} takes`, other.toString(), `a Series of ${a.length} integers`);
  const [x, y] = [a, b].map((s) => s.cast(Int64).toArray({ int64: "bigint" }) as (bigint | null)[]) as [(bigint | null)[], (bigint | null)[]];
  return new OurSeries(a.name, x.map((v, i) => (v === null || y[i] == null ? null : BITS[method](v, y[i] as bigint))), Int64).cast(a.dtype as never) as OurSeries;
}

const isSeries = (v: unknown): v is Series => typeof v === "object" && v !== null && "~ours" in v && (v as Series)["~ours"] instanceof OurSeries;
/** Theirs for ours. */
export const seriesOf = (s: OurSeries): Series => new SeriesClass(s) as unknown as Series;
function make(name: string | ArrayLike<any>, values?: ArrayLike<any>, dtype?: DataType): Series {
  const [text, items] = typeof name === "string" ? [name, values ?? []] : ["", name];
  if (isSeries(items)) return items.alias(text);
  return seriesOf(columnOf(text, items, dtype === undefined ? undefined : nativeType(dtype)));
}
function SeriesMaker(name: string | ArrayLike<any>, values?: ArrayLike<any>, dtype?: DataType): Series { return make(name, values, dtype); }
/** Makes a Series, with or without `new`. */
export const Series: SeriesConstructor = Object.assign(guarded("Series", SeriesMaker), {
  isSeries,
  from: guarded("Series.from", (name: any, values?: any): Series => make(name, values)),
  of: (...values: any[]): Series => make("", values.length === 1 && Array.isArray(values[0]) ? values[0] : values),
  deserialize: (): never => refused("Series.deserialize", "read a file"),
}) as unknown as SeriesConstructor;

const proto = SeriesClass.prototype as unknown as Record<string, any>;
/** An expression's method over the values; other Series stand beside them. */
const through = (method: string, given: readonly unknown[], s: Series): OurSeries => {
  const others = given.map((v) => (isSeries(v) ? v["~ours"] : v));
  if (others.some((v) => v instanceof OurSeries)) return ((s["~ours"] as unknown as Loose)[method] as any)(...others) as OurSeries;
  const { name } = s;
  return s["~ours"].map(() => (new Expr(col(name)["~expr"]) as unknown as Record<string, any>)[method](...given)).alias(name) as OurSeries;
};
const OPERATORS: Readonly<Record<string, string>> = { ...ARITHMETIC, ...COMPARISON };
for (const [name, ours] of Object.entries(OPERATORS))
  proto[name] = function (this: Series, other: unknown): Series {
    if (other === undefined) throw badArgument(`what ${name} takes`, other, "a number or a Series");
    const method = ours === QUOTIENT ? (isSeries(other) && isInteger(this["~ours"].dtype) && isInteger(other["~ours"].dtype) ? "floorDiv" : "div") : ours;
    return seriesOf((this["~ours"] as unknown as Loose)[method](isSeries(other) ? other["~ours"] : other));
  };
for (const name of [...SAME, ...ROWS])
  if (!Object.hasOwn(proto, name)) proto[name] = function (this: Series, ...args: unknown[]): Series { return seriesOf(through(name, args, this)); };
for (const name of VALUES)
  proto[name] = function (this: Series, ...args: unknown[]): Value { return valuesOut(through(name, args, this))[0]; };
guardAll(SeriesClass.prototype);
inspectable(SeriesClass.prototype);
