/** A seeded generator of 32-bit numbers (xorshift), so that every run has the same rows. */
export function random(seed: number): () => number {
  let s = seed | 0 || 1;
  return () => {
    s ^= s << 13;
    s ^= s >>> 17;
    s ^= s << 5;
    return s >>> 0;
  };
}

/** So many whole numbers below a bound. */
export function integers(rows: number, below: number, seed: number): Int32Array<ArrayBuffer> {
  const next = random(seed);
  return Int32Array.from({ length: rows }, () => next() % below);
}

/** So many numbers of [0, to). */
export function floats(rows: number, to: number, seed: number): Float64Array<ArrayBuffer> {
  const next = random(seed);
  return Float64Array.from({ length: rows }, () => (next() / 2 ** 32) * to);
}

/** The numbers 0 to n - 1 in an order of chance (Fisher and Yates). */
export function shuffled(n: number, seed: number): Int32Array<ArrayBuffer> {
  const next = random(seed);
  const all = Int32Array.from({ length: n }, (_, i) => i);
  for (let i = n - 1; i > 0; i--) {
    const j = next() % (i + 1);
    const kept = all[i] as number;
    all[i] = all[j] as number;
    all[j] = kept;
  }
  return all;
}

/** A text for each code. */
export const texts = (codes: Int32Array, of: (code: number) => string): string[] => {
  const known: string[] = [];
  return Array.from(codes, (c) => (known[c] ??= of(c)));
};
