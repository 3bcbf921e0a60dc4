import type { Bool, Null } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { Err, ErrOf, Id, IsAny, Shown } from "./kind.ts";
import type { Cols } from "./made.ts";
import type { AggregateOf, NameOrText, OutputOf } from "./schema.ts";

/** A union as text; made only for an error that is about to be printed, and only up to 16 names. */
type Last<U> = (U extends unknown ? (f: () => U) => void : never) extends (f: infer I) => void
  ? I extends () => infer L
    ? L
    : never
  : never;
type Join<U, A extends string = "", N extends 0[] = []> = [U] extends [never]
  ? `; columns: ${A}`
  : N["length"] extends 16
    ? ""
    : Join<Exclude<U, Last<U>>, A extends "" ? Last<U> & string : `${Last<U> & string}, ${A}`, [...N, 0]>;
/** The text of an error, in place of the argument's type. */
export type Message<X> =
  IsAny<X> extends true
    ? any
    : X extends Err<infer M, infer H>
      ? [H] extends [never]
        ? M
        : `${M & string}${Join<H>}`
      : never;

type Values<T> = IsAny<T> extends true ? never : T[keyof T];
type ErrIn<E, S> = IsAny<E> extends true ? never : ErrOf<Values<OutputOf<E, S>>>;
type AggErrIn<E, S, Keys> = IsAny<E> extends true ? never : ErrOf<Values<AggregateOf<E, S, Keys>>>;
// Written out in each guard: behind one more alias the compiler no longer sees the parameter of a callback.
/** The argument's own type where it resolves, else what is wrong with it. */
export type Ok<E, S> =
  IsAny<S> extends true
    ? E
    : [ErrIn<E, S>] extends [never]
      ? E
      : E extends (columns: never) => unknown
        ? (columns: Cols<S>) => Message<ErrIn<E, S>>
        : Message<ErrIn<E, S>>;
export type OkAll<E extends readonly unknown[], S> = { [I in keyof E]: Ok<E[I], S> };
type OkAggregate<E, S, Keys> =
  IsAny<S> extends true
    ? E
    : [AggErrIn<E, S, Keys>] extends [never]
      ? E
      : E extends (columns: never) => unknown
        ? (columns: Cols<S>) => Message<AggErrIn<E, S, Keys>>
        : Message<AggErrIn<E, S, Keys>>;
export type OkAggregates<E extends readonly unknown[], S, Keys> = { [I in keyof E]: OkAggregate<E[I], S, Keys> };

type NotBool<T> = IsAny<T> extends true ? never : T extends Bool | Null ? never : T;
type Wanted<T> = `filter needs a Bool expression, got ${Shown<Id<T>>}`;
export type OkCondition<E, S> =
  IsAny<S> extends true
    ? E
    : E extends SqlCondition
      ? E
      : [ErrIn<E, S>] extends [never]
        ? [NotBool<Values<OutputOf<E, S>>>] extends [never]
          ? E
          : E extends (columns: never) => unknown
            ? (columns: Cols<S>) => Wanted<NotBool<Values<OutputOf<E, S>>>>
            : Wanted<NotBool<Values<OutputOf<E, S>>>>
        : Ok<E, S>;
export type OkConditions<E extends readonly unknown[], S> = { [I in keyof E]: OkCondition<E[I], S> };
/** A text with a space in it is SQL. */
type SqlCondition = `${string} ${string}`;
/** What is a condition: a name, an expression, a function of the columns, or SQL. */
export type Condition<S> = SqlCondition | NameOrText<S> | boolean | AnyExpr | ((columns: Cols<S>) => AnyExpr);
