import { fixedColumn, isValid } from "../../../../arrow/column.ts";
import type { Elementwise } from "../../function.ts";
import { reading } from "./reading.ts";
import { Marks } from "./rows.ts";
import { type OfText, textsOf } from "./texts.ts";

const digitOf = (c: number): number =>
  c >= 48 && c <= 57 ? c - 48 : c >= 97 && c <= 122 ? c - 87 : c >= 65 && c <= 90 ? c - 55 : 99;
const MIN = -(2n ** 63n);
const MAX = 2n ** 63n - 1n;

/** The number that the text is in a base; undefined where it is none or does not fit. */
function wholeNumber(t: string, base: number): number | bigint | undefined {
  const first = t.charCodeAt(0);
  const signed = first === 43 || first === 45;
  if (t.length === (signed ? 1 : 0)) return undefined;
  let value = 0;
  for (let i = signed ? 1 : 0; i < t.length; i++) {
    const d = digitOf(t.charCodeAt(i));
    if (d >= base) return undefined;
    value = value * base + d;
  }
  if (value <= Number.MAX_SAFE_INTEGER) return first === 45 ? -value : value;
  if (value > 2 ** 64) return undefined;
  let exact = 0n;
  for (let i = signed ? 1 : 0; i < t.length; i++) exact = exact * BigInt(base) + BigInt(digitOf(t.charCodeAt(i)));
  if (first === 45) exact = -exact;
  return exact >= MIN && exact <= MAX ? exact : undefined;
}

const integers: OfText = (c, _, { type, options }) => {
  const base = typeof options.base === "number" ? options.base : 10;
  const texts = textsOf(c);
  const out = new BigInt64Array(c.length);
  const words = new Int32Array(out.buffer);
  const marks = new Marks(c);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const v = wholeNumber(texts[i] as string, base);
    if (v === undefined) marks.clear(i);
    else if (typeof v === "bigint") out[i] = v;
    else {
      // Storing wraps: the low word of any safe integer.
      words[2 * i] = v % 4294967296;
      words[2 * i + 1] = Math.floor(v / 4294967296);
    }
  }
  return fixedColumn(type, c.length, out, marks.bits, marks.nulls);
};
export const toInteger: Elementwise = reading(integers, "");
