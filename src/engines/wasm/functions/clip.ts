import { type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, spread, type Value } from "../value.ts";
import { validOf } from "./bits.ts";
import { nanBits } from "./float-class.ts";
import { nullsOf, resultOf, rowsOf } from "./operands.ts";
import { pick } from "./pick.ts";
import { relate } from "./relation.ts";

interface Bound {
  readonly value: Value;
  readonly low: boolean;
}

/** The rows where the bound wins over `x`. A NaN is neither below nor above, and bounds nothing. */
function binding(x: Value, { value, low }: Bound, n: number): Uint8Array {
  const mask = relate(low ? "lt" : "gt", x, value, n);
  for (const v of [x, value]) {
    const valid = validOf(v, n);
    const nan = isFloat(columnIn(v).type) ? nanBits(v, n) : null;
    for (let i = 0; i < mask.length; i++)
      mask[i] =
        (mask[i] as number) &
        (valid === null ? 255 : (valid[i] as number)) &
        (nan === null ? 255 : ~(nan[i] as number));
  }
  return mask;
}

/** Floats between two numbers: comparisons with NaN are false, as they must be. */
function between(x: Value, low: number, high: number): Value {
  const c = columnIn(x) as FixedColumn;
  const values = c.values as Float64Array;
  const out = new Float64Array(c.length);
  for (let i = 0; i < out.length; i++) {
    const v = values[i] as number;
    let held = v;
    if (v < low) held = low;
    else if (v > high) held = high;
    out[i] = held;
  }
  return resultOf([x], fixedColumn(c.type, c.length, out, c.validity, c.nulls));
}

/** Held between two bounds; a null bound does not bind. Below the lower one a value takes it, even where the upper lies lower still. */
export const clip: Elementwise = (args, { type, length }) => {
  const [x, low, high] = args as readonly [Value, Value, Value];
  if (type.id === "Null") return nullsOf(args, type, length);
  if (type.id === "Float64" && isScalar(low) && isScalar(high) && low.column.nulls + high.column.nulls === 0)
    return between(
      x,
      (low.column as FixedColumn).values[0] as number,
      (high.column as FixedColumn).values[0] as number,
    );
  let result = x;
  for (const bound of [
    { value: high, low: false },
    { value: low, low: true },
  ]) {
    const pair = [x, bound.value];
    if (isScalar(bound.value) && bound.value.column.nulls > 0) continue;
    const n = rowsOf([...pair, result], length);
    result = resultOf([...pair, result], pick(binding(x, bound, n), bound.value, result, type, n));
  }
  return isScalar(result) && !args.every(isScalar) ? spread(result, length) : result;
};
