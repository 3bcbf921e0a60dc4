import type { Null } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { IsAny, NN, Nulls } from "./kind.ts";
import type { Names } from "./schema.ts";

/** One key or several. */
export type KeysOf<N extends string> = N | AnyExpr | readonly (N | AnyExpr)[];
export type Named<K> = K extends string
  ? K
  : K extends readonly (infer I)[]
    ? Named<I>
    : K extends AnyExpr<{ readonly k: "col"; readonly n: infer N }>
      ? N
      : never;
type LeftKeys<O> = O extends { readonly on: infer K }
  ? Named<K>
  : O extends { readonly leftOn: infer K }
    ? Named<K>
    : never;
type RightKeys<O> = O extends { readonly on: infer K }
  ? Named<K>
  : O extends { readonly rightOn: infer K }
    ? Named<K>
    : never;
type HowOf<O> = O extends { readonly how: infer H extends string } ? H : "inner";
type SuffixOf<O> = O extends { readonly suffix: infer X extends string } ? X : "_right";
type Merges<O> =
  HowOf<O> extends "cross"
    ? false
    : O extends { readonly coalesce: infer C extends boolean }
      ? C
      : HowOf<O> extends "full"
        ? false
        : true;
/** The names that both sides have. */
export type Shared<S, R> = IsAny<S> extends true ? Names<R> : IsAny<R> extends true ? Names<S> : Names<S> & Names<R>;

export type Kept<S, Keys> = { [K in keyof S as K extends Keys ? never : K]: S[K] };
type Maybe<T, Yes> = Yes extends true ? T | Null : T;
/** Left columns `L` (null where `LN`), then right ones `R`, with the suffix where the names clash; `Full` keys are null where both sides are. */
export type Beside<L, R, X extends string, LN, RN, Full = never, FullNulls = never> = {
  [K in keyof L | keyof Renamed<R, L, X>]: K extends keyof L
    ? K extends Full
      ? NN<L[K]> | Nulls<L[K]> | FullNulls
      : Maybe<L[K], LN>
    : K extends keyof Renamed<R, L, X>
      ? Maybe<Renamed<R, L, X>[K], RN>
      : never;
};
type Renamed<R, L, X extends string> = { [K in keyof R as K extends keyof L ? `${K & string}${X}` : K]: R[K] };
type By<S, R, O, H> = H extends "semi" | "anti"
  ? S
  : H extends "right"
    ? Beside<Merges<O> extends true ? Kept<S, LeftKeys<O>> : S, R, SuffixOf<O>, true, false>
    : H extends "full"
      ? Merges<O> extends true
        ? Beside<S, Kept<R, RightKeys<O>>, SuffixOf<O>, true, true, LeftKeys<O>, Nulls<R[RightKeys<O> & keyof R]>>
        : Beside<S, R, SuffixOf<O>, true, true>
      : Beside<
          S,
          Merges<O> extends true ? Kept<R, RightKeys<O>> : R,
          SuffixOf<O>,
          false,
          H extends "left" ? true : false
        >;
/** The schema of a join's result. */
export type Joined<S, R, O> =
  HowOf<O> extends "semi" | "anti"
    ? S
    : IsAny<S> extends true
      ? any
      : IsAny<R> extends true
        ? any
        : By<S, R, O, HowOf<O>>;
