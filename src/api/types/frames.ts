import type { DType, FixedSizeList, List, Null, Struct } from "../../arrow/types.ts";
import type { DataFrame } from "../data-frame.ts";
import type { LazyFrame } from "../lazy-frame.ts";
import type { ErrOf, IsAny, NN, Nulls } from "./kind.ts";
import type { Names } from "./schema.ts";
import type { Common, InnerOf } from "./supertype.ts";

/** The two kinds of frame over one schema. */
export interface Frames<S> {
  lazy: LazyFrame<S>;
  eager: DataFrame<S>;
}
export type FrameKind = keyof Frames<0>;

export type Renaming<S> =
  IsAny<S> extends true ? Readonly<Record<string, string>> : { readonly [K in keyof S]?: string };
/** Nothing but columns of the schema. */
export type NoOther<M, S> =
  IsAny<S> extends true
    ? unknown
    : string extends keyof M
      ? unknown
      : { readonly [K in Exclude<keyof M, keyof S>]: `"${K & string}" is not a column` };
export type RenamedBy<S, M> =
  IsAny<S> extends true
    ? any
    : string extends keyof M
      ? any
      : { [K in keyof S as K extends keyof M ? (M[K] extends string ? M[K] : K) : K]: S[K] };
export type Casting<S> = IsAny<S> extends true ? Readonly<Record<string, DType>> : { readonly [K in keyof S]?: DType };
export type CastBy<S, T, O> =
  IsAny<S> extends true
    ? any
    : string extends keyof T
      ? any
      : {
          [K in keyof S]: K extends keyof T
            ? T[K] | Nulls<S[K]> | (O extends { readonly strict: false } ? Null : never)
            : S[K];
        };

/** The names of list columns. */
export type ListNames<S> =
  IsAny<S> extends true
    ? string
    : { [K in keyof S]: NN<S[K]> extends List | FixedSizeList ? K : never }[keyof S] & string;
export type Exploded<S, K> =
  IsAny<S> extends true ? any : { [P in keyof S]: P extends K ? InnerOf<NN<S[P]>> | Null : S[P] };
/** The names of struct columns. */
export type StructNames<S> =
  IsAny<S> extends true ? string : { [K in keyof S]: NN<S[K]> extends Struct ? K : never }[keyof S] & string;
type FieldsOf<T> = NN<T> extends Struct<infer F> ? F : never;
type FieldKeys<S, K> = K extends keyof S ? keyof FieldsOf<S[K]> : never;
type FieldAt<S, K, P> = K extends keyof S ? (P extends keyof FieldsOf<S[K]> ? FieldsOf<S[K]>[P] | Null : never) : never;
/** A schema with the fields of the structs `K` in their place. */
export type Unnested<S, K> =
  IsAny<S> extends true
    ? any
    : { [P in Exclude<keyof S, K> | FieldKeys<S, K>]: P extends Exclude<keyof S, K> ? S[P] : FieldAt<S, K, P> };
export type Some<N extends string> = N | readonly N[];
export type One<K> = K extends readonly (infer I)[] ? I : K;

type Last<U> = (U extends unknown ? (f: () => U) => void : never) extends (f: infer I) => void
  ? I extends () => infer L
    ? L
    : never
  : never;
/** The common type of the columns `K`. */
type Super<S, K, A = never> = [K] extends [never]
  ? A
  : Last<K> extends infer L
    ? Super<S, Exclude<K, L>, [A] extends [never] ? S[L & keyof S] : Common<A, S[L & keyof S]>>
    : never;
type IndexOf<O> = O extends { readonly index: infer I } ? One<I> : never;
type OnOf<S, O> = O extends { readonly on: infer I } ? One<I> : Exclude<Names<S>, IndexOf<O>>;
type Text<O, K extends string, Default extends string> = O extends { readonly [P in K]: infer X extends string }
  ? X
  : Default;
type Value<T> = [ErrOf<T>] extends [never] ? T : any;
export type Unpivoted<S, O, Utf8> =
  IsAny<S> extends true
    ? any
    : {
        [K in
          | (IndexOf<O> & string)
          | Text<O, "variableName", "variable">
          | Text<O, "valueName", "value">]: K extends IndexOf<O> & keyof S
          ? S[K]
          : K extends Text<O, "variableName", "variable">
            ? Utf8
            : Value<Super<S, OnOf<S, O>>>;
      };
/** A frame whose nulls in some columns are gone. */
export type NonNull<S, K> =
  IsAny<S> extends true
    ? any
    : [K] extends [never]
      ? { [P in keyof S]: NN<S[P]> }
      : { [P in keyof S]: P extends K ? NN<S[P]> : S[P] };
/** A frame whose nulls are filled with a value, in the columns that take it. */
export type Filled<S, V> = IsAny<S> extends true ? any : { [K in keyof S]: FilledOne<S[K], V> };
type FilledOne<T, V> = V extends number | bigint
  ? NN<T> extends { readonly "~cls": "num" }
    ? FilledBy<T, V>
    : T
  : V extends string
    ? NN<T> extends { readonly id: "Utf8" }
      ? NN<T>
      : T
    : V extends boolean
      ? NN<T> extends { readonly id: "Bool" }
        ? NN<T>
        : T
      : T;
type FilledBy<T, V> = Common<T, import("./node.ts").LitOf<V>> extends infer R ? NN<R> : never;
