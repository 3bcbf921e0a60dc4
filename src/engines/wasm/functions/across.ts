import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { AcrossName } from "../../../expr/functions/across.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, scalarOf, spread, type Value } from "../value.ts";
import { validOf } from "./bits.ts";
import { decimalArithmetic } from "./decimals.ts";
import { nanBits } from "./float-class.ts";
import { arithmetic } from "./numbers.ts";
import { nullsOf, resultOf, rowsOf } from "./operands.ts";
import { pick } from "./pick.ts";
import { relate } from "./relation.ts";

const zeroOf = (type: DataType): Value => scalarOf(type.id === "Duration" ? 0n : 0, type);

/** Nulls as 0. */
function filled(v: Value, type: DataType, n: number): Value {
  const valid = validOf(v, n);
  if (valid === null) return v;
  return isScalar(v) ? zeroOf(type) : pick(valid, v, zeroOf(type), type, n);
}

const plus = (x: Value, y: Value, type: DataType, n: number): Value =>
  type.id === "Decimal" ? decimalArithmetic("add", x, y, type, n) : arithmetic("add", x, y, type, n);

function total(args: readonly Value[], type: DataType, n: number): Value {
  return args.map((v) => filled(v, type, n)).reduce((x, y) => plus(x, y, type, n));
}

/** The sum across columns, nulls as 0 (or, where asked, null). */
const sumAcross: Elementwise = (args, { type, length, options }) => {
  const n = rowsOf(args, length);
  if (type.id === "Null") return nullsOf(args, type, length);
  const sum = options.ignoreNulls === false ? args.reduce((x, y) => plus(x, y, type, n)) : total(args, type, n);
  return resultOf(args, isScalar(sum) ? spread(sum, n) : sum);
};

/** The mean across columns of what is not null. */
const meanAcross: Elementwise = (args, { type, length }) => {
  const n = rowsOf(args, length);
  if (type.id === "Null") return nullsOf(args, type, length);
  const count = new Float64Array(n);
  for (const v of args) {
    const valid = validOf(v, n);
    if (valid === null) for (let i = 0; i < n; i++) count[i] = (count[i] as number) + 1;
    else for (let i = 0; i < n; i++) count[i] = (count[i] as number) + (((valid[i >> 3] as number) >> (i & 7)) & 1);
  }
  const sum = total(args, type, n);
  const some = new Uint8Array(bitmapBytes(n));
  let nulls = 0;
  for (let i = 0; i < n; i++) {
    if (count[i] === 0) nulls++;
    else some[i >> 3] = (some[i >> 3] as number) | (1 << (i & 7));
  }
  const sums = columnIn(sum) as { values: Float64Array } & ReturnType<typeof columnIn>;
  const out = type.id === "Float32" ? new Float32Array(n) : new Float64Array(n);
  const step = isScalar(sum) ? 0 : 1;
  for (let i = 0; i < n; i++) out[i] = (sums.values[i * step] as number) / (count[i] as number);
  return resultOf(args, { layout: "fixed", type, length: n, nulls, validity: nulls === 0 ? null : some, values: out });
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

/** How this engine computes across columns. */
export const ACROSS: Rules<AcrossName, Elementwise> = {
  minHorizontal: extreme(false),
  maxHorizontal: extreme(true),
  sumHorizontal: sumAcross,
  meanHorizontal: meanAcross,
};
