import type { DataType } from "./types.ts";

export type Numbers =
  | Int8Array
  | Int16Array
  | Int32Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | Float32Array
  | Float64Array;
export type Values = Numbers | BigInt64Array | BigUint64Array;

/** A validity bitmap (LSB first, bit 0 is row 0, 1 is valid), or null when every row is valid. */
export type Validity = Uint8Array | null;

interface Base {
  readonly type: DataType;
  readonly length: number;
  /** How many rows are null; `validity` is null exactly when this is 0. */
  readonly nulls: number;
  readonly validity: Validity;
}
/** One fixed-width value a row; Decimal takes two 64-bit words a row (low, high). Null rows hold anything. */
export interface FixedColumn extends Base {
  readonly layout: "fixed";
  readonly values: Values;
}
/** Bool: a bitmap of values. */
export interface BoolColumn extends Base {
  readonly layout: "bool";
  readonly bits: Uint8Array;
}
/** Utf8 and Binary: row i is `data[offsets[i], offsets[i + 1])`; the first offset need not be 0. */
export interface BytesColumn extends Base {
  readonly layout: "bytes";
  readonly offsets: Int32Array;
  readonly data: Uint8Array;
}
/** Text by codes into distinct, non-null entries; a null row's code is 0 or any valid code. */
export interface DictColumn extends Base {
  readonly layout: "dict";
  readonly codes: Int32Array;
  readonly dictionary: BytesColumn;
}
/** Row i is `child[offsets[i], offsets[i + 1])`; the first offset need not be 0. */
export interface ListColumn extends Base {
  readonly layout: "list";
  readonly offsets: Int32Array;
  readonly child: Column;
}
export interface FixedListColumn extends Base {
  readonly layout: "fixedList";
  readonly size: number;
  readonly child: Column;
}
export interface StructColumn extends Base {
  readonly layout: "struct";
  readonly children: readonly Column[];
}
export interface NullColumn extends Base {
  readonly layout: "null";
}

/** One column in Arrow layout, in ordinary buffers, never changed once made. */
export type Column =
  | FixedColumn
  | BoolColumn
  | BytesColumn
  | DictColumn
  | ListColumn
  | FixedListColumn
  | StructColumn
  | NullColumn;

const known = (validity: Validity, nulls: number): Validity => (nulls === 0 ? null : validity);

export const fixedColumn = (
  type: DataType,
  length: number,
  values: Values,
  validity: Validity = null,
  nulls = 0,
): FixedColumn => ({ layout: "fixed", type, length, nulls, validity: known(validity, nulls), values });
export const boolColumn = (
  type: DataType,
  length: number,
  bits: Uint8Array,
  validity: Validity = null,
  nulls = 0,
): BoolColumn => ({ layout: "bool", type, length, nulls, validity: known(validity, nulls), bits });
export const bytesColumn = (
  type: DataType,
  length: number,
  offsets: Int32Array,
  data: Uint8Array,
  validity: Validity = null,
  nulls = 0,
): BytesColumn => ({ layout: "bytes", type, length, nulls, validity: known(validity, nulls), offsets, data });
export const dictColumn = (
  type: DataType,
  length: number,
  codes: Int32Array,
  dictionary: BytesColumn,
  validity: Validity = null,
  nulls = 0,
): DictColumn => ({ layout: "dict", type, length, nulls, validity: known(validity, nulls), codes, dictionary });
export const listColumn = (
  type: DataType,
  length: number,
  offsets: Int32Array,
  child: Column,
  validity: Validity = null,
  nulls = 0,
): ListColumn => ({ layout: "list", type, length, nulls, validity: known(validity, nulls), offsets, child });
export const fixedListColumn = (
  type: DataType,
  length: number,
  size: number,
  child: Column,
  validity: Validity = null,
  nulls = 0,
): FixedListColumn => ({ layout: "fixedList", type, length, nulls, validity: known(validity, nulls), size, child });
export const structColumn = (
  type: DataType,
  length: number,
  children: readonly Column[],
  validity: Validity = null,
  nulls = 0,
): StructColumn => ({ layout: "struct", type, length, nulls, validity: known(validity, nulls), children });
export const nullColumn = (type: DataType, length: number): NullColumn => ({
  layout: "null",
  type,
  length,
  nulls: length,
  validity: length === 0 ? null : new Uint8Array((length + 7) >> 3),
});

/** Whether row i holds a value. */
export const isValid = (c: Column, i: number): boolean =>
  c.validity === null || (((c.validity[i >> 3] as number) >> (i & 7)) & 1) === 1;
