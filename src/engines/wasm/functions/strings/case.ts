import { type BytesColumn, bytesColumn, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { Utf8 } from "../../../../arrow/types.ts";
import { charCounts, flippedCase, isAscii } from "./search.ts";
import { fromTexts, type OfText, textsOf } from "./texts.ts";

export function mapped(c: BytesColumn, map: (t: string, i: number) => string): BytesColumn {
  const texts = textsOf(c);
  for (let i = 0; i < texts.length; i++) texts[i] = isValid(c, i) ? map(texts[i] as string, i) : "";
  return fromTexts(texts, c.validity, c.nulls);
}

const flipped =
  (low: number, map: (t: string) => string): OfText =>
  (c) => {
    if (!isAscii(c)) return mapped(c, map);
    const first = c.offsets[0] as number;
    const offsets =
      first === 0 ? c.offsets.subarray(0, c.length + 1) : c.offsets.slice(0, c.length + 1).map((o) => o - first);
    return bytesColumn(Utf8, c.length, offsets, flippedCase(c, low), c.validity, c.nulls);
  };
export const toLowercase: OfText = flipped(65, (t) => t.toLowerCase());
export const toUppercase: OfText = flipped(97, (t) => t.toUpperCase());

export const lenChars: OfText = (c, _, { type }) => fixedColumn(type, c.length, charCounts(c), c.validity, c.nulls);
