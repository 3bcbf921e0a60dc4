/** Plain form of DELTA_BINARY_PACKED, in BigInt. */

const MASK = (1n << 64n) - 1n;

class Cursor {
  readonly bytes: Uint8Array;
  at = 0;
  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }
  varint(): bigint | null {
    let v = 0n;
    for (let i = 0; i < 10; i++) {
      const b = this.bytes[this.at++];
      if (b === undefined) return null;
      v |= BigInt(b & 127) << BigInt(7 * i);
      if (b < 128) return v & MASK;
    }
    return null;
  }
}
const unzig = (v: bigint): bigint => (v >> 1n) ^ -(v & 1n);

/** Exactly n integers of 32 or 64 bits and where the stream ends; null where it is broken. */
export function deltaDecode(bytes: Uint8Array, n: number, bits: 32 | 64): { values: bigint[]; end: number } | null {
  const c = new Cursor(bytes);
  const block = c.varint();
  const minis = block === null ? null : c.varint();
  const total = minis === null ? null : c.varint();
  const first = total === null ? null : c.varint();
  if (block === null || minis === null || total === null || first === null) return null;
  if (total !== BigInt(n) || minis === 0n || minis > 1024n || block === 0n || block > 1n << 20n) return null;
  const per = Number(block / minis);
  if (BigInt(per) * minis !== block || per % 8 !== 0) return null;
  let value = unzig(first);
  const values = n === 0 ? [] : [BigInt.asIntN(bits, value)];
  while (values.length < n) {
    const least = c.varint();
    if (least === null || Number(minis) > bytes.length - c.at) return null;
    const widths = bytes.subarray(c.at, c.at + Number(minis));
    c.at += Number(minis);
    for (const width of widths) {
      if (values.length === n) break;
      if (width > 64) return null;
      const count = Math.min(per, n - values.length);
      if (Math.ceil((count * width) / 8) > bytes.length - c.at) return null;
      for (let i = 0; i < count; i++) {
        let d = 0n;
        for (let b = 0; b < width; b++) {
          const bit = i * width + b;
          d |= BigInt(((bytes[c.at + (bit >> 3)] as number) >> (bit & 7)) & 1) << BigInt(b);
        }
        value = BigInt.asIntN(64, value + unzig(least) + d);
        values.push(BigInt.asIntN(bits, value));
      }
      c.at += Math.min((per * width) >> 3, bytes.length - c.at);
    }
  }
  return { values, end: c.at };
}
