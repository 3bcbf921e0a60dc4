import { bitmapBytes, clearBit, getBit } from "../../../arrow/bitmap.ts";
import {
  type BytesColumn,
  bytesColumn,
  type Column,
  type DictColumn,
  dictColumn,
  isValid,
} from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { dictionaryOf, entries } from "../../../arrow/dictionary.ts";
import { allNull, takeColumn } from "../../../arrow/take.ts";
import { isTemporal } from "../../../arrow/type-info.ts";
import { type DataType, type Enum, Utf8 } from "../../../arrow/types.ts";
import { isUtf8 } from "../../../core/utf8.ts";
import { kernels } from "../../../kernels/memory.ts";
import { SEED } from "../../../kernels/seed.ts";
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
  const n = c.length;
  // Whatever lies under null rows makes no entries of its own.
  const plain = c.validity === null ? c : blanked(c, c.validity);
  const first = plain.offsets[0] as number;
  const cap = 2 ** Math.ceil(Math.log2(Math.max(8, 2 * n)));
  const codes = new Int32Array(n);
  const mark = kernels.mark();
  try {
    const offsets = kernels.put(first === 0 ? plain.offsets : plain.offsets.map((o) => o - first));
    const data = kernels.put(plain.data.subarray(first, plain.offsets[n]));
    const [table, firsts, out] = [kernels.push(4 * cap), kernels.push(4 * n), kernels.push(4 * n)];
    const count = kernels.k.textDistinct(offsets, n, data, table, cap, firsts, out, n, SEED);
    const rows = new Int32Array(count);
    kernels.read(out, codes);
    kernels.read(firsts, rows);
    const dictionary = { ...(takeColumn(plain, rows) as BytesColumn), type: Utf8, validity: null, nulls: 0 };
    return dictColumn(type, n, codes, dictionary, c.validity, c.nulls);
  } finally {
    kernels.reset(mark);
  }
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
