import { parseDecimal } from "../../../arrow/decimal.ts";
import { typeName } from "../../../arrow/type-info.ts";
import { type DataType, Decimal, Float64, UInt64, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { rowwise, type Udf } from "./define.ts";

/** x / y rounded half to even. */
function nearest(x: bigint, y: bigint): bigint {
  const negative = x < 0n !== y < 0n;
  const [u, v] = [x < 0n ? -x : x, y < 0n ? -y : y];
  const q = u / v;
  const twice = 2n * (u - q * v);
  const r = twice > v || (twice === v && (q & 1n) === 1n) ? q + 1n : q;
  return negative ? -r : r;
}
const floorDiv = (x: bigint, y: bigint): bigint => {
  const q = x / y;
  return x % y !== 0n && x < 0n !== y < 0n ? q - 1n : q;
};

const LIMIT = 10n ** 38n;
const OPERATIONS: Readonly<Record<string, (x: bigint, y: bigint, unit: bigint) => bigint>> = {
  mul: (x, y, unit) => nearest(x * y, unit),
  div: (x, y, unit) => nearest(x * unit, y),
  floordiv: (x, y, unit) => floorDiv(x, y) * unit,
  mod: (x, y) => x - y * floorDiv(x, y),
  truncdiv: (x, y, unit) => (x / y) * unit,
  rem: (x, y) => x % y,
};

/** Arithmetic of Decimals of one scale, through as many digits as it takes. */
function arithmetic(op: string, scale: number): Udf | undefined {
  const run = OPERATIONS[op];
  if (run === undefined) return undefined;
  const type = Decimal(38, scale);
  const unit = 10n ** BigInt(scale);
  return rowwise([type, type], type, () => (x: bigint, y: bigint) => {
    if (y === 0n && op !== "mul")
      throw new PolaroidError(
        "OUT_OF_RANGE",
        "a Decimal is divided by zero; filter such rows out, or cast to Float64 first",
      );
    const v = run(x, y, unit);
    if (v < LIMIT && v > -LIMIT) return v;
    throw new PolaroidError("OUT_OF_RANGE", "the result of Decimals has more than 38 digits; cast to Float64 first");
  });
}

/** A cast to a Decimal: what does not fit is an error, or null. */
function cast(from: DataType, precision: number, scale: number, value: (x: never) => bigint | undefined): Udf {
  const to = Decimal(precision, scale);
  const most = 10n ** BigInt(precision);
  return rowwise([from], to, ({ strict }) => (x: never) => {
    const v = value(x);
    if (v !== undefined && v < most && v > -most) return v;
    if (strict !== true) return null;
    throw new PolaroidError("INVALID_CAST", `${String(x)} of ${typeName(from)} is no ${typeName(to)}`);
  });
}

/** Half to even, whatever the size. */
function roundEven(x: number): number {
  const r = Math.round(x);
  return Math.abs(x % 1) === 0.5 && r % 2 !== 0 ? r - 1 : r;
}

function fromDouble(x: number, scale: number): bigint | undefined {
  const v = roundEven(x * 10 ** scale);
  return Number.isFinite(v) ? BigInt(v) : undefined;
}

/** The functions of Decimals, which have their types in their names. */
export function decimals(name: string): Udf | undefined {
  const [, word = "", digits = ""] = /^(?:([a-z]+)_)?decimal_?((?:_?\w+)*)$/.exec(name) ?? [];
  const parts = digits.split("_");
  const [a = 0, b = 0, c = 0, d = 0] = parts.map(Number);
  if (word === "text") return cast(Utf8, a, b, (t: string) => (/\s/.test(t) ? undefined : parseDecimal(t, a, b)));
  if (word === "double") return cast(Float64, a, b, (x: number) => fromDouble(x, b));
  if (word === "cut")
    return rowwise([Decimal(a, b)], Decimal(a, b), (s) => {
      const unit = 10n ** BigInt(Math.max(0, b - Number(s["decimals"])));
      return (x: bigint) => x - (x % unit);
    });
  if (parts.length === 2) return arithmetic(parts[0] as string, b);
  const by = 10n ** BigInt(Math.abs(d - b));
  return cast(Decimal(a, b), c, d, (x: bigint) => (d >= b ? x * by : nearest(x, by)));
}

// Odd numbers of 64 bits are 5^k or -5^k: a product is a sum of what they are powers of, which windows can run.
const POWERS: bigint[] = [5n];
for (let i = 1; i < 62; i++) POWERS.push(BigInt.asUintN(64, (POWERS[i - 1] as bigint) ** 2n));

function exponent(odd: bigint): bigint {
  const negative = (odd & 3n) === 3n;
  const u = negative ? BigInt.asUintN(64, -odd) : odd;
  let k = 0n;
  let t = 1n;
  // 5^(2^i) is 1 and a multiple of 2^(i + 2): each bit of k mends one bit of the rest.
  for (let i = 0; i < 62; i++) {
    if ((((t ^ u) >> BigInt(i + 2)) & 1n) === 0n) continue;
    t = BigInt.asUintN(64, t * (POWERS[i] as bigint));
    k |= 1n << BigInt(i);
  }
  return (negative ? 1n << 62n : 0n) | k;
}

function power(twos: bigint, k: bigint, negative: bigint): bigint {
  if (twos >= 64n) return 0n;
  let out = 1n;
  for (let i = 0; i < 62; i++) if ((k >> BigInt(i)) & 1n) out = BigInt.asUintN(64, out * (POWERS[i] as bigint));
  return BigInt.asUintN(64, (negative === 1n ? -out : out) << twos);
}

const twos = (x: bigint): bigint => (x === 0n ? 64n : BigInt((x & -x).toString(2).length - 1));

export const NUMBERS: Readonly<Record<string, Udf>> = {
  /** How often two is a factor; 64 times of zero. */
  twos: rowwise([UInt64], UInt64, () => (x: bigint) => twos(x)),
  /** The exponent of five of what is odd in a number; bit 62 is set where it is negative. */
  exponent: rowwise([UInt64], UInt64, () => {
    const known = new Map<bigint, bigint>();
    return (x: bigint) => {
      const found = known.get(x) ?? (x === 0n ? 0n : exponent(x >> twos(x)));
      known.set(x, found);
      return found;
    };
  }),
  power: rowwise([UInt64, UInt64, UInt64], UInt64, () => power),
};
