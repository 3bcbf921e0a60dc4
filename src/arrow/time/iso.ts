import { daysFromCivil, daysInMonth } from "./civil.ts";
import type { Parsed } from "./parse.ts";

const MILLION = 1e6;

/** Up to `most` digits at a position: the value, or -1. How many were read is left in `read`. */
let read = 0;
function digits(text: string, at: number, most: number): number {
  let value = 0;
  read = 0;
  while (read < most) {
    const c = text.charCodeAt(at + read) - 48;
    if (!(c >= 0 && c <= 9)) break;
    value = value * 10 + c;
    read++;
  }
  return read === 0 ? -1 : value;
}

const HYPHEN = 45;
const SLASH = 47;

/** A date at the start of a text, year or day first, by - or / : its end, or -1. */
function date(text: string, out: Parsed): number {
  const a = digits(text, 0, 4);
  const first = read;
  const sep = text.charCodeAt(first);
  if (a < 0 || first === 3 || (sep !== HYPHEN && sep !== SLASH)) return -1;
  const month = digits(text, first + 1, 2);
  let at = first + 1 + read;
  if (month < 1 || month > 12 || text.charCodeAt(at) !== sep) return -1;
  const c = digits(text, at + 1, first === 4 ? 2 : 4);
  at += 1 + read;
  if (c < 0 || (first !== 4 && read !== 4)) return -1;
  const [year, day] = first === 4 ? [a, c] : [c, a];
  if (day < 1 || day > daysInMonth(year, month)) return -1;
  out.days = daysFromCivil(year, month, day);
  return at;
}

/** hh:mm[:ss[.fraction]] at a position: its end, or -1. */
function clock(text: string, start: number, out: Parsed): number {
  const hour = digits(text, start, 2);
  let at = start + read;
  if (hour < 0 || hour > 23 || text[at] !== ":") return -1;
  const minute = digits(text, at + 1, 2);
  at += 1 + read;
  if (minute < 0 || minute > 59) return -1;
  let second = 0;
  let nanos = 0;
  if (text[at] === ":") {
    second = digits(text, at + 1, 2);
    at += 1 + read;
    if (second < 0 || second > 60) return -1;
    if (text[at] === ".") {
      const value = digits(text, at + 1, 9);
      if (value < 0) return -1;
      nanos = value * 10 ** (9 - read);
      at += 1 + read;
      while (digits(text, at, 1) >= 0) at++;
    }
  }
  out.nanos = (hour * 3600 + minute * 60 + second) * 1000 * MILLION + nanos;
  return at;
}

function offset(text: string, start: number, out: Parsed): boolean {
  const m = /^(?:[Zz]|([+-])(\d\d):?(\d\d)?)$/.exec(text.slice(start));
  if (m === null) return false;
  out.offset = m[1] === undefined ? 0 : (Number(m[2]) * 3600 + Number(m[3] ?? 0) * 60) * (m[1] === "-" ? -1 : 1);
  return Math.abs(out.offset) <= 86400;
}

/** Reads a date alone: 2024-01-31, 2024/1/31, 31-01-2024, 31/1/2024. */
export const isoDate = (text: string, out: Parsed): boolean => date(text, out) === text.length;

/** Reads hh:mm, hh:mm:ss and fractions. */
export const isoTime = (text: string, out: Parsed): boolean =>
  clock(text, 0, out) === text.length && out.nanos < 8.64e13;

/** Reads a date, or a date and a clock by T or blank, with an offset or without. */
export function isoDatetime(text: string, out: Parsed): boolean {
  out.nanos = 0;
  out.offset = Number.NaN;
  const end = date(text, out);
  if (end === text.length) return true;
  if (end < 0 || (text[end] !== "T" && text[end] !== " ")) return false;
  const at = clock(text, end + 1, out);
  if (at < 0) return false;
  return at === text.length || offset(text, at, out);
}
