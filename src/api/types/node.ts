import type {
  Binary,
  Bool,
  DType,
  FixedSizeList,
  Float32,
  Float64,
  List,
  Null,
  Struct,
  Utf8,
} from "../../arrow/types.ts";
import type { Arith, ArithmeticName, Compare, Logic, Pow } from "./arithmetic.ts";
import type { Err, ErrOf, Fin, Id, IsAny, Kind, ListOf, LitDate, LitFloat, LitInt, NN, Nulls } from "./kind.ts";
import type { Common, InnerOf } from "./supertype.ts";
import type { Opt, OptionedName, Un, UnaryName } from "./unary.ts";

// Expressions as types: what frames resolve against their schema. A data type is a node that is resolved already.
export interface Node {
  readonly k?: string;
}
/** A column. */
export interface Col<K> {
  readonly k: "col";
  readonly n: K;
}
/** The column that a pick is at. */
export interface Cur {
  readonly k: "cur";
}
export interface Un1<F, X> {
  readonly k: "un";
  readonly f: F;
  readonly x: X;
}
export interface Bin<F, X, Y> {
  readonly k: "bin";
  readonly f: F;
  readonly x: X;
  readonly y: Y;
}
export interface Opt1<F, X, P> {
  readonly k: "opt";
  readonly f: F;
  readonly x: X;
  readonly p: P;
}
export interface CastTo<T, X> {
  readonly k: "cast";
  readonly t: T;
  readonly x: X;
}
/** A value that takes part in any expression. */
export interface Value<X> {
  readonly k: "value";
  readonly x: X;
}
/** X, provided that Y resolves. */
export interface Need<X, Y> {
  readonly k: "need";
  readonly x: X;
  readonly y: Y;
}
/** X, null also where Y is. */
export interface And<X, Y> {
  readonly k: "and";
  readonly x: X;
  readonly y: Y;
}
/** X, which may be null. */
export interface Maybe<X> {
  readonly k: "maybe";
  readonly x: X;
}
/** X and Y in a list. */
export interface Items<X> {
  readonly k: "items";
  readonly x: X;
}
/** An expression `B` of the items of the lists `X`, at which a pick is; "one" gives one value a list. "rows": of the values `X`. */
export interface Evaluation<As, X, B> {
  readonly k: "eval";
  readonly as: As;
  readonly x: X;
  readonly b: B;
}
/** A field of the struct that an expression is made in. */
export interface FieldOf<K> {
  readonly k: "field";
  readonly n: K;
}
/** The struct `X` with other fields, or with them only. */
export interface Fielded<How, X, F> {
  readonly k: "fielded";
  readonly how: How;
  readonly x: X;
  readonly f: F;
}
export interface Fields<F> {
  readonly k: "struct";
  readonly f: F;
}
/** A fold of several nodes by a function of two. */
export interface Many<F, X extends readonly unknown[]> {
  readonly k: "many";
  readonly f: F;
  readonly x: X;
}

type ColOf<K, S> = K extends keyof S
  ? S[K]
  : unknown extends S
    ? Err<`col("${K & string}") has no type here; take the column of the callback`>
    : Err<`"${K & string}" is not a column`, keyof S>;
type MaybeR<X> = [ErrOf<X>] extends [never] ? X | Null : ErrOf<X>;
type CastR<T, X> = [ErrOf<X>] extends [never] ? T | Nulls<X> : ErrOf<X>;
type NeedR<X, Y> = [ErrOf<Y>] extends [never] ? X : ErrOf<Y>;
type AndR<X, Y> = [ErrOf<X | Y>] extends [never] ? X | Nulls<Y> : ErrOf<X | Y>;
type ItemOf<X> = [NN<X>] extends [never]
  ? X
  : NN<X> extends List | { readonly id: "FixedSizeList" }
    ? InnerOf<NN<X>>
    : Fin<X>;

interface Binary2<A, B> {
  sup: Common<A, B>;
  /** The common type, null where both are. */
  either: [ErrOf<A | B>] extends [never] ? Either<Common<A, B>, A, B> : ErrOf<A | B>;
  and: Logic<"and", A, B>;
  or: Logic<"or", A, B>;
  xor: Logic<"xor", A, B>;
  pow: Pow<A, B>;
  items: Common<A, B>;
  pair: [ErrOf<A | B>] extends [never] ? (Id<A | B> extends "Float32" ? Float32 : Float64) | Null : ErrOf<A | B>;
}
type Either<T, A, B> = [Nulls<A>] extends [never] ? NN<T> : [Nulls<B>] extends [never] ? NN<T> : T;
type Bin2<F, A, B> = F extends ArithmeticName
  ? Arith<F, A, B>
  : F extends keyof Binary2<A, B>
    ? Binary2<A, B>[F]
    : Compare<F & string, A, B>;

type Fold<F, X extends readonly unknown[], S, C> = X extends readonly [infer A, ...infer R]
  ? R extends readonly []
    ? Resolve<A, S, C>
    : X extends readonly [infer P, infer Q, ...infer Z]
      ? Fold<F, readonly [Bin2<F, Resolve<P, S, C>, Resolve<Q, S, C>>, ...Z], S, C>
      : never
  : X extends readonly (infer A)[]
    ? Resolve<A, S, C>
    : never;
/** Sums and means across columns. */
type Across<F, T> =
  IsAny<T> extends true
    ? T
    : [ErrOf<T>] extends [never]
      ? NN<T> extends Bool
        ? Float64 | (F extends "mean" ? Nulls<T> : never)
        : NN<T> extends { readonly "~cls": "num" }
          ? F extends "mean"
            ? NN<T> extends Float32
              ? T
              : Float64 | Nulls<T>
            : NN<T>
          : Err<"numbers are needed across columns">
      : ErrOf<T>;
type Multi<F, X extends readonly unknown[], S, C> = F extends "sum" | "mean"
  ? Across<F, Fold<"either", X, S, C>>
  : F extends "array"
    ? ArrayR<Fold<"items", { [I in keyof X]: Items<X[I]> }, S, C>>
    : F extends "list"
      ? ListR<Fold<"items", { [I in keyof X]: Items<X[I]> }, S, C>>
      : F extends "text"
        ? And2<Utf8, ResolveAny<X, S, C>>
        : F extends "textIgnoringNulls"
          ? Only<Utf8, ResolveAny<X, S, C>>
          : Fold<F, X, S, C>;
type ResolveAny<X extends readonly unknown[], S, C> = { [I in keyof X]: Resolve<X[I], S, C> }[number];
type ArrayR<T> = [ErrOf<T>] extends [never] ? (T extends DType ? FixedSizeList<T> : never) : ErrOf<T>;
type ListR<T> = [ErrOf<T>] extends [never] ? ListOf<T> : ErrOf<T>;
type And2<R, T> = [ErrOf<T>] extends [never] ? R | Nulls<T> : ErrOf<T>;
type Only<R, T> = [ErrOf<T>] extends [never] ? R : ErrOf<T>;

/** The type of an expression over a schema; `C` is the column that a pick is at. */
export type Resolve<N, S, C = never> =
  IsAny<N> extends true
    ? any
    : N extends Kind
      ? N
      : N extends Col<infer K>
        ? string extends K
          ? any
          : IsAny<S> extends true
            ? any
            : ColOf<K, S>
        : N extends Bin<infer F, infer X, infer Y>
          ? Bin2<F, Resolve<X, S, C>, Resolve<Y, S, C>>
          : N extends Un1<infer F extends UnaryName, infer X>
            ? Un<F, Resolve<X, S, C>>
            : N extends CastTo<infer T, infer X>
              ? CastR<T, Resolve<X, S, C>>
              : N extends Value<infer X>
                ? X
                : N extends Cur
                  ? C
                  : N extends Need<infer X, infer Y>
                    ? NeedR<Resolve<X, S, C>, Resolve<Y, S, C>>
                    : N extends And<infer X, infer Y>
                      ? AndR<Resolve<X, S, C>, Resolve<Y, S, C>>
                      : N extends Opt1<infer F extends OptionedName, infer X, infer P>
                        ? Opt<F, Resolve<X, S, C>, P>
                        : N extends Many<infer F, infer X>
                          ? Multi<F, X, S, C>
                          : N extends Fields<infer F>
                            ? StructR<{ [K in keyof F]: Fin<Resolve<F[K], S, C>> }>
                            : N extends Maybe<infer X>
                              ? MaybeR<Resolve<X, S, C>>
                              : N extends Items<infer X>
                                ? ItemOf<Resolve<X, S, C>>
                                : N extends Evaluation<infer As, infer X, infer B>
                                  ? As extends "rows"
                                    ? MaybeR<Resolve<B, S, Resolve<X, S, C>>>
                                    : EvalR<As, Resolve<X, S, C>, B>
                                  : N extends FieldOf<infer K>
                                    ? FieldR<K, S>
                                    : N extends Fielded<infer How, infer X, infer F>
                                      ? FieldedR<How, Resolve<X, S, C>, F, S, C>
                                      : never;
/** The schema where items are: no columns. */
type Inside = { readonly "~items": never };
type EvalR<As, X, B> =
  IsAny<X> extends true
    ? any
    : [ErrOf<X>] extends [never]
      ? NN<X> extends List | { readonly id: "FixedSizeList" }
        ? EvalOf<As, X, Fin<Resolve<B, Inside, InnerOf<NN<X>> | Null>>>
        : Err<"lists are needed">
      : ErrOf<X>;
type EvalOf<As, X, R> =
  IsAny<R> extends true
    ? any
    : [ErrOf<R>] extends [never]
      ?
          | (As extends "one" ? R : As extends "array" ? (R extends DType ? FixedSizeList<R> : never) : ListOf<R>)
          | Nulls<X>
      : ErrOf<R>;
type FieldR<K, S> =
  IsAny<S> extends true
    ? any
    : S extends { readonly "~fields": infer F }
      ? IsAny<F> extends true
        ? any
        : K extends keyof F
          ? F[K] | Null
          : Err<`the struct has no field "${K & string}"`>
      : Err<`field("${K & string}") stands inside of struct.withFields() and struct.eval()`>;
type FieldedR<How, X, F, S, C> =
  IsAny<X> extends true
    ? any
    : [ErrOf<X>] extends [never]
      ? NN<X> extends Struct<infer O>
        ? StructR<WithNew<How, O, { [K in keyof F]: Fin<Resolve<F[K], S & { readonly "~fields": O }, C>> }>> | Nulls<X>
        : Err<"structs are needed">
      : ErrOf<X>;
type WithNew<How, O, F> = How extends "only"
  ? F
  : { [K in keyof O | keyof F]: K extends keyof F ? F[K] : K extends keyof O ? O[K] : never };
type StructR<F> = [ErrOf<F[keyof F]>] extends [never] ? Struct<F> : ErrOf<F[keyof F]>;

/** The node of a JavaScript value. */
export type LitOf<V> =
  IsAny<V> extends true
    ? any
    : V extends number
      ? number extends V
        ? LitInt | LitFloat
        : `${V}` extends `${bigint}` | `${bigint}e+${string}`
          ? LitInt<V>
          : LitFloat
      : V extends bigint
        ? LitInt<V>
        : V extends string
          ? Utf8
          : V extends boolean
            ? Bool
            : V extends Date
              ? LitDate
              : V extends null
                ? Null
                : V extends Uint8Array
                  ? Binary
                  : V extends readonly (infer I)[]
                    ? ListOf<Fin<LitOf<I>>>
                    : Err<"not a value">;
