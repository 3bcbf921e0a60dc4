const MASK = 0xffffffffffffffffn;
const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;

const rotate = (v: bigint, n: bigint): bigint => ((v << n) | (v >> (64n - n))) & MASK;
const round = (acc: bigint, lane: bigint): bigint => (rotate((acc + lane * P2) & MASK, 31n) * P1) & MASK;
const merge = (h: bigint, acc: bigint): bigint => ((h ^ round(0n, acc)) * P1 + P4) & MASK;

/** XXH64 with seed 0, for the few values of a predicate. */
export function xxhash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { length } = bytes;
  let at = 0;
  let h: bigint;
  if (length >= 32) {
    const acc = [(P1 + P2) & MASK, P2, 0n, -P1 & MASK] as [bigint, bigint, bigint, bigint];
    for (; at + 32 <= length; at += 32)
      for (let k = 0; k < 4; k++) acc[k] = round(acc[k] as bigint, view.getBigUint64(at + 8 * k, true));
    h = (rotate(acc[0], 1n) + rotate(acc[1], 7n) + rotate(acc[2], 12n) + rotate(acc[3], 18n)) & MASK;
    for (const a of acc) h = merge(h, a);
  } else h = P5;
  h = (h + BigInt(length)) & MASK;
  for (; at + 8 <= length; at += 8) h = (rotate(h ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  if (at + 4 <= length) {
    h = (rotate(h ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < length; at++) h = (rotate(h ^ ((BigInt(bytes[at] as number) * P5) & MASK), 11n) * P1) & MASK;
  h = ((h ^ (h >> 33n)) * P2) & MASK;
  h = ((h ^ (h >> 29n)) * P3) & MASK;
  return h ^ (h >> 32n);
}
