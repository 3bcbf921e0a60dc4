import type { Datetime, Float64, Null, UInt32 } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { One } from "./frames.ts";
import type { OkCondition } from "./guard.ts";
import type { Beside, Kept, Named } from "./join.ts";
import type { IsAny, NN } from "./kind.ts";
import type { Merge, OutputOf, Outputs } from "./schema.ts";
import type { Un } from "./unary.ts";

type Of<O, K extends string, Default = never> = O extends { readonly [P in K]: infer V } ? V : Default;
type Text<O, K extends string, Default extends string> = Of<O, K, Default> extends infer X extends string ? X : Default;
type LeftOn<O> = Named<Of<O, "on", Of<O, "leftOn">>>;
type RightOn<O> = Named<Of<O, "on", Of<O, "rightOn">>>;
type ByRight<O> = One<Of<O, "by", Of<O, "byRight">>>;
type Merged<O> = Of<O, "coalesce", true> extends false ? never : LeftOn<O> & RightOn<O>;
/** The schema of an as-of join: left columns, then right ones that may be null. */
export type JoinedAsof<S, R, O> =
  IsAny<S> extends true
    ? any
    : IsAny<R> extends true
      ? any
      : Beside<S, Kept<R, ByRight<O> | Merged<O>>, Text<O, "suffix", "_right">, false, true>;

type Option<X> = X extends AnyExpr | readonly unknown[] ? never : X;
/** The options among the predicates of a join. */
export type WhereOf<E extends readonly unknown[]> = [Option<E[number]>] extends [never] ? {} : Option<E[number]>;
/** What predicates see. */
export type Pairs<S, R, O> = Both<S, R, O, "inner">;
/** The schema of a join by predicates. */
export type JoinedWhere<S, R, O> = Both<S, R, O, Text<O, "how", "inner">>;
type Both<S, R, O, H> =
  IsAny<S> extends true
    ? any
    : IsAny<R> extends true
      ? any
      : Beside<
          S,
          R,
          Text<O, "suffix", "_right">,
          H extends "right" | "full" ? true : false,
          H extends "left" | "full" ? true : false
        >;
export type OkPairs<E extends readonly unknown[], P> = {
  [I in keyof E]: E[I] extends AnyExpr ? OkCondition<E[I], P> : E[I];
};

/** An index and what its windows add to a group's keys. */
export type IndexOf<E, S> = IsAny<S> extends true ? any : { [K in keyof OutputOf<E, S>]: NN<OutputOf<E, S>[K]> };
type KeysOf<O, S> = O extends { readonly groupBy: infer G }
  ? G extends readonly unknown[]
    ? Outputs<G, S>
    : Outputs<[G], S>
  : {};
type Bound<T> = T extends { readonly id: "Date32" } ? Datetime<"us", null> : T;
type Bounds<O, T> =
  Of<O, "includeBoundaries", false> extends true
    ? { _lower_boundary: Bound<T[keyof T]>; _upper_boundary: Bound<T[keyof T]> }
    : {};
/** The keys of windows: those of the group, the boundaries where asked for, the index. */
export type WindowKeys<S, E, O> = Merge<KeysOf<O, S>, Merge<Bounds<O, IndexOf<E, S>>, IndexOf<E, S>>>;

/** A frame with rows added: all but its time and keys may be null. */
export type Upsampled<S, T, O> =
  IsAny<S> extends true
    ? any
    : { [K in keyof S]: K extends T ? NN<S[K]> : K extends One<Of<O, "groupBy">> ? S[K] : S[K] | Null };

type Filled<O, T> = Of<O, "fill", "none"> extends "null" ? T | Null : T;
type At<S, K> = K extends keyof S ? S[K] : never;
/** Bars of trades. */
export type Bars<S, O> =
  IsAny<S> extends true
    ? any
    : Merge<
        { [K in keyof S as K extends One<Of<O, "by">> ? K : never]: S[K] },
        Merge<
          { [K in keyof S as K extends Of<O, "time"> ? K : never]: NN<S[K]> },
          Merge<
            { [K in "open" | "high" | "low" | "close"]: NN<At<S, Of<O, "price">>> | Null },
            O extends { readonly volume: infer V }
              ? {
                  volume: Filled<O, Un<"sum", At<S, V>>>;
                  vwap: Float64 | (Of<O, "fill", "none"> extends "none" ? never : Null);
                  count: Filled<O, UInt32>;
                }
              : { count: Filled<O, UInt32> }
          >
        >
      >;
