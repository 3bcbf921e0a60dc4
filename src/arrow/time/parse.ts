import { PolaroidError } from "../../core/error.ts";
import { daysFromCivil, daysInMonth, ordinalOf, packedCivil, weekdayOf, yearOf } from "./civil.ts";
import { memo } from "./memo.ts";
import { MONTHS, WEEKDAYS } from "./names.ts";
import { isZoneCode, type Part, patternOf } from "./pattern.ts";

/** What was read: days since 1970, nanoseconds of the day (a second of 60 may reach into the next), the offset if one stood there. */
export interface Parsed {
  days: number;
  nanos: number;
  /** Seconds east of UTC; NaN where the text has none. */
  offset: number;
}
export type Parser = (text: string, out: Parsed) => boolean;

const FIELDS = [
  "year",
  "yy",
  "century",
  "month",
  "day",
  "weekday",
  "ordinal",
  "weekU",
  "weekW",
  "isoYear",
  "isoYy",
  "isoWeek",
  "hour",
  "hour12",
  "pm",
  "minute",
  "second",
  "nanos",
  "stamp",
  "offset",
  "quarter",
] as const;
type Field = (typeof FIELDS)[number];
/** The value of each field in the order of FIELDS; NaN where it was not read. */
type Fields = Float64Array;
const AT: Readonly<Record<Field, number>> = Object.fromEntries(FIELDS.map((f, i) => [f, i])) as Record<Field, number>;
/** Reads at a position and gives the next one; -1 where it does not fit. */
type Reader = (text: string, at: number, fields: Fields) => number;

const isDigit = (c: number): boolean => c >= 48 && c <= 57;
const isSpace = (c: number): boolean => c === 32 || (c >= 9 && c <= 13) || c === 0xa0 || c === 0x3000;

/** False where the field has another value already. */
function put(fields: Fields, at: number, value: number): boolean {
  const old = fields[at] as number;
  if (old !== value && old === old) return false;
  fields[at] = value;
  return true;
}
const set = (fields: Fields, field: Field, value: number): boolean => put(fields, AT[field], value);

const number = (field: Field, width: number, low: number, high: number): Reader => {
  const place = AT[field];
  return (text, start, fields) => numberAt(text, start, fields, place, width, low, high);
};
function numberAt(
  text: string,
  start: number,
  fields: Fields,
  place: number,
  width: number,
  low: number,
  high: number,
): number {
  let at = start;
  while (isSpace(text.charCodeAt(at))) at++;
  const first = at;
  let value = 0;
  while (at < first + width && isDigit(text.charCodeAt(at))) value = value * 10 + text.charCodeAt(at++) - 48;
  if (at === first || value < low || value > high) return -1;
  return put(fields, place, value) ? at : -1;
}

// A sign frees a year from its four digits.
const signedYear =
  (field: Field): Reader =>
  (text, start, fields) => {
    let at = start;
    while (isSpace(text.charCodeAt(at))) at++;
    const sign = text[at] === "-" ? -1 : 1;
    const signed = text[at] === "-" || text[at] === "+";
    if (signed) at++;
    const first = at;
    let value = 0;
    while (at < first + (signed ? 6 : 4) && isDigit(text.charCodeAt(at)))
      value = value * 10 + text.charCodeAt(at++) - 48;
    return at > first && set(fields, field, sign * value) ? at : -1;
  };

const stamp: Reader = (text, at, fields) => {
  const m = /^[+-]?\d{1,15}/.exec(text.slice(at, at + 17));
  return m !== null && set(fields, "stamp", Number(m[0])) ? at + m[0].length : -1;
};

const named =
  (field: Field, names: readonly string[], base: number): Reader =>
  (text, at, fields) => {
    const short = text.slice(at, at + 3).toLowerCase();
    const i = names.findIndex((n) => n.slice(0, 3).toLowerCase() === short);
    if (i < 0 || !set(fields, field, i + base)) return -1;
    const name = names[i] as string;
    return text.slice(at, at + name.length).toLowerCase() === name.toLowerCase() ? at + name.length : at + 3;
  };

const half: Reader = (text, at, fields) => {
  const word = text.slice(at, at + 2).toUpperCase();
  return (word === "AM" || word === "PM") && set(fields, "pm", word === "PM" ? 1 : 0) ? at + 2 : -1;
};

const SCALE = [1e9, 1e8, 1e7, 1e6, 1e5, 1e4, 1e3, 1e2, 10, 1];
function digits(text: string, at: number, most: number): { value: number; at: number; count: number } {
  let value = 0;
  let end = at;
  while (isDigit(text.charCodeAt(end))) {
    if (end - at < 9) value = value * 10 + text.charCodeAt(end) - 48;
    if (end - at >= most) break;
    end++;
  }
  const count = Math.min(end - at, 9);
  return { value, at: end, count };
}

// "%f" counts nanoseconds: .%f of .678 is 678 ns. "%.f" is a fraction, also none; "%3f" has just three digits.
const plainNanos: Reader = (text, at, fields) => {
  const d = digits(text, at, 9);
  return d.count > 0 && set(fields, "nanos", d.value) ? d.at : -1;
};
const fixedNanos =
  (count: number): Reader =>
  (text, at, fields) => {
    const d = digits(text.slice(0, at + count), at, count);
    return d.count === count && set(fields, "nanos", d.value * (SCALE[count] as number)) ? at + count : -1;
  };
const fraction: Reader = (text, at, fields) => {
  if (text[at] !== ".") return at;
  const d = digits(text, at + 1, Number.POSITIVE_INFINITY);
  return d.count > 0 && set(fields, "nanos", d.value * (SCALE[d.count] as number)) ? d.at : -1;
};

const OFFSET = /^\s*(?:[Zz]|([+\-\u2212])(\d\d):?(?:(\d\d)(?::?(\d\d))?)?)/;
const zone =
  (short: boolean): Reader =>
  (text, at, fields) => {
    const m = OFFSET.exec(text.slice(at, at + 20));
    if (m === null) return -1;
    if (m[1] !== undefined && m[3] === undefined && !short) return -1;
    const [h, min, s] = [Number(m[2] ?? 0), Number(m[3] ?? 0), Number(m[4] ?? 0)];
    if (h > 23 || min > 59 || s > 59) return -1;
    const seconds = (h * 3600 + min * 60 + s) * (m[1] === undefined || m[1] === "+" ? 1 : -1);
    return set(fields, "offset", seconds) ? at + m[0].length : -1;
  };
const zoneName: Reader = (text, at) => at + (/^[A-Za-z0-9_/+-]*/.exec(text.slice(at, at + 40))?.[0].length ?? 0);

function literal(wanted: string): Reader {
  // White space in the format stands for any amount of it, also none.
  const tokens = wanted.match(/\s+|\S+/gu) ?? [];
  return (text, start) => {
    let at = start;
    for (const t of tokens) {
      if (isSpace(t.charCodeAt(0))) while (isSpace(text.charCodeAt(at))) at++;
      else if (text.startsWith(t, at)) at += t.length;
      else return -1;
    }
    return at;
  };
}

function reader(part: Part): Reader {
  if ("text" in part) return literal(part.text);
  switch (part.code) {
    case "Y":
      return signedYear("year");
    case "C":
      return number("century", 2, 0, 99);
    case "y":
      return number("yy", 2, 0, 99);
    case "q":
      return number("quarter", 1, 1, 4);
    case "m":
      return number("month", 2, 1, 12);
    case "b":
    case "B":
      return named("month", MONTHS, 1);
    case "d":
    case "e":
      return number("day", 2, 1, 31);
    case "a":
    case "A":
      return named("weekday", WEEKDAYS, 1);
    case "u":
      return number("weekday", 1, 1, 7);
    case "w":
      return (text, at, fields) => {
        const c = text.charCodeAt(at) - 48;
        return c >= 0 && c <= 6 && set(fields, "weekday", c === 0 ? 7 : c) ? at + 1 : -1;
      };
    case "U":
      return number("weekU", 2, 0, 53);
    case "W":
      return number("weekW", 2, 0, 53);
    case "G":
      return signedYear("isoYear");
    case "g":
      return number("isoYy", 2, 0, 99);
    case "V":
      return number("isoWeek", 2, 1, 53);
    case "j":
      return number("ordinal", 3, 1, 366);
    case "H":
    case "k":
      return number("hour", 2, 0, 23);
    case "I":
    case "l":
      return number("hour12", 2, 1, 12);
    case "p":
    case "P":
      return half;
    case "M":
      return number("minute", 2, 0, 59);
    case "S":
      return number("second", 2, 0, 60);
    case "f":
      return plainNanos;
    case ".f":
    case ".3f":
    case ".6f":
    case ".9f":
      return fraction;
    case "3f":
    case "6f":
    case "9f":
      return fixedNanos(Number(part.code[0]));
    case "s":
      return stamp;
    case "Z":
      return zoneName;
    default:
      return zone(part.code === "#z");
  }
}

const pivot = (yy: number): number => (yy < 70 ? 2000 + yy : 1900 + yy);

/** The day that the fields name; NaN where they do not go together. */
function dayFrom(f: Fields): number {
  const of = (field: Field): number | undefined => {
    const v = f[AT[field]] as number;
    return v === v ? v : undefined;
  };
  const [yy, century, month, ordinal, isoWeek, weekU, weekW] = [
    of("yy"),
    of("century"),
    of("month"),
    of("ordinal"),
    of("isoWeek"),
    of("weekU"),
    of("weekW"),
  ];
  const weekday = of("weekday");
  let year = of("year") ?? (yy === undefined ? undefined : century === undefined ? pivot(yy) : century * 100 + yy);
  let days: number;
  if (month === undefined && ordinal !== undefined && year !== undefined) {
    days = daysFromCivil(year, 1, 1) + ordinal - 1;
    if (yearOf(packedCivil(days)) !== year) return Number.NaN;
  } else if (isoWeek !== undefined && year === undefined && (of("isoYear") ?? of("isoYy")) !== undefined) {
    const isoYear = of("isoYear") ?? pivot(of("isoYy") as number);
    const first = daysFromCivil(isoYear, 1, 4);
    days = first - weekdayOf(first) + 1 + (isoWeek - 1) * 7 + (weekday ?? 1) - 1;
    // Week 53 of a year that has 52 lies in the next one.
    const thursday = days + 4 - weekdayOf(days);
    if (yearOf(packedCivil(thursday)) !== isoYear) return Number.NaN;
  } else if (year !== undefined && month === undefined && weekday !== undefined && (weekU ?? weekW) !== undefined) {
    const first = daysFromCivil(year, 1, 1);
    const sunday = weekU !== undefined;
    const before = sunday ? (7 - (weekdayOf(first) % 7)) % 7 : (8 - weekdayOf(first)) % 7;
    days = first + before + ((weekU ?? weekW) as number) * 7 - 7 + (sunday ? weekday % 7 : weekday - 1);
    if (yearOf(packedCivil(days)) !== year) return Number.NaN;
  } else {
    const quarter = of("quarter");
    year ??= 1;
    const day = of("day") ?? 1;
    const m = month ?? (quarter === undefined ? 1 : quarter * 3 - 2);
    if (Math.abs(year) > 262142 || day > daysInMonth(year, m)) return Number.NaN;
    days = daysFromCivil(year, m, day);
    if (ordinal !== undefined && ordinalOf(days, year) !== ordinal) return Number.NaN;
  }
  return weekday !== undefined && weekdayOf(days) !== weekday ? Number.NaN : days;
}

/** Year, month and day, and nothing else of a date. */
function simpleDay(f: Fields): number {
  const [year, month, day] = [f[AT.year] as number, f[AT.month] as number, f[AT.day] as number];
  if (!(Math.abs(year) <= 262142) || !(day <= daysInMonth(year, month))) return Number.NaN;
  return daysFromCivil(year, month, day);
}

const orZero = (v: number | undefined): number => (v !== undefined && v === v ? v : 0);

/** Nanoseconds of the day; a second of 60 runs into the next minute. NaN where the fields do not go together. */
function clockFrom(f: Fields): number {
  let hour = f[AT.hour] as number;
  const half12 = f[AT.hour12] as number;
  if (half12 === half12) {
    const pm = f[AT.pm] as number;
    const h = (half12 % 12) + (pm === 1 ? 12 : 0);
    if (pm !== pm || (hour === hour && hour !== h)) return Number.NaN;
    hour = h;
  }
  return orZero(hour) * 3.6e12 + orZero(f[AT.minute]) * 6e10 + orZero(f[AT.second]) * 1e9 + orZero(f[AT.nanos]);
}

/** Compiles a chrono format string into a parser of whole texts. */
export const parser: (format: string) => Parser = memo(parserOf);

function parserOf(format: string): Parser {
  const parts = patternOf(format);
  const codes = parts.flatMap((p) => ("code" in p ? [p.code] : []));
  const has = (...wanted: string[]): boolean => codes.some((c) => wanted.includes(c));
  if (has("H", "k", "I", "l") !== has("M"))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `format ${JSON.stringify(format)}: give both the hour and the minute, or neither`,
    );
  const readers = parts.map(reader);
  const simple =
    has("Y") &&
    has("m", "b", "B") &&
    has("d", "e") &&
    !has("y", "C", "a", "A", "u", "w", "j", "U", "W", "G", "g", "V", "q");
  const fields = new Float64Array(FIELDS.length);
  return (text, out) => {
    fields.fill(Number.NaN);
    let at = 0;
    for (let i = 0; i < readers.length; i++) {
      at = (readers[i] as Reader)(text, at, fields);
      if (at < 0) return false;
    }
    if (at !== text.length) return false;
    const stamped = fields[AT.stamp] as number;
    out.offset = fields[AT.offset] as number;
    if (stamped === stamped) {
      out.days = Math.floor(stamped / 86400);
      out.nanos = (stamped - out.days * 86400) * 1e9 + orZero(fields[AT.nanos]);
      // The count is of UTC, whatever offset stands beside it.
      if (!Number.isNaN(out.offset)) out.offset = 0;
      return true;
    }
    out.days = simple ? simpleDay(fields) : dayFrom(fields);
    out.nanos = clockFrom(fields);
    return !Number.isNaN(out.days) && !Number.isNaN(out.nanos);
  };
}

/** Whether a format reads an offset from UTC. */
export const readsOffset: (format: string) => boolean = (format) =>
  patternOf(format).some((p) => "code" in p && isZoneCode(p.code) && p.code !== "Z");
