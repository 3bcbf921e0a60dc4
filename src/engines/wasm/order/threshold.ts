import { bitmapBytes, bitsToRows } from "../../../arrow/bitmap.ts";
import { type Column, type FixedColumn, isValid, type Numbers } from "../../../arrow/column.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import type { SortKey } from "./key.ts";
import { identity } from "./merge-sort.ts";

/** Rows that come before a row of another batch, or with it where `ties` count; every row where the type has no quick test. */
export function before(key: SortKey, mark: Column, row: number, ties: boolean): Int32Array {
  const { column, nullsLast } = key;
  if (column.layout !== "fixed" || mark.layout !== "fixed" || column.type.id === "Decimal")
    return identity(column.length);
  if (!isValid(mark, row)) {
    // Before a null at the end come all values, before one at the start nothing.
    if (ties) return nullsLast ? identity(column.length) : nullRows(column);
    return nullsLast
      ? column.validity === null
        ? identity(column.length)
        : bitsToRows(column.validity, column.length)
      : new Int32Array(0);
  }
  const rows = new Int32Array(column.length);
  const n =
    column.values instanceof BigInt64Array || column.values instanceof BigUint64Array
      ? wide(column, mark, row, key.descending, ties, rows)
      : numbers(column, mark, row, key.descending, ties, rows);
  const found = rows.subarray(0, n);
  return column.validity === null ? found : withNulls(column, found, nullsLast);
}

function nullRows(c: Column): Int32Array {
  if (c.validity === null) return new Int32Array(0);
  const bits = new Uint8Array(bitmapBytes(c.length));
  for (let i = 0; i < bits.length; i++) bits[i] = ~(c.validity[i] as number);
  return bitsToRows(bits, c.length);
}

// Null rows hold anything, so their values decided nothing.
function withNulls(c: Column, found: Int32Array, nullsLast: boolean): Int32Array {
  const valid = found.filter((row) => isValid(c, row));
  if (nullsLast) return valid;
  const out = new Int32Array(valid.length + c.nulls);
  out.set(valid);
  out.set(nullRows(c), valid.length);
  return out.sort();
}

function numbers(
  c: FixedColumn,
  mark: FixedColumn,
  row: number,
  descending: boolean,
  ties: boolean,
  rows: Int32Array,
): number {
  const values = c.values as Numbers;
  const limit = mark.values[row] as number;
  if (isFloat(c.type) && Number.isNaN(limit)) return besideNan(values as Float64Array, descending, ties, rows);
  let n = 0;
  if (descending) {
    // What is not below is above or NaN.
    if (ties) {
      for (let i = 0; i < values.length; i++) if (!((values[i] as number) < limit)) rows[n++] = i;
    } else for (let i = 0; i < values.length; i++) if (!((values[i] as number) <= limit)) rows[n++] = i;
  } else if (ties) {
    for (let i = 0; i < values.length; i++) if ((values[i] as number) <= limit) rows[n++] = i;
  } else for (let i = 0; i < values.length; i++) if ((values[i] as number) < limit) rows[n++] = i;
  return n;
}

function besideNan(values: Float64Array, descending: boolean, ties: boolean, rows: Int32Array): number {
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const nan = Number.isNaN(values[i]);
    if (nan ? ties : !descending) rows[n++] = i;
  }
  return n;
}

function wide(
  c: FixedColumn,
  mark: FixedColumn,
  row: number,
  descending: boolean,
  ties: boolean,
  rows: Int32Array,
): number {
  const words = (f: FixedColumn): Int32Array =>
    new Int32Array(f.values.buffer, f.values.byteOffset, f.values.length * 2);
  const from = words(c);
  const limit = words(mark);
  const flip = c.type.id === "UInt64" ? 0x80000000 | 0 : 0;
  const high = (limit[2 * row + 1] as number) ^ flip;
  const low = (limit[2 * row] as number) >>> 0;
  let n = 0;
  for (let i = 0; i < c.length; i++) {
    const h = (from[2 * i + 1] as number) ^ flip;
    const d = h === high ? ((from[2 * i] as number) >>> 0) - low : h - high;
    if (d === 0 ? ties : descending ? d > 0 : d < 0) rows[n++] = i;
  }
  return n;
}
