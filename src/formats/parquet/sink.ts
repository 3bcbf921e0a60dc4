import type { Column, Validity } from "../../arrow/column.ts";
import { kernels } from "../../kernels/memory.ts";

/** The values of a data page in linear memory. */
export interface PageValues {
  readonly encoding: number;
  readonly src: number;
  readonly end: number;
  /** Values that are there. */
  readonly values: number;
  /** Rows (or places in lists), nulls included. */
  readonly slots: number;
  /** The validity bitmap of the slots; 0 where all are valid. */
  readonly bits: number;
  /** Which slots are wanted, a bitmap, and how many; 0 where all are. */
  readonly keep: number;
  readonly kept: number;
  /** The first of the rows, among those of the pieces that are read. */
  readonly row: number;
}

/** Takes the pages of one column chunk in order and makes a column of them. */
export interface Sink {
  /** Gets the dictionary's page; what it pushes on the kernels' stack stays until the chunk is done. */
  dictionary(src: number, end: number, entries: number, encoding: number): void;
  page(page: PageValues): void;
  /** The dictionary as a column, an entry a row; null where there is none, or its entries are not values of the column. */
  entries(): Column | null;
  finish(slots: number, validity: Validity, nulls: number): Column;
}

/** Those of n values of a width at `values` whose bit is set, one behind the other in scratch. */
export function picked(values: number, width: number, keep: number, n: number, kept: number): number {
  const { k } = kernels;
  const out = kernels.push((kept + 1) * width);
  if (width === 8) k.compact64(values, keep, n, out);
  else if (width === 4) k.compact32(values, keep, n, out);
  else if (width === 16) k.compact128(values, keep, n, out);
  else if (width === 2) k.compact16(values, keep, n, out);
  else k.compact8(values, keep, n, out);
  return out;
}

/** The numbers of the rows whose bit is set. */
export function pickedRows(keep: number, n: number, kept: number): number {
  const out = kernels.push(4 * kept + 32);
  kernels.k.bitsToRows(keep, n, out);
  return out;
}

export const PLAIN = 0;
export const PLAIN_DICTIONARY = 2;
export const RLE = 3;
export const BIT_PACKED = 4;
export const DELTA_BINARY_PACKED = 5;
export const DELTA_LENGTH_BYTE_ARRAY = 6;
export const DELTA_BYTE_ARRAY = 7;
export const RLE_DICTIONARY = 8;
export const BYTE_STREAM_SPLIT = 9;
