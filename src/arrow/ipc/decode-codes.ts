import { getBit } from "../bitmap.ts";
import { type Column, dictColumn, type Validity, type Values } from "../column.ts";
import type { Cursor } from "./cursor.ts";
import type { Rows } from "./decode-column.ts";
import { expandRows } from "./expand.ts";
import { corrupt } from "./flat-reader.ts";
import { typedView } from "./typed-view.ts";
import type { WireDictionary, WireField } from "./wire.ts";

function readIndex(bytes: Uint8Array, length: number, { bits, signed }: WireDictionary, field: WireField): Values {
  switch (bits) {
    case 8:
      return typedView<Values>(signed ? Int8Array : Uint8Array, bytes, length, field);
    case 16:
      return typedView<Values>(signed ? Int16Array : Uint16Array, bytes, length, field);
    // Codes from 2^31 on become negative here and fail the check below.
    case 32:
      return typedView(Int32Array, bytes, length, field);
    default:
      return typedView(BigInt64Array, bytes, length, field);
  }
}

/** Codes as Int32; those of null rows 0. The input is given back where it is fine as it is. */
function checkedCodes(
  index: Values,
  length: number,
  entries: number,
  validity: Validity,
  field: WireField,
): Int32Array {
  if (index instanceof Int32Array) {
    let outside = 0;
    for (let i = 0; i < length; i++) outside |= (index[i] as number) >>> 0 < entries ? 0 : 1;
    if (outside === 0) return index;
  }
  const out = new Int32Array(length);
  const words = index instanceof BigInt64Array ? new Int32Array(index.buffer, index.byteOffset, length * 2) : null;
  for (let i = 0; i < length; i++) {
    if (validity !== null && getBit(validity, i) === 0) continue;
    const code = words === null ? (index[i] as number) : words[2 * i + 1] === 0 ? (words[2 * i] as number) : -1;
    if (code < 0 || code >= entries)
      throw corrupt(`${field.path}: row ${i} has a code outside of its dictionary of ${entries} entries`);
    out[i] = code;
  }
  return out;
}

/** Rows by codes into a dictionary: text stays so, other values are written out. */
export function decodeCodes(field: WireField, c: Cursor, rows: Rows): Column {
  const { length, validity } = rows;
  const index = readIndex(c.buffer(field), length, field.dictionary as WireDictionary, field);
  const { values, recode } = c.dictionaries.use(field);
  const entries = recode?.length ?? values.length;
  let codes = checkedCodes(index, length, entries, validity, field);
  if (field.type.id === "Utf8" || field.type.id === "Categorical" || field.type.id === "Enum") {
    if (values.layout !== "bytes") throw corrupt(`${field.path}: its dictionary is no text`);
    if (recode === null) return dictColumn(field.type, length, codes, values, validity, rows.nulls);
    return recoded(field, codes, recode, values, rows);
  }
  if (validity !== null) {
    codes = codes.slice();
    for (let i = 0; i < length; i++) if (getBit(validity, i) === 0) codes[i] = -1;
  }
  return expandRows(values, codes, validity !== null, c, field);
}

function recoded(
  field: WireField,
  codes: Int32Array,
  recode: Int32Array,
  values: Column & { layout: "bytes" },
  { length, validity, nulls }: Rows,
): Column {
  const out = new Int32Array(length);
  let bits: Uint8Array | null = null;
  let extra = 0;
  for (let i = 0; i < length; i++) {
    if (validity !== null && getBit(validity, i) === 0) continue;
    const code = recode[codes[i] as number] as number;
    if (code >= 0) {
      out[i] = code;
      continue;
    }
    bits ??= validity === null ? new Uint8Array((length + 7) >> 3).fill(255) : validity.slice();
    bits[i >> 3] = (bits[i >> 3] as number) & ~(1 << (i & 7));
    extra++;
  }
  return dictColumn(field.type, length, out, values, bits ?? validity, nulls + extra);
}
