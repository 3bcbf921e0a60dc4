import type {
  Bool,
  Categorical,
  DataFrame,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  LazyFrame,
  List,
  Null,
  Struct,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "polaroid";

export interface Trades {
  price: Float64;
  qty: Int32;
  id: Int64;
  small: Int8;
  byte: UInt8;
  sym: Utf8;
  note: Utf8 | Null;
  maybe: Float64 | Null;
  ok: Bool;
  at: Datetime<"us", "UTC">;
  local: Datetime<"ms", null>;
  day: Date32;
  span: Duration<"ms">;
  tags: List<Utf8>;
  pos: Struct<{ x: Float64; y: Utf8 | Null }>;
  cat: Categorical;
  dec: Decimal<10, 2>;
  f: Float32;
  u: UInt32;
}
export interface Listing {
  sym: Utf8;
  name: Utf8;
  price: Float64;
  rank: Int16 | Null;
}
export declare const trades: LazyFrame<Trades>;
export declare const listings: LazyFrame<Listing>;
export declare const eager: DataFrame<Trades>;
export declare const untyped: LazyFrame<any>;
export type { UInt16, UInt64 };

export type Eq<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
type Flat<T> = { [K in keyof T]: T[K] };
/** Compiles where the frame has exactly the schema. */
export const is =
  <T>() =>
  <U>(
    _: { readonly "~schema": U },
    ..._ok: Eq<Flat<U>, Flat<T>> extends true ? [] : [got: Flat<U>, want: T]
  ): void => {};
