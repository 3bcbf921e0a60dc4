import type { Column } from "../../arrow/column.ts";
import type { Null, UInt32 } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { Err, ErrOf, Fin, IsAny, ListOf } from "./kind.ts";
import type { Cols, NodeOf } from "./made.ts";
import type { NameFor, Picked, Unknown } from "./names.ts";
import type { Col, LitOf, Resolve } from "./node.ts";
import type { Un, UnaryName } from "./unary.ts";

/** The names of a schema's columns. */
export type Names<S> = IsAny<S> extends true ? string : keyof S & string;
/** A name that completes; any other text is refused by a message of ours. */
export type NameOrText<S> = Names<S> | (string & {});
/** What makes columns: names, expressions, values, lists of them, or a function of the columns. */
export type Given<S> =
  | NameOrText<S>
  | AnyExpr
  | number
  | bigint
  | boolean
  | Date
  | null
  | Uint8Array
  | readonly (NameOrText<S> | AnyExpr)[]
  | SeriesValue
  | ((columns: Cols<S>) => Made);
/** A Series: values that are here already, under its name. */
export interface SeriesValue {
  readonly name: string;
  readonly column: Column;
}
type Made = AnyExpr | readonly AnyExpr[] | { readonly [name: string]: AnyExpr | number | string | boolean | null };

/** Whether expressions make columns or one value a group. */
export type Mode = "rows" | "groups";
type Grouped<M, Shape, T> = M extends "groups"
  ? [Shape] extends ["scalar"]
    ? T
    : IsAny<T> extends true
      ? T
      : [ErrOf<T>] extends [never]
        ? ListOf<T>
        : T
  : T;
type At<K, S> = K extends keyof S ? S[K] : never;
type Single<N, S, M, Shape, C = never> = Grouped<M, Shape, Fin<Resolve<N, S, C>>>;
type OfNode<N, Name, Shape, S, M> =
  IsAny<Name> extends true
    ? any
    : Name extends Unknown
      ? any
      : [Name] extends [string]
        ? string extends Name
          ? any
          : { [K in Name]: Single<N, S, M, Shape, K extends keyof S ? S[K] : never> }
        : IsAny<S> extends true
          ? any
          : Picks<N, Name, Shape, S, M>;
type Picks<N, Name, Shape, S, M> = [Exclude<Picked<Name, S>, keyof S>] extends [never]
  ? { [K in Picked<Name, S> as NameFor<Name, K> & string]: Single<N, S, M, Shape, At<K, S>> }
  : { [K in Exclude<Picked<Name, S>, keyof S> & string]: Err<`"${K}" is not a column`, keyof S> };
type OfRecord<R, S, M> = {
  -readonly [K in keyof R]: R[K] extends AnyExpr<infer N, unknown, infer H>
    ? Single<N, S, M, H>
    : R[K] extends string
      ? Single<LitOf<R[K]>, S, M, "scalar">
      : Single<NodeOf<R[K]>, S, M, "scalar">;
};
/** The columns of one argument. */
export type OutputOf<E, S, M = "rows"> = E extends SeriesValue
  ? any
  : E extends string
    ? string extends E
      ? any
      : { [K in E]: Grouped<M, "rows", Resolve<Col<K>, S>> }
    : E extends AnyExpr<infer N, infer Name, infer H>
      ? OfNode<N, Name, H, S, M>
      : E extends readonly (infer I)[]
        ? Flat<OutputOf<I, S, M>>
        : E extends (columns: never) => infer R
          ? R extends AnyExpr | readonly unknown[]
            ? OutputOf<R, S, M>
            : OfRecord<R, S, M>
          : { literal: Fin<LitOf<E>> };

type Keys<U> = U extends unknown ? keyof U : never;
/** One schema of several. */
export type Flat<U> =
  IsAny<U> extends true ? any : { [K in Keys<U>]: U extends { readonly [P in K]: infer T } ? T : never };
/** The columns of all arguments. */
export type Outputs<E extends readonly unknown[], S, M = "rows"> = [E[number]] extends [never]
  ? {}
  : Flat<OutputOf<E[number], S, M>>;
/** The columns of all aggregates: what picks by class or all leaves the keys out. */
export type AggregatesOf<E extends readonly unknown[], S, Keys> = [E[number]] extends [never]
  ? {}
  : Flat<AggregateOf<E[number], S, Keys>>;
export type AggregateOf<E, S, Keys> =
  E extends AnyExpr<unknown, infer Name>
    ? IsAny<Name> extends true
      ? any
      : Name extends string
        ? OutputOf<E, S, "groups">
        : OutputOf<E, Without<S, keyof Keys>, "groups">
    : OutputOf<E, S, "groups">;
/** A schema with columns replaced or added. */
export type Merge<S, N> =
  IsAny<S> extends true
    ? any
    : IsAny<N> extends true
      ? any
      : { [K in keyof S | keyof N]: K extends keyof N ? N[K] : K extends keyof S ? S[K] : never };
export type Without<S, K> = IsAny<S> extends true ? any : { [P in keyof S as P extends K ? never : P]: S[P] };
/** One function over every column. */
export type Every<S, F extends UnaryName, Keys = {}> =
  IsAny<S> extends true
    ? any
    : { [K in keyof S | keyof Keys]: K extends keyof Keys ? Keys[K] : K extends keyof S ? Un<F, S[K]> : never };
/** One function over every column, null where a column's type has none. */
export type EveryOrNull<S, F extends UnaryName> =
  IsAny<S> extends true
    ? any
    : {
        [K in keyof S]: Un<F, S[K]> extends infer R
          ? [ErrOf<R>] extends [never]
            ? R
            : Exclude<S[K], Null> | Null
          : never;
      };
export type Counted<S> = IsAny<S> extends true ? any : { [K in keyof S]: UInt32 };
