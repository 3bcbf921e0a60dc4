import type { Bool, Null } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { Err, ErrOf, Id, IsAny, Shown } from "./kind.ts";
import type { Cols } from "./made.ts";
import type { AggregateOf, NameOrText, OutputOf, SeriesValue } from "./schema.ts";

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
  X extends Err<infer M, infer H> ? ([H] extends [never] ? M & string : `${M & string}${Join<H>}`) : never;

type Values<T> = IsAny<T> extends true ? never : T[keyof T];
type Errors<T> = IsAny<T> extends true ? never : ErrOf<T>;
type ErrIn<E, S> = IsAny<E> extends true ? never : Errors<Values<OutputOf<E, S>>>;
type AggErrIn<E, S, Keys> = IsAny<E> extends true ? never : Errors<Values<AggregateOf<E, S, Keys>>>;
// In each guard: `string extends E` ends early where the compiler looks at all that `E` may be, which is every name of a
// schema, and where it fails stands a text, so that a callback's parameter is typed by what `E` may be.
// A look at every column's type at each step: else a hundred steps are worked out at once, which is too deep.
type Settled<S> = S extends { readonly [name: string]: unknown } ? true : false;
/** The argument's own type where it resolves, else what is wrong with it. */
export type Ok<E, S> =
  IsAny<S> extends true
    ? E
    : string extends E
      ? E
      : Settled<S> extends boolean
        ? [ErrIn<E, S>] extends [never]
          ? E
          : Message<ErrIn<E, S>> & string
        : never;
export type OkAll<E extends readonly unknown[], S> = { [I in keyof E]: Ok<E[I], S> };
type OkAggregate<E, S, Keys> =
  IsAny<S> extends true
    ? E
    : string extends E
      ? E
      : [AggErrIn<E, S, Keys>] extends [never]
        ? E
        : Message<AggErrIn<E, S, Keys>> & string;
export type OkAggregates<E extends readonly unknown[], S, Keys> = { [I in keyof E]: OkAggregate<E[I], S, Keys> };

type Judged<T> =
  IsAny<T> extends true
    ? never
    : [ErrOf<T>] extends [never]
      ? [T] extends [Bool | Null]
        ? never
        : `filter needs a Bool expression, got ${Shown<Id<Exclude<T, Bool>>>}`
      : Message<ErrOf<T>>;
/** What keeps an argument from being a condition. */
type Unfit<E, S> = IsAny<E> extends true ? never : Judged<Values<OutputOf<E, S>>>;
export type OkCondition<E, S> =
  IsAny<S> extends true
    ? E
    : string extends E
      ? E
      : [E] extends [SqlCondition | SeriesValue | readonly (boolean | null)[]]
        ? E
        : [Unfit<E, S>] extends [never]
          ? E
          : Unfit<E, S> & string;
export type OkConditions<E extends readonly unknown[], S> = { [I in keyof E]: OkCondition<E[I], S> };
/** A text with a space in it is SQL. */
type SqlCondition = `${string} ${string}`;
/** What is a condition: a name, an expression, a function of the columns, or SQL. */
export type Condition<S> =
  | SeriesValue
  | readonly (boolean | null)[]
  | SqlCondition
  | NameOrText<S>
  | boolean
  | AnyExpr
  | ((columns: Cols<S>) => AnyExpr);
