import type { Bool, Datetime, Float64, Int64, Null, Utf8 } from "../../arrow/types.ts";

/** The type of a list of values of JavaScript: whole numbers are Int64, any fraction makes all of them Float64. */
export type Standing<V> = [Extract<V, number>] extends [never]
  ? Plain<V>
  : number extends V
    ? any
    : ([`${Extract<V, number>}`] extends [`${bigint}`] ? Int64 : Float64) | Plain<Exclude<V, number>>;
type Plain<V> = V extends string
  ? Utf8
  : V extends boolean
    ? Bool
    : V extends bigint
      ? Int64
      : V extends Date
        ? Datetime<"ms", null>
        : V extends null
          ? Null
          : V extends number
            ? never
            : any;
