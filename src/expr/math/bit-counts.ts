/** A count over the bits of a number below 2^size, of two words. */
export type BitCount = (low: number, high: number, size: number) => number;

export const masked = (x: number, size: number): number => (size === 32 ? x >>> 0 : x & ((1 << size) - 1));

function ones32(x: number): number {
  let v = x - ((x >>> 1) & 0x55555555);
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333);
  return Math.imul((v + (v >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
const leading32 = (x: number, size: number): number => Math.clz32(x) - (32 - size);
const trailing32 = (x: number, size: number): number => (x === 0 ? size : 31 - Math.clz32(x & -x));

const ones: BitCount = (low, high) => ones32(low) + ones32(high);
const leading: BitCount = (low, high, size) =>
  size === 64 ? (high === 0 ? 32 + leading32(low, 32) : leading32(high, 32)) : leading32(low, size);
const trailing: BitCount = (low, high, size) =>
  size === 64 ? (low === 0 ? 32 + trailing32(high, 32) : trailing32(low, 32)) : trailing32(low, size);
/** The same of the bits turned over. */
const inverse =
  (count: BitCount): BitCount =>
  (low, high, size) =>
    size === 64 ? count(~low, ~high, 64) : count(masked(~low, size), 0, size);

export type BitCountName = "ones" | "zeros" | "leadingOnes" | "leadingZeros" | "trailingOnes" | "trailingZeros";
/** Counts over the bits of numbers. */
export const BIT_COUNTS: Readonly<Record<BitCountName, BitCount>> = {
  ones,
  zeros: inverse(ones),
  leadingOnes: inverse(leading),
  leadingZeros: leading,
  trailingOnes: inverse(trailing),
  trailingZeros: trailing,
};
