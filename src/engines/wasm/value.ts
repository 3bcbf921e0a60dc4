import { columnFrom } from "../../arrow/build.ts";
import type { Column } from "../../arrow/column.ts";
import { allNull, takeColumn } from "../../arrow/take.ts";
import type { DataType } from "../../arrow/types.ts";

/** One value for every row: a column of length 1 that stands for any length. */
export interface Scalar {
  readonly scalar: true;
  readonly column: Column;
}
/** What an expression evaluates to. */
export type Value = Column | Scalar;

export const isScalar = (v: Value): v is Scalar => "scalar" in v;
export const scalar = (column: Column): Scalar => ({ scalar: true, column });
/** The values behind a value: a scalar's column has length 1. */
export const columnIn = (v: Value): Column => (isScalar(v) ? v.column : v);
export const typeOf = (v: Value): DataType => columnIn(v).type;

/** A value as a column of `length` rows. */
export function spread(v: Value, length: number): Column {
  if (!isScalar(v)) return v;
  if (v.column.nulls === 1) return allNull(v.column.type, length);
  return length === 1 ? v.column : takeColumn(v.column, new Int32Array(length));
}

export const scalarOf = (value: unknown, type: DataType): Scalar => scalar(columnFrom([value], type));
