import { PolaroidError } from "../core/error.ts";
import { bitmapBytes, clearBit } from "./bitmap.ts";
import { type BytesColumn, type Column, fixedColumn, fixedListColumn, isValid } from "./column.ts";
import { allocate, widthOf } from "./layout.ts";
import { isNumeric, isTemporal } from "./type-info.ts";
import type { DataType } from "./types.ts";

/** The bytes of one value of a type that bytes can be read as; 0 of others. */
export function bytesOf(t: DataType): number {
  if (t.id === "FixedSizeList") return t.size * bytesOf(t.inner);
  return t.id !== "Decimal" && (isNumeric(t) || isTemporal(t)) ? widthOf(t) : 0;
}

/** `count` values of a type out of bytes that lie behind each other. */
function valuesOf(type: DataType, bytes: Uint8Array, count: number): Column {
  if (type.id === "FixedSizeList")
    return fixedListColumn(type, count, type.size, valuesOf(type.inner, bytes, count * type.size));
  const values = allocate(type, count);
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes);
  return fixedColumn(type, count, values);
}

const leaf = (type: DataType): DataType => (type.id === "FixedSizeList" ? leaf(type.inner) : type);

/** Each row's bytes as a value of a type, null where there are more or fewer bytes. */
export function reinterpret(c: BytesColumn, type: DataType, bigEndian: boolean): Column {
  const size = bytesOf(type);
  if (size * c.length > 1 << 30)
    throw new PolaroidError("LIMIT_EXCEEDED", `${c.length} values of ${size} bytes are too many for one batch`);
  const width = widthOf(leaf(type));
  const valid = new Uint8Array(bitmapBytes(c.length)).fill(255);
  if (c.length & 7) valid[valid.length - 1] = (1 << (c.length & 7)) - 1;
  let nulls = 0;
  const bytes = new Uint8Array(size * c.length);
  for (let i = 0; i < c.length; i++) {
    const from = c.offsets[i] as number;
    if (!isValid(c, i) || (c.offsets[i + 1] as number) - from !== size) {
      clearBit(valid, i);
      nulls++;
      continue;
    }
    for (let k = 0; k < size; k++) {
      const at = bigEndian ? k - (k % width) + (width - 1 - (k % width)) : k;
      bytes[i * size + at] = c.data[from + k] as number;
    }
  }
  return { ...valuesOf(type, bytes, c.length), validity: nulls === 0 ? null : valid, nulls } as Column;
}
