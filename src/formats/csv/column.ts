import { bitmapBytes, countBits, setBit } from "../../arrow/bitmap.ts";
import { boolColumn, bytesColumn, type BytesColumn, type Column, dictColumn, fixedColumn, nullColumn } from "../../arrow/column.ts";
import { dictionaryOf, entries } from "../../arrow/dictionary.ts";
import { allocate } from "../../arrow/layout.ts";
import { type DataType, type Enum, Utf8 } from "../../arrow/types.ts";
import { utf8 } from "../../core/utf8.ts";
import { kernels } from "../../kernels/memory.ts";
import { powersOfFive, unquoteTwin } from "../../kernels/twins/csv.ts";
import type { Block } from "./block.ts";
import { boundsOf, type ValueReader, valueReader } from "../value-reader.ts";

export interface ColumnOptions {
  readonly nullValues: readonly string[];
  readonly missingIsEmpty: boolean;
  /** 46 or 44. */
  readonly decimalPoint: number;
  /** Tells of a field that is no value of its type: throws, or lets it be null. */
  readonly fail: (row: number, field: Uint8Array) => void;
}

let powers = 0;
function powersPtr(): number {
  if (powers === 0) {
    const table = powersOfFive();
    powers = kernels.alloc(table.length);
    kernels.write(powers, table);
  }
  return powers;
}

function fieldReader(type: DataType, point: number, quote: number): ValueReader {
  const read = valueReader(type, point);
  return (field) => {
    const plain = unquoteTwin(field, quote);
    return plain === null ? undefined : read(plain);
  };
}

interface Parsed {
  readonly out: number;
  readonly valid: Uint8Array;
  readonly bad: Int32Array;
}

type Kernel = (out: number, valid: number, bad: number) => number;

/** Runs a kernel over a column and takes out its validity and the rows that it could not read. */
function run(block: Block, bytes: number, kernel: Kernel): Parsed {
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

const fieldAt = (block: Block, row: number, column: number): Uint8Array =>
  kernels.u8.subarray(block.start(row, column), Math.max(block.start(row, column), block.end(row, column)));

const isEmpty = (field: Uint8Array, quote: number): boolean =>
  field.length === 0 || (field.length === 2 && field[0] === quote && field[1] === quote);

const nullsOf = (valid: Uint8Array, rows: number): number => rows - countBits(valid, rows);

/** Reads again, one at a time, what a kernel could not; what is no value at all is null or an error. */
function repair(
  block: Block, column: number, type: DataType, parsed: Parsed, values: { [row: number]: number | bigint }, options: ColumnOptions,
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

function int64(block: Block, column: number): Parsed {
  const { src, starts, ends, columns, rows, dialect } = block;
  return run(block, rows * 8, (out, valid, bad) =>
    kernels.k.csvInt64(src, starts, ends, columns, column, rows, dialect.quote, out, valid, bad),
  );
}

function integers(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { rows } = block;
  const parsed = int64(block, column);
  const words = parsed.out >>> 3;
  const wide = kernels.views.i64;
  if (type.id === "Int64") {
    const values = wide.slice(words, words + rows);
    repair(block, column, type, parsed, values, options);
    return fixedColumn(type, rows, values, parsed.valid, nullsOf(parsed.valid, rows));
  }
  const values = allocate(type, rows) as Int32Array;
  const halves = kernels.views.i32;
  const [low, high] = (boundsOf(type) as readonly [bigint, bigint]).map(Number) as [number, number];
  const bad: number[] = [];
  const unsigned = type.id === "UInt64";
  for (let r = 0; r < rows; r++) {
    const top = halves[(words + r) * 2 + 1] as number;
    const v = top * 4294967296 + ((halves[(words + r) * 2] as number) >>> 0);
    if (unsigned ? top >= 0 : v >= low && v <= high) {
      if (unsigned) (values as unknown as BigUint64Array)[r] = wide[words + r] as bigint;
      else values[r] = v;
    } else if (((parsed.valid[r >> 3] as number) >> (r & 7)) & 1) {
      parsed.valid[r >> 3] = (parsed.valid[r >> 3] as number) & ~(1 << (r & 7));
      bad.push(r);
    }
  }
  repair(block, column, type, { ...parsed, bad: Int32Array.from([...parsed.bad, ...bad].sort((a, b) => a - b)) }, values, options);
  return fixedColumn(type, rows, values, parsed.valid, nullsOf(parsed.valid, rows));
}

function floats(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { src, starts, ends, columns, rows, dialect } = block;
  const table = powersPtr();
  const parsed = run(block, rows * 8, (out, valid, bad) =>
    kernels.k.csvFloat64(src, starts, ends, columns, column, rows, dialect.quote, options.decimalPoint, table, out, valid, bad),
  );
  const { f64 } = kernels.views;
  const found = f64.subarray(parsed.out >>> 3, (parsed.out >>> 3) + rows);
  const values = type.id === "Float32" ? Float32Array.from(found) : found.slice();
  repair(block, column, type, parsed, values, options);
  return fixedColumn(type, rows, values, parsed.valid, nullsOf(parsed.valid, rows));
}

function bools(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { src, starts, ends, columns, rows, dialect } = block;
  const bytes = bitmapBytes(rows);
  const parsed = run(block, bytes, (out, valid, bad) =>
    kernels.k.csvBool(src, starts, ends, columns, column, rows, dialect.quote, out, valid, bad),
  );
  const bits = kernels.u8.slice(parsed.out, parsed.out + bytes);
  repair(block, column, type, parsed, {}, options);
  return boolColumn(type, rows, bits, parsed.valid, nullsOf(parsed.valid, rows));
}

function texts(block: Block, column: number, type: DataType, options: ColumnOptions): BytesColumn {
  const { src, starts, ends, columns, rows, dialect } = block;
  const offsets = block.own((rows + 1) * 4);
  const parsed = run(block, block.length, (out, valid, bad) =>
    kernels.k.csvText(src, starts, ends, columns, column, rows, dialect.quote, options.missingIsEmpty ? 0 : 1, offsets, out, valid, bad),
  );
  for (const row of parsed.bad) options.fail(row, fieldAt(block, row, column));
  const places = kernels.views.i32.slice(offsets >>> 2, (offsets >>> 2) + rows + 1);
  const data = kernels.u8.slice(parsed.out, parsed.out + (places[rows] as number));
  return bytesColumn(type, rows, places, data, parsed.valid, nullsOf(parsed.valid, rows));
}

function categories(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  const { rows } = block;
  const plain = texts(block, column, Utf8, options);
  const all = entries(plain);
  const fixed = type.id === "Enum" ? (type as Enum).categories : null;
  const index = new Map<string, number>(fixed?.map((c, i) => [c, i]));
  const codes = new Int32Array(rows);
  const valid = plain.validity?.slice() ?? new Uint8Array(bitmapBytes(rows)).fill(255);
  for (let r = 0; r < rows; r++) {
    if ((((valid[r >> 3] as number) >> (r & 7)) & 1) === 0) continue;
    const entry = all[r] as string;
    let code = index.get(entry);
    if (code === undefined && fixed !== null) {
      options.fail(r, fieldAt(block, r, column));
      valid[r >> 3] = (valid[r >> 3] as number) & ~(1 << (r & 7));
      code = 0;
    } else if (code === undefined) {
      code = index.size;
      index.set(entry, code);
    }
    codes[r] = code ?? 0;
  }
  return dictColumn(type, rows, codes, dictionaryOf([...index.keys()]), valid, nullsOf(valid, rows));
}

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
    parts.push(bytes.length & 255, (bytes.length >> 8) & 255, (bytes.length >> 16) & 255, bytes.length >>> 24, ...bytes);
    while (parts.length & 3) parts.push(0);
  }
  const tokens = block.own(parts.length);
  kernels.write(tokens, Uint8Array.from(parts));
  const { src, starts, ends, columns, rows, dialect } = block;
  kernels.k.csvNulls(src, starts, ends, columns, column, rows, dialect.quote, tokens, options.nullValues.length);
}

/** Reads one column of a block. */
export function readColumn(block: Block, column: number, type: DataType, options: ColumnOptions): Column {
  markNulls(block, column, options);
  switch (type.id) {
    case "Int8": case "Int16": case "Int32": case "Int64": case "UInt8": case "UInt16": case "UInt32": case "UInt64":
      return integers(block, column, type, options);
    case "Float32": case "Float64":
      return floats(block, column, type, options);
    case "Bool":
      return bools(block, column, type, options);
    case "Utf8": case "Binary":
      return texts(block, column, type, options);
    case "Categorical": case "Enum":
      return categories(block, column, type, options);
    case "Null":
      return noValues(block, column, type, options);
    default:
      return others(block, column, type, options);
  }
}

