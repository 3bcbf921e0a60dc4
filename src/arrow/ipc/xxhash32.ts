const P1 = 0x9e3779b1;
const P2 = 0x85ebca77;
const P3 = 0xc2b2ae3d;
const P4 = 0x27d4eb2f;
const P5 = 0x165667b1;

const rotate = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const word = (b: Uint8Array, i: number): number =>
  (b[i] as number) | ((b[i + 1] as number) << 8) | ((b[i + 2] as number) << 16) | ((b[i + 3] as number) << 24);
const round = (acc: number, input: number): number => Math.imul(rotate((acc + Math.imul(input, P2)) | 0, 13), P1);

/** XXH32 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). */
export function xxhash32(b: Uint8Array): number {
  let i = 0;
  let h = P5;
  if (b.length >= 16) {
    let [v1, v2, v3, v4] = [(P1 + P2) | 0, P2, 0, -P1 | 0];
    for (const end = b.length - 16; i <= end; i += 16) {
      v1 = round(v1, word(b, i));
      v2 = round(v2, word(b, i + 4));
      v3 = round(v3, word(b, i + 8));
      v4 = round(v4, word(b, i + 12));
    }
    h = rotate(v1, 1) + rotate(v2, 7) + rotate(v3, 12) + rotate(v4, 18);
  }
  h = (h + b.length) | 0;
  for (; i + 4 <= b.length; i += 4) h = Math.imul(rotate((h + Math.imul(word(b, i), P3)) | 0, 17), P4);
  for (; i < b.length; i++) h = Math.imul(rotate((h + Math.imul(b[i] as number, P5)) | 0, 11), P1);
  h = Math.imul(h ^ (h >>> 15), P2);
  h = Math.imul(h ^ (h >>> 13), P3);
  return (h ^ (h >>> 16)) >>> 0;
}
