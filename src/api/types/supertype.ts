import type {
  Bool,
  Categorical,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  FixedSizeList,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Struct,
  TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import type { AtMost, Least, Most } from "./digits.ts";
import type { Err, ErrOf, Fin, Id, ListOf, LitFloat, LitInt, NN, Nulls, Shown } from "./kind.ts";

// Tables in place of chains of conditions: one look-up costs the same whatever the types.
interface Line<A, B, C, D, E, F, G, H, I, J, L, M, N> {
  Int8: A;
  Int16: B;
  Int32: C;
  Int64: D;
  UInt8: E;
  UInt16: F;
  UInt32: G;
  UInt64: H;
  Float32: I;
  Float64: J;
  LitInt: L;
  LitFloat: M;
  Decimal: N;
}
type F4 = Float64;
type F3 = Float32;
/** Common types of numbers. */
export interface Numbers<A, B> {
  Int8: Line<Int8, Int16, Int32, Int64, Int16, Int32, Int64, F4, F3, F4, Adopt<B, A>, F4, Exact<B>>;
  Int16: Line<Int16, Int16, Int32, Int64, Int16, Int32, Int64, F4, F3, F4, Adopt<B, A>, F4, Exact<B>>;
  Int32: Line<Int32, Int32, Int32, Int64, Int32, Int32, Int64, F4, F4, F4, Adopt<B, A>, F4, Exact<B>>;
  Int64: Line<Int64, Int64, Int64, Int64, Int64, Int64, Int64, F4, F4, F4, Int64, F4, Exact<B>>;
  UInt8: Line<Int16, Int16, Int32, Int64, UInt8, UInt16, UInt32, UInt64, F3, F4, Adopt<B, A>, F4, Exact<B>>;
  UInt16: Line<Int32, Int32, Int32, Int64, UInt16, UInt16, UInt32, UInt64, F3, F4, Adopt<B, A>, F4, Exact<B>>;
  UInt32: Line<Int64, Int64, Int64, Int64, UInt32, UInt32, UInt32, UInt64, F4, F4, Adopt<B, A>, F4, Exact<B>>;
  UInt64: Line<F4, F4, F4, F4, UInt64, UInt64, UInt64, UInt64, F4, F4, Adopt<B, A>, F4, Exact<B>>;
  Float32: Line<F3, F3, F4, F4, F3, F3, F4, F4, F3, F4, F3, F3, F4>;
  Float64: Line<F4, F4, F4, F4, F4, F4, F4, F4, F4, F4, F4, F4, F4>;
  LitInt: Line<
    Adopt<A, B>,
    Adopt<A, B>,
    Adopt<A, B>,
    Int64,
    Adopt<A, B>,
    Adopt<A, B>,
    Adopt<A, B>,
    Adopt<A, B>,
    F3,
    F4,
    A | B,
    LitFloat,
    Exact<B>
  >;
  LitFloat: Line<F4, F4, F4, F4, F4, F4, F4, F4, F3, F4, LitFloat, LitFloat, F4>;
  Decimal: Line<
    Exact<A>,
    Exact<A>,
    Exact<A>,
    Exact<A>,
    Exact<A>,
    Exact<A>,
    Exact<A>,
    Exact<A>,
    F4,
    F4,
    Exact<A>,
    F4,
    Decimals<A, B>
  >;
}
type Exact<T> = T extends Decimal<number, infer S> ? Decimal<38, S> : never;
type Decimals<A, B> =
  A extends Decimal<number, infer S>
    ? B extends Decimal<number, infer Z>
      ? Decimal<38, S extends Z ? S : S | Z>
      : never
    : never;

/** The type that a bare whole number takes beside a column: the narrowest, no narrower than the column's, that holds both. */
type Adopt<L, T> = L extends LitInt<infer V> ? Room<`${V & (number | bigint)}`, T> : T;
type Room<V extends string, T> =
  Fits<V, Id<T>> extends true
    ? T
    : V extends `-${string}`
      ? Id<T> extends Unsigned
        ? Room<V, Signed[Id<T>]>
        : Room<V, Wider[Id<T> & keyof Wider]>
      : Room<V, Wider[Id<T> & keyof Wider]>;
interface Signed {
  UInt8: Int16;
  UInt16: Int32;
  UInt32: Int64;
  UInt64: Int64;
}
interface Wider {
  Int8: Int16;
  Int16: Int32;
  Int32: Int64;
  UInt8: UInt16;
  UInt16: UInt32;
  UInt32: UInt64;
}
type Unsigned = keyof Signed;
type Fits<V extends string, I> = string extends V
  ? true
  : `${bigint}` extends V
    ? true
    : V extends `-${infer P}`
      ? I extends keyof Least
        ? AtMost<P, Least[I]>
        : false
      : I extends keyof Most
        ? AtMost<V, Most[I]>
        : true;

/** The coarser of two units. */
interface Coarser {
  ms: { ms: "ms"; us: "ms"; ns: "ms" };
  us: { ms: "ms"; us: "us"; ns: "us" };
  ns: { ms: "ms"; us: "us"; ns: "ns" };
}
type UnitOf<T> = T extends { readonly unit: infer U extends TimeUnit } ? U : "us";
export type Unit2<A, B> = Coarser[UnitOf<A>][UnitOf<B>];
type ZoneOf<T> = T extends { readonly zone: infer Z } ? Z : null;
export type Moments<A, B> = [ZoneOf<A>, ZoneOf<B>] extends [ZoneOf<B>, ZoneOf<A>]
  ? Datetime<Unit2<A, B>, ZoneOf<A> & (string | null)>
  : Err<"Datetimes of different zones have no common type">;
export type Spans<A, B> = Duration<Unit2<A, B>>;

type With<T, A> = T & { Bool: A };
interface Texts {
  Utf8: Utf8;
  Categorical: Utf8;
  Enum: Utf8;
}
interface Days<B> {
  Date32: Date32;
  Datetime: B;
  LitDate: Datetime<"ms", null>;
}
interface Listed<A, B> {
  List: Lists<A, B>;
  FixedSizeList: Lists<A, B>;
}
export type InnerOf<T> = T extends List<infer U> ? U : T extends FixedSizeList<infer U> ? U : never;
type Lists<A, B> =
  Common<InnerOf<A>, InnerOf<B>> extends infer T ? ([ErrOf<T>] extends [never] ? ListOf<T> : ErrOf<T>) : never;
type Fields<T> = T extends Struct<infer F> ? F : never;
type Structs<A, B> = [keyof Fields<A>, keyof Fields<B>] extends [keyof Fields<B>, keyof Fields<A>]
  ? Struct<{ [K in keyof Fields<A>]: Common<Fields<A>[K], Fields<B>[K & keyof Fields<B>]> }>
  : Err<"structs of different fields have no common type">;
/** Common types of all, by the ids of both. */
interface Supers<A, B> {
  Int8: With<Numbers<A, B>["Int8"], A>;
  Int16: With<Numbers<A, B>["Int16"], A>;
  Int32: With<Numbers<A, B>["Int32"], A>;
  Int64: With<Numbers<A, B>["Int64"], A>;
  UInt8: With<Numbers<A, B>["UInt8"], A>;
  UInt16: With<Numbers<A, B>["UInt16"], A>;
  UInt32: With<Numbers<A, B>["UInt32"], A>;
  UInt64: With<Numbers<A, B>["UInt64"], A>;
  Float32: With<Numbers<A, B>["Float32"], A>;
  Float64: With<Numbers<A, B>["Float64"], A>;
  Decimal: With<Numbers<A, B>["Decimal"], A>;
  LitInt: With<Numbers<A, B>["LitInt"], Fin<A>>;
  LitFloat: With<Numbers<A, B>["LitFloat"], Float64>;
  Bool: {
    Bool: Bool;
    Int8: B;
    Int16: B;
    Int32: B;
    Int64: B;
    UInt8: B;
    UInt16: B;
    UInt32: B;
    UInt64: B;
    Float32: B;
    Float64: B;
    Decimal: B;
    LitInt: Fin<B>;
    LitFloat: Float64;
  };
  Utf8: Texts;
  Categorical: { Utf8: Utf8; Categorical: Categorical; Enum: Utf8 };
  Enum: { Utf8: Utf8; Categorical: Utf8; Enum: Enums<A, B> };
  Binary: { Binary: A };
  Date32: Days<B>;
  Datetime: { Date32: A; Datetime: Moments<A, B>; LitDate: A };
  LitDate: { Date32: Datetime<"ms", null>; Datetime: B; LitDate: A };
  Duration: { Duration: Spans<A, B> };
  Time: { Time: A };
  List: Listed<A, B>;
  FixedSizeList: Listed<A, B>;
  Struct: { Struct: Structs<A, B> };
}
type Enums<A, B> =
  A extends Enum<infer C> ? (B extends Enum<infer D> ? ([C, D] extends [D, C] ? A : Utf8) : never) : never;

export type Look<T, A, B, Otherwise> = A extends keyof T ? (B extends keyof T[A] ? T[A][B] : Otherwise) : Otherwise;
type Unlike<A, B> = Err<`${Shown<A>} and ${Shown<B>} have no common type`>;
/** The type that holds the values of both, without regard to nulls. */
export type Super<A, B> = [A] extends [B]
  ? [B] extends [A]
    ? A
    : Look<Supers<A, B>, Id<A>, Id<B>, Unlike<Id<A>, Id<B>>>
  : Look<Supers<A, B>, Id<A>, Id<B>, Unlike<Id<A>, Id<B>>>;
/** The type that holds the values of both, nulls too; an error where there is none. */
export type Common<A, B> = [ErrOf<A | B>] extends [never]
  ? [NN<A>] extends [never]
    ? A | B
    : [NN<B>] extends [never]
      ? A | B
      : Super<NN<A>, NN<B>> | Nulls<A | B>
  : ErrOf<A | B>;
