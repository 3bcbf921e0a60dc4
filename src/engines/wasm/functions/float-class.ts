import type { FixedColumn } from "../../../arrow/column.ts";
import { Float64 } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { castValue } from "../cast.ts";
import { isScalar, spread, type Value } from "../value.ts";
import { bitsAt } from "./operands.ts";

export const NAN = 0;
export const FINITE = 1;
export const INFINITE = 2;

/** The bits of the floats of a class. */
export function classBits(kind: number, flip: number, v: Value, n: number): Uint8Array {
  const wide = castValue(v, Float64, true);
  const c = (isScalar(wide) ? spread(wide, n) : wide) as FixedColumn;
  const mark = kernels.mark();
  try {
    const src = kernels.put(c.values);
    const out = kernels.push((n + 7) >> 3);
    kernels.k.ewClassF64(kind, src, n, flip, out);
    return bitsAt(out, n);
  } finally {
    kernels.reset(mark);
  }
}

export const nanBits = (v: Value, n: number): Uint8Array => classBits(NAN, 0, v, n);
