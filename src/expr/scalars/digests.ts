import { utf8 } from "../../core/utf8.ts";

const hex = (word: number): string => (word >>> 0).toString(16).padStart(8, "0");
const rotated = (x: number, n: number): number => (x << n) | (x >>> (32 - n));
const fraction = (x: number): number => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;

/** The text in blocks of 16 words of 32 bits, with its length at the end. */
function words(text: string, littleEndian: boolean): Int32Array {
  const bytes = utf8(text);
  const padded = new Uint8Array((((bytes.length + 8) >> 6) + 1) << 6);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  const [low, high] = [(bytes.length << 3) >>> 0, Math.floor(bytes.length / 2 ** 29)];
  view.setUint32(padded.length - (littleEndian ? 8 : 4), low, littleEndian);
  view.setUint32(padded.length - (littleEndian ? 4 : 8), high, littleEndian);
  const out = new Int32Array(padded.length >> 2);
  for (let i = 0; i < out.length; i++) out[i] = view.getInt32(4 * i, littleEndian);
  return out;
}

const SINES: Int32Array = Int32Array.from({ length: 64 }, (_, i) => (Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);
const TURNS = [
  [7, 12, 17, 22],
  [5, 9, 14, 20],
  [4, 11, 16, 23],
  [6, 10, 15, 21],
] as const;

/** RFC 1321, in hex. */
export function md5(text: string): string {
  const all = words(text, true);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476] as [number, number, number, number];
  for (let at = 0; at < all.length; at += 16) {
    let [a, b, c, d] = state;
    for (let i = 0; i < 64; i++) {
      const round = i >> 4;
      const [f, g] =
        round === 0
          ? [(b & c) | (~b & d), i]
          : round === 1
            ? [(d & b) | (~d & c), (5 * i + 1) & 15]
            : round === 2
              ? [b ^ c ^ d, (3 * i + 5) & 15]
              : [c ^ (b | ~d), (7 * i) & 15];
      const sum = (a + f + (SINES[i] as number) + (all[at + g] as number)) | 0;
      const turn = (TURNS[round] as readonly number[])[i & 3] as number;
      [a, d, c, b] = [d, c, b, (b + rotated(sum, turn)) | 0];
    }
    state[0] = (state[0] + a) | 0;
    state[1] = (state[1] + b) | 0;
    state[2] = (state[2] + c) | 0;
    state[3] = (state[3] + d) | 0;
  }
  return state.map((w) => hex(w).match(/../g)?.reverse().join("")).join("");
}

/** FIPS 180-4, in hex. */
export function sha1(text: string): string {
  const all = words(text, false);
  const state = [0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476, 0xc3d2e1f0 | 0];
  const w = new Int32Array(80);
  for (let at = 0; at < all.length; at += 16) {
    w.set(all.subarray(at, at + 16));
    for (let i = 16; i < 80; i++)
      w[i] = rotated((w[i - 3] as number) ^ (w[i - 8] as number) ^ (w[i - 14] as number) ^ (w[i - 16] as number), 1);
    let [a, b, c, d, e] = state as [number, number, number, number, number];
    for (let i = 0; i < 80; i++) {
      const [f, k] =
        i < 20
          ? [(b & c) | (~b & d), 0x5a827999]
          : i < 40
            ? [b ^ c ^ d, 0x6ed9eba1]
            : i < 60
              ? [(b & c) | (b & d) | (c & d), 0x8f1bbcdc]
              : [b ^ c ^ d, 0xca62c1d6];
      const next = (rotated(a, 5) + f + e + k + (w[i] as number)) | 0;
      [e, d, c, b, a] = [d, c, rotated(b, 30), a, next];
    }
    for (const [i, v] of [a, b, c, d, e].entries()) state[i] = ((state[i] as number) + v) | 0;
  }
  return state.map(hex).join("");
}

function primes(count: number): number[] {
  const out: number[] = [];
  for (let n = 2; out.length < count; n++) if (out.every((p) => n % p !== 0)) out.push(n);
  return out;
}
const CUBES: Int32Array = Int32Array.from(primes(64), (p) => fraction(Math.cbrt(p)));
const ROOTS: readonly number[] = primes(8).map((p) => fraction(Math.sqrt(p)));
const turned = (x: number, a: number, b: number, c: number): number =>
  rotated(x, 32 - a) ^ rotated(x, 32 - b) ^ (c < 0 ? x >>> -c : rotated(x, 32 - c));

/** FIPS 180-4, in hex. */
export function sha256(text: string): string {
  const all = words(text, false);
  const state = [...ROOTS];
  const w = new Int32Array(64);
  for (let at = 0; at < all.length; at += 16) {
    w.set(all.subarray(at, at + 16));
    for (let i = 16; i < 64; i++) {
      const [x, y] = [w[i - 15] as number, w[i - 2] as number];
      w[i] = ((w[i - 16] as number) + turned(x, 7, 18, -3) + (w[i - 7] as number) + turned(y, 17, 19, -10)) | 0;
    }
    let [a, b, c, d, e, f, g, h] = state as [number, number, number, number, number, number, number, number];
    for (let i = 0; i < 64; i++) {
      const one = (h + turned(e, 6, 11, 25) + ((e & f) ^ (~e & g)) + (CUBES[i] as number) + (w[i] as number)) | 0;
      const two = (turned(a, 2, 13, 22) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
      [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
    }
    for (const [i, v] of [a, b, c, d, e, f, g, h].entries()) state[i] = ((state[i] as number) + v) | 0;
  }
  return state.map(hex).join("");
}
