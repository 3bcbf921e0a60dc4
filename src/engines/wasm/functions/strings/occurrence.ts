import { type BytesColumn, boolColumn, type Column, isValid } from "../../../../arrow/column.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { utf8 } from "../../../../core/utf8.ts";
import { isPlain } from "../../../../expr/regex/later.ts";
import { MATCHING } from "../../later.ts";
import { isScalar, type Value } from "../../value.ts";
import { affixed, containing } from "./search.ts";
import { argTexts, type OfText, textsOf } from "./texts.ts";

const boolean = (c: BytesColumn, type: DataType, bits: Uint8Array): Column =>
  boolColumn(type, c.length, bits, c.validity, c.nulls);

export function rowBits(c: BytesColumn, test: (t: string, i: number) => boolean): Uint8Array {
  const bits = new Uint8Array((c.length + 7) >> 3);
  const texts = textsOf(c);
  for (let i = 0; i < c.length; i++)
    if (isValid(c, i) && test(texts[i] as string, i)) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return bits;
}

export const contains: OfText = (c, [pattern], { type, options }) => {
  const p = pattern as Value;
  const of = argTexts(p);
  if (isScalar(p) && (options.literal === true || isPlain(of(0)))) return boolean(c, type, containing(c, utf8(of(0))));
  return boolean(c, type, options.literal === true ? rowBits(c, (t, i) => t.includes(of(i))) : MATCHING.code(c, p));
};

const affix =
  (ends: boolean): OfText =>
  (c, [what], { type }) => {
    const v = what as Value;
    if (isScalar(v)) return boolean(c, type, affixed(c, utf8(argTexts(v)(0)), ends));
    const of = argTexts(v);
    return boolean(
      c,
      type,
      rowBits(c, (t, i) => (ends ? t.endsWith(of(i)) : t.startsWith(of(i)))),
    );
  };
export const startsWith: OfText = affix(false);
export const endsWith: OfText = affix(true);
