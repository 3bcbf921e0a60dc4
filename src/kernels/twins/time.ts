/** Plain forms of the time kernels, in BigInt: slow, and the reference. */

const wrap = (v: bigint): bigint => BigInt.asIntN(64, v);
export const floorDiv = (a: bigint, b: bigint): bigint => a / b - (a % b < 0n ? 1n : 0n);
export const floorMod = (a: bigint, b: bigint): bigint => ((a % b) + b) % b;

export const timeDivide = (src: BigInt64Array, divisor: bigint): BigInt64Array => src.map((v) => floorDiv(v, divisor));
export const timeQuotient = (src: BigInt64Array, divisor: bigint): BigInt64Array => src.map((v) => v / divisor);
export const timeScale = (src: BigInt64Array, factor: bigint, plus: bigint): BigInt64Array =>
  src.map((v) => wrap(v * factor + plus));
export const timeDays = (src: BigInt64Array, perDay: bigint): Int32Array =>
  Int32Array.from(src, (v) => Math.max(-2147483648, Math.min(2147483647, Number(floorDiv(v, perDay)))));
export const timeField = (src: BigInt64Array, divisor: bigint, modulus: bigint, factor: number): Int32Array =>
  Int32Array.from(src, (v) => Number(floorMod(floorDiv(v, divisor), modulus)) * factor);
export const timeOfDay = (src: BigInt64Array, perDay: bigint, factor: bigint): BigInt64Array =>
  src.map((v) => floorMod(v, perDay) * factor);
export const timeTruncate = (src: BigInt64Array, every: bigint, origin: bigint): BigInt64Array =>
  src.map((v) => wrap(v - floorMod(v - origin, every)));
export const timeFromDays = (days: Int32Array, perDay: bigint, clock: BigInt64Array | null): BigInt64Array =>
  BigInt64Array.from(days, (d, i) => wrap(BigInt(d) * perDay + (clock?.[i] ?? 0n)));
export const timeAdd = (a: BigInt64Array, b: BigInt64Array, sign: bigint): BigInt64Array =>
  a.map((v, i) => wrap(v + sign * (b[i] ?? 0n)));

/** The offset in force at each instant. */
export const zoneOffsets = (src: BigInt64Array, starts: BigInt64Array, offsets: BigInt64Array): BigInt64Array =>
  src.map((v) => offsets[starts.filter((s) => s <= v).length] as bigint);

/** Every instant whose wall clock is `local`, and the offsets around the change where there is none or two. */
export function zoneInstant(
  local: bigint,
  starts: BigInt64Array,
  offsets: BigInt64Array,
): { readonly instants: readonly bigint[]; readonly gap: readonly [bigint, bigint] | null } {
  const instants = new Set<bigint>();
  for (const offset of new Set(offsets))
    if (zoneOffsets(BigInt64Array.of(local - offset), starts, offsets)[0] === offset) instants.add(local - offset);
  let gap: readonly [bigint, bigint] | null = null;
  starts.forEach((s, i) => {
    const [before, after] = [offsets[i] as bigint, offsets[i + 1] as bigint];
    if (local >= s + before && local < s + after) gap = [before, after];
  });
  return { instants: [...instants].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)), gap };
}
