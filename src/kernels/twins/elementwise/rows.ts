/** The rows where a test holds, as a bitmap. */
function bitsWhere(n: number, test: (i: number) => boolean): Uint8Array {
  const bits = new Uint8Array((n + 7) >> 3);
  for (let i = 0; i < n; i++) if (test(i)) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return bits;
}

/** The total order of numbers: NaN equals NaN and is greater than every number. */
export function order(x: number | bigint, y: number | bigint): number {
  if (x !== x) return y !== y ? 0 : 1;
  if (y !== y) return -1;
  return x < y ? -1 : x > y ? 1 : 0;
}

/** Twin of `ewCmpI8` to `ewCmpI128`: 0 equal, 1 less, 2 greater. */
export const compareBits = (op: number, a: readonly (number | bigint)[], b: readonly (number | bigint)[]): Uint8Array =>
  bitsWhere(a.length, (i) => {
    const d = order(a[i] as number, b[i % b.length] as number);
    return op === 0 ? d === 0 : op === 1 ? d < 0 : d > 0;
  });

/** Twin of `ewPick8` to `ewPick128`. */
export const pick = <T>(mask: Uint8Array, a: readonly T[], b: readonly T[]): T[] =>
  a.map((v, i) => (((mask[i >> 3] as number) >> (i & 7)) & 1 ? v : (b[i % b.length] as T)));

/** Twin of `ewMembers` and `ewMemberBits`. */
export function memberBits(values: readonly bigint[], keys: readonly bigint[]): Uint8Array {
  const set = new Set(keys);
  return bitsWhere(values.length, (i) => set.has(values[i] as bigint));
}

/** Twin of `ewClassF64`: 0 NaN, 1 finite, 2 infinite. */
export const classBits = (kind: number, values: readonly number[]): Uint8Array =>
  bitsWhere(values.length, (i) => {
    const v = values[i] as number;
    return kind === 0 ? v !== v : kind === 1 ? Number.isFinite(v) : v === Infinity || v === -Infinity;
  });
