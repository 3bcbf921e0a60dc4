import { PolaroidError } from "../core/error.ts";
import { kernels } from "../kernels/memory.ts";
import { type Batch, batch } from "./batch.ts";
import { bitmapBytes, countBits } from "./bitmap.ts";
import {
  type BytesColumn,
  boolColumn,
  bytesColumn,
  type Column,
  dictColumn,
  fixedColumn,
  fixedListColumn,
  type ListColumn,
  listColumn,
  type Numbers,
  nullColumn,
  structColumn,
  type Validity,
  type Values,
} from "./column.ts";
import { allocate, room } from "./layout.ts";
import { type DataType, Utf8 } from "./types.ts";

/** Row numbers; a negative one stands for a null row. */
export type Rows = Int32Array;

/** The bits of rows, 0 for a negative row. */
function takeBits(source: Uint8Array, rows: Rows): Uint8Array {
  const n = rows.length;
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0, at = 0; i < n; at++) {
    let byte = 0;
    const end = Math.min(n - i, 8);
    for (let k = 0; k < end; k++, i++) {
      const r = rows[i] as number;
      if (r >= 0) byte |= (((source[r >> 3] as number) >> (r & 7)) & 1) << k;
    }
    out[at] = byte;
  }
  return out;
}

/** Ones for the rows that are not negative. */
function realRows(rows: Rows): Uint8Array {
  const n = rows.length;
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0, at = 0; i < n; at++) {
    let byte = 0;
    for (let k = 0, end = Math.min(n - i, 8); k < end; k++, i++) byte |= (~(rows[i] as number) >>> 31) << k;
    out[at] = byte;
  }
  return out;
}

/** Which of the rows are valid. */
export function takeValidity(c: Column, rows: Rows, outer: boolean): { validity: Validity; nulls: number } {
  const source = c.validity;
  if (source === null && !outer) return { validity: null, nulls: 0 };
  const bits = source === null ? realRows(rows) : takeBits(source, rows);
  const nulls = rows.length - countBits(bits, rows.length);
  return { validity: nulls === 0 ? null : bits, nulls };
}

// Copying the values into the kernels' memory must cost less than it saves.
const FEW_ROWS = 512;
const MOST_VALUES = 1 << 17;

type Gather = (values: number, rows: number, n: number, out: number) => void;

function gathered<T extends Float64Array | BigInt64Array | BigUint64Array>(
  values: Values,
  rows: Rows,
  out: T,
  by: Gather = kernels.k.gather64,
): T {
  const mark = kernels.mark();
  try {
    const at = kernels.push(out.byteLength);
    by(kernels.put(values), kernels.put(rows), rows.length, at);
    kernels.read(at, out);
    return out;
  } finally {
    kernels.reset(mark);
  }
}

const pays = (values: Values, rows: Rows, outer: boolean): boolean =>
  !outer && rows.length >= FEW_ROWS && values.length <= MOST_VALUES && rows.length * 32 >= values.length;

// Rows of a morsel often lie near each other: as-of joins, sorted keys.
const MOST_ROWS = 1 << 17;
type Make = new (buffer: ArrayBuffer) => Values;

/** Values of 32 or 64 bits that lie near each other; null where they do not, or are few. */
function takeNear(values: Values, rows: Rows): Values | null {
  const width = values.BYTES_PER_ELEMENT;
  const n = rows.length;
  if (n < FEW_ROWS || n > MOST_ROWS || (width !== 4 && width !== 8)) return null;
  const mark = kernels.mark();
  try {
    const at = kernels.put(rows);
    const range = kernels.push(8);
    kernels.k.rowRange(at, n, range);
    const least = kernels.views.i32[range >> 2] as number;
    const end = (kernels.views.i32[(range >> 2) + 1] as number) + 1;
    if (end - least > Math.min(MOST_VALUES, 4 * n)) return null;
    const from = kernels.put(values.subarray(least, end));
    const out = kernels.push(width * n);
    (width === 4 ? kernels.k.gatherNear32 : kernels.k.gatherNear64)(from, least, at, n, out);
    const made = new (values.constructor as Make)(room(width * n));
    kernels.read(out, made);
    return made;
  } finally {
    kernels.reset(mark);
  }
}

function takeValues(values: Values, rows: Rows, outer: boolean): Values {
  if (outer || values.length > MOST_VALUES) {
    const near = takeNear(values, rows);
    if (near !== null) return near;
  }
  if (values.BYTES_PER_ELEMENT === 8 && pays(values, rows, outer)) {
    const out = room(8 * rows.length);
    if (values instanceof Float64Array) return gathered(values, rows, new Float64Array(out));
    if (values instanceof BigInt64Array) return gathered(values, rows, new BigInt64Array(out));
    if (values instanceof BigUint64Array) return gathered(values, rows, new BigUint64Array(out));
  }
  if (values instanceof BigInt64Array) return new BigInt64Array(takeWords(values, rows).buffer);
  if (values instanceof BigUint64Array) return new BigUint64Array(takeWords(values, rows).buffer);
  const numbers = values as Numbers;
  return takeNumbers(numbers, new (numbers.constructor as new (n: number) => Numbers)(rows.length), rows, outer);
}

// Not by Float64Array: an integer whose bits are a NaN may not survive it.
function takeWords(values: BigInt64Array | BigUint64Array, rows: Rows): Int32Array<ArrayBuffer> {
  const from = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const out = new Int32Array(rows.length * 2);
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i] as number;
    if (r < 0) continue;
    out[2 * i] = from[2 * r] as number;
    out[2 * i + 1] = from[2 * r + 1] as number;
  }
  return out;
}

function takeNumbers<T extends Numbers>(from: T, out: T, rows: Rows, outer: boolean): T {
  if (outer) {
    for (let i = 0; i < rows.length; i++) {
      const r = rows[i] as number;
      out[i] = r < 0 ? 0 : (from[r] as number);
    }
  } else for (let i = 0; i < rows.length; i++) out[i] = from[rows[i] as number] as number;
  return out;
}

function takeWide(values: Values, rows: Rows, outer: boolean): Values {
  if (pays(values, rows, outer))
    return gathered(values, rows, new BigInt64Array(room(16 * rows.length)), kernels.k.gather128);
  const from = new Int32Array(values.buffer, values.byteOffset, values.length * 2);
  const out = new Int32Array(rows.length * 4);
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i] as number;
    if (r < 0) continue;
    out[4 * i] = from[4 * r] as number;
    out[4 * i + 1] = from[4 * r + 1] as number;
    out[4 * i + 2] = from[4 * r + 2] as number;
    out[4 * i + 3] = from[4 * r + 3] as number;
  }
  return new BigInt64Array(out.buffer);
}

const tooLong = (): PolaroidError =>
  new PolaroidError(
    "LIMIT_EXCEEDED",
    "a column of text or lists would pass 2 GiB in one batch; take fewer rows at once",
  );

function takeBytes(c: BytesColumn, rows: Rows, validity: Validity, nulls: number): Column {
  const { offsets, data } = c;
  const to = new Int32Array(rows.length + 1);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i] as number;
    if (r >= 0) total += (offsets[r + 1] as number) - (offsets[r] as number);
    to[i + 1] = total;
  }
  if (total > 0x7fffffff) throw tooLong();
  const first = offsets[0] as number;
  const held = (offsets[c.length] as number) - first + 4 * c.length;
  // Copying the text into the kernels' memory and back must cost less than it saves.
  if (rows.length >= 512 && total <= MOST_GATHERED && held <= 256 * rows.length)
    return gatherText(c, rows, to, total, validity, nulls);
  const out = new Uint8Array(total);
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i] as number;
    if (r < 0) continue;
    const start = offsets[r] as number;
    const end = offsets[r + 1] as number;
    const at = to[i] as number;
    if (end - start < 24) for (let j = start, k = at; j < end; j++, k++) out[k] = data[j] as number;
    else out.set(data.subarray(start, end), at);
  }
  return bytesColumn(c.type, rows.length, to, out, validity, nulls);
}

const MOST_GATHERED = 2 ** 28;

function gatherText(
  c: BytesColumn,
  rows: Rows,
  to: Int32Array,
  total: number,
  validity: Validity,
  nulls: number,
): Column {
  const first = c.offsets[0] as number;
  const mark = kernels.mark();
  try {
    const offsets = kernels.put(c.offsets.subarray(0, c.length + 1));
    const data = kernels.put(c.data.subarray(first, c.offsets[c.length]));
    const at = kernels.put(rows);
    const out = kernels.push(total);
    kernels.k.gatherBytes(offsets, data - first, at, rows.length, out);
    const text = new Uint8Array(total);
    kernels.read(out, text);
    return bytesColumn(c.type, rows.length, to, text, validity, nulls);
  } finally {
    kernels.reset(mark);
  }
}

function takeList(c: ListColumn, rows: Rows, validity: Validity, nulls: number): Column {
  const to = new Int32Array(rows.length + 1);
  let total = 0;
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i] as number;
    if (r >= 0) total += (c.offsets[r + 1] as number) - (c.offsets[r] as number);
    to[i + 1] = total;
  }
  if (total > 0x7fffffff) throw tooLong();
  const inner = new Int32Array(total);
  let n = 0;
  for (let i = 0; i < rows.length; i++) {
    const r = rows[i] as number;
    if (r >= 0) for (let j = c.offsets[r] as number; j < (c.offsets[r + 1] as number); j++) inner[n++] = j;
  }
  return listColumn(c.type, rows.length, to, takeColumn(c.child, inner), validity, nulls);
}

/** The rows of a column in the order given; `outer` says that negative (null) rows may occur. */
export function takeColumn(c: Column, rows: Rows, outer = false): Column {
  const length = rows.length;
  if (c.layout === "null") return nullColumn(c.type, length);
  const { validity, nulls } = takeValidity(c, rows, outer);
  switch (c.layout) {
    case "fixed": {
      const values = c.type.id === "Decimal" ? takeWide(c.values, rows, outer) : takeValues(c.values, rows, outer);
      return fixedColumn(c.type, length, values, validity, nulls);
    }
    case "bool":
      return boolColumn(c.type, length, takeBits(c.bits, rows), validity, nulls);
    case "bytes":
      return takeBytes(c, rows, validity, nulls);
    case "dict":
      return dictColumn(c.type, length, takeValues(c.codes, rows, outer) as Int32Array, c.dictionary, validity, nulls);
    case "list":
      return takeList(c, rows, validity, nulls);
    case "fixedList": {
      const inner = new Int32Array(length * c.size);
      for (let i = 0; i < length; i++)
        for (let j = 0; j < c.size; j++)
          inner[i * c.size + j] = (rows[i] as number) < 0 ? -1 : (rows[i] as number) * c.size + j;
      return fixedListColumn(c.type, length, c.size, takeColumn(c.child, inner, outer), validity, nulls);
    }
    case "struct":
      return structColumn(
        c.type,
        length,
        c.children.map((child) => takeColumn(child, rows, outer)),
        validity,
        nulls,
      );
  }
}

export const takeBatch = (b: Batch, rows: Rows, outer = false): Batch =>
  batch(
    b.schema,
    b.columns.map((c) => takeColumn(c, rows, outer)),
    rows.length,
  );

/** A column of nulls of any type. */
export function allNull(type: DataType, length: number): Column {
  const validity = length === 0 ? null : new Uint8Array(bitmapBytes(length));
  switch (type.id) {
    case "Null":
      return nullColumn(type, length);
    case "Bool":
      return boolColumn(type, length, new Uint8Array(bitmapBytes(length)), validity, length);
    case "Utf8":
    case "Binary":
      return bytesColumn(type, length, new Int32Array(length + 1), new Uint8Array(0), validity, length);
    case "Categorical":
    case "Enum":
      return dictColumn(type, length, new Int32Array(length), emptyDictionary(), validity, length);
    case "List":
      return listColumn(type, length, new Int32Array(length + 1), allNull(type.inner, 0), validity, length);
    case "FixedSizeList":
      return fixedListColumn(type, length, type.size, allNull(type.inner, length * type.size), validity, length);
    case "Struct":
      return structColumn(
        type,
        length,
        type.fields.map((f) => allNull(f.type, length)),
        validity,
        length,
      );
    default:
      return fixedColumn(type, length, allocate(type, length), validity, length);
  }
}

export const emptyDictionary = (): BytesColumn => bytesColumn(Utf8, 0, new Int32Array(1), new Uint8Array(0));
