import { type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { decimalText } from "../../../arrow/decimal.ts";
import type { DataType, Decimal } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { kernels } from "../../../kernels/memory.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { OP, type Op } from "./numbers.ts";
import { jointNulls, nullsOf, resultOf, rowsOf, stepOf } from "./operands.ts";

const LIMIT = 10n ** 38n;
const LOW = 0xffffffffffffffffn;
/** 10^scale where the kernels can use it, else 0. */
export const unitOf = (scale: number): number => (scale <= 18 ? 10 ** scale : 0);

export const wordsAt = (words: BigInt64Array, i: number): bigint =>
  ((words[2 * i + 1] as bigint) << 64n) | ((words[2 * i] as bigint) & LOW);
export function putWords(words: BigInt64Array, i: number, v: bigint): void {
  words[2 * i] = BigInt.asIntN(64, v);
  words[2 * i + 1] = BigInt.asIntN(64, v >> 64n);
}

/** x / y rounded half to even. */
export function nearest(x: bigint, y: bigint): bigint {
  const negative = x < 0n !== y < 0n;
  const [u, v] = [x < 0n ? -x : x, y < 0n ? -y : y];
  const q = u / v;
  const twice = 2n * (u - q * v);
  const r = twice > v || (twice === v && (q & 1n) === 1n) ? q + 1n : q;
  return negative ? -r : r;
}
export function floorDiv(x: bigint, y: bigint): bigint {
  const q = x / y;
  return x % y !== 0n && x < 0n !== y < 0n ? q - 1n : q;
}

const NAMES: Readonly<Record<Op, string>> = {
  add: "addition",
  sub: "subtraction",
  mul: "multiplication",
  div: "division",
  floorDiv: "division",
  mod: "division",
};

/** One row, exactly. */
function exact(op: Op, x: bigint, y: bigint, scale: number): bigint {
  if (y === 0n && (op === "div" || op === "floorDiv" || op === "mod"))
    throw new PolaroidError(
      "OUT_OF_RANGE",
      `a Decimal is divided by zero; filter such rows out, or cast to Float64 first`,
    );
  const unit = 10n ** BigInt(scale);
  switch (op) {
    case "add":
      return x + y;
    case "sub":
      return x - y;
    case "mul":
      return nearest(x * y, unit);
    case "div":
      return nearest(x * unit, y);
    case "floorDiv":
      return floorDiv(x, y) * unit;
    case "mod":
      return x - y * floorDiv(x, y);
  }
}

/** Arithmetic of two Decimals of one scale; a result of more than 38 digits is `OUT_OF_RANGE`. */
export function decimalArithmetic(op: Op, x: Value, y: Value, type: DataType, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const { scale } = type as Decimal;
  const n = rowsOf(args, length);
  const [u, v] = [columnIn(x) as FixedColumn, columnIn(y) as FixedColumn];
  const out = new BigInt64Array(2 * n);
  const mark = kernels.mark();
  try {
    const a = kernels.put(u.values);
    const b = x === y ? a : kernels.put(v.values);
    const to = kernels.push(16 * n);
    const slow: [number, bigint][] = [];
    const unit = op === "add" || op === "sub" ? 1 : unitOf(scale);
    for (let at = 0; ; at++) {
      at = kernels.k.ewDecimal(OP[op], a, stepOf(x, 16), b, stepOf(y, 16), at, n, unit, to);
      if (at >= n) break;
      if (!isValid(u, isScalar(x) ? 0 : at) || !isValid(v, isScalar(y) ? 0 : at)) continue;
      const [p, q] = [
        wordsAt(u.values as BigInt64Array, isScalar(x) ? 0 : at),
        wordsAt(v.values as BigInt64Array, isScalar(y) ? 0 : at),
      ];
      const r = exact(op, p, q, scale);
      if (r >= LIMIT || r <= -LIMIT)
        throw new PolaroidError(
          "OUT_OF_RANGE",
          `overflow in Decimal ${NAMES[op]}: the result of ${decimalText(p, scale)} and ${decimalText(q, scale)} does not fit Decimal(38, ${scale}); cast to Float64 or to a smaller scale first`,
        );
      slow.push([at, r]);
    }
    kernels.read(to, out);
    for (const [i, r] of slow) putWords(out, i, r);
  } finally {
    kernels.reset(mark);
  }
  return resultOf(args, fixedColumn(type, n, out, nulls.validity, nulls.nulls));
}
