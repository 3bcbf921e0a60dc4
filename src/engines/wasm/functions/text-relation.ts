import { bitmapBytes, bitsToRows, countBits } from "../../../arrow/bitmap.ts";
import { type BytesColumn, type DictColumn, fixedColumn } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { entries, unifyDictionaries } from "../../../arrow/dictionary.ts";
import { Int32 } from "../../../arrow/types.ts";
import { columnIn, isScalar, type Value } from "../value.ts";
import { EQ, LT, numberBits } from "./number-relation.ts";
import { equalling } from "./strings/search.ts";

type Text = BytesColumn | DictColumn;

/** The order of two byte strings: negative, 0, positive. */
export function compareBytes(a: Uint8Array, i: number, ie: number, b: Uint8Array, j: number, je: number): number {
  const stop = Math.min(ie - i, je - j);
  for (let k = 0; k < stop; k++) {
    const d = (a[i + k] as number) - (b[j + k] as number);
    if (d !== 0) return d;
  }
  return ie - i - (je - j);
}

function sameBytes(a: Uint8Array, i: number, b: Uint8Array, j: number, size: number): boolean {
  for (let k = 0; k < size; k++) if (a[i + k] !== b[j + k]) return false;
  return true;
}

function bytesBits(
  code: number,
  flip: number,
  a: BytesColumn,
  sa: number,
  b: BytesColumn,
  sb: number,
  n: number,
): Uint8Array {
  const out = new Uint8Array(bitmapBytes(n));
  const [ao, ad, bo, bd] = [a.offsets, a.data, b.offsets, b.data];
  for (let i = 0, p = 0, q = 0; i < n; i++, p += sa, q += sb) {
    const [s, e, t, f] = [ao[p] as number, ao[p + 1] as number, bo[q] as number, bo[q + 1] as number];
    let hit: boolean;
    if (code === EQ) hit = e - s === f - t && sameBytes(ad, s, bd, t, e - s);
    else {
      const d = compareBytes(ad, s, e, bd, t, f);
      hit = code === LT ? d < 0 : d > 0;
    }
    if (hit) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  }
  if (flip !== 0) for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) ^ flip;
  return out;
}

/** Which rows are one text. */
function literalBits(flip: number, c: BytesColumn, one: BytesColumn): Uint8Array {
  const out = equalling(c, one.data.subarray(one.offsets[0], one.offsets[1]));
  if (flip !== 0) for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) ^ flip;
  return out;
}

/** The bit of each row's entry. */
export function bitsByCode(codes: Int32Array, table: Uint8Array, n: number): Uint8Array {
  const out = new Uint8Array(bitmapBytes(n));
  for (let i = 0; i < n; i += 8) {
    const stop = Math.min(8, n - i);
    let bits = 0;
    for (let j = 0; j < stop; j++) bits |= (table[codes[i + j] as number] as number) << j;
    out[i >> 3] = bits;
  }
  return out;
}

/** Below this a call into the kernels costs more than it saves. */
const FEW = 512;

/** One entry's answer for every entry of a dictionary, then by code. */
function dictBits(code: number, flip: number, a: DictColumn, b: BytesColumn, swapped: boolean, n: number): Uint8Array {
  const { dictionary } = a;
  if (code === EQ && n >= FEW) {
    const same = literalBits(0, dictionary, b);
    if (countBits(same, dictionary.length) < 2) {
      const wanted = bitsToRows(same, dictionary.length)[0] ?? -1;
      return numberBits(EQ, flip, numbers(a.codes.subarray(0, n)), numbers(Int32Array.of(wanted)), true, n);
    }
  }
  const bits = swapped
    ? bytesBits(code, flip, b, 0, dictionary, 1, dictionary.length)
    : bytesBits(code, flip, dictionary, 1, b, 0, dictionary.length);
  const table = new Uint8Array(Math.max(1, dictionary.length));
  for (let i = 0; i < dictionary.length; i++) table[i] = ((bits[i >> 3] as number) >> (i & 7)) & 1;
  return bitsByCode(a.codes, table, n);
}

/** Places of a dictionary's entries in their order. */
function ranks(dictionary: BytesColumn): Int32Array {
  const { offsets: o, data } = dictionary;
  const order = Int32Array.from({ length: dictionary.length }, (_, i) => i).sort((p, q) =>
    compareBytes(data, o[p] as number, o[p + 1] as number, data, o[q] as number, o[q + 1] as number),
  );
  const rank = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) rank[order[i] as number] = i;
  return rank;
}

const mapped = (codes: Int32Array, map: Int32Array): Int32Array => {
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = map[codes[i] as number] as number;
  return out;
};

/** A text in the order of an Enum's categories; what is none of them comes last. */
function categoryRanks(c: Text, categories: readonly string[], n: number): Int32Array {
  const place = new Map(categories.map((name, i) => [name, i]));
  if (c.layout === "dict")
    return mapped(
      c.codes,
      Int32Array.from(entries(c.dictionary), (e) => place.get(e) ?? categories.length),
    );
  const texts = entries(c);
  return Int32Array.from({ length: n }, (_, i) => place.get(texts[i] as string) ?? categories.length);
}

const numbers = (values: Int32Array): Parameters<typeof numberBits>[2] => fixedColumn(Int32, values.length, values);

export function textBits(code: number, flip: number, x: Value, y: Value, n: number): Uint8Array {
  const [a, b] = [columnIn(x) as Text, columnIn(y) as Text];
  const [sa, sb] = [isScalar(x) ? 0 : 1, isScalar(y) ? 0 : 1];
  const ranked = a.type.id === "Enum" ? a.type : b.type.id === "Enum" ? b.type : null;
  if (code !== EQ && ranked !== null) {
    const [p, q] = [categoryRanks(a, ranked.categories, a.length), categoryRanks(b, ranked.categories, b.length)];
    if (sa === 0 && sb === 1) return numberBits(code === LT ? 2 : LT, flip, numbers(q), numbers(p), true, n);
    return numberBits(code, flip, numbers(p), numbers(q), sb === 0, n);
  }
  if (a.layout === "dict" && sa === 1 && sb === 0) return dictBits(code, flip, a, plainText(b), false, n);
  if (b.layout === "dict" && sb === 1 && sa === 0) return dictBits(code, flip, b, plainText(a), true, n);
  if (a.layout === "dict" && b.layout === "dict" && sa === 1 && sb === 1) {
    const { codes, dictionary } = unifyDictionaries([a, b]);
    const [p, q] = codes as [Int32Array, Int32Array];
    if (code === EQ) return numberBits(EQ, flip, numbers(p), numbers(q), false, n);
    const rank = ranks(dictionary);
    return numberBits(code, flip, numbers(mapped(p, rank)), numbers(mapped(q, rank)), false, n);
  }
  if (code === EQ && sa !== sb && n > 1)
    return sb === 0 ? literalBits(flip, plainText(a), plainText(b)) : literalBits(flip, plainText(b), plainText(a));
  return bytesBits(code, flip, plainText(a), sa, plainText(b), sb, n);
}
