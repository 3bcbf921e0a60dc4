import type { JsOptions } from "../../arrow/to-js.ts";
import type { DType } from "../../arrow/types.ts";

/** How near two numbers must be: by themselves, or in relation to the larger. */
export interface CloseOptions {
  readonly absTol?: number;
  readonly relTol?: number;
  /** Whether NaN is near NaN. */
  readonly nansEqual?: boolean;
}
export const CLOSE: Required<CloseOptions> = Object.freeze({ absTol: 0, relTol: 1e-9, nansEqual: false });

/** Bins between borders: their names, which side belongs to them, and whether borders come along. */
export interface CutOptions<L extends string = string> {
  readonly labels?: readonly L[] | null;
  readonly leftClosed?: boolean;
  readonly includeBreaks?: boolean;
}
export const CUT: Readonly<Record<"labels", readonly string[] | null> & Record<"leftClosed" | "includeBreaks", boolean>> =
  Object.freeze({ labels: null, leftClosed: false, includeBreaks: false });
export interface QcutOptions<L extends string = string> extends CutOptions<L> {
  /** Quantiles that are equal make one border. */
  readonly allowDuplicates?: boolean;
}
export const QCUT: typeof CUT & { readonly allowDuplicates: boolean } = Object.freeze({ ...CUT, allowDuplicates: false });

/** Bins by their borders, or as many of one width; and whether the result tells of them. */
export interface HistOptions {
  readonly bins?: readonly number[];
  readonly binCount?: number;
  readonly includeCategory?: boolean;
  readonly includeBreakpoint?: boolean;
}
export const HIST: Readonly<Record<"bins" | "binCount", null> & Record<"includeCategory" | "includeBreakpoint", boolean>> =
  Object.freeze({ bins: null, binCount: null, includeCategory: false, includeBreakpoint: false });

/** What a function gives where that is not the type that it takes. */
export interface MapOptions<T extends DType = DType> {
  readonly returnDtype?: T;
}
export interface MapElementsOptions<T extends DType = DType> extends MapOptions<T>, JsOptions {
  /** Nulls stay null and the function does not see them. */
  readonly skipNulls?: boolean;
}
export const MAP_ELEMENTS: Readonly<Record<"returnDtype" | "skipNulls" | "int64" | "datetime", unknown>> = Object.freeze({
  returnDtype: null,
  skipNulls: true,
  int64: undefined,
  datetime: undefined,
});
export interface MapBatchesOptions<T extends DType = DType> extends MapOptions<T> {
  /** A row of the result depends on that row alone, so that the function may see parts of the column. */
  readonly isElementwise?: boolean;
  /** The result is one value. */
  readonly returnsScalar?: boolean;
}
export const MAP_BATCHES: Readonly<Record<"returnDtype", unknown> & Record<"isElementwise" | "returnsScalar", boolean>> =
  Object.freeze({ returnDtype: null, isElementwise: false, returnsScalar: false });

/** What becomes of a value that nothing stands for, and the type of the result. */
export interface ReplaceStrictOptions<D = unknown, T extends DType = DType> {
  readonly default?: D;
  readonly returnDtype?: T;
}
export const REPLACE_STRICT: Readonly<Record<"default" | "returnDtype", unknown>> = Object.freeze({
  default: undefined,
  returnDtype: null,
});

export interface ValueCountsOptions<C extends string = string> {
  /** The most frequent values first. */
  readonly sort?: boolean;
  /** The name of the counts. */
  readonly name?: C;
  /** Shares instead of counts. */
  readonly normalize?: boolean;
}
export const VALUE_COUNTS: Readonly<Record<"sort" | "normalize", boolean> & Record<"name", string | null>> = Object.freeze({
  sort: false,
  name: null,
  normalize: false,
});

export interface IsSortedOptions {
  readonly descending?: boolean | null;
  readonly nullsLast?: boolean | null;
}
export const IS_SORTED: Readonly<Record<"descending" | "nullsLast", unknown>> = Object.freeze({ descending: undefined, nullsLast: undefined });
export interface SearchOptions {
  readonly side?: "any" | "left" | "right";
  readonly descending?: boolean;
}
export const SEARCH: Required<SearchOptions> = Object.freeze({ side: "any", descending: false });
export const REINTERPRET: Readonly<Record<"signed" | "dtype", unknown>> = Object.freeze({ signed: null, dtype: null });
export const KURTOSIS: Readonly<Record<"fisher" | "bias", boolean>> = Object.freeze({ fisher: true, bias: true });
export const OUTSIDE: Readonly<Record<"nullOnOob", boolean>> = Object.freeze({ nullOnOob: false });
export const ALLOW_EMPTY: Readonly<Record<"allowEmpty", boolean>> = Object.freeze({ allowEmpty: false });
export const IGNORE_NULLS: Readonly<Record<"ignoreNulls", boolean>> = Object.freeze({ ignoreNulls: false });
export const UPCAST: Readonly<Record<"upcast", boolean>> = Object.freeze({ upcast: true });
export const BIAS: Readonly<Record<"bias", boolean>> = Object.freeze({ bias: true });
export const ENTROPY: { readonly base: number; readonly normalize: boolean } = Object.freeze({ base: Math.E, normalize: true });
export const REVERSE: Readonly<Record<"reverse", unknown>> = Object.freeze({ reverse: undefined });
export const CORR: Readonly<Record<"method", string> & Record<"propagateNans", boolean>> = Object.freeze({ method: "pearson", propagateNans: false });
