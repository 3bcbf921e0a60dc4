import { PolaroidError } from "../../core/error.ts";

/** Evenly spread whole numbers below a bound, the same for the same seed on every machine. */
export type Below = (bound: number) => number;

/** xoshiro128** by Blackman and Vigna, seeded by splitmix32. */
export function random(seed: number): Below {
  let mix = (seed ^ Math.floor(seed / 4294967296)) | 0;
  const next = (): number => {
    mix = (mix + 0x9e3779b9) | 0;
    let z = mix;
    z = Math.imul(z ^ (z >>> 16), 0x21f0aaad);
    z = Math.imul(z ^ (z >>> 15), 0x735a2d97);
    return z ^ (z >>> 15);
  };
  let [a, b, c, d] = [next(), next(), next(), next()];
  const word = (): number => {
    const x = Math.imul(b, 5);
    const out = Math.imul((x << 7) | (x >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    return out;
  };
  // 53 random bits make the bias of a bound below 2^31 too small to see.
  return (bound) => Math.floor(((word() * 2097152 + (word() >>> 11)) / 9007199254740992) * bound);
}

export interface SampleOptions {
  readonly n: number | null;
  readonly fraction: number | null;
  readonly withReplacement: boolean;
  readonly shuffle: boolean;
  readonly seed: number;
}

/** How many rows a sample has; `SHAPE_MISMATCH` where there are too few to draw from. */
export function sampleSize({ n, fraction, withReplacement }: SampleOptions, length: number): number {
  const size = n ?? (fraction === null ? 1 : Math.floor(fraction * length));
  if (!Number.isInteger(size) || size < 0 || size > 0x7fffffff)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `sample: ${n === null ? `fraction ${fraction}` : `n ${n}`} is no size of a sample`,
    );
  if (!withReplacement && size > length)
    throw new PolaroidError(
      "SHAPE_MISMATCH",
      `sample: ${size} rows of ${length} are asked for; allow withReplacement or ask for fewer`,
    );
  return withReplacement && length === 0 ? 0 : size;
}

/** Rows drawn at random; in their order unless shuffled or drawn with replacement. */
export function sampleRows(options: SampleOptions, length: number): Int32Array {
  const size = sampleSize(options, length);
  const below = random(options.seed);
  const out = new Int32Array(size);
  if (options.withReplacement) {
    for (let i = 0; i < size; i++) out[i] = below(length);
    return out;
  }
  // Selection sampling: row i is taken with probability (still wanted) / (still there).
  for (let i = 0, k = 0; k < size; i++) if (below(length - i) < size - k) out[k++] = i;
  if (options.shuffle)
    for (let i = size - 1; i > 0; i--) {
      const j = below(i + 1);
      const row = out[i] as number;
      out[i] = out[j] as number;
      out[j] = row;
    }
  return out;
}
