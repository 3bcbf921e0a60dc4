import { type BytesColumn, type Column, fixedColumn, fixedListColumn, isValid } from "../../../../arrow/column.ts";
import { allocate, widthOf } from "../../../../arrow/layout.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { bytesOf } from "../../../../expr/functions/binaries.ts";
import { Marks, type OfText } from "../strings/texts.ts";

/** `count` values of a type out of bytes that lie behind each other. */
function valuesOf(type: DataType, bytes: Uint8Array, count: number): Column {
  if (type.id === "FixedSizeList")
    return fixedListColumn(type, count, type.size, valuesOf(type.inner, bytes, count * type.size));
  const values = allocate(type, count);
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength).set(bytes);
  return fixedColumn(type, count, values);
}

const leaf = (type: DataType): DataType => (type.id === "FixedSizeList" ? leaf(type.inner) : type);

export const reinterpret: OfText = (c: BytesColumn, _, { type, options }) => {
  const size = bytesOf(type);
  const width = widthOf(leaf(type));
  if (size * c.length > 1 << 30)
    throw new PolaroidError("LIMIT_EXCEEDED", `${c.length} values of ${size} bytes are too many for one batch`);
  const big = options.endianness === "big";
  const marks = new Marks(c);
  const bytes = new Uint8Array(size * c.length);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const from = c.offsets[i] as number;
    if ((c.offsets[i + 1] as number) - from !== size) {
      marks.clear(i);
      continue;
    }
    for (let k = 0; k < size; k++) {
      const at = big ? k - (k % width) + (width - 1 - (k % width)) : k;
      bytes[i * size + at] = c.data[from + k] as number;
    }
  }
  const out = valuesOf(type, bytes, c.length);
  return { ...out, validity: marks.nulls === 0 ? null : marks.bits, nulls: marks.nulls } as Column;
};
