import { bitmapBytes, countBits, setBit } from "../../arrow/bitmap.ts";
import type { DataType } from "../../arrow/types.ts";
import { kernels } from "../../kernels/memory.ts";
import { unquoteTwin } from "../../kernels/twins/csv.ts";
import { type ValueReader, valueReader } from "../value-reader.ts";
import type { Block } from "./block.ts";

export interface ColumnOptions {
  readonly nullValues: readonly string[];
  readonly missingIsEmpty: boolean;
  /** 46 or 44. */
  readonly decimalPoint: number;
  /** Tells of a field that is no value of its type: throws, or lets it be null. */
  readonly fail: (row: number, field: Uint8Array) => void;
}

export function fieldReader(type: DataType, point: number, quote: number): ValueReader {
  const read = valueReader(type, point);
  return (field) => {
    const plain = unquoteTwin(field, quote);
    return plain === null ? undefined : read(plain);
  };
}

export interface Parsed {
  readonly out: number;
  readonly valid: Uint8Array;
  readonly bad: Int32Array;
}

type Kernel = (out: number, valid: number, bad: number) => number;

/** Runs a kernel over a column and takes out its validity and the rows that it could not read. */
export function run(block: Block, bytes: number, kernel: Kernel): Parsed {
  const out = block.own(bytes);
  const valid = block.own(bitmapBytes(block.rows));
  const bad = block.own(block.rows * 4);
  const failed = kernel(out, valid, bad);
  return {
    out,
    valid: kernels.u8.slice(valid, valid + bitmapBytes(block.rows)),
    bad: kernels.views.i32.slice(bad >>> 2, (bad >>> 2) + failed),
  };
}

export const fieldAt = (block: Block, row: number, column: number): Uint8Array =>
  kernels.u8.subarray(block.start(row, column), Math.max(block.start(row, column), block.end(row, column)));

export const isEmpty = (field: Uint8Array, quote: number): boolean =>
  field.length === 0 || (field.length === 2 && field[0] === quote && field[1] === quote);

export const nullsOf = (valid: Uint8Array, rows: number): number => rows - countBits(valid, rows);

/** Reads again, one at a time, what a kernel could not; what is no value at all is null or an error. */
export function repair(
  block: Block,
  column: number,
  type: DataType,
  parsed: Parsed,
  values: { [row: number]: number | bigint },
  options: ColumnOptions,
): void {
  const quote = block.dialect.quote;
  const read = fieldReader(type, options.decimalPoint, quote);
  for (const row of parsed.bad) {
    const field = fieldAt(block, row, column);
    if (isEmpty(field, quote)) continue;
    const value = read(field);
    if (value === undefined) options.fail(row, field);
    else {
      values[row] = value as number | bigint;
      setBit(parsed.valid, row);
    }
  }
}
