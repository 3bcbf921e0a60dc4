/** Plain forms of the kernels that change how values are stored. */

/** Values of n bytes out of their streams. */
export function unsplit(bytes: Uint8Array, n: number, width: number): Uint8Array {
  const out = new Uint8Array(n * width);
  for (let i = 0; i < n; i++) for (let k = 0; k < width; k++) out[i * width + k] = bytes[k * n + i] as number;
  return out;
}

/** A big-endian integer; null where it needs more than 128 bits. */
export function bigEndian(bytes: Uint8Array): bigint | null {
  let v = 0n;
  for (const b of bytes) v = (v << 8n) | BigInt(b);
  const signed = bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, v);
  return BigInt.asIntN(128, signed) === signed ? signed : null;
}

/** Nanoseconds since 1970, wrapped to 64 bits. */
export const int96 = (nanos: bigint, day: number): bigint =>
  BigInt.asIntN(64, (BigInt(day) - 2440588n) * 86_400_000_000_000n + nanos);

export function half(bits: number): number {
  const exp = (bits >> 10) & 31;
  const frac = bits & 1023;
  const size =
    exp === 31
      ? frac === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exp === 0
        ? frac * 2 ** -24
        : (1 + frac / 1024) * 2 ** (exp - 15);
  return bits & 0x8000 ? -size : size;
}

/** Dense values at the places of the ones, `none` elsewhere. */
export function spread<T>(values: readonly T[], valid: readonly boolean[], none: T): T[] {
  let from = 0;
  return valid.map((v) => (v ? (values[from++] as T) : none));
}
