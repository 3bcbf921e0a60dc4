import { bitmapBytes, countBits } from "../../../arrow/bitmap.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ConditionalName } from "../../../expr/functions/conditional.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, spread, type Value } from "../value.ts";
import { bitsOf, validOf } from "./bits.ts";
import { resultOf, rowsOf } from "./operands.ts";
import { pick } from "./pick.ts";

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

/** How this engine chooses between values. */
export const CONDITIONAL: Rules<ConditionalName, Elementwise> = {
  when,
  coalesce,
  fillNull: coalesce,
};
