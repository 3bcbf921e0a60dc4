import { fixedColumn } from "../../../arrow/column.ts";
import { Decimal, UInt64 } from "../../../arrow/types.ts";
import { valueAt } from "../../../arrow/value.ts";
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
};

/** Arithmetic of Decimals of one scale, through as many digits as it takes. */
export function decimals(op: string, scale: number): Udf | undefined {
  const run = OPERATIONS[op];
  if (run === undefined || scale > 38) return undefined;
  const type = Decimal(38, scale);
  const unit = 10n ** BigInt(scale);
  return {
    args: [type, type],
    gives: type,
    run([a, b], length) {
      const words = new BigInt64Array(2 * length);
      const validity = new Uint8Array((length + 7) >> 3);
      let nulls = 0;
      for (let i = 0; i < length; i++) {
        const [x, y] = [a, b].map((c) => (c === undefined ? null : valueAt(c, i))) as [bigint | null, bigint | null];
        if (x === null || y === null) {
          nulls++;
          continue;
        }
        if (y === 0n && op !== "mul")
          throw new PolaroidError(
            "OUT_OF_RANGE",
            "a Decimal is divided by zero; filter such rows out, or cast to Float64 first",
          );
        const v = run(x, y, unit);
        if (v >= LIMIT || v <= -LIMIT)
          throw new PolaroidError(
            "OUT_OF_RANGE",
            "the result of Decimals has more than 38 digits; cast to Float64 first",
          );
        words[2 * i] = BigInt.asIntN(64, v);
        words[2 * i + 1] = BigInt.asIntN(64, v >> 64n);
        validity[i >> 3] = (validity[i >> 3] as number) | (1 << (i & 7));
      }
      return fixedColumn(type, length, words, nulls === 0 ? null : validity, nulls);
    },
  };
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
