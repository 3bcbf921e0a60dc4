import type {
  Binary,
  Bool,
  Datetime,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Null,
  Struct,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import type { Series } from "../series.ts";
import type { IsAny, ListOf } from "./kind.ts";

/** The type of a JavaScript value in a column without a schema. */
export type TypeOf<V> =
  IsAny<V> extends true
    ? any
    : V extends number
      ? Float64
      : V extends bigint
        ? Int64
        : V extends string
          ? Utf8
          : V extends boolean
            ? Bool
            : V extends null | undefined
              ? Null
              : V extends Date
                ? Datetime<"ms", null>
                : V extends Uint8Array
                  ? Binary
                  : V extends readonly (infer I)[]
                    ? ListOf<TypeOf<I>>
                    : V extends ArrayBufferView
                      ? List<Float64>
                      : V extends object
                        ? Struct<{ -readonly [K in keyof V]: TypeOf<V[K]> }>
                        : any;
type Typed<V> = V extends Int8Array
  ? Int8
  : V extends Int16Array
    ? Int16
    : V extends Int32Array
      ? Int32
      : V extends BigInt64Array
        ? Int64
        : V extends Uint8Array | Uint8ClampedArray
          ? UInt8
          : V extends Uint16Array
            ? UInt16
            : V extends Uint32Array
              ? UInt32
              : V extends BigUint64Array
                ? UInt64
                : V extends Float32Array
                  ? Float32
                  : V extends Float64Array
                    ? Float64
                    : any;
type Mixed<T> = [T] extends [Int64 | Float64 | Null]
  ? [Int64] extends [T]
    ? [Float64] extends [T]
      ? Exclude<T, Int64>
      : T
    : T
  : T;
/** The type of a column made of some values. */
export type ColumnOf<V> =
  IsAny<V> extends true
    ? any
    : V extends Series<infer T>
      ? T
      : V extends readonly (infer I)[]
        ? Mixed<TypeOf<I>>
        : Typed<V>;
type SchemaIn<O> = O extends { readonly schema: infer S } ? S : {};
type HasNulls<T> = Extract<T, Null>;
/** The schema of a frame made of columns; types given in the options win. */
export type SchemaOf<D, O> =
  IsAny<D> extends true
    ? any
    : string extends keyof D
      ? any
      : {
          -readonly [K in keyof D | keyof SchemaIn<O>]: K extends keyof SchemaIn<O>
            ? SchemaIn<O>[K] | (K extends keyof D ? HasNulls<ColumnOf<D[K]>> : never)
            : K extends keyof D
              ? ColumnOf<D[K]>
              : never;
        };
type AllKeys<R> = R extends unknown ? keyof R : never;
type Cell<R, K> = R extends unknown ? (K extends keyof R ? R[K] : undefined) : never;
/** The schema of a frame made of rows. */
export type SchemaOfRows<R, O> =
  IsAny<R> extends true
    ? any
    : string extends keyof R
      ? any
      : {
          -readonly [K in AllKeys<R> | keyof SchemaIn<O>]: K extends keyof SchemaIn<O>
            ? SchemaIn<O>[K] | HasNulls<TypeOf<Cell<R, K>>>
            : Mixed<TypeOf<Cell<R, K>>>;
        };
