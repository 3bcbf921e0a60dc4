import { type FixedColumn, fixedColumn, isValid } from "../../../arrow/column.ts";
import { decimalText } from "../../../arrow/decimal.ts";
import type { DataType, Decimal } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { further } from "../../../kernels/further.ts";
import { kernels } from "../../../kernels/memory.ts";
import { resultValues } from "../fleeting.ts";
import { columnIn, type Value } from "../value.ts";
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

/** Rows that stay in the processor's cache with both operands and the result. */
const BLOCK = 4096;

/** Arithmetic of two Decimals of one scale; a result of more than 38 digits is `OUT_OF_RANGE`. */
export function decimalArithmetic(op: Op, x: Value, y: Value, type: DataType, length: number): Value {
  const args = [x, y];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, type, length);
  const { scale } = type as Decimal;
  const n = rowsOf(args, length);
  const [u, v] = [columnIn(x) as FixedColumn, columnIn(y) as FixedColumn];
  const [p, q] = [u.values as BigInt64Array, v.values as BigInt64Array];
  const [sx, sy] = [stepOf(x, 16), stepOf(y, 16)];
  const out = resultValues(BigInt64Array, 2 * n);
  const unit = op === "add" || op === "sub" ? 1 : unitOf(scale);
  /** What the kernel leaves out. */
  const slow = (row: number): void => {
    if (!isValid(u, sx === 0 ? 0 : row) || !isValid(v, sy === 0 ? 0 : row)) return;
    const [a, b] = [wordsAt(p, sx === 0 ? 0 : row), wordsAt(q, sy === 0 ? 0 : row)];
    const r = exact(op, a, b, scale);
    if (r >= LIMIT || r <= -LIMIT)
      throw new PolaroidError(
        "OUT_OF_RANGE",
        `overflow in Decimal ${NAMES[op]}: the result of ${decimalText(a, scale)} and ${decimalText(b, scale)} does not fit Decimal(38, ${scale}); cast to Float64 or to a smaller scale first`,
      );
    putWords(out, row, r);
  };
  const left: number[] = [];
  const mark = kernels.mark();
  try {
    const rows = Math.min(BLOCK, n);
    const a = kernels.push(16 * rows);
    const b = x === y ? a : kernels.push(16 * rows);
    const to = kernels.push(16 * rows);
    for (let from = 0; from < n; from += BLOCK) {
      const size = Math.min(BLOCK, n - from);
      if (sx !== 0 || from === 0) kernels.write(a, part(p, sx, from, size));
      if (a !== b && (sy !== 0 || from === 0)) kernels.write(b, part(q, sy, from, size));
      for (let at = 0; ; at++) {
        at = further.ewDecimal(OP[op], a, sx, b, sy, at, size, unit, to);
        if (at >= size) break;
        left.push(from + at);
      }
      kernels.read(to, out.subarray(2 * from, 2 * (from + size)));
      for (const row of left) slow(row);
      left.length = 0;
    }
  } finally {
    kernels.reset(mark);
  }
  return resultOf(args, fixedColumn(type, n, out, nulls.validity, nulls.nulls));
}

const part = (words: BigInt64Array, step: number, from: number, rows: number): BigInt64Array =>
  step === 0 ? words.subarray(0, 2) : words.subarray(2 * from, 2 * (from + rows));
