import { sliceBits } from "../../arrow/bitmap.ts";
import type { BytesColumn, Column, DictColumn, FixedColumn } from "../../arrow/column.ts";
import { PolaroidError } from "../../core/error.ts";
import * as m from "./metadata.ts";
import type { WriteLeaf } from "./write-schema.ts";

/** Values as they lie on disk, before pages are cut. */
export type Stored =
  | { readonly kind: "fixed"; readonly width: number; readonly bytes: Uint8Array; readonly length: number }
  | { readonly kind: "bits"; readonly bits: Uint8Array; readonly length: number }
  | { readonly kind: "bytes"; readonly column: BytesColumn; readonly length: number }
  | { readonly kind: "dict"; readonly column: DictColumn; readonly length: number };

const bytesOf = (v: ArrayBufferView): Uint8Array => new Uint8Array(v.buffer, v.byteOffset, v.byteLength);

/** The first n * 2 words of 128-bit values, low words only, as 4 or 8 bytes a value. */
function narrowDecimal(words: Int32Array, n: number, width: number): Uint8Array {
  if (width === 4) {
    const out = new Int32Array(n);
    for (let i = 0; i < n; i++) out[i] = words[4 * i] as number;
    return bytesOf(out);
  }
  const out = new Int32Array(2 * n);
  for (let i = 0; i < n; i++) {
    out[2 * i] = words[4 * i] as number;
    out[2 * i + 1] = words[4 * i + 1] as number;
  }
  return bytesOf(out);
}

function bigEndian(little: Uint8Array): Uint8Array {
  const out = new Uint8Array(little.length);
  for (let i = 0; i < little.length; i += 16) for (let k = 0; k < 16; k++) out[i + k] = little[i + 15 - k] as number;
  return out;
}

function fixed(leaf: WriteLeaf, c: FixedColumn): Uint8Array {
  const { values, length: n } = c;
  if (leaf.type.id === "Decimal") {
    const words = new Int32Array(values.buffer, values.byteOffset, n * 4);
    return leaf.physical === m.FIXED_LEN_BYTE_ARRAY ? bigEndian(bytesOf(words)) : narrowDecimal(words, n, leaf.width);
  }
  if (values.BYTES_PER_ELEMENT < leaf.width) return bytesOf(Int32Array.from((values as Int8Array).subarray(0, n)));
  return bytesOf(values.subarray(0, n));
}

/** A leaf's values, none of them null, as they are written. */
export function storedOf(leaf: WriteLeaf, c: Column): Stored {
  const { length } = c;
  switch (c.layout) {
    case "fixed":
      return { kind: "fixed", width: leaf.width, bytes: fixed(leaf, c), length };
    case "bool":
      return { kind: "bits", bits: sliceBits(c.bits, 0, length), length };
    case "bytes":
      return { kind: "bytes", column: c, length };
    case "dict":
      return { kind: "dict", column: c, length };
    case "null":
      return { kind: "fixed", width: 4, bytes: new Uint8Array(0), length: 0 };
    default:
      throw new PolaroidError("SCHEMA_MISMATCH", `a column has the layout ${c.layout} where values are written`);
  }
}
