import { bitmapBytes, countBits } from "../../../arrow/bitmap.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ConditionalName } from "../../../expr/functions/conditional.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, spread, type Value } from "../value.ts";
import { meanAcross, sumAcross } from "./across.ts";
import { bitsOf, validOf } from "./bits.ts";
import { nanBits } from "./float-class.ts";
import { nullsOf, resultOf, rowsOf } from "./operands.ts";
import { pick } from "./pick.ts";
import { relate } from "./relation.ts";

/** Picks, or gives one side whole where the mask leaves no choice. */
function choose(mask: Uint8Array, x: Value, y: Value, type: DataType, n: number): Value {
  const ones = countBits(mask, n);
  if (ones === n && n > 0) return isScalar(x) ? spread(x, n) : x;
  if (ones === 0) return isScalar(y) ? spread(y, n) : y;
  return pick(mask, x, y, type, n);
}

const when: Elementwise = (args, { type, length }) => {
  const n = rowsOf(args, length);
  let result = args.at(-1) as Value;
  for (let i = args.length - 3; i >= 0; i -= 2) {
    const { bits, valid } = bitsOf(args[i] as Value, n);
    let mask = bits;
    if (valid !== null) {
      mask = new Uint8Array(bitmapBytes(n));
      for (let j = 0; j < mask.length; j++) mask[j] = (bits[j] as number) & (valid[j] as number);
    }
    result = choose(mask, args[i + 1] as Value, result, type, n);
  }
  return resultOf(args, isScalar(result) ? spread(result, n) : result);
};

const coalesce: Elementwise = (args, { type, length }) => {
  const n = rowsOf(args, length);
  let result = args.at(-1) as Value;
  for (let i = args.length - 2; i >= 0; i--) {
    const x = args[i] as Value;
    const valid = validOf(x, n);
    if (valid === null) result = x;
    else if (columnIn(x).layout !== "null") result = choose(valid, x, result, type, n);
  }
  return resultOf(args, isScalar(result) ? spread(result, n) : result);
};

/** The rows where the first of two wins: it is not null, and the other is null or comes later. */
function winners(greatest: boolean, x: Value, y: Value, n: number): Uint8Array {
  const out =
    columnIn(x).layout === "null" ? new Uint8Array(bitmapBytes(n)) : relate(greatest ? "ge" : "le", x, y, n).slice();
  if (greatest && isFloat(columnIn(x).type)) {
    // NaN is greater than all and yet left out.
    const [p, q] = [nanBits(x, n), nanBits(y, n)];
    for (let i = 0; i < out.length; i++) out[i] = ((out[i] as number) & ~(p[i] as number)) | (q[i] as number);
  }
  const [va, vb] = [validOf(x, n), validOf(y, n)];
  if (va === null && vb === null) return out;
  for (let i = 0; i < out.length; i++) {
    const p = va === null ? 255 : (va[i] as number);
    const q = vb === null ? 255 : (vb[i] as number);
    out[i] = p & ((out[i] as number) | ~q);
  }
  return out;
}

const extreme =
  (greatest: boolean): Elementwise =>
  (args, { type, length }) => {
    const n = rowsOf(args, length);
    if (type.id === "Null") return nullsOf(args, type, length);
    // Beside columns of rows a scalar is one row for all; two scalars make a scalar.
    const result = args.reduce((x, y) => {
      const rows = rowsOf([x, y], n);
      return resultOf([x, y], pick(winners(greatest, x, y, rows), x, y, type, rows));
    });
    return resultOf(args, isScalar(result) ? spread(result, n) : result);
  };

/** How this engine chooses between values. */
export const CONDITIONAL: Rules<Exclude<ConditionalName, "fillNullStrategy">, Elementwise> = {
  when,
  coalesce,
  fillNull: coalesce,
  minHorizontal: extreme(false),
  maxHorizontal: extreme(true),
  sumHorizontal: sumAcross,
  meanHorizontal: meanAcross,
};
