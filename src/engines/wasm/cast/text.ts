import { bitmapBytes, clearBit, getBit } from "../../../arrow/bitmap.ts";
import { type BytesColumn, bytesColumn, type Column, type DictColumn, dictColumn, isValid } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { dictionaryOf, entries } from "../../../arrow/dictionary.ts";
import { allNull, takeColumn } from "../../../arrow/take.ts";
import { isTemporal } from "../../../arrow/type-info.ts";
import type { DataType, Enum } from "../../../arrow/types.ts";
import { isUtf8, text } from "../../../core/utf8.ts";
import { keepFitting } from "./failure.ts";
import { parseNumbers } from "./parse.ts";
import { parseTimes } from "./parse-times.ts";

type Text = BytesColumn | DictColumn;

/** Text as numbers or times: each entry of a dictionary once. */
export function parseText(c: Text, to: DataType, strict: boolean): Column {
  const parse = isTemporal(to) ? parseTimes : parseNumbers;
  if (c.layout === "bytes") {
    const parsed = parse(c, to);
    if (strict && parsed.nulls > c.nulls) keepFitting(c, parsed.validity, true);
    return parsed;
  }
  if (c.dictionary.length === 0) return allNull(to, c.length);
  const found = takeColumn(parse(c.dictionary, to), c.codes);
  const { validity, nulls } = keepFitting(c, found.validity, strict);
  return { ...found, validity: nulls === 0 ? null : validity, nulls } as Column;
}

/** Text by codes, whatever its layout. */
function coded(c: Text, type: DataType): DictColumn {
  if (c.layout === "dict") return { ...c, type };
  const index = new Map<string, number>();
  const codes = new Int32Array(c.length);
  for (let i = 0; i < c.length; i++) {
    if (c.nulls > 0 && !isValid(c, i)) continue;
    const s = text(c.data, c.offsets[i] as number, c.offsets[i + 1] as number);
    let code = index.get(s);
    if (code === undefined) index.set(s, (code = index.size));
    codes[i] = code;
  }
  return dictColumn(type, c.length, codes, dictionaryOf([...index.keys()]), c.validity, c.nulls);
}

/** Text as one of an Enum's categories; others do not fit. */
function categories(c: Text, to: Enum, strict: boolean): Column {
  const place = new Map<string, number>(to.categories.map((name, i) => [name, i]));
  const from = coded(c, to);
  const map = Int32Array.from(entries(from.dictionary), (e) => place.get(e) ?? -1);
  const codes = new Int32Array(c.length);
  let fits: Uint8Array | null = null;
  for (let i = 0; i < codes.length; i++) {
    const code = map[from.codes[i] as number] ?? -1;
    if (code >= 0) codes[i] = code;
    else if (c.nulls === 0 || isValid(c, i)) {
      fits ??= new Uint8Array(bitmapBytes(c.length)).fill(255);
      clearBit(fits, i);
    }
  }
  const { validity, nulls } = keepFitting(c, fits, strict);
  return dictColumn(to, c.length, codes, dictionaryOf(to.categories), validity, nulls);
}

/** Between the types of text. */
export function castText(c: Text, to: DataType, strict: boolean): Column {
  if (to.id === "Enum") return categories(c, to, strict);
  if (to.id === "Categorical") return coded(c, to);
  if (to.id === "Binary") return { ...plainText(c), type: to };
  return { ...c, type: to };
}

/** Bytes as text; those that are not UTF-8 do not fit. */
export function bytesToText(c: BytesColumn, to: DataType, strict: boolean): Column {
  const start = c.offsets[0] as number;
  let fits: Uint8Array | null = null;
  if (!isUtf8(c.data.subarray(start, c.offsets[c.length])) || !aligned(c)) {
    fits = new Uint8Array(bitmapBytes(c.length)).fill(255);
    for (let i = 0; i < c.length; i++) if (!isUtf8(c.data.subarray(c.offsets[i], c.offsets[i + 1]))) clearBit(fits, i);
  }
  const { validity, nulls } = keepFitting(c, fits, strict);
  const plain = fits === null ? c : blanked(c, fits);
  const out = bytesColumn(to, c.length, plain.offsets, plain.data, validity, nulls);
  return to.id === "Utf8" ? out : castText(out, to, strict);
}

// No value begins inside of a character.
function aligned(c: BytesColumn): boolean {
  for (let i = 0; i < c.length; i++) if (((c.data[c.offsets[i] as number] ?? 0) & 0xc0) === 0x80) return false;
  return true;
}

function blanked(c: BytesColumn, fits: Uint8Array): BytesColumn {
  const rows = Int32Array.from({ length: c.length }, (_, i) => (getBit(fits, i) === 1 ? i : -1));
  return takeColumn(c, rows, true) as BytesColumn;
}
