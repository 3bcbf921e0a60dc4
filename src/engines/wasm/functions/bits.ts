import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { type BoolColumn, boolColumn } from "../../../arrow/column.ts";
import { Bool } from "../../../arrow/types.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { type Nulls, nullsFrom, trim } from "./operands.ts";

/** A Bool operand as two bitmaps of one length; scalars are repeated. */
export interface Bits {
  readonly bits: Uint8Array;
  readonly valid: Uint8Array | null;
}

const constant = (bytes: number, on: boolean): Uint8Array => {
  const out = new Uint8Array(bytes);
  return on ? out.fill(255) : out;
};

export function bitsOf(v: Value, length: number): Bits {
  const c = columnIn(v) as BoolColumn;
  if (!isScalar(v)) return { bits: c.bits, valid: c.validity };
  const bytes = bitmapBytes(length);
  return {
    bits: constant(bytes, (c.nulls === 0 && (c.bits[0] as number) & 1) === 1),
    valid: c.nulls === 0 ? null : constant(bytes, false),
  };
}

/** The validity of any value, as a bitmap of `length` rows; null where all are valid. */
export function validOf(v: Value, length: number): Uint8Array | null {
  const c = columnIn(v);
  if (c.nulls === 0) return null;
  return isScalar(v) ? constant(bitmapBytes(length), false) : c.validity;
}

export const boolOf = (bits: Uint8Array, nulls: Nulls, length: number): BoolColumn =>
  boolColumn(Bool, length, trim(bits, length), nulls.validity, nulls.nulls);

/** The bits that differ. */
export function invert(bits: Uint8Array, length: number): Uint8Array {
  const out = new Uint8Array(bitmapBytes(length));
  for (let i = 0; i < out.length; i++) out[i] = ~(bits[i] as number);
  return trim(out, length);
}

/** a where the mask is set, else b; null stands for all ones. */
export function mixBits(mask: Uint8Array, a: Uint8Array | null, b: Uint8Array | null, length: number): Uint8Array {
  const out = new Uint8Array(bitmapBytes(length));
  for (let i = 0; i < out.length; i++) {
    const m = mask[i] as number;
    out[i] = (m & (a === null ? 255 : (a[i] as number))) | (~m & (b === null ? 255 : (b[i] as number)));
  }
  return trim(out, length);
}

export const nullsOfBits = (valid: Uint8Array | null, length: number): Nulls =>
  valid === null ? { validity: null, nulls: 0 } : nullsFrom(trim(valid, length), length);
