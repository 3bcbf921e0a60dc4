import type { Null } from "../../arrow/types.ts";
import type { AnyExpr } from "../expr/any.ts";
import type { Expr } from "../expr/expr.ts";
import type { IntoExpr, Literal } from "../expr/into.ts";
import type { IsAny, Kind, NN } from "./kind.ts";
import type { Bin, Col, LitOf, Resolve, Un1 } from "./node.ts";

/** The node of an operand: an expression's, or a literal. */
export type NodeOf<R> = R extends AnyExpr<infer N> ? N : LitOf<R>;
export type ShapeOf<R> = R extends AnyExpr<unknown, unknown, infer H> ? H : "scalar";
export type NameOf<R> = R extends AnyExpr<unknown, infer Name> ? Name : "literal";
/** The node where text names a column. */
export type ColumnOf<R> = R extends string ? Col<R> : R extends readonly (infer I)[] ? ColumnOf<I> : NodeOf<R>;
export type ColumnShape<R> = R extends string ? "rows" : ShapeOf<R>;
export type ColumnName<R> = R extends string ? R : NameOf<R>;

/** What an operation makes: typed at once where its operand is (`c => c.price`), else when a frame takes it. A nullable column is one operand. */
export type Make<N, Node, Name, Shape> =
  IsAny<N> extends true
    ? Expr<any, Name, Shape>
    : [N] extends [Kind]
      ? Typed<Resolve<Node, unknown>, Name, Shape>
      : Expr<Node, Name, Shape>;
export type Out<N, F, Name, Shape> = Make<N, Un1<F, N>, Name, Shape>;
export type Op<N, F, R, Name, Shape> = Make<N, Bin<F, N, NodeOf<R>>, Name, Shape | ShapeOf<R>>;

// What is symbolic is let in and checked when it resolves.
type Of<C extends string> = AnyExpr<{ readonly "~cls": C } | Null | { readonly k: string }>;
interface Operands {
  num: number | bigint | null | Of<"num" | "bool" | "duration">;
  bool: boolean | null | Of<"bool" | "num">;
  str: string | null | Of<"str">;
  temporal: Date | null | Of<"temporal" | "duration">;
  duration: number | bigint | null | Of<"duration" | "temporal" | "num">;
  time: null | Of<"time">;
  bin: Uint8Array | null | Of<"bin">;
  list: readonly Literal[] | null | Of<"list">;
  struct: Of<"struct">;
  null: IntoExpr;
  err: never;
}
type ClassOf<T> =
  NN<T> extends { readonly "~cls": infer C extends keyof Operands } ? ([NN<T>] extends [never] ? "null" : C) : "null";
/** What an operation takes beside an operand: anything while its type is open. */
export type Operand<N> = IsAny<N> extends true ? IntoExpr : [N] extends [Kind] ? Operands[ClassOf<N>] : IntoExpr;
export type BoolOperand<N> =
  IsAny<N> extends true ? IntoExpr : [N] extends [Kind] ? boolean | null | Of<"bool"> : IntoExpr;
export type TextOperand = string | null | AnyExpr;
export type CountOperand = number | bigint | null | AnyExpr;

type Inner = "~expr" | "~node" | "~name" | "~shape";
type Always =
  | Inner
  | "alias"
  | "cast"
  | "fillNull"
  | "name"
  | "isNull"
  | "isNotNull"
  | "eq"
  | "ne"
  | "eqMissing"
  | "neMissing"
  | "isIn"
  | "count"
  | "len"
  | "nullCount"
  | "nUnique"
  | "first"
  | "last"
  | "implode"
  | "over"
  | "shift"
  | "reverse"
  | "rleId"
  | "cumCount"
  | "forwardFill"
  | "backwardFill"
  | "isDuplicated"
  | "isUnique"
  | "isFirstDistinct"
  | "filter"
  | "slice"
  | "head"
  | "tail"
  | "unique"
  | "dropNulls"
  | "sortBy"
  | "mode"
  | "gather"
  | "sample"
  | "interpolate"
  | "rolling"
  | "cumulativeEval"
  | "replace"
  | "replaceStrict"
  | "repeatBy"
  | "hash"
  | "mapElements"
  | "mapBatches"
  | "inspect"
  | "pipe"
  | "setSorted"
  | "get"
  | "item"
  | "maxBy"
  | "minBy"
  | "hasNulls"
  | "isEmpty"
  | "indexOf"
  | "limit"
  | "topKBy"
  | "bottomKBy"
  | "argUnique"
  | "isLastDistinct"
  | "append"
  | "extendConstant"
  | "gatherEvery"
  | "dropNans"
  | "shuffle"
  | "reshape"
  | "rle"
  | "uniqueCounts"
  | "valueCounts"
  | "approxNUnique"
  | "toPhysical"
  | "toString";
type Ordered =
  | Always
  | "lt"
  | "le"
  | "gt"
  | "ge"
  | "isBetween"
  | "min"
  | "max"
  | "argMin"
  | "argMax"
  | "rank"
  | "cumMin"
  | "cumMax"
  | "sort"
  | "nanMax"
  | "nanMin"
  | "isSorted"
  | "searchSorted"
  | "topK"
  | "bottomK"
  | "argSort"
  | "approxQuantile";
type Sums = "sum" | "mean" | "median" | "quantile" | "std" | "var" | "cumSum" | "diff" | "add" | "sub";
type Middles = "Mean" | "Median" | "Quantile";
type MovingName = "Min" | "Max" | "Rank" | Middles;
/** Windows of what has an order and a middle. */
type Moving = `rolling${MovingName}` | `rolling${MovingName}By` | "peakMin" | "peakMax";
type Spreads =
  | `rolling${"Sum" | "Std" | "Var"}`
  | `rolling${"Sum" | "Std" | "Var"}By`
  | `ewm${"Mean" | "Std" | "Var" | "Sum" | "MeanBy" | "SumBy"}`;
type Numeric =
  | Ordered
  | Sums
  | Moving
  | Spreads
  | "rollingSkew"
  | "truncdiv"
  | "rem"
  | "truncate"
  | "roundSigFigs"
  | "isClose"
  | "reinterpret"
  | "arccosh"
  | "arcsinh"
  | "arctanh"
  | "cot"
  | "erf"
  | "erfc"
  | "cut"
  | "qcut"
  | "lowerBound"
  | "upperBound"
  | "skew"
  | "kurtosis"
  | "entropy"
  | "dot"
  | "hist"
  | "bitwiseAnd"
  | "bitwiseOr"
  | "bitwiseXor"
  | "bitwiseCountOnes"
  | "bitwiseCountZeros"
  | "bitwiseLeadingOnes"
  | "bitwiseLeadingZeros"
  | "bitwiseTrailingOnes"
  | "bitwiseTrailingZeros"
  | "rollingKurtosis"
  | "rollingMap"
  | "interpolateBy"
  | "product"
  | "mul"
  | "div"
  | "floorDiv"
  | "mod"
  | "pow"
  | "neg"
  | "isNan"
  | "isNotNan"
  | "isFinite"
  | "isInfinite"
  | "fillNan"
  | "abs"
  | "sign"
  | "round"
  | "floor"
  | "ceil"
  | "clip"
  | "sqrt"
  | "cbrt"
  | "exp"
  | "log"
  | "log10"
  | "log1p"
  | "sin"
  | "cos"
  | "tan"
  | "arcsin"
  | "arccos"
  | "arctan"
  | "sinh"
  | "cosh"
  | "tanh"
  | "degrees"
  | "radians"
  | "pctChange"
  | "cumProd"
  | "cat";

/** An expression over numbers. */
export interface NumExpr<T, Name, Shape> extends Pick<Expr<T, Name, Shape>, Numeric> {}
/** An expression over truth values. */
export interface BoolExpr<T, Name, Shape>
  extends Pick<
    Expr<T, Name, Shape>,
    | Ordered
    | Moving
    | Spreads
    | "argTrue"
    | `bitwise${"And" | "Or" | "Xor"}`
    | "and"
    | "or"
    | "xor"
    | "not"
    | "any"
    | "all"
    | "sum"
    | "mean"
    | "cumSum"
  > {}
/** An expression over text. */
export interface StrExpr<T, Name, Shape> extends Pick<Expr<T, Name, Shape>, Ordered | "add" | "str" | "cat"> {}
/** An expression over dates and times. */
export interface TemporalExpr<T, Name, Shape>
  extends Pick<
    Expr<T, Name, Shape>,
    Ordered | Moving | "dt" | "add" | "sub" | "diff" | "mean" | "median" | "quantile"
  > {}
/** An expression over durations. */
export interface DurationExpr<T, Name, Shape>
  extends Pick<Expr<T, Name, Shape>, Ordered | Moving | Sums | "dt" | "mul" | "div" | "neg" | "abs"> {}
/** An expression over lists. */
export interface ListExpr<T, Name, Shape> extends Pick<Expr<T, Name, Shape>, Always | "list" | "arr" | "explode"> {}
/** An expression over structs. */
export interface StructExpr<T, Name, Shape> extends Pick<Expr<T, Name, Shape>, Always | "struct"> {}
/** An expression over bytes. */
export interface BinExpr<T, Name, Shape> extends Pick<Expr<T, Name, Shape>, Ordered | "bin"> {}
/** An expression over what is nothing more. */
export interface PlainExpr<T, Name, Shape> extends Pick<Expr<T, Name, Shape>, Ordered> {}
interface Classes<T, Name, Shape> {
  num: NumExpr<T, Name, Shape>;
  bool: BoolExpr<T, Name, Shape>;
  str: StrExpr<T, Name, Shape>;
  temporal: TemporalExpr<T, Name, Shape>;
  duration: DurationExpr<T, Name, Shape>;
  time: TemporalExpr<T, Name, Shape>;
  bin: BinExpr<T, Name, Shape>;
  list: ListExpr<T, Name, Shape>;
  struct: StructExpr<T, Name, Shape>;
  null: Expr<T, Name, Shape>;
  err: PlainExpr<T, Name, Shape>;
}
/** An expression whose type is known: it has the methods of that type alone. */
export type Typed<T, Name, Shape> =
  IsAny<T> extends true ? Expr<any, Name, Shape> : Classes<T, Name, Shape>[ClassOf<T>];
/** The columns of a frame, as callbacks see them. */
export type Cols<S> = IsAny<S> extends true ? any : { readonly [K in keyof S]: Typed<S[K], K, "rows"> };
