import type { Schema } from "../../arrow/schema.ts";
import type { Bool } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { ArrNamespace } from "../expr/arr.ts";
import type { BinNamespace } from "../expr/bin.ts";
import type { CatNamespace } from "../expr/cat.ts";
import type { DtNamespace } from "../expr/dt.ts";
import type { Expr } from "../expr/expr.ts";
import type { ListNamespace } from "../expr/list.ts";
import type { StrNamespace } from "../expr/str.ts";
import type { StructNamespace } from "../expr/struct.ts";
import type { Series } from "../series.ts";
import type { ArithmeticName } from "./arithmetic.ts";
import type { Fin, IsAny, Nulls } from "./kind.ts";
import type { NodeOf } from "./made.ts";
import type { Bin, Resolve } from "./node.ts";
import type { Js } from "./rows.ts";

type Of<T> = Expr<T, string, "rows">;
type NodeType<R> = R extends AnyExpr<infer N> ? Fin<Resolve<N, unknown>> : any;

/** Methods of expressions that Series have by hand, or not at all. */
type Own =
  | keyof AnyExpr
  | "alias"
  | "cast"
  | "slice"
  | "head"
  | "tail"
  | "sort"
  | "unique"
  | "dropNulls"
  | "sum"
  | "mean"
  | "min"
  | "max"
  | "median"
  | "std"
  | "nUnique"
  | "nullCount"
  | "toString"
  | "map"
  | "mapBatches"
  | "get"
  | "filter"
  | "append"
  | "limit"
  | "clone"
  | "rechunk"
  | "clear"
  | "set"
  | "extend"
  | "over"
  | "exclude"
  | "name"
  | "meta"
  | "rolling"
  | "pipe"
  | "inspect"
  | "cumulativeEval"
  | "pipeWithDtype"
  | "valueCounts"
  | "hist"
  | "searchSorted"
  | "item"
  | Spaces;
type Spaces = "str" | "dt" | "list" | "arr" | "cat" | "bin" | "struct" | "ext";
/** Methods that give a value, not a Series. */
export type ValueName =
  | "var"
  | "product"
  | "quantile"
  | "count"
  | "len"
  | "first"
  | "last"
  | "any"
  | "all"
  | "argMin"
  | "argMax"
  | "approxNUnique"
  | "approxQuantile"
  | "nanMin"
  | "nanMax"
  | "skew"
  | "kurtosis"
  | "entropy"
  | "dot"
  | "indexOf"
  | "isEmpty"
  | "isSorted"
  | "hasNulls"
  | "bitwiseAnd"
  | "bitwiseOr"
  | "bitwiseXor"
  | "maxBy"
  | "minBy";
/** Methods whose result depends on their argument's type. */
type BinaryName = Extract<
  ArithmeticName | "pow" | "eq" | "ne" | "lt" | "le" | "gt" | "ge" | "eqMissing" | "neMissing" | "and" | "or" | "xor",
  keyof Expr
>;
type Open =
  | "fillNull"
  | "fillNan"
  | "clip"
  | "shift"
  | "replace"
  | "replaceStrict"
  | "gather"
  | "sortBy"
  | "interpolateBy"
  | "extendConstant";
type Test = "isIn" | "isBetween";
/** Methods that Series have of expressions. */
export type DelegatedName = Exclude<keyof Expr, Own>;

type WithSeries<A extends readonly unknown[]> = { [I in keyof A]: A[I] | Series<any> };
type Args<F> = F extends (...args: infer A) => unknown ? WithSeries<A> : never;
type Operand<R> = R extends Series<infer U> ? U : NodeOf<R>;
/** What a method gives for values of a type; looked at only where it is called. */
type Answer<K extends keyof Expr, T> =
  IsAny<T> extends true ? any : Of<T>[K] extends (...args: never) => infer R ? NodeType<R> : any;
type Method<K extends DelegatedName, T> = K extends BinaryName
  ? <const R>(other: R) => Series<IsAny<T> extends true ? any : Fin<Resolve<Bin<K, T, Operand<R>>, unknown>>>
  : K extends Open
    ? (...args: readonly any[]) => Series<any>
    : K extends Test
      ? (...args: Args<Expr[K]>) => Series<Bool | Nulls<T>>
      : K extends ValueName
        ? (...args: Args<Expr[K]>) => Js<Answer<K, T>, object>
        : (...args: Args<Expr[K]>) => Series<Answer<K, T>>;
/** What Series have of expressions. */
export type Delegated<T> = { [K in DelegatedName]: Method<K, T> };

type Inner = "node" | "make" | "call";
type InSpace<N, K extends keyof N> = N[K] extends (...args: never) => infer R ? NodeType<R> : any;
/** What a namespace of Series has of that of expressions: `Any` is it over values of any type. */
export type SpaceOf<Any, N> = {
  readonly [K in Exclude<keyof Any, Inner>]: (...args: Args<Any[K]>) => Series<InSpace<N, K & keyof N>>;
};
/** The namespaces of a Series. */
export interface SeriesSpaces<T> {
  readonly str: SpaceOf<StrNamespace<any, string, "rows">, StrNamespace<T, string, "rows">>;
  readonly dt: SpaceOf<DtNamespace<any, string, "rows">, DtNamespace<T, string, "rows">> & {
    /** The earliest value. @example new Series("t", [new Date(0), new Date(1)]).dt.min() */
    min(): Js<T, object>;
    /** The latest value. @example new Series("t", [new Date(0), new Date(1)]).dt.max() */
    max(): Js<T, object>;
  };
  readonly list: SpaceOf<ListNamespace<any, string, "rows">, ListNamespace<T, string, "rows">>;
  readonly arr: SpaceOf<ArrNamespace<any, string, "rows">, ArrNamespace<T, string, "rows">>;
  readonly cat: SpaceOf<CatNamespace<any, string, "rows">, CatNamespace<T, string, "rows">>;
  readonly bin: SpaceOf<BinNamespace<any, string, "rows">, BinNamespace<T, string, "rows">>;
  readonly struct: SpaceOf<StructNamespace<any, string, "rows">, StructNamespace<T, string, "rows">> & {
    /** The names of the fields. @example new Series("p", [{ a: 1, b: 2 }]).struct.fields */
    readonly fields: string[];
    /** The names and types of the fields. @example new Series("p", [{ a: 1, b: 2 }]).struct.schema */
    readonly schema: Schema;
  };
}
