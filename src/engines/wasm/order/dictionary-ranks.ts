import type { BytesColumn, DictColumn } from "../../../arrow/column.ts";
import { entries } from "../../../arrow/dictionary.ts";
import { textRanks } from "./sort-text.ts";

const known = new WeakMap<BytesColumn, Int32Array>();

/** Entry i's place among the entries in byte order. */
function lexical(dictionary: BytesColumn): Int32Array {
  let ranks = known.get(dictionary);
  if (ranks === undefined) {
    ranks = textRanks(dictionary);
    known.set(dictionary, ranks);
  }
  return ranks;
}

/** The order of each code: a category's place for Enum, byte order for other text. Equal ranks mean equal text. */
export function dictionaryRanks(c: DictColumn): Int32Array {
  if (c.type.id !== "Enum") return lexical(c.dictionary);
  const place = new Map(c.type.categories.map((text, i) => [text, i]));
  return Int32Array.from(entries(c.dictionary), (text) => place.get(text) ?? place.size);
}
