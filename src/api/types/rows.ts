import type { FixedSizeList, List, Struct } from "../../arrow/types.ts";
import type { IsAny } from "./kind.ts";

/** A value as JavaScript has it under some options. */
export type Js<T, O> =
  IsAny<T> extends true
    ? unknown
    : T extends { readonly id: infer I; readonly "~js": infer V }
      ? I extends "Int64" | "UInt64"
        ? O extends { readonly int64: "bigint" }
          ? bigint
          : O extends { readonly int64: "string" }
            ? string
            : number
        : I extends "Datetime"
          ? O extends { readonly datetime: "bigint" }
            ? bigint
            : O extends { readonly datetime: "iso" }
              ? string
              : Date
          : I extends "Time" | "Duration"
            ? O extends { readonly datetime: "bigint" }
              ? bigint
              : O extends { readonly datetime: "iso" }
                ? string
                : number
            : T extends List<infer U> | FixedSizeList<infer U>
              ? Js<U, O>[]
              : T extends Struct<infer F>
                ? { [K in keyof F]: Js<F[K], O> }
                : V
      : unknown;
/** A row as an object; of an untyped frame, of any names. */
export type Row<S, O = {}> = IsAny<S> extends true ? Record<string, unknown> : { [K in keyof S]: Js<S[K], O> };
