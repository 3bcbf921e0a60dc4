import { type Column, type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import type { DataType } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { bitsAt } from "../functions/operands.ts";
import { columnIn, isScalar, scalar, type Value } from "../value.ts";
import { fittingColumn } from "./failure.ts";

/** 64-bit values through a kernel that cannot fail. */
function mapped(c: FixedColumn, to: DataType, run: (src: number, n: number, out: number) => void): Column {
  const out = new BigInt64Array(c.length);
  const mark = kernels.mark();
  try {
    const src = kernels.put(c.values);
    const result = kernels.push(8 * c.length);
    run(src, c.length, result);
    kernels.read(result, out);
  } finally {
    kernels.reset(mark);
  }
  return fixedColumn(to, c.length, out, c.validity, c.nulls);
}

/** By a divisor, rounded down or (not `down`) towards zero. */
export function divided(c: FixedColumn, to: DataType, divisor: number, down: boolean): Column {
  return mapped(c, to, (src, n, out) => kernels.k.ewScaleDown(src, n, divisor, down ? 1 : 0, out));
}
/** What is left by a divisor, never negative, times a factor. */
export function remainder(c: FixedColumn, to: DataType, divisor: number, factor: number): Column {
  return mapped(c, to, (src, n, out) => kernels.k.ewScaleRest(src, n, divisor, factor, out));
}
/** Times a factor; what overflows does not fit. */
export function multiplied(c: FixedColumn, to: DataType, factor: number, strict: boolean): Column {
  const out = new BigInt64Array(c.length);
  let fits: Uint8Array | null = null;
  const mark = kernels.mark();
  try {
    const src = kernels.put(c.values);
    const result = kernels.push(8 * c.length);
    const bits = kernels.push((c.length + 7) >> 3);
    kernels.u8.fill(255, bits, bits + ((c.length + 7) >> 3));
    if (kernels.k.ewScaleUp(src, c.length, factor, result, bits) > 0) fits = bitsAt(bits, c.length);
    kernels.read(result, out);
  } finally {
    kernels.reset(mark);
  }
  return fittingColumn(c, to, out, fits, strict);
}

/** `divided` of a value. */
export function scaleDown(v: Value, divisor: number, down: boolean): Value {
  const c = columnIn(v) as FixedColumn;
  const out = divided(c, c.type, divisor, down);
  return isScalar(v) ? scalar(out) : out;
}
