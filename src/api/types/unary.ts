import type {
  Binary,
  Bool,
  Date32,
  Datetime,
  Decimal,
  DType,
  Duration,
  FixedSizeList,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  Struct,
  Time,
  TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import type { Err, ErrOf, Fin, Id, IsAny, ListOf, NN, Nulls, Shown } from "./kind.ts";
import type { InnerOf } from "./supertype.ts";

type Signed = "Int8" | "Int16" | "Int32" | "Int64" | "LitInt" | "LitFloat";
type Floats = "Float32" | "Float64";
type Ints = "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64" | "LitInt";
type Nums = Ints | Floats | "LitFloat" | "Decimal";
type Text = "Utf8" | "Categorical" | "Enum" | "Null";
type Moment = "Date32" | "Datetime" | "LitDate";
type Flat = Nums | "Null" | "Bool" | "Utf8" | "Categorical" | "Enum" | "Binary" | Moment | "Time" | "Duration";
type Any = Flat | "List" | "FixedSizeList" | "Struct";
type Lists = "List" | "FixedSizeList";
type Each<K extends string, T> = { [P in K]: T };
type Exact<T> = T extends Decimal<number, infer S> ? Decimal<38, S> : never;

interface Sum<T> {
  Int8: Int64;
  Int16: Int64;
  Int32: Int32;
  Int64: Int64;
  UInt8: Int64;
  UInt16: Int64;
  UInt32: UInt32;
  UInt64: UInt64;
  Float32: Float32;
  Float64: Float64;
  Bool: UInt32;
  Duration: T;
  Decimal: Exact<T>;
  LitInt: Fin<T>;
  LitFloat: Float64;
  Null: Int64;
}
interface Spread<T> extends Each<Exclude<Nums, "Float32"> | "Bool" | "Null", Float64> {
  Float32: Float32;
  Duration: T;
}
interface Middle<T> extends Spread<T> {
  Date32: Datetime<"us", null>;
  Datetime: T;
  Time: T;
}
interface Floating extends Each<Exclude<Nums, "Float32"> | "Bool" | "Null", Float64> {
  Float32: Float32;
}
interface Running<T> {
  Int8: Int64;
  Int16: Int64;
  Int32: Int32;
  Int64: Int64;
  UInt8: Int64;
  UInt16: Int64;
  UInt32: UInt32;
  UInt64: UInt64;
  Float32: Float32;
  Float64: Float64;
  Bool: UInt32;
  Duration: T;
  Decimal: Exact<T>;
}
interface Products extends Each<Exclude<Ints, "UInt64" | "LitInt"> | "Bool", Int64> {
  UInt64: UInt64;
  Float32: Float32;
  Float64: Float64;
}
interface Steps<T> extends Each<"Int8" | "Int16" | "Int32" | "Int64" | Floats | "Duration", T> {
  UInt8: Int16;
  UInt16: Int32;
  UInt32: Int64;
  UInt64: Int64;
  Decimal: Exact<T>;
  Date32: Duration<"us">;
  Time: Duration<"ns">;
  Datetime: T extends Datetime<infer U> ? Duration<U> : never;
}
interface Signs
  extends Each<"Int8" | "UInt8", [Int8, UInt8]>,
    Each<"Int16" | "UInt16", [Int16, UInt16]>,
    Each<"Int32" | "UInt32", [Int32, UInt32]>,
    Each<"Int64" | "UInt64", [Int64, UInt64]> {}
interface Stored {
  Date32: Int32;
  Datetime: Int64;
  Duration: Int64;
  Time: Int64;
}
interface Shares extends Each<Exclude<Nums, "Float32">, Float64> {
  Float32: Float32;
}
/** Windows that move. */
type Spans = "Bool" | Moment | "Time" | "Duration";
interface Between<T> extends Each<Exclude<Any, Ints | "LitFloat">, T>, Each<Ints | "LitFloat", Float64> {}
type Day<R> = Each<Moment, R>;
type Clock<R> = Each<"Datetime" | "Time", R>;
type Item<T> = NN<InnerOf<T>>;
type Plain<T> = T extends FixedSizeList<infer U> ? List<U> : T;
/** An aggregate of each list's items. */
type Folded<F extends keyof Unary<0, 0>, T> =
  Un<F, InnerOf<T>> extends infer R ? NN<R> | (F extends "mean" | "min" | "max" ? Null : never) : never;

/** By function, by the operand's id: the type of the result. `T` is the operand without nulls, `F` with them. */
export interface Unary<T, F> {
  sum: Sum<T>;
  product: Sum<T>;
  mean: Middle<T>;
  median: Middle<T>;
  quantile: Middle<T>;
  std: Spread<T>;
  var: Spread<T>;
  min: Each<Flat, T>;
  max: Each<Flat, T>;
  first: Each<Any, T>;
  last: Each<Any, T>;
  count: Each<Any, UInt32>;
  len: Each<Any, UInt32>;
  nullCount: Each<Any, UInt32>;
  nUnique: Each<Any, UInt32>;
  argMin: Each<Any, UInt32>;
  argMax: Each<Any, UInt32>;
  any: Each<"Bool" | "Null", Bool>;
  all: Each<"Bool" | "Null", Bool>;
  implode: Each<Any, ListOf<Fin<F>>>;
  neg: Each<Signed | Floats | "Decimal" | "Duration", T>;
  abs: Each<Nums | "Duration", T>;
  sign: Each<Nums, T>;
  round: Each<Exclude<Nums, "Decimal">, T> & {
    Decimal: T extends Decimal<number, infer S> ? Decimal<number, S> : never;
  };
  floor: Each<Nums, T>;
  ceil: Each<Nums, T>;
  clip: Each<Nums, T>;
  float: Floating;
  isNan: Each<Nums | "Null", Bool>;
  fillNan: Each<Exclude<Nums, "Decimal">, T>;
  not: Each<"Bool" | "Null", Bool>;
  condition: Each<"Bool" | "Null", Bool>;
  isNull: Each<Any, Bool>;
  shift: Each<Any, T>;
  diff: Steps<T>;
  pctChange: Shares;
  cumSum: Running<T>;
  cumProd: Products;
  cumMin: Each<Flat, T>;
  cumMax: Each<Flat, T>;
  cumCount: Each<Any, UInt32>;
  rank: Each<Flat, UInt32>;
  rankAverage: Each<Flat, Float64>;
  rleId: Each<Any, UInt32>;
  rollingSum: Omit<Running<T>, "Duration" | "Decimal">;
  rollingFloat: Omit<Floating, "Decimal" | "Null">;
  rollingMin: Each<Exclude<Nums, "Decimal"> | Spans, T>;
  rollingMean: Middle<T>;
  rollingStd: Floating;
  rollingSkew: Omit<Floating, "Decimal" | "Bool" | "Null">;
  rollingRank: Each<Exclude<Nums, "Decimal"> | Spans, UInt32>;
  rollingRankAverage: Each<Exclude<Nums, "Decimal"> | Spans, Float64>;
  rollingMap: Each<Exclude<Nums, "Decimal">, T>;
  ewm: Floating;
  interpolate: Between<T>;
  interpolateBy: Omit<Floating, "Decimal" | "Bool" | "Null">;
  peak: Each<Nums | Spans, Bool>;
  sort: Each<Flat, T>;
  dropNulls: Each<Any, T>;
  same: Each<Any, T>;
  truncate: Each<Nums, T>;
  roundSigFigs: Each<Exclude<Nums, "Decimal">, T>;
  bits: Each<Exclude<Ints, "LitInt"> | "Bool", UInt32>;
  bitwise: Each<Ints | "Bool", T>;
  shape: Each<Nums | "Bool" | "Null" | "Duration", Float64>;
  entropy: Floating;
  approxQuantile: Each<Flat, T>;
  hasNulls: Each<Any, Bool>;
  isSorted: Each<Flat, Bool>;
  argSort: Each<Flat, UInt32>;
  bound: Each<Ints | Floats, T> & Stored;
  physical: Each<Exclude<Flat, "Decimal" | keyof Stored | "Enum">, T> &
    Stored & { Enum: UInt8 | UInt16 | UInt32; Categorical: UInt32; List: T };
  text: Each<Text, Utf8>;
  explode: Each<Lists, Item<T>> & { Utf8: Utf8 };
  "str.test": Each<Text, Bool>;
  "str.size": Each<Text, UInt32>;
  "str.find": Each<Text, UInt32>;
  "str.text": Each<Text, Utf8>;
  "str.extract": Each<Text, Utf8>;
  "str.parts": Each<Text, List<Utf8>>;
  "str.toInteger": Each<Text, Int64>;
  "str.toDate": Each<Text, Date32>;
  "str.toTime": Each<Text, Time>;
  "dt.year": Day<Int32>;
  "dt.part": Day<Int8>;
  "dt.ordinalDay": Day<Int16>;
  "dt.clock": Clock<Int8>;
  "dt.fraction": Clock<Int32>;
  "dt.date": Day<Date32>;
  "dt.time": Clock<Time>;
  "dt.count": Day<Int64>;
  "dt.days": Day<Int32>;
  "dt.moved": Day<T>;
  "dt.toString": Day<Utf8> & { Time: Utf8; Duration: Utf8 };
  "dt.isLeapYear": Day<Bool>;
  "dt.total": { Duration: Int64 };
  "list.len": Each<Lists, UInt32>;
  "list.get": Each<Lists, Item<T>>;
  "list.sum": Each<Lists, Folded<"sum", T>>;
  "list.mean": Each<Lists, Folded<"mean", T>>;
  "list.min": Each<Lists, Folded<"min", T>>;
  "list.max": Each<Lists, Folded<"max", T>>;
  "list.join": Each<
    Lists,
    Id<InnerOf<T>> extends Text ? Utf8 : Err<`list.join takes lists of text, got ${Id<InnerOf<T>> & string}`>
  >;
  "list.keep": Each<Lists, Plain<T>>;
  "list.toArray": Each<Lists, FixedSizeList<InnerOf<T> & DType>>;
  "arr.toList": { FixedSizeList: Plain<T> };
  "arr.keep": { FixedSizeList: T };
  "cat.size": Each<"Categorical" | "Enum", UInt32>;
  "cat.test": Each<"Categorical" | "Enum", Bool>;
  "cat.text": Each<"Categorical" | "Enum", Utf8>;
  "cat.physical": { Categorical: UInt32; Enum: UInt8 | UInt16 | UInt32 };
  "bin.test": Each<"Binary" | "Null", Bool>;
  "bin.text": Each<"Binary" | "Null", Utf8>;
  "bin.byte": Each<"Binary" | "Null", UInt8>;
  "bin.keep": Each<"Binary" | "Null", Binary>;
  "struct.text": { Struct: Utf8 };
  "struct.renamed": { Struct: Struct<Readonly<Record<string, any>>> };
}
export type UnaryName = keyof Unary<0, 0>;
type Never =
  | "sum"
  | "product"
  | "count"
  | "len"
  | "nullCount"
  | "nUnique"
  | "any"
  | "all"
  | "implode"
  | "isNull"
  | "struct.text"
  | "cumCount"
  | "rleId"
  | "dropNulls"
  | "entropy"
  | "hasNulls"
  | "isSorted"
  | "argSort"
  | "bound";
type Always =
  | "bitwise"
  | "shape"
  | "approxQuantile"
  | "mean"
  | "median"
  | "quantile"
  | "std"
  | "var"
  | "min"
  | "max"
  | "first"
  | "last"
  | "argMin"
  | "argMax"
  | "shift"
  | "diff"
  | "pctChange"
  | "rollingSum"
  | "rollingFloat"
  | "rollingMin"
  | "rollingMean"
  | "rollingStd"
  | "rollingSkew"
  | "rollingRank"
  | "rollingRankAverage"
  | "rollingMap"
  | "ewm"
  | "explode"
  | "str.find"
  | "str.extract"
  | "list.get"
  | "list.mean"
  | "list.min"
  | "list.max";
/** Names of the table that are not those of methods. */
interface Methods {
  float: "functions of numbers";
  "dt.part": "date parts";
  "dt.clock": "times of day";
  "dt.fraction": "times of day";
  "dt.count": "timestamps";
  "dt.days": "timestamps";
  "dt.moved": "calendar functions";
  "dt.total": "totals";
  "dt.year": "date parts";
  "str.test": "str functions";
  "str.text": "str functions";
  "str.size": "str functions";
  "str.parts": "str functions";
  "str.extract": "str functions";
  "str.find": "str functions";
  "list.keep": "list functions";
  "list.toArray": "list functions";
  "arr.toList": "arr functions";
  "arr.keep": "arr functions";
  "cat.size": "cat functions";
  "cat.test": "cat functions";
  "cat.text": "cat functions";
  "cat.physical": "cat functions";
  "bin.test": "bin functions";
  "bin.text": "bin functions";
  "bin.byte": "bin functions";
  "bin.keep": "bin functions";
  "struct.text": "struct functions";
  "struct.renamed": "struct functions";
  "list.get": "list functions";
  text: "text";
  same: "values";
  rankAverage: "rank()";
  rollingFloat: "weighted windows";
  rollingRankAverage: "rollingRank()";
  ewm: "weighted functions";
  peak: "peaks";
  isNan: "isNan()";
}
type Missing<O, T> = O extends "condition"
  ? Err<`a condition is Bool, not ${Shown<Id<T>>}`>
  : Err<`${Shown<Id<T>>} has no ${O extends keyof Methods ? Methods[O] : `${O & string}()`}`>;
type NullsBy<O, T> = O extends Never ? never : O extends Always ? Null : Nulls<T>;
/** The type of a function of one operand, or what is wrong with it. */
export type Un<O extends UnaryName, T> = [ErrOf<T>] extends [never]
  ? (Id<T> extends infer I extends keyof Unary<NN<T>, T>[O] ? Unary<NN<T>, T>[O][I] : Missing<O, T>) | NullsBy<O, T>
  : ErrOf<T>;

/** Functions that an option decides on: `P` is the option. */
export interface Optioned<T, P> {
  cut: Id<T> extends Floats | "Null"
    ? P | Null
    : Id<T> extends Nums | Moment | "Time" | "Duration" | "Bool"
      ? P
      : Err<`${Shown<Id<T>>} has no bins`>;
  reinterpret: Id<T> extends keyof Signs
    ? boolean extends P
      ? any
      : Signs[Id<T>][P extends true ? 0 : 1]
    : Id<T> extends Floats
      ? T
      : Err<`${Shown<Id<T>>} has no reinterpret()`>;
  field: T extends Struct<infer F>
    ? P extends keyof F
      ? F[P] | Null
      : Err<`the struct has no field "${P & string}"`>
    : Err<`${Shown<Id<T>>} has no fields`>;
  "struct.drop": T extends Struct<infer F>
    ? Struct<{ [K in keyof F as K extends P ? never : K]: F[K] }>
    : Err<`${Shown<Id<T>>} has no fields`>;
  "list.toStruct": Id<T> extends Lists
    ? Struct<{ [K in P & string]: InnerOf<T> | Null }>
    : Err<`${Shown<Id<T>>} has no items`>;
  combine: T extends Datetime<TimeUnit, infer Z>
    ? Datetime<P & TimeUnit, Z>
    : Id<T> extends Moment
      ? Datetime<P & TimeUnit, null>
      : Err<`${Shown<Id<T>>} has no days`>;
  unit: T extends Datetime<TimeUnit, infer Z>
    ? Datetime<P & TimeUnit, Z>
    : T extends Duration
      ? Duration<P & TimeUnit>
      : Err<`${Shown<Id<T>>} has no time unit`>;
  zone: T extends Datetime<infer U> ? Datetime<U, P & (string | null)> : Err<`${Shown<Id<T>>} has no time zone`>;
}
export type OptionedName = keyof Optioned<0, 0>;
export type Opt<O extends OptionedName, T, P> =
  IsAny<T> extends true ? T : [ErrOf<T>] extends [never] ? Optioned<NN<T>, P>[O] | Nulls<T> : ErrOf<T>;
