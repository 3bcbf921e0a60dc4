import { PolaroidError } from "../../core/error.ts";
import { regex } from "../regex/regex.ts";

/** The parts of a text between the matches of a pattern; between characters where it matches nothing. */
export function splitByRegex(text: string, pattern: string): string[] {
  const out: string[] = [];
  let from = 0;
  for (const m of regex(pattern).all(text)) {
    const size = (m[0] as string).length;
    if (size === 0 && (m.index === from || m.index === text.length)) continue;
    out.push(text.slice(from, m.index));
    from = m.index + size;
  }
  out.push(text.slice(from));
  return out;
}

/** All but letters, digits and `-._~` as `%` and two digits, of each byte. */
export const urlEncoded = (text: string): string =>
  encodeURIComponent(text.toWellFormed()).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );

/** What `%` and two digits stand for; what is no such sequence stays. */
export const urlDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });

/** The character of a code point. */
export function character(code: bigint): string {
  const n = Number(code);
  if (n < 0 || n > 0x10ffff || (n >= 0xd800 && n < 0xe000))
    throw new PolaroidError("INVALID_ARGUMENT", `${code} is no character's number`);
  return String.fromCodePoint(n);
}
/** A text made so many characters long: by another's characters, over and over, or by leaving its last ones out. */
export function padded(text: string, length: bigint, filling: string, atStart: boolean): string {
  const chars = [...text];
  const n = Number(length);
  if (n <= chars.length) return chars.slice(0, Math.max(0, n)).join("");
  const fill = [...filling];
  if (fill.length === 0) throw new PolaroidError("INVALID_ARGUMENT", "a text is filled up with nothing");
  if (n > 1 << 26) throw new PolaroidError("LIMIT_EXCEEDED", `a text of ${n} characters is too long`);
  const missing = n - chars.length;
  const more = filling.repeat(Math.ceil(missing / fill.length));
  const cut = fill.length === 1 ? more : [...more].slice(0, missing).join("");
  return atStart ? cut + text : text + cut;
}

/** Digits in a base from 2 to 36, of numbers below zero those of their 64 bits. */
export function inBase(value: bigint, base: bigint, least: bigint): string {
  if (base < 2n || base > 36n) throw new PolaroidError("INVALID_ARGUMENT", `a base is from 2 to 36, not ${base}`);
  if (least > 64n)
    throw new PolaroidError("INVALID_ARGUMENT", `at least ${least} digits are asked for; 64 is the most`);
  return BigInt.asUintN(64, value).toString(Number(base)).toUpperCase().padStart(Number(least), "0");
}

export function commonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a, b];
  while (y !== 0n) [x, y] = [y, x % y];
  return BigInt.asIntN(64, x < 0n ? -x : x);
}

const PAIR: DataView = new DataView(new ArrayBuffer(8));
/** The next double on the way to another. */
export function nextAfter(x: number, to: number): number {
  if (Number.isNaN(x) || Number.isNaN(to)) return Number.NaN;
  if (x === to) return to;
  if (x === 0) return to > 0 ? Number.MIN_VALUE : -Number.MIN_VALUE;
  PAIR.setFloat64(0, x);
  PAIR.setBigInt64(0, PAIR.getBigInt64(0) + (x > 0 === to > x ? 1n : -1n));
  return PAIR.getFloat64(0);
}
