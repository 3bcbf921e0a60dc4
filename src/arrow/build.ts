import { shown } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { utf8, utf8Into } from "../core/utf8.ts";
import { bitmapBytes, setBit } from "./bitmap.ts";
import {
  boolColumn,
  bytesColumn,
  type Column,
  dictColumn,
  fixedColumn,
  fixedListColumn,
  listColumn,
  nullColumn,
  structColumn,
  type Validity,
} from "./column.ts";
import { dictionaryOf } from "./dictionary.ts";
import { fromJs } from "./from-js.ts";
import { inferType } from "./infer.ts";
import { allocate } from "./layout.ts";
import { isInteger, typeName } from "./type-info.ts";
import {
  type DataType,
  type Enum,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
} from "./types.ts";

type Items = ArrayLike<unknown>;

function validityOf(values: Items): { validity: Validity; nulls: number } {
  let nulls = 0;
  for (let i = 0; i < values.length; i++) if (values[i] == null) nulls++;
  if (nulls === 0) return { validity: null, nulls };
  const bits = new Uint8Array(bitmapBytes(values.length));
  for (let i = 0; i < values.length; i++) if (values[i] != null) setBit(bits, i);
  return { validity: bits, nulls };
}

function fail(type: DataType, i: number, value: unknown, cause?: unknown): never {
  const object = typeof value === "object" && !(value instanceof Date);
  const text = object ? shown(value) : typeof value === "string" ? JSON.stringify(value.slice(0, 40)) : String(value);
  const far = typeof value === "bigint" && isInteger(type) ? "; it is out of its range" : "";
  throw new PolaroidError(
    "TYPE_MISMATCH",
    `row ${i}: ${text}${object ? "" : ` (${typeof value})`} is no ${typeName(type)}${far}`,
    cause === undefined ? {} : { cause },
  );
}

function buildText(type: DataType, values: Items, validity: Validity, nulls: number): Column {
  const offsets = new Int32Array(values.length + 1);
  let data = new Uint8Array(Math.max(64, values.length * 8));
  let at = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v != null) {
      if (type.id === "Utf8" ? typeof v !== "string" : !(v instanceof Uint8Array)) fail(type, i, v);
      const need = at + (typeof v === "string" ? v.length * 3 : (v as Uint8Array).length);
      if (need > data.length) {
        const exact = typeof v === "string" && v.length > 1 << 16 ? at + utf8(v).length : need;
        if (exact > 0x7fffffff)
          throw new PolaroidError("LIMIT_EXCEEDED", "a column of text would pass 2 GiB in one batch");
        const more = new Uint8Array(Math.min(0x7fffffff + 8, Math.max(exact, data.length * 2)));
        more.set(data.subarray(0, at));
        data = more;
      }
      if (typeof v === "string") at += utf8Into(v, data, at);
      else {
        data.set(v as Uint8Array, at);
        at += (v as Uint8Array).length;
      }
    }
    offsets[i + 1] = at;
  }
  return bytesColumn(
    type,
    values.length,
    offsets,
    at * 2 < data.length ? data.slice(0, at) : data.subarray(0, at),
    validity,
    nulls,
  );
}

function buildDict(type: DataType, values: Items, validity: Validity, nulls: number): Column {
  const fixed = type.id === "Enum" ? (type as Enum).categories : null;
  const index = new Map<string, number>((fixed ?? []).map((c, i) => [c, i]));
  const codes = new Int32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v == null) continue;
    if (typeof v !== "string") fail(type, i, v);
    let code = index.get(v);
    if (code === undefined) {
      if (fixed !== null) fail(type, i, v);
      code = index.size;
      index.set(v, code);
    }
    codes[i] = code;
  }
  return dictColumn(type, values.length, codes, dictionaryOf([...index.keys()]), validity, nulls);
}

function buildList(type: DataType & { inner: DataType }, values: Items, validity: Validity, nulls: number): Column {
  const offsets = new Int32Array(values.length + 1);
  const flat: unknown[] = [];
  for (let i = 0; i < values.length; i++) {
    const v = values[i];
    if (v != null) {
      if (!Array.isArray(v) && !(ArrayBuffer.isView(v) && "length" in v)) fail(type, i, v);
      const items = v as Items;
      if (type.id === "FixedSizeList" && items.length !== type.size) fail(type, i, `[${items.length} items]`);
      for (let j = 0; j < items.length; j++) flat.push(items[j]);
    } else if (type.id === "FixedSizeList") for (let j = 0; j < type.size; j++) flat.push(null);
    offsets[i + 1] = flat.length;
  }
  const child = columnFrom(flat, type.inner);
  return type.id === "FixedSizeList"
    ? fixedListColumn(type, values.length, type.size, child, validity, nulls)
    : listColumn(type, values.length, offsets, child, validity, nulls);
}

function buildFixed(type: DataType, values: Items, validity: Validity, nulls: number): Column {
  const out = allocate(type, values.length);
  const convert = fromJs(type);
  if (type.id === "Decimal") {
    const words = out as BigInt64Array;
    for (let i = 0; i < values.length; i++) {
      if (values[i] == null) continue;
      const v = convert(values[i]);
      if (typeof v !== "bigint") fail(type, i, values[i]);
      words[2 * i] = BigInt.asIntN(64, v);
      words[2 * i + 1] = v >> 64n;
    }
  } else if (out instanceof BigInt64Array || out instanceof BigUint64Array) {
    for (let i = 0; i < values.length; i++) {
      if (values[i] == null) continue;
      const v = convert(values[i]);
      if (typeof v !== "bigint") fail(type, i, values[i]);
      out[i] = v;
    }
  } else if (type.id === "Float64" || type.id === "Float32") {
    for (let i = 0; i < values.length; i++) {
      const v = values[i];
      if (typeof v === "number") out[i] = v;
      else if (typeof v === "bigint") out[i] = Number(v);
      else if (v != null) fail(type, i, v);
    }
  } else {
    for (let i = 0; i < values.length; i++) {
      if (values[i] == null) continue;
      const v = convert(values[i]);
      if (typeof v !== "number") fail(type, i, values[i]);
      (out as Int32Array)[i] = v;
    }
  }
  return fixedColumn(type, values.length, out, validity, nulls);
}

/** The type that a typed array has by itself. */
function ownType(values: Items): DataType | null {
  if (!ArrayBuffer.isView(values)) return null;
  switch (Object.prototype.toString.call(values)) {
    case "[object Float64Array]":
      return Float64;
    case "[object Float32Array]":
      return Float32;
    case "[object Int8Array]":
      return Int8;
    case "[object Int16Array]":
      return Int16;
    case "[object Int32Array]":
      return Int32;
    case "[object BigInt64Array]":
      return Int64;
    case "[object Uint8Array]":
      return UInt8;
    case "[object Uint16Array]":
      return UInt16;
    case "[object Uint32Array]":
      return UInt32;
    case "[object BigUint64Array]":
      return UInt64;
    default:
      return null;
  }
}

/** A column of JavaScript values; a typed array is taken as it is, without a copy; null and undefined are null. Without a type it is inferred. */
export function columnFrom(values: Items, type?: DataType): Column {
  if (typeof values !== "object" || values === null || typeof values.length !== "number")
    throw new PolaroidError(
      "TYPE_MISMATCH",
      `${String(values)} (${typeof values}) is no list of values; a column is an array or a typed array`,
    );
  const own = ownType(values);
  const t = type ?? own ?? inferType(values as readonly unknown[]);
  if (own !== null && own.id === t.id) return fixedColumn(t, values.length, values as Float64Array);
  const { validity, nulls } = validityOf(values);
  switch (t.id) {
    case "Null":
      if (nulls < values.length)
        fail(
          t,
          0,
          Array.from(values).find((v) => v != null),
        );
      return nullColumn(t, values.length);
    case "Bool": {
      const bits = new Uint8Array(bitmapBytes(values.length));
      for (let i = 0; i < values.length; i++) {
        if (values[i] === true) setBit(bits, i);
        else if (values[i] != null && values[i] !== false) fail(t, i, values[i]);
      }
      return boolColumn(t, values.length, bits, validity, nulls);
    }
    case "Utf8":
    case "Binary":
      return buildText(t, values, validity, nulls);
    case "Categorical":
    case "Enum":
      return buildDict(t, values, validity, nulls);
    case "List":
    case "FixedSizeList":
      return buildList(t, values, validity, nulls);
    case "Struct": {
      const rows = values as ArrayLike<Record<string, unknown> | null | undefined>;
      for (let i = 0; i < rows.length; i++) if (rows[i] != null && typeof rows[i] !== "object") fail(t, i, rows[i]);
      const children = t.fields.map((f) =>
        columnFrom(
          Array.from(rows, (row) => row?.[f.name]),
          f.type,
        ),
      );
      return structColumn(t, values.length, children, validity, nulls);
    }
    default:
      return buildFixed(t, values, validity, nulls);
  }
}
