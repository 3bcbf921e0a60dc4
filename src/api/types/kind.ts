import type { Datetime, DType, Float64, Int32, Int64, List, Null } from "../../arrow/types.ts";
import type { AtMost, Least, Most } from "./digits.ts";

/** What a resolved expression is: a data type, a literal that takes the type of what it meets, or an error. */
export interface Kind {
  readonly id: string;
  readonly "~cls": string;
}

/** A bare whole number. */
export interface LitInt<V = number | bigint> extends Kind {
  readonly id: "LitInt";
  readonly "~cls": "num";
  readonly value: V;
}
/** A bare number with a fraction. */
export interface LitFloat extends Kind {
  readonly id: "LitFloat";
  readonly "~cls": "num";
}
/** A bare Date, which takes the unit and zone of what it meets. */
export interface LitDate extends Kind {
  readonly id: "LitDate";
  readonly "~cls": "temporal";
}
/** What is wrong with an expression, as text; flows through what is built on it. `Has` are the columns there are. */
export interface Err<Message, Has = never> extends Kind {
  readonly id: "Err";
  readonly "~cls": "err";
  readonly message: Message;
  readonly has: Has;
}

export type IsAny<T> = 0 extends 1 & T ? true : false;
/** The type without nulls. */
export type NN<T> = Exclude<T, Null>;
/** Null where the type has nulls. */
export type Nulls<T> = Extract<T, Null>;
export type ErrOf<T> = Extract<T, { readonly "~cls": "err" }>;
/** The id of what is not null, "Null" of nothing else. */
export type Id<T> = [NN<T>] extends [never] ? "Null" : NN<T> extends { readonly id: infer I } ? I : never;
/** How messages name a type. */
export type Shown<I> = I extends "LitInt" | "LitFloat" ? "number" : I extends "LitDate" ? "Date" : I & string;

/** The type of a whole number alone: Int32 where it fits, else Int64. */
type Whole<V extends string> = V extends `${string}e+${string}`
  ? Float64
  : string extends V
    ? Int32
    : `${bigint}` extends V
      ? Int32
      : (V extends `-${infer P}` ? AtMost<P, Least["Int32"]> : AtMost<V, Most["Int32"]>) extends true
        ? Int32
        : Int64;

/** The type of a column made of it. */
export type Fin<T> =
  T extends LitInt<infer V>
    ? Whole<`${V & (number | bigint)}`>
    : T extends LitFloat
      ? Float64
      : T extends LitDate
        ? Datetime<"ms", null>
        : T;
/** A list of what is a data type; no intersection is left in it. */
export type ListOf<T> = [T] extends [DType] ? List<T> : never;
