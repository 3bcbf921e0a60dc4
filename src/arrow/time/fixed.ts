import { dayOf, daysFromCivil, daysInMonth, monthOf, packedCivil, yearOf } from "./civil.ts";
import { memo } from "./memo.ts";
import type { Parsed } from "./parse.ts";
import { patternOf } from "./pattern.ts";

/** A format whose texts all have one length and are ASCII: digits at fixed places. */
export interface Fixed {
  readonly width: number;
  /** The literal byte at each place; 0 where a digit stands. */
  readonly literal: Uint8Array;
  /** Where each field begins, -1 where it is not asked for. */
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
  readonly fraction: number;
  readonly digits: number;
}
type Place = "year" | "month" | "day" | "hour" | "minute" | "second" | "fraction";
const PLACES: Readonly<Record<string, readonly [Place, number]>> = {
  Y: ["year", 4],
  m: ["month", 2],
  d: ["day", 2],
  H: ["hour", 2],
  M: ["minute", 2],
  S: ["second", 2],
  "3f": ["fraction", 3],
  "6f": ["fraction", 6],
  "9f": ["fraction", 9],
};

/** The places of a format's fields; null where a field has no fixed place, comes twice or is written in another way. */
export const fixedOf: (format: string) => Fixed | null = memo(fixedForm);

function fixedForm(format: string): Fixed | null {
  const at: Record<Place, number> = { year: -1, month: -1, day: -1, hour: -1, minute: -1, second: -1, fraction: -1 };
  const literal: number[] = [];
  let digits = 0;
  for (const part of patternOf(format)) {
    if ("text" in part) {
      for (const c of part.text) {
        const code = c.codePointAt(0) as number;
        if (code > 126 || code < 32) return null;
        literal.push(code);
      }
      continue;
    }
    const code = part.code.startsWith(".") ? part.code.slice(1) : part.code;
    const place = PLACES[code];
    if (place === undefined || part.pad !== "" || at[place[0]] >= 0) return null;
    if (part.code.startsWith(".")) literal.push(46);
    at[place[0]] = literal.length;
    if (place[0] === "fraction") digits = place[1];
    for (let i = 0; i < place[1]; i++) literal.push(0);
  }
  return { width: literal.length, literal: Uint8Array.from(literal), digits, ...at };
}

function put(out: Uint8Array, at: number, width: number, value: number): void {
  let rest = value;
  for (let i = width - 1; i >= 0; i--) {
    const next = (rest / 10) | 0;
    out[at + i] = 48 + rest - next * 10;
    rest = next;
  }
}

/** Writes all rows one after the other; null where a year does not have four digits. */
export function writeFixed(f: Fixed, days: Int32Array, clock: Float64Array | null): Uint8Array | null {
  const n = days.length;
  const { width } = f;
  const out = new Uint8Array(n * width);
  const scale = 10 ** (9 - f.digits);
  let last = Number.NaN;
  for (let i = 0, at = 0; i < n; i++, at += width) {
    const d = days[i] as number;
    if (d === last) out.copyWithin(at, at - width, at);
    else {
      last = d;
      out.set(f.literal, at);
      const p = packedCivil(d);
      const year = yearOf(p);
      if (year < 0 || year > 9999) return null;
      if (f.year >= 0) put(out, at + f.year, 4, year);
      if (f.month >= 0) put(out, at + f.month, 2, monthOf(p));
      if (f.day >= 0) put(out, at + f.day, 2, dayOf(p));
    }
    if (clock === null) continue;
    const c = clock[i] as number;
    const seconds = Math.floor(c / 1e9);
    if (f.hour >= 0) put(out, at + f.hour, 2, (seconds / 3600) | 0);
    if (f.minute >= 0) put(out, at + f.minute, 2, ((seconds / 60) | 0) % 60);
    if (f.second >= 0) put(out, at + f.second, 2, seconds % 60);
    if (f.fraction >= 0) put(out, at + f.fraction, f.digits, ((c - seconds * 1e9) / scale) | 0);
  }
  return out;
}

function take(data: Uint8Array, at: number, width: number): number {
  let value = 0;
  for (let i = at; i < at + width; i++) value = value * 10 + (data[i] as number) - 48;
  return value;
}

/** Reads one row; false where it is not of this very form, which says nothing about whether it is a date. */
export function readFixed(f: Fixed, data: Uint8Array, from: number, end: number, out: Parsed): boolean {
  const { width, literal } = f;
  if (end - from !== width) return false;
  for (let k = 0; k < width; k++) {
    const c = data[from + k] as number;
    const want = literal[k] as number;
    if (want === 0 ? c < 48 || c > 57 : c !== want) return false;
  }
  const year = f.year < 0 ? 1 : take(data, from + f.year, 4);
  const month = f.month < 0 ? 1 : take(data, from + f.month, 2);
  const day = f.day < 0 ? 1 : take(data, from + f.day, 2);
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return false;
  const hour = f.hour < 0 ? 0 : take(data, from + f.hour, 2);
  const minute = f.minute < 0 ? 0 : take(data, from + f.minute, 2);
  const second = f.second < 0 ? 0 : take(data, from + f.second, 2);
  if (hour > 23 || minute > 59 || second > 59) return false;
  out.days = daysFromCivil(year, month, day);
  out.nanos =
    (hour * 3600 + minute * 60 + second) * 1e9 +
    (f.fraction < 0 ? 0 : take(data, from + f.fraction, f.digits) * 10 ** (9 - f.digits));
  out.offset = Number.NaN;
  return true;
}
