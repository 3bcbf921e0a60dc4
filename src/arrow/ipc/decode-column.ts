import { countBits } from "../bitmap.ts";
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
} from "../column.ts";
import { sliceColumn } from "../slice.ts";
import { checkOffsets, checkText } from "./check-text.ts";
import type { Cursor } from "./cursor.ts";
import { decodeCodes } from "./decode-codes.ts";
import { decodeRuns } from "./decode-runs.ts";
import { decodeListView, decodeViews } from "./decode-views.ts";
import { corrupt } from "./flat-reader.ts";
import { typedView } from "./typed-view.ts";
import { narrowOffsets, scaleInt32, scaleInt64, widenDecimals, widenFloats } from "./widen.ts";
import type { WireField, WireType } from "./wire.ts";

export interface Rows {
  readonly length: number;
  readonly validity: Validity;
  readonly nulls: number;
}

/** The validity of a node; a null count of 0 is trusted, any other is counted. */
export function readValidity(field: WireField, c: Cursor): Rows {
  const { length, nulls } = c.node(field);
  const bytes = c.buffer(field);
  if (nulls === 0 || length === 0) return { length, validity: null, nulls: 0 };
  if (bytes.length === 0 && nulls < 0) return { length, validity: null, nulls: 0 };
  const validity = typedView(Uint8Array, bytes, (length + 7) >> 3, field);
  const real = length - countBits(validity, length);
  return { length, validity: real === 0 ? null : validity, nulls: real };
}

/** The offsets of a column; a column of no rows may lack them. */
export function readOffsets(field: WireField, c: Cursor, length: number, large: boolean): Int32Array {
  const bytes = c.buffer(field);
  if (length === 0) return new Int32Array(1);
  return large
    ? narrowOffsets(typedView(BigInt64Array, bytes, length + 1, field), field)
    : typedView(Int32Array, bytes, length + 1, field);
}

/** Reads the next column from a batch. */
export function decodeColumn(field: WireField, c: Cursor): Column {
  if (field.dictionary !== null) return decodeCodes(field, c, readValidity(field, c));
  const { type, wire } = field;
  switch (wire.kind) {
    case "null": {
      const { length } = c.node(field);
      c.expand(length / 8, field);
      return nullColumn(type, length);
    }
    case "ree":
      return decodeRuns(field, c, c.node(field).length);
    case "bool": {
      const { length, validity, nulls } = readValidity(field, c);
      return boolColumn(
        type,
        length,
        typedView(Uint8Array, c.buffer(field), (length + 7) >> 3, field),
        validity,
        nulls,
      );
    }
    case "bytes": {
      const { length, validity, nulls } = readValidity(field, c);
      const offsets = readOffsets(field, c, length, wire.large);
      const data = c.buffer(field);
      checkOffsets(offsets, data.length, field);
      if (wire.text) checkText(offsets, data, field);
      return bytesColumn(type, length, offsets, data, validity, nulls);
    }
    case "view":
      return decodeViews(field, c, readValidity(field, c), wire.text);
    case "fixedBinary": {
      const rows = readValidity(field, c);
      return fixedBinary(field, c, rows, wire.width);
    }
    case "list":
    case "map": {
      const { length, validity, nulls } = readValidity(field, c);
      const offsets = readOffsets(field, c, length, wire.kind === "list" && wire.large);
      const child = decodeColumn(field.children[0] as WireField, c);
      checkOffsets(offsets, child.length, field);
      return listColumn(type, length, offsets, child, validity, nulls);
    }
    case "listView":
      return decodeListView(field, c, readValidity(field, c), wire.large);
    case "fixedList": {
      const { length, validity, nulls } = readValidity(field, c);
      const child = atLeast(decodeColumn(field.children[0] as WireField, c), length * wire.size, field);
      return fixedListColumn(type, length, wire.size, child, validity, nulls);
    }
    case "struct": {
      const { length, validity, nulls } = readValidity(field, c);
      const children = field.children.map((child) => atLeast(decodeColumn(child, c), length, field));
      return structColumn(type, length, children, validity, nulls);
    }
    default: {
      const { length, validity, nulls } = readValidity(field, c);
      return fixedColumn(type, length, readValues(field, wire, c.buffer(field), length, validity), validity, nulls);
    }
  }
}

// The format lets children be longer than their parent needs.
function atLeast(child: Column, length: number, field: WireField): Column {
  if (child.length < length)
    throw corrupt(`${field.path}: a child has ${child.length} values where ${length} are needed`);
  return sliceColumn(child, 0, length);
}

function fixedBinary(field: WireField, c: Cursor, { length, validity, nulls }: Rows, width: number): Column {
  const data = c.buffer(field);
  if (data.length < length * width || length * width > 0x7fffffff)
    throw corrupt(`${field.path}: a buffer of ${data.length} bytes is too short`);
  const offsets = new Int32Array(length + 1);
  if (width === 0) c.expand(4 * length, field);
  for (let i = 0; i <= length; i++) offsets[i] = i * width;
  return bytesColumn(field.type, length, offsets, data, validity, nulls);
}

function readValues(field: WireField, wire: WireType, bytes: Uint8Array, length: number, validity: Validity): Values {
  const i64 = (): BigInt64Array => typedView(BigInt64Array, bytes, length, field);
  switch (wire.kind) {
    case "int":
      switch (wire.bits) {
        case 8:
          return typedView<Values>(wire.signed ? Int8Array : Uint8Array, bytes, length, field);
        case 16:
          return typedView<Values>(wire.signed ? Int16Array : Uint16Array, bytes, length, field);
        case 32:
          return typedView<Values>(wire.signed ? Int32Array : Uint32Array, bytes, length, field);
        default:
          return wire.signed ? i64() : typedView(BigUint64Array, bytes, length, field);
      }
    case "float":
      if (wire.bits === 16) return widenFloats(typedView(Uint16Array, bytes, length, field));
      return typedView<Values>(wire.bits === 32 ? Float32Array : Float64Array, bytes, length, field);
    case "decimal":
      if (wire.bits === 128) return typedView(BigInt64Array, bytes, 2 * length, field);
      return widenDecimals(
        typedView(Uint8Array, bytes, (length * wire.bits) / 8, field),
        length,
        wire.bits,
        validity,
        field,
      );
    case "date":
      return wire.unit === "day" ? typedView(Int32Array, bytes, length, field) : i64();
    case "time":
      if (wire.bits === 32)
        return scaleInt32(typedView(Int32Array, bytes, length, field), wire.unit === "s" ? 1e9 : 1e6);
      return wire.unit === "us" ? scaleInt64(i64(), 1000, validity, field) : i64();
    case "timestamp":
    case "duration":
      return wire.unit === "s" ? scaleInt64(i64(), 1000, validity, field) : i64();
    default:
      throw corrupt(`${field.path}: ${wire.kind} is no column of numbers`);
  }
}
