import type * as bindings from "@duckdb/node-bindings";
import { countBits, setBit } from "../../arrow/bitmap.ts";
import { columnFrom } from "../../arrow/build.ts";
import {
  boolColumn,
  bytesColumn,
  type Column,
  fixedColumn,
  fixedListColumn,
  listColumn,
  nullColumn,
  structColumn,
  type Validity,
  type Values,
} from "../../arrow/column.ts";
import { allocate, widthOf } from "../../arrow/layout.ts";
import { takeColumn } from "../../arrow/take.ts";
import { type DataType, Utf8 } from "../../arrow/types.ts";
import { valuesOf } from "../../arrow/value.ts";
import type { Native } from "./native.ts";

function validityOf(db: Native, v: bindings.Vector, length: number): { validity: Validity; nulls: number } {
  const words = db.vector_get_validity(v, Math.ceil(length / 64) * 8) as Uint8Array | null;
  if (words === null || length === 0) return { validity: null, nulls: 0 };
  const bits = words.slice(0, (length + 7) >> 3);
  const nulls = length - countBits(bits, length);
  return { validity: nulls === 0 ? null : bits, nulls };
}

/** Memory between two places that are read, less than a page apart, is there to be read, too. */
const PAGE = 4096;
const MOST = 1 << 24;

/** Texts behind pointers: those that lie close together come by one call. */
function farTexts(db: Native, raw: Uint8Array, far: readonly number[], offsets: Int32Array, data: Uint8Array): void {
  const heads = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const places = new Float64Array(far.length);
  let ordered = true;
  far.forEach((i, n) => {
    places[n] = heads.getUint32(i * 16 + 12, true) * 2 ** 32 + heads.getUint32(i * 16 + 8, true);
    ordered &&= n === 0 || (places[n - 1] as number) <= (places[n] as number);
  });
  const order = Uint32Array.from(far, (_, n) => n);
  if (!ordered) order.sort((a, b) => (places[a] as number) - (places[b] as number));
  const sizeOf = (n: number): number =>
    (offsets[(far[n] as number) + 1] as number) - (offsets[far[n] as number] as number);
  for (let from = 0; from < order.length; ) {
    const first = order[from] as number;
    const start = places[first] as number;
    let end = start + sizeOf(first);
    let to = from + 1;
    for (; to < order.length; to++) {
      const n = order[to] as number;
      const place = places[n] as number;
      if (place - end >= PAGE || place + sizeOf(n) - start > MOST) break;
      end = Math.max(end, place + sizeOf(n));
    }
    const at = raw.byteOffset + (far[first] as number) * 16 + 8;
    const bytes = db.get_data_from_pointer(raw.buffer as ArrayBuffer, at, end - start);
    for (; from < to; from++) {
      const n = order[from] as number;
      const place = (places[n] as number) - start;
      data.set(bytes.subarray(place, place + sizeOf(n)), offsets[far[n] as number]);
    }
  }
}

function texts(
  db: Native,
  v: bindings.Vector,
  type: DataType,
  length: number,
  validity: Validity,
  nulls: number,
): Column {
  const raw = db.vector_get_data(v, length * 16);
  const heads = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  const valid = (i: number): boolean => validity === null || (((validity[i >> 3] as number) >> (i & 7)) & 1) === 1;
  const offsets = new Int32Array(length + 1);
  let total = 0;
  for (let i = 0; i < length; i++) {
    if (valid(i)) total += heads.getUint32(i * 16, true);
    offsets[i + 1] = total;
  }
  const data = new Uint8Array(total);
  // Up to 12 bytes lie in the entry itself, longer ones behind a pointer.
  const far: number[] = [];
  for (let i = 0; i < length; i++) {
    const at = offsets[i] as number;
    const size = (offsets[i + 1] as number) - at;
    if (size > 12) far.push(i);
    else for (let j = 0; j < size; j++) data[at + j] = raw[i * 16 + 4 + j] as number;
  }
  if (far.length > 0) farTexts(db, raw, far, offsets, data);
  return bytesColumn(type, length, offsets, data, validity, nulls);
}

function decimals(db: Native, v: bindings.Vector, precision: number, length: number): BigInt64Array {
  const bytes = precision > 18 ? 16 : precision > 9 ? 8 : precision > 4 ? 4 : 2;
  const raw = db.vector_get_data(v, length * bytes).slice();
  if (bytes === 16) return new BigInt64Array(raw.buffer);
  const narrow =
    bytes === 8 ? new BigInt64Array(raw.buffer) : bytes === 4 ? new Int32Array(raw.buffer) : new Int16Array(raw.buffer);
  const out = new BigInt64Array(2 * length);
  for (let i = 0; i < length; i++) {
    const value = BigInt(narrow[i] as number | bigint);
    out[2 * i] = value;
    out[2 * i + 1] = value < 0n ? -1n : 0n;
  }
  return out;
}

function fixed(db: Native, v: bindings.Vector, type: DataType, length: number): Values {
  if (type.id === "Decimal") return decimals(db, v, type.precision, length);
  const out = allocate(type, length);
  new Uint8Array(out.buffer).set(db.vector_get_data(v, length * widthOf(type)));
  return out;
}

// Entries of null rows may hold anything; lists of a chunk need not lie in order.
function lists(
  db: Native,
  v: bindings.Vector,
  type: DataType & { inner: DataType },
  length: number,
  validity: Validity,
  nulls: number,
): Column {
  const entries = new BigUint64Array(db.vector_get_data(v, length * 16).slice().buffer);
  const child = readVector(db, db.list_vector_get_child(v), type.inner, db.list_vector_get_size(v));
  const offsets = new Int32Array(length + 1);
  let inOrder = true;
  let total = 0;
  for (let i = 0; i < length; i++) {
    const valid = validity === null || (((validity[i >> 3] as number) >> (i & 7)) & 1) === 1;
    const size = valid ? Number(entries[2 * i + 1]) : 0;
    if (size > 0 && Number(entries[2 * i]) !== total) inOrder = false;
    total += size;
    offsets[i + 1] = total;
  }
  let items = child;
  if (!inOrder) {
    const rows = new Int32Array(total);
    let n = 0;
    for (let i = 0; i < length; i++) {
      const size = (offsets[i + 1] as number) - (offsets[i] as number);
      for (let j = 0; j < size; j++) rows[n++] = Number(entries[2 * i]) + j;
    }
    items = takeColumn(child, rows);
  }
  if (type.id !== "FixedSizeList") return listColumn(type, length, offsets, items, validity, nulls);
  const rows = new Int32Array(length * type.size).fill(-1);
  for (let i = 0; i < length; i++) {
    if (offsets[i] === offsets[i + 1]) continue;
    for (let j = 0; j < type.size; j++) rows[i * type.size + j] = (offsets[i] as number) + j;
  }
  return fixedListColumn(type, length, type.size, takeColumn(items, rows, true), validity, nulls);
}

/** A vector's rows as a column of the type that the plan says. */
export function readVector(db: Native, v: bindings.Vector, type: DataType, length: number): Column {
  if (type.id === "Null") return nullColumn(type, length);
  const { validity, nulls } = validityOf(db, v, length);
  switch (type.id) {
    case "Bool": {
      const bytes = db.vector_get_data(v, length);
      const bits = new Uint8Array((length + 7) >> 3);
      for (let i = 0; i < length; i++) if (bytes[i] === 1) setBit(bits, i);
      return boolColumn(type, length, bits, validity, nulls);
    }
    case "Utf8":
    case "Binary":
      return texts(db, v, type, length, validity, nulls);
    case "Categorical":
    case "Enum":
      return columnFrom(valuesOf(texts(db, v, Utf8, length, validity, nulls)), type);
    case "List":
    case "FixedSizeList":
      return lists(db, v, type, length, validity, nulls);
    case "Struct":
      return structColumn(
        type,
        length,
        type.fields.map((f, i) => readVector(db, db.struct_vector_get_child(v, i), f.type, length)),
        validity,
        nulls,
      );
    default:
      return fixedColumn(type, length, fixed(db, v, type, length), validity, nulls);
  }
}
