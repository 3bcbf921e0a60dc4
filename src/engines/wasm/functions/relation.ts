import { bitmapBytes } from "../../../arrow/bitmap.ts";
import type { Column, FixedColumn } from "../../../arrow/column.ts";
import { kernels } from "../../../kernels/memory.ts";
import { NESTED } from "../later.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { bitsOf, invert } from "./bits.ts";
import { EQ, GT, LT, numberBits } from "./number-relation.ts";
import { bitsAt, rowsOf } from "./operands.ts";
import { textBits } from "./text-relation.ts";

export type Relation = "eq" | "ne" | "lt" | "le" | "gt" | "ge";
const CODES: Readonly<Record<Relation, readonly [code: number, flip: number]>> = {
  eq: [EQ, 0],
  ne: [EQ, 255],
  lt: [LT, 0],
  ge: [LT, 255],
  gt: [GT, 0],
  le: [GT, 255],
};
const SWAPPED = [EQ, GT, LT];

const k = kernels.k;

function wideBits(code: number, flip: number, x: Value, y: Value, n: number): Uint8Array {
  const mark = kernels.mark();
  try {
    const p = kernels.put((columnIn(x) as FixedColumn).values);
    const q = kernels.put((columnIn(y) as FixedColumn).values);
    const out = kernels.push((n + 7) >> 3);
    k.ewCmpI128(code, p, isScalar(x) ? 0 : 16, q, isScalar(y) ? 0 : 16, n, flip, out);
    return bitsAt(out, n);
  } finally {
    kernels.reset(mark);
  }
}

function flagBits(code: number, flip: number, x: Value, y: Value, n: number): Uint8Array {
  const [a, b] = [bitsOf(x, n).bits, bitsOf(y, n).bits];
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < out.length; i++) {
    const [p, q] = [a[i] as number, b[i] as number];
    out[i] = (code === EQ ? ~(p ^ q) : code === LT ? ~p & q : p & ~q) ^ flip;
  }
  return out;
}

/** The bits of a relation, whatever null rows hold. */
export function relate(relation: Relation, x: Value, y: Value, length: number): Uint8Array {
  const n = rowsOf([x, y], length);
  const [code, flip] = CODES[relation];
  const [a, b]: [Column, Column] = [columnIn(x), columnIn(y)];
  if (a.layout === "fixed" && a.type.id === "Decimal") return wideBits(code, flip, x, y, n);
  if (a.layout === "fixed") {
    if (isScalar(x) && !isScalar(y)) return numberBits(SWAPPED[code] as number, flip, b as FixedColumn, a, true, n);
    return numberBits(code, flip, a, b as FixedColumn, isScalar(y), n);
  }
  if (a.layout === "bool") return flagBits(code, flip, x, y, n);
  if (a.layout === "bytes" || a.layout === "dict") return textBits(code, flip, x, y, n);
  if (a.layout === "null") return new Uint8Array(bitmapBytes(n));
  const bits = NESTED.code.nestedBits(x, y, n);
  return flip === 0 ? bits : invert(bits, n);
}
