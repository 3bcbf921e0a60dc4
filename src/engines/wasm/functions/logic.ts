import { bitmapBytes } from "../../../arrow/bitmap.ts";
import type { BoolColumn } from "../../../arrow/column.ts";
import { Bool } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { LogicName } from "../../../expr/functions/logic.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, scalarOf, type Value } from "../value.ts";
import { bitsOf, boolOf, invert, nullsOfBits } from "./bits.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "./operands.ts";

/** Kleene: false (for or: true) wins over null. */
function kleene(or: boolean, x: Value, y: Value, length: number): Value {
  const args = [x, y];
  const n = rowsOf(args, length);
  const [a, b] = [bitsOf(x, n), bitsOf(y, n)];
  const out = new Uint8Array(bitmapBytes(n));
  if (a.valid === null && b.valid === null) {
    if (or) for (let i = 0; i < out.length; i++) out[i] = (a.bits[i] as number) | (b.bits[i] as number);
    else for (let i = 0; i < out.length; i++) out[i] = (a.bits[i] as number) & (b.bits[i] as number);
    return resultOf(args, boolOf(out, { validity: null, nulls: 0 }, n));
  }
  const valid = new Uint8Array(out.length);
  const flip = or ? 255 : 0;
  for (let i = 0; i < out.length; i++) {
    const va = a.valid === null ? 255 : (a.valid[i] as number);
    const vb = b.valid === null ? 255 : (b.valid[i] as number);
    // With both sides flipped, or is and.
    const p = (a.bits[i] as number) ^ flip;
    const q = (b.bits[i] as number) ^ flip;
    valid[i] = (va & vb) | (va & ~p) | (vb & ~q);
    out[i] = or ? (va & ~p) | (vb & ~q) : p & q & va & vb;
  }
  return resultOf(args, boolOf(out, nullsOfBits(valid, n), n));
}

export const and = (x: Value, y: Value, length: number): Value => kleene(false, x, y, length);
export const or = (x: Value, y: Value, length: number): Value => kleene(true, x, y, length);

export function not(x: Value, length: number): Value {
  const c = columnIn(x) as BoolColumn;
  const n = rowsOf([x], length);
  return resultOf([x], boolOf(invert(c.bits, n), c, n));
}

function xor(x: Value, y: Value, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, Bool, length);
  const n = rowsOf(args, length);
  const [a, b] = [bitsOf(x, n).bits, bitsOf(y, n).bits];
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < out.length; i++) out[i] = (a[i] as number) ^ (b[i] as number);
  return resultOf(args, boolOf(out, nulls, n));
}

const fold =
  (by: typeof and, empty: boolean): Elementwise =>
  (args, { length }) =>
    args.length === 0 ? scalarOf(empty, Bool) : args.reduce((a, b) => by(a, b, length));

/** How this engine computes Kleene logic: a byte of the bitmaps at a time. */
export const LOGIC: Rules<LogicName, Elementwise> = {
  and: fold(and, true),
  or: fold(or, false),
  xor: (args, { length }) => xor(args[0] as Value, args[1] as Value, length),
  not: (args, { length }) => not(args[0] as Value, length),
  allHorizontal: fold(and, true),
  anyHorizontal: fold(or, false),
};
