import type {
  Bool,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Float32,
  Float64,
  Null,
  UInt32,
  Utf8,
} from "../../arrow/types.ts";
import type { Err, ErrOf, Fin, Id, LitInt, NN, Nulls, Shown } from "./kind.ts";
import type { Common, Look, Moments, Numbers, Spans, Super } from "./supertype.ts";

type NumId = keyof Numbers<0, 0>;
type IntId = "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64" | "LitInt";
type Each<K extends string, T> = { [P in K]: T };
type TextPairs = Each<"Utf8" | "Categorical" | "Enum", Each<"Utf8" | "Categorical" | "Enum", Utf8>>;
type ZoneOf<T> = T extends { readonly zone: infer Z extends string | null } ? Z : null;
type Later<M, D> = Datetime<Spans<M, D>["unit"], ZoneOf<M>>;
type Between<A, B> = Moments<A, B> extends infer M ? (M extends Datetime<infer U> ? Duration<U> : M) : never;

interface Added<A, B> extends TextPairs {
  Date32: { Duration: Date32 };
  Datetime: { Duration: Later<A, B> };
  Duration: { Duration: Spans<A, B>; Date32: Date32; Datetime: Later<B, A> };
}
interface Taken<A, B> {
  Date32: {
    Duration: Date32;
    Date32: Duration<"us">;
    Datetime: B extends Datetime<infer U> ? Duration<U> : never;
    LitDate: Duration<"ms">;
  };
  Datetime: {
    Duration: Later<A, B>;
    Date32: A extends Datetime<infer U> ? Duration<U> : never;
    Datetime: Between<A, B>;
    LitDate: A extends Datetime<infer U> ? Duration<U> : never;
  };
  LitDate: {
    Datetime: B extends Datetime<infer U> ? Duration<U> : never;
    Date32: Duration<"ms">;
    LitDate: Duration<"ms">;
  };
  Duration: { Duration: Spans<A, B> };
  Time: { Time: Duration<"ns"> };
}
interface Multiplied<A, B> extends Each<NumId, { Duration: B }> {
  Duration: Each<NumId, A>;
}
interface Divided<A> {
  Duration: Each<NumId, A> & { Duration: Float64 };
}
interface Special<A, B> {
  add: Added<A, B>;
  sub: Taken<A, B>;
  mul: Multiplied<A, B>;
  div: Divided<A>;
  floorDiv: object;
  mod: object;
}
export type ArithmeticName = keyof Special<0, 0>;

type Refused<O extends string, A, B> = Err<`${Shown<Id<A>>} has no ${O}(${Shown<Id<B>>})`>;
type Wide<T> = T extends Bool ? UInt32 : T extends Decimal<number, infer S> ? Decimal<38, S> : T;
type Float<T> = T extends Float32 | Decimal ? T : Float64;
type Plain<O extends string, A, B> = [Id<A>, Id<B>] extends [NumId | "Bool", NumId | "Bool"]
  ? O extends "div"
    ? Float<Wide<Super<A, B>>>
    : [O, Id<A>, Id<B>] extends [Exclude<O, "add">, "Bool", "Bool"]
      ? Refused<O, A, B>
      : Wide<Super<A, B>>
  : Refused<O, A, B>;
type Pair<O extends ArithmeticName, A, B> = Look<Special<A, B>[O], Id<A>, Id<B>, Plain<O, A, B>>;
type Sided<O extends ArithmeticName, T> = Id<T> extends NumId | "Bool" ? Plain<O, T, T> : Refused<O, T, Null>;
/** Null where an operation makes nulls of its own: of division by zero, of durations out of range. */
type Blank<O, I> = O extends "floorDiv" | "mod"
  ? [Extract<I, "Float32" | "Float64" | "LitFloat" | "Decimal">] extends [never]
    ? Null
    : never
  : O extends "mul" | "div"
    ? [Extract<I, "Duration">] extends [never]
      ? never
      : Null
    : never;

/** Null where UInt64 beside a literal below zero becomes Int64, which not all of it fits. */
type Beyond<A, B> = "UInt64" extends Id<A> | Id<B> ? (true extends Negative<A> | Negative<B> ? Null : never) : never;

/** The type of an arithmetic operation, or what is wrong with it. */
export type Arith<O extends ArithmeticName, A, B> = [ErrOf<A | B>] extends [never]
  ?
      | ([NN<A>] extends [never]
          ? [NN<B>] extends [never]
            ? Null
            : Sided<O, NN<B>>
          : [NN<B>] extends [never]
            ? Sided<O, NN<A>>
            : Pair<O, NN<A>, NN<B>>)
      | Nulls<A | B>
      | Blank<O, Id<A> | Id<B>>
      | Beyond<A, B>
  : ErrOf<A | B>;

type Negative<T> = T extends LitInt<infer V> ? (`${V & (number | bigint)}` extends `-${string}` ? true : false) : false;
type Powered<A, B> = [Id<A>, Id<B>] extends [Exclude<NumId, "Decimal">, Exclude<NumId, "Decimal">]
  ? [Id<A>, Id<B>] extends [IntId, IntId]
    ? Negative<B> extends true
      ? Err<"integers have no negative power; cast them to Float64 first">
      : A
    : Id<A> extends IntId
      ? Fin<B>
      : Fin<A>
  : Refused<"pow", A, B>;
export type Pow<A, B> = [ErrOf<A | B>] extends [never] ? Powered<NN<A>, NN<B>> | Nulls<A | B> : ErrOf<A | B>;

type Nested = "List" | "FixedSizeList" | "Struct";
type Unlike<O extends string, A, B> = Err<`${Shown<Id<A>>} has no ${O}(${Shown<Id<B>>})`>;
/** A comparison: Bool where the two have a common type (and an order, where it needs one). */
export type Compare<O extends string, A, B> = [ErrOf<A | B>] extends [never]
  ? [ErrOf<Common<A, B>>] extends [never]
    ? O extends "lt" | "le" | "gt" | "ge"
      ? Id<A> extends Nested
        ? Err<`${Id<A>} has no order`>
        : Bool | Nulls<A | B>
      : Bool | (O extends "eqMissing" | "neMissing" ? never : O extends "isIn" ? Nulls<A> : Nulls<A | B>)
    : Unlike<O, A, B>
  : ErrOf<A | B>;
export type Logic<O extends string, A, B> = [ErrOf<A | B>] extends [never]
  ? [Id<A> | Id<B>] extends ["Bool" | "Null"]
    ? Bool | Nulls<A | B>
    : Unlike<O, A, B>
  : ErrOf<A | B>;
