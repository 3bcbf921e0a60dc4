import { type BytesColumn, fixedColumn, isValid, listColumn } from "../../../../arrow/column.ts";
import { Utf8 } from "../../../../arrow/types.ts";
import { text, utf8 } from "../../../../core/utf8.ts";
import { type Regex, regex } from "../../../../expr/regex/regex.ts";
import type { CallInfo } from "../../function.ts";
import { isScalar, type Value } from "../../value.ts";
import { counts } from "./bytes.ts";
import { rowBits } from "./occurrence.ts";
import { Marks, scalarText } from "./rows.ts";
import { affixed, containing, equalling } from "./search.ts";
import { argTexts, fromTexts, type OfText, textsOf } from "./texts.ts";

/** Regex search; rows without the text that every match holds are ruled out in one sweep. */
function matchingOne(c: BytesColumn, r: Regex): Uint8Array {
  const { plain } = r;
  if (plain !== null) {
    const needle = utf8(plain.text);
    if (plain.start) return plain.end ? equalling(c, needle) : affixed(c, needle, false);
    return plain.end ? affixed(c, needle, true) : containing(c, needle);
  }
  const { length, offsets, data } = c;
  if (r.required.length > 1 && length >= 64) {
    const bits = containing(c, utf8(r.required));
    for (let i = 0; i < length; i++) {
      const mask = 1 << (i & 7);
      if (((bits[i >> 3] as number) & mask) === 0 || !isValid(c, i)) continue;
      if (!r.test(text(data, offsets[i] as number, offsets[i + 1] as number)))
        bits[i >> 3] = (bits[i >> 3] as number) & ~mask;
    }
    return bits;
  }
  const bits = new Uint8Array((length + 7) >> 3);
  const texts = textsOf(c);
  for (let i = 0; i < length; i++)
    if (isValid(c, i) && r.test(texts[i] as string)) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return bits;
}

/** A pattern by row: compiled once where it is a scalar. */
function patterns(v: Value): (i: number) => Regex {
  const of = argTexts(v);
  if (isScalar(v)) {
    const one = regex(of(0));
    return () => one;
  }
  return (i) => regex(of(i));
}

/** The rows where a pattern is found. */
export function matching(c: BytesColumn, pattern: Value): Uint8Array {
  const of = patterns(pattern);
  return isScalar(pattern) ? matchingOne(c, of(0)) : rowBits(c, (t, i) => of(i).test(t));
}

export const extract: OfText = (c, [pattern], { options }) => {
  const group = typeof options.groupIndex === "number" ? options.groupIndex : 1;
  const of = patterns(pattern as Value);
  const texts = textsOf(c);
  const marks = new Marks(c);
  const out = new Array<string>(c.length).fill("");
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const found = of(i).exec(texts[i] as string)?.[group];
    if (found === undefined) marks.clear(i);
    else out[i] = found;
  }
  return fromTexts(out, marks.bits, marks.nulls);
};

export const extractAll: OfText = (c, [pattern], { type }) => {
  const of = patterns(pattern as Value);
  const texts = textsOf(c);
  const offsets = new Int32Array(c.length + 1);
  const out: string[] = [];
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) for (const m of of(i).all(texts[i] as string)) out.push(m[0] as string);
    offsets[i + 1] = out.length;
  }
  return listColumn(type, c.length, offsets, fromTexts(out, null, 0, Utf8), c.validity, c.nulls);
};

/** How often a text occurs, none overlapping; the empty one at each boundary between characters. */
function occurrences(t: string, what: string): number {
  if (what === "") return [...t].length + 1;
  let n = 0;
  for (let at = t.indexOf(what); at >= 0; at = t.indexOf(what, at + what.length)) n++;
  return n;
}

export const countMatches: OfText = (c, [pattern], { type, options }) => {
  const p = pattern as Value;
  const fixed = scalarText(p);
  const plain =
    fixed === null ? null : options.literal === true ? { text: fixed, start: false, end: false } : regex(fixed).plain;
  if (plain !== null && plain.text !== "" && !plain.start && !plain.end)
    return fixedColumn(type, c.length, counts(c, utf8(plain.text)), c.validity, c.nulls);
  const texts = textsOf(c);
  const out = new Uint32Array(c.length);
  const literal = options.literal === true ? argTexts(p) : null;
  const of = literal === null ? patterns(p) : null;
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const t = texts[i] as string;
    if (literal !== null) out[i] = occurrences(t, literal(i));
    else {
      let n = 0;
      for (const _ of (of as (i: number) => Regex)(i).all(t)) n++;
      out[i] = n;
    }
  }
  return fixedColumn(type, c.length, out, c.validity, c.nulls);
};

export const find: OfText = (c, [pattern], { type, options }: CallInfo) => {
  const p = pattern as Value;
  const texts = textsOf(c);
  const out = new Uint32Array(c.length);
  const marks = new Marks(c);
  const literal = options.literal === true ? argTexts(p) : null;
  const of = literal === null ? patterns(p) : null;
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const t = texts[i] as string;
    const at = literal !== null ? t.indexOf(literal(i)) : ((of as (i: number) => Regex)(i).exec(t)?.index ?? -1);
    if (at < 0) marks.clear(i);
    else out[i] = utf8(t.slice(0, at)).length;
  }
  return fixedColumn(type, c.length, out, marks.bits, marks.nulls);
};
