import { PolaroidError } from "../../core/error.ts";
import { utf8 } from "../../core/utf8.ts";

/** Work of one pair of texts beyond which they are too long to compare: 30,000 bytes each. */
const MOST = 1e9;
function comparable(a: Uint8Array, b: Uint8Array): void {
  if (a.length * b.length > MOST)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `texts of ${a.length} and ${b.length} bytes are too long for a distance; compare their beginnings`,
    );
}

/** How many bytes are put in, taken out or replaced; with `swaps` also neighbours exchanged. */
export function editDistance(left: string, right: string, swaps: boolean): bigint {
  const [a, b] = [utf8(left), utf8(right)];
  comparable(a, b);
  const width = b.length + 1;
  let older = new Uint32Array(width);
  let before = Uint32Array.from({ length: width }, (_, j) => j);
  let row = new Uint32Array(width);
  for (let i = 1; i <= a.length; i++) {
    row[0] = i;
    for (let j = 1; j < width; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((before[j] as number) + 1, (row[j - 1] as number) + 1, (before[j - 1] as number) + same);
      if (swaps && i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (older[j - 2] as number) + 1);
      row[j] = least;
    }
    [older, before, row] = [before, row, older];
  }
  return BigInt(before[b.length] as number);
}

/** At how many places two texts of as many bytes differ. */
export function hamming(left: string, right: string): bigint {
  const [a, b] = [utf8(left), utf8(right)];
  if (a.length !== b.length)
    throw new PolaroidError("INVALID_ARGUMENT", `hamming takes texts of one length, not ${a.length} and ${b.length}`);
  let n = 0;
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) n++;
  return BigInt(n);
}

/** The share of different bytes that both texts have. */
export function jaccard(left: string, right: string): number {
  if (left === "" || right === "")
    throw new PolaroidError("INVALID_ARGUMENT", "jaccard takes texts that are not empty");
  const [a, b] = [new Set(utf8(left)), new Set(utf8(right))];
  let both = 0;
  for (const byte of a) if (b.has(byte)) both++;
  return both / (a.size + b.size - both);
}

/** Jaro's similarity, from 0 to 1. */
export function jaro(left: string, right: string): number {
  const [a, b] = [utf8(left), utf8(right)];
  comparable(a, b);
  if (a.length === 0 || b.length === 0) return 0;
  const reach = Math.max(0, (Math.max(a.length, b.length) >> 1) - 1);
  const [inA, inB] = [new Uint8Array(a.length), new Uint8Array(b.length)];
  let matches = 0;
  for (let i = 0; i < a.length; i++)
    for (let j = Math.max(0, i - reach); j < Math.min(b.length, i + reach + 1); j++)
      if (inB[j] === 0 && a[i] === b[j]) {
        inA[i] = inB[j] = 1;
        matches++;
        break;
      }
  if (matches === 0) return 0;
  let crossed = 0;
  for (let i = 0, j = 0; i < a.length; i++) {
    if (inA[i] === 0) continue;
    while (inB[j] === 0) j++;
    if (a[i] !== b[j++]) crossed++;
  }
  return (matches / a.length + matches / b.length + (matches - (crossed >> 1)) / matches) / 3;
}

/** Jaro's similarity, nearer to 1 the more bytes the texts begin with alike, up to four. */
export function jaroWinkler(left: string, right: string): number {
  const near = jaro(left, right);
  if (near <= 0.7) return near;
  const [a, b] = [utf8(left), utf8(right)];
  let same = 0;
  while (same < 4 && same < a.length && same < b.length && a[same] === b[same]) same++;
  return near + same * 0.1 * (1 - near);
}
