import { text, utf8 } from "../core/utf8.ts";
import { type BytesColumn, bytesColumn, type DictColumn } from "./column.ts";
import { type DataType, Utf8 } from "./types.ts";

/** The entries of a dictionary as text. */
export function entries(dictionary: BytesColumn): string[] {
  const out = new Array<string>(dictionary.length);
  for (let i = 0; i < out.length; i++)
    out[i] = text(dictionary.data, dictionary.offsets[i] as number, dictionary.offsets[i + 1] as number);
  return out;
}

/** A dictionary of the given texts. */
export function dictionaryOf(texts: readonly string[], type: DataType = Utf8): BytesColumn {
  const parts = texts.map(utf8);
  const offsets = new Int32Array(parts.length + 1);
  parts.forEach((p, i) => {
    offsets[i + 1] = (offsets[i] as number) + p.length;
  });
  const data = new Uint8Array(offsets[parts.length] as number);
  for (const [i, p] of parts.entries()) data.set(p, offsets[i]);
  return bytesColumn(type, parts.length, offsets, data);
}

/** One dictionary for several columns, and each column's codes in it; shared dictionaries cost nothing. */
export function unifyDictionaries(parts: readonly DictColumn[]): { dictionary: BytesColumn; codes: Int32Array[] } {
  const first = (parts[0] as DictColumn).dictionary;
  if (parts.every((p) => p.dictionary === first)) return { dictionary: first, codes: parts.map((p) => p.codes) };
  const index = new Map<string, number>();
  const maps = new Map<BytesColumn, Int32Array>();
  for (const p of parts) {
    if (maps.has(p.dictionary)) continue;
    const map = new Int32Array(p.dictionary.length);
    entries(p.dictionary).forEach((entry, i) => {
      let code = index.get(entry);
      if (code === undefined) {
        code = index.size;
        index.set(entry, code);
      }
      map[i] = code;
    });
    maps.set(p.dictionary, map);
  }
  // Entries that are not UTF-8 decode to replacement characters: only text comes here.
  const dictionary = index.size === first.length ? first : dictionaryOf([...index.keys()], first.type);
  const codes = parts.map((p) => {
    const map = maps.get(p.dictionary) as Int32Array;
    return p.dictionary === first ? p.codes : recoded(p.codes, map);
  });
  return { dictionary, codes };
}

// Codes of null rows may be any.
function recoded(codes: Int32Array, map: Int32Array): Int32Array {
  const out = new Int32Array(codes.length);
  for (let i = 0; i < out.length; i++) out[i] = map[codes[i] as number] ?? 0;
  return out;
}
