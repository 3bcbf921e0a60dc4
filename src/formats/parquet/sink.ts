import type { Column, Validity } from "../../arrow/column.ts";

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
}

/** Takes the pages of one column chunk in order and makes a column of them. */
export interface Sink {
  /** Gets the dictionary's page; what it pushes on the kernels' stack stays until the chunk is done. */
  dictionary(src: number, end: number, entries: number, encoding: number): void;
  page(page: PageValues): void;
  finish(slots: number, validity: Validity, nulls: number): Column;
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
