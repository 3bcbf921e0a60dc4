import { type FixedColumn, fixedColumn, type Numbers } from "../../../arrow/column.ts";
import { allocate, widthOf } from "../../../arrow/layout.ts";
import { isUnsigned } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { BitName } from "../../../expr/functions/bits.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, type Value } from "../value.ts";
import { jointNulls, nullsOf, resultOf, rowsOf, stepOf } from "./operands.ts";

const wordsOf = (v: FixedColumn["values"]): Int32Array => new Int32Array(v.buffer, v.byteOffset, v.byteLength >> 2);

/** Fills `out` of rows; `wide` where values have 64 bits, each two words of 32. */
type Fill = (out: Numbers, args: readonly Numbers[], steps: readonly number[], wide: boolean, type: DataType) => void;

const bits =
  (fill: Fill): Elementwise =>
  (args, { type, length }) => {
    const nulls = jointNulls(args, length);
    if (nulls === undefined || type.id === "Null") return nullsOf(args, type, length);
    const n = rowsOf(args, length);
    const out = allocate(type, n);
    const wide = widthOf(type) === 8;
    const values = args.map((a) => (columnIn(a) as FixedColumn).values);
    const steps = args.map((a: Value) => stepOf(a, wide ? 2 : 1));
    if (wide) fill(wordsOf(out), values.map(wordsOf), steps, true, type);
    else fill(out as Numbers, values as Numbers[], steps, false, type);
    return resultOf(args, fixedColumn(type, n, out, nulls.validity, nulls.nulls));
  };

const both = (f: (a: number, b: number) => number): Elementwise =>
  bits((out, [a, b], [s, t], wide) => {
    const [x, y, p, q] = [a as Numbers, b as Numbers, s as number, t as number];
    if (!wide) for (let i = 0; i < out.length; i++) out[i] = f(x[i * p] as number, y[i * q] as number);
    else
      for (let i = 0; i < out.length >> 1; i++) {
        out[2 * i] = f(x[i * p] as number, y[i * q] as number);
        out[2 * i + 1] = f(x[i * p + 1] as number, y[i * q + 1] as number);
      }
  });

const shift = (left: boolean): Elementwise =>
  bits((out, [a, b], [s, t], wide, type) => {
    const [x, y, p, q] = [a as Numbers, b as Numbers, s as number, t as number];
    const size = 8 * widthOf(type);
    const plain = isUnsigned(type);
    if (!wide)
      for (let i = 0; i < out.length; i++) {
        const [v, n] = [x[i * p] as number, y[i * q] as number];
        out[i] = n < 0 || n >= size ? 0 : left ? v << n : plain ? v >>> n : v >> n;
      }
    else
      for (let i = 0; i < out.length >> 1; i++) {
        const [low, high, n] = [x[i * p] as number, x[i * p + 1] as number, y[i * q] as number];
        if (y[i * q + 1] !== 0 || n < 0 || n >= 64) continue;
        const sign = plain ? 0 : high >> 31;
        if (n === 0) {
          out[2 * i] = low;
          out[2 * i + 1] = high;
        } else if (left) {
          out[2 * i] = n < 32 ? low << n : 0;
          out[2 * i + 1] = n < 32 ? (high << n) | (low >>> (32 - n)) : low << (n - 32);
        } else {
          const top = plain ? high >>> (n & 31) : high >> (n & 31);
          out[2 * i] = n < 32 ? (low >>> n) | (high << (32 - n)) : top;
          out[2 * i + 1] = n < 32 ? top : sign;
        }
      }
  });

/** How this engine works on the bits of integers. */
export const BITS: Rules<BitName, Elementwise> = {
  bitAnd: both((a, b) => a & b),
  bitOr: both((a, b) => a | b),
  bitXor: both((a, b) => a ^ b),
  bitNot: bits((out, [x]) => {
    for (let i = 0; i < out.length; i++) out[i] = ~((x as Numbers)[i] as number);
  }),
  shiftLeft: shift(true),
  shiftRight: shift(false),
};
