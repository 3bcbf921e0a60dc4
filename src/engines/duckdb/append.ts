import type * as bindings from "@duckdb/node-bindings";
import { type Batch, sliceBatch } from "../../arrow/batch.ts";
import { getBit } from "../../arrow/bitmap.ts";
import type { BytesColumn, Column } from "../../arrow/column.ts";
import { plainText } from "../../arrow/concat.ts";
import { sliceColumn } from "../../arrow/slice.ts";
import type { DataType } from "../../arrow/types.ts";
import type { Native } from "./native.ts";
import { fieldName } from "./quote.ts";

const CHUNK = 2048;

/** The logical type of a vector that holds a type. */
export function logicalType(db: Native, type: DataType): bindings.LogicalType {
  const plain = (t: bindings.Type): bindings.LogicalType => db.create_logical_type(t);
  const { Type } = db;
  switch (type.id) {
    case "Bool":
      return plain(Type.BOOLEAN);
    case "Int8":
      return plain(Type.TINYINT);
    case "Int16":
      return plain(Type.SMALLINT);
    case "Null":
    case "Int32":
    case "Date32":
      return plain(Type.INTEGER);
    case "Int64":
    case "Time":
    case "Datetime":
    case "Duration":
      return plain(Type.BIGINT);
    case "UInt8":
      return plain(Type.UTINYINT);
    case "UInt16":
      return plain(Type.USMALLINT);
    case "UInt32":
      return plain(Type.UINTEGER);
    case "UInt64":
      return plain(Type.UBIGINT);
    case "Float32":
      return plain(Type.FLOAT);
    case "Float64":
      return plain(Type.DOUBLE);
    case "Decimal":
      return db.create_decimal_type(type.precision, type.scale);
    case "Binary":
      return plain(Type.BLOB);
    case "Utf8":
    case "Categorical":
    case "Enum":
      return plain(Type.VARCHAR);
    case "List":
    case "FixedSizeList":
      return db.create_list_type(logicalType(db, type.inner));
    case "Struct":
      return db.create_struct_type(
        type.fields.map((f) => logicalType(db, f.type)),
        type.fields.map((f) => fieldName(f.name)),
      );
  }
}

function copy(db: Native, to: bindings.Vector, view: ArrayBufferView, at = 0): void {
  // The bindings take whole ArrayBuffers: shared memory is copied first.
  const own =
    view.buffer instanceof ArrayBuffer
      ? view
      : new Uint8Array(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  if (own.byteLength > 0) db.copy_data_to_vector(to, at, own.buffer as ArrayBuffer, own.byteOffset, own.byteLength);
}

function setValidity(db: Native, to: bindings.Vector, c: Column): void {
  if (c.validity === null) return;
  const words = new Uint8Array(Math.ceil(c.length / 64) * 8);
  words.set(c.validity.subarray(0, (c.length + 7) >> 3));
  db.vector_ensure_validity_writable(to);
  db.copy_data_to_vector_validity(to, 0, words.buffer, 0, words.byteLength);
}

// A decimal's width decides how many bytes DuckDB keeps of it.
function decimals(c: Column & { layout: "fixed" }): ArrayBufferView {
  const precision = c.type.id === "Decimal" ? c.type.precision : 38;
  const words = c.values as BigInt64Array;
  if (precision > 18) return words;
  const low = Array.from({ length: c.length }, (_, i) => words[2 * i] as bigint);
  if (precision > 9) return BigInt64Array.from(low);
  return precision > 4
    ? Int32Array.from(low, (v) => Number(BigInt.asIntN(32, v)))
    : Int16Array.from(low, (v) => Number(BigInt.asIntN(16, v)));
}

function fillText(db: Native, to: bindings.Vector, c: BytesColumn): void {
  for (let i = 0; i < c.length; i++) {
    if (c.validity !== null && getBit(c.validity, i) === 0) continue;
    db.vector_assign_string_element_len(to, i, c.data.subarray(c.offsets[i], c.offsets[i + 1]));
  }
}

/** Fills a vector with a column. */
export function fill(db: Native, to: bindings.Vector, c: Column): void {
  setValidity(db, to, c);
  switch (c.layout) {
    case "fixed":
      copy(db, to, c.type.id === "Decimal" ? decimals(c) : c.values);
      return;
    case "bool": {
      const bytes = new Uint8Array(c.length);
      for (let i = 0; i < c.length; i++) bytes[i] = getBit(c.bits, i);
      copy(db, to, bytes);
      return;
    }
    case "bytes":
    case "dict":
      fillText(db, to, plainText(c));
      return;
    case "list":
    case "fixedList": {
      const entries = new BigUint64Array(2 * c.length);
      const first = c.layout === "list" ? (c.offsets[0] as number) : 0;
      let end = 0;
      for (let i = 0; i < c.length; i++) {
        const start = c.layout === "list" ? (c.offsets[i] as number) - first : i * c.size;
        const stop = c.layout === "list" ? (c.offsets[i + 1] as number) - first : start + c.size;
        entries[2 * i] = BigInt(start);
        entries[2 * i + 1] = BigInt(stop - start);
        end = stop;
      }
      db.list_vector_reserve(to, end);
      db.list_vector_set_size(to, end);
      copy(db, to, entries);
      fill(db, db.list_vector_get_child(to), sliceColumn(c.child, first, end));
      return;
    }
    case "struct":
      c.children.forEach((child, i) => {
        fill(db, db.struct_vector_get_child(to, i), child);
      });
      return;
    case "null": {
      db.vector_ensure_validity_writable(to);
      const none = new Uint8Array(Math.ceil(c.length / 64) * 8);
      db.copy_data_to_vector_validity(to, 0, none.buffer, 0, none.byteLength);
    }
  }
}

/** Appends a batch to a table, 2048 rows at a time. */
export function appendBatch(db: Native, appender: bindings.Appender, b: Batch): void {
  const types = b.schema.fields.map((f) => logicalType(db, f.type));
  for (let at = 0; at < b.length; at += CHUNK) {
    const part = sliceBatch(b, at, Math.min(CHUNK, b.length - at));
    const chunk = db.create_data_chunk(types);
    part.columns.forEach((c, i) => {
      fill(db, db.data_chunk_get_vector(chunk, i), c);
    });
    db.data_chunk_set_size(chunk, part.length);
    db.append_data_chunk(appender, chunk);
  }
}
