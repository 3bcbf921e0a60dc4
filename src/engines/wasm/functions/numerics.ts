import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { type FixedColumn, fixedColumn } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { isFloat } from "../../../arrow/type-info.ts";
import { Bool, type DataType, Decimal } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { NumericName } from "../../../expr/functions/numerics.ts";
import { significant } from "../../../expr/math/digits.ts";
import { erf, erfc } from "../../../expr/math/erf.ts";
import { INTEGER_RANGE, type IntegerId } from "../../../expr/math/ranges.ts";
import { doubles } from "../aggregates/doubles.ts";
import { rescale } from "../cast/decimals.ts";
import type { Elementwise } from "../function.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { boolOf } from "./bits.ts";
import { bitCount } from "./numerics/bits.ts";
import { floats, rem, truncdiv } from "./numerics/truncated.ts";
import { jointNulls, nullsOf, resultOf, rowsOf } from "./operands.ts";

/** Each float through a function. */
function mapped(v: Value, type: DataType, f: (x: number) => number): Value {
  const c = columnIn(v) as FixedColumn;
  const [values, out] = [c.values as Float64Array, allocate(type, c.length) as Float64Array];
  for (let i = 0; i < out.length; i++) out[i] = f(values[i] as number);
  return resultOf([v], fixedColumn(type, c.length, out, c.validity, c.nulls));
}

const curve =
  (f: (x: number) => number): Elementwise =>
  (args, { type, length }) =>
    type.id === "Null" || columnIn(args[0] as Value).layout === "null"
      ? nullsOf(args, type, length)
      : mapped(args[0] as Value, type, f);

const atan2: Elementwise = (args, { type, length }) => floats(args as [Value, Value], type, length, Math.atan2);

const truncate: Elementwise = (args, { type, length, options }) => {
  const x = args[0] as Value;
  const decimals = Number(options.decimals ?? 0);
  if (type.id === "Null") return nullsOf(args, type, length);
  if (type.id === "Decimal") {
    if (decimals >= type.scale) return x;
    const coarse = rescale(columnIn(x) as FixedColumn, Decimal(38, decimals), true, "zero");
    return resultOf(args, rescale(coarse as FixedColumn, type, true));
  }
  if (!isFloat(type)) return x;
  const unit = 10 ** decimals;
  return mapped(x, type, (v) => {
    const scaled = v * unit;
    return Number.isFinite(scaled) ? Math.trunc(scaled) / unit : v;
  });
};

const roundSigFigs: Elementwise = (args, { type, length, options }) => {
  const x = args[0] as Value;
  const digits = Number(options.digits);
  if (type.id === "Null") return nullsOf(args, type, length);
  if (isFloat(type)) return mapped(x, type, (v) => significant(v, digits));
  const c = columnIn(x) as FixedColumn;
  const wide = doubles(c);
  const out = c.values.slice();
  const { low, high } = INTEGER_RANGE[type.id as IntegerId];
  // What has no more digits stays: a double would not hold all of them.
  const most = 10 ** Math.min(digits, 22);
  for (let i = 0; i < c.length; i++) {
    const v = wide[i] as number;
    if (Math.abs(v) < most) continue;
    const r = significant(v, digits);
    if (out instanceof BigInt64Array || out instanceof BigUint64Array) {
      const exact = BigInt(r);
      out[i] = exact < low ? low : exact > high ? high : exact;
    } else out[i] = Math.min(Math.max(r, Number(low)), Number(high));
  }
  return resultOf(args, fixedColumn(type, c.length, out, c.validity, c.nulls));
};

const isClose: Elementwise = (args, { length, options }) => {
  const [x, y] = args as readonly [Value, Value];
  const nulls = jointNulls(args, length);
  if (nulls === undefined) return nullsOf(args, Bool, length);
  const n = rowsOf(args, length);
  const [p, q] = [doubles(columnIn(x)), doubles(columnIn(y))];
  const [s, t] = [isScalar(x) ? 0 : 1, isScalar(y) ? 0 : 1];
  const [abs, rel] = [Number(options.absTol ?? 0), Number(options.relTol ?? 1e-9)];
  const nans = options.nansEqual === true;
  const bits = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < n; i++) {
    const [a, b] = [p[i * s] as number, q[i * t] as number];
    const near =
      a === b ||
      (nans && a !== a && b !== b) ||
      (Number.isFinite(a) &&
        Number.isFinite(b) &&
        Math.abs(a - b) <= Math.max(rel * Math.max(Math.abs(a), Math.abs(b)), abs));
    if (near) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  }
  return resultOf(args, boolOf(bits, nulls, n));
};

type View = new (buffer: ArrayBufferLike, at: number, length: number) => FixedColumn["values"];

const reinterpret: Elementwise = (args, { type }) => {
  const c = columnIn(args[0] as Value) as FixedColumn;
  const { values } = c;
  const Values = allocate(type, 0).constructor as View;
  const same = new Values(values.buffer, values.byteOffset, values.length);
  return resultOf(args, fixedColumn(type, c.length, same, c.validity, c.nulls));
};

/** How this engine computes the rest of mathematics. */
export const NUMERICS: Rules<NumericName, Elementwise> = {
  acosh: curve(Math.acosh),
  asinh: curve(Math.asinh),
  atanh: curve(Math.atanh),
  cot: curve((x) => 1 / Math.tan(x)),
  erf: curve(erf),
  erfc: curve(erfc),
  atan2,
  truncate,
  truncdiv,
  rem,
  roundSigFigs,
  isClose,
  reinterpret,
  bitwiseCountOnes: bitCount("ones"),
  bitwiseCountZeros: bitCount("zeros"),
  bitwiseLeadingOnes: bitCount("leadingOnes"),
  bitwiseLeadingZeros: bitCount("leadingZeros"),
  bitwiseTrailingOnes: bitCount("trailingOnes"),
  bitwiseTrailingZeros: bitCount("trailingZeros"),
};
