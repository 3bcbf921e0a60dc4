import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { type Column, isValid } from "../../../arrow/column.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { boolOf } from "./bits.ts";
import { range, sameness } from "./equality.ts";
import { resultOf } from "./operands.ts";

/** Against a list of its own in every row. */
function byRow(x: Value, list: Column, n: number, nullsEqual: boolean): Uint8Array {
  const c = columnIn(x);
  const step = isScalar(x) ? 0 : 1;
  const { child, start, end } = range(list);
  const same = sameness(c, child);
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < n; i++) {
    if (!isValid(list, i) || (!nullsEqual && !isValid(c, i * step))) continue;
    for (let j = start(i); j < end(i); j++)
      if (same(i * step, j)) {
        out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
        break;
      }
  }
  return out;
}

/** Whether a value is in the list of its row. */
export function inListOfRow(x: Value, list: Column, n: number, nullsEqual: boolean): Value {
  const c = columnIn(x);
  const step = isScalar(x) ? 0 : 1;
  const bits = byRow(x, list, n, nullsEqual);
  const valid = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < n; i++)
    if (isValid(list, i) && (nullsEqual || isValid(c, step * i)))
      valid[i >> 3] = (valid[i >> 3] as number) | (1 << (i & 7));
  let nulls = 0;
  for (let i = 0; i < n; i++) if ((((valid[i >> 3] as number) >> (i & 7)) & 1) === 0) nulls++;
  return resultOf([x, list], boolOf(bits, { validity: valid, nulls }, n));
}
