import { bitmapBytes, setBit } from "../../arrow/bitmap.ts";
import { type Column, fixedColumn, nullColumn } from "../../arrow/column.ts";
import { allocate } from "../../arrow/layout.ts";
import type { DataType } from "../../arrow/types.ts";
import { utf8 } from "../../core/utf8.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import type { Block } from "./block.ts";
import { bools, floats, integers } from "./numbers.ts";
import { type ColumnOptions, fieldAt, fieldReader, isEmpty, nullsOf } from "./parsed.ts";
import { categories, texts } from "./texts.ts";

/** Reads each field by itself: dates, times, decimals. */
function others(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { rows } = block;
  const { quote } = block.dialect;
  const read = fieldReader(type, options.decimalPoint, quote);
  const values = allocate(type, rows);
  const valid = new Uint8Array(bitmapBytes(rows));
  for (let r = 0; r < rows; r++) {
    const field = fieldAt(block, r, column);
    if (isEmpty(field, quote)) continue;
    const value = read(field);
    if (value === undefined) {
      options.fail(r, field);
      continue;
    }
    setBit(valid, r);
    if (type.id === "Decimal") {
      (values as BigInt64Array)[2 * r] = BigInt.asIntN(64, value as bigint);
      (values as BigInt64Array)[2 * r + 1] = (value as bigint) >> 64n;
    } else (values as { [row: number]: unknown })[r] = value;
  }
  return fixedColumn(type, rows, values, valid, nullsOf(valid, rows));
}

function noValues(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  for (let r = 0; r < block.rows; r++) {
    const field = fieldAt(block, r, column);
    if (!isEmpty(field, block.dialect.quote)) options.fail(r, field);
  }
  return nullColumn(type, block.rows);
}

/** Marks the fields that equal one of the column's null texts. */
function markNulls(block: Block, column: number, options: ColumnOptions): void {
  if (options.nullValues.length === 0) return;
  const parts: number[] = [];
  for (const value of options.nullValues) {
    const bytes = utf8(value);
    parts.push(
      bytes.length & 255,
      (bytes.length >> 8) & 255,
      (bytes.length >> 16) & 255,
      bytes.length >>> 24,
      ...bytes,
    );
    while (parts.length & 3) parts.push(0);
  }
  const tokens = block.own(parts.length);
  kernels.write(tokens, Uint8Array.from(parts));
  const { src, starts, ends, columns, rows, dialect } = block;
  further.csvNulls(src, starts, ends, columns, column, rows, dialect.quote, tokens, options.nullValues.length);
}

/** Reads one column of a block. */
export function readColumn(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  markNulls(block, column, options);
  switch (type.id) {
    case "Int8":
    case "Int16":
    case "Int32":
    case "Int64":
    case "UInt8":
    case "UInt16":
    case "UInt32":
    case "UInt64":
      return integers(block, column, type, options);
    case "Float32":
    case "Float64":
      return floats(block, column, type, options);
    case "Bool":
      return bools(block, column, type, options);
    case "Utf8":
    case "Binary":
      return texts(block, column, type, options);
    case "Categorical":
    case "Enum":
      return categories(block, column, type, options);
    case "Null":
      return noValues(block, column, type, options);
    default:
      return others(block, column, type, options);
  }
}
