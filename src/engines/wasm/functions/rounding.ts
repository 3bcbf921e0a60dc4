import { type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { Float64 } from "../../../arrow/types.ts";
import { kernels } from "../../../kernels/memory.ts";
import { columnIn, type Value } from "../value.ts";
import { resultOf } from "./operands.ts";

/** The kernel's codes. */
export const ROUND = { abs: 0, floor: 1, ceil: 2, sqrt: 3, nearest: 4 } as const;

function mapped(v: Value, run: (src: number, n: number, out: number) => void): Value {
  const c = columnIn(v) as FixedColumn;
  const out = new Float64Array(c.length);
  const mark = kernels.mark();
  try {
    const src = kernels.put(c.values);
    const to = kernels.push(8 * c.length);
    run(src, c.length, to);
    kernels.read(to, out);
  } finally {
    kernels.reset(mark);
  }
  return resultOf([v], fixedColumn(Float64, c.length, out, c.validity, c.nulls));
}

/** Float64 through one of the kernel's functions. */
export const roundFloat = (code: number, v: Value): Value =>
  mapped(v, (src, n, out) => kernels.k.ewRoundF64(code, src, n, out));

/** Float64 to some decimals, half to even. */
export const roundTo = (v: Value, decimals: number): Value =>
  mapped(v, (src, n, out) => kernels.k.ewRoundTo(src, n, 10 ** decimals, out));
