import type { IsAny } from "./kind.ts";

/** Which columns a pick takes: all but some, those named, or those of a class or type. */
export interface All<Except = never> {
  readonly by: "all";
  readonly except: Except;
}
export interface Named<K> {
  readonly by: "names";
  readonly names: K;
}
export interface Class<C> {
  readonly by: "class";
  readonly of: C;
}
/** The columns whose names have a form. */
export interface Like<P> {
  readonly by: "like";
  readonly form: P;
}
/** Those of two picks, of both, or of one alone. */
export interface SetOf<How, A, B> {
  readonly by: "set";
  readonly how: How;
  readonly a: A;
  readonly b: B;
}
/** Two picks as one: known where both are. */
export type Combined<How, A, B> =
  IsAny<A | B> extends true ? any : [Extract<A | B, Unknown>] extends [never] ? SetOf<How, A, B> : Unknown;
/** A pick that only the run knows. */
export interface Unknown {
  readonly by: "unknown";
}
/** A name made of another by a rule. */
export interface Renamed<Of, How, Text extends string = ""> {
  readonly of: Of;
  readonly how: How;
  readonly text: Text;
}

type ByClass<S, C> = {
  [K in keyof S]: Exclude<S[K], { readonly id: "Null" }> extends infer T
    ? [T] extends [never]
      ? never
      : T extends C
        ? K
        : never
    : never;
}[keyof S];
/** The columns that an expression's name stands for. */
export type Picked<Name, S> =
  Name extends All<infer X>
    ? Exclude<keyof S, X>
    : Name extends Named<infer K>
      ? K
      : Name extends Class<infer C>
        ? ByClass<S, C>
        : Name extends Renamed<infer Of, unknown, string>
          ? Picked<Of, S>
          : Name extends Like<infer P>
            ? Extract<keyof S, P>
            : Name extends SetOf<infer How, infer A, infer B>
              ? Sets<Picked<A, S>, Picked<B, S>>[How & keyof Sets<0, 0>]
              : never;
interface Sets<A, B> {
  union: A | B;
  intersection: Extract<A, B>;
  difference: Exclude<A, B>;
  symmetricDifference: Exclude<A, B> | Exclude<B, A>;
}
/** The name of the result for one of them. */
export type NameFor<Name, K> = Name extends string
  ? Name
  : Name extends Renamed<infer Of, infer How, infer X>
    ? Rule<How, NameFor<Of, K>, X>
    : K;
type Rule<How, N, X extends string> = How extends "prefix"
  ? `${X}${N & string}`
  : How extends "suffix"
    ? `${N & string}${X}`
    : How extends "lower"
      ? Lowercase<N & string>
      : How extends "upper"
        ? Uppercase<N & string>
        : How extends "stripPrefix"
          ? N extends `${X}${infer R}`
            ? R
            : N
          : How extends "stripSuffix"
            ? N extends `${infer R}${X}`
              ? R
              : N
            : N;
/** A rule on a name: at once where there is one name. */
export type Rename<Name, How, X extends string = ""> =
  IsAny<Name> extends true ? any : Name extends string ? Rule<How, Name, X> : Renamed<Name, How, X>;

type RootOf<N> = N extends { readonly k: "col"; readonly n: infer K }
  ? K
  : N extends { readonly x: infer X }
    ? RootOf<X extends readonly [infer A, ...unknown[]] ? A : X>
    : never;
/** The name of the first column that an expression reads. */
export type Kept<N, Name> = Name extends string
  ? [RootOf<N>] extends [never]
    ? Name
    : RootOf<N>
  : Name extends Renamed<infer Of, unknown, string>
    ? Kept<N, Of>
    : Name;
