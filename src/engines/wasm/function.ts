import type { Column } from "../../arrow/column.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Options } from "../../expr/node.ts";
import type { RowCounts } from "./aggregates/row-counts.ts";
import type { Value } from "./value.ts";

/** What a function is called with beside its arguments. */
export interface CallInfo {
  /** The result's type. */
  readonly type: DataType;
  /** Rows of the batch; scalars stand for that many. */
  readonly length: number;
  readonly options: Options;
}

/** Row by row: the result has the batch's length, or is a scalar where all arguments are. */
export type Elementwise = (args: readonly Value[], info: CallInfo) => Value;

/** Over whole columns (scalars spread): `window` keeps the length, `reshape` has its own. */
export type Whole = (args: readonly Column[], info: CallInfo) => Column;

/**
 * Folds rows into one value a group. `groups` gives each row's group number, or null: all rows are in group 0.
 * Rows come in order. `finish` gives a column with one row a group.
 */
export interface Accumulator {
  /** Groups may be lent: who keeps them asks for `kept` ones. */
  update(args: readonly Column[], groups: Int32Array | null, groupCount: number): void;
  finish(groupCount: number): Column;
  /** Gives up before `finish`; needed where an accumulator is left for a failure. */
  close?(): void;
  /** Bytes held, for the memory limit. */
  readonly bytes: number;
}

export interface AccumulatorInfo {
  readonly type: DataType;
  readonly argTypes: readonly DataType[];
  readonly options: Options;
  /** Counts of rows that several aggregates share, for those that need them. */
  readonly rows?: RowCounts | undefined;
}
export type AccumulatorFactory = (info: AccumulatorInfo) => Accumulator;
