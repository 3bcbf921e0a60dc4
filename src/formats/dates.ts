/** The digit at a place; NaN for anything else. */
export const digit = (bytes: Uint8Array, i: number): number => {
  const d = (bytes[i] as number) - 48;
  return d >= 0 && d <= 9 ? d : Number.NaN;
};

const DAYS_BEFORE = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const leap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;

/** Days since 1970 of a proleptic Gregorian date; null where there is no such day. */
export function daysOf(year: number, month: number, day: number): number | null {
  if (!(month >= 1 && month <= 12) || !(day >= 1)) return null;
  const length = (LENGTHS[month - 1] as number) + (month === 2 && leap(year) ? 1 : 0);
  if (day > length) return null;
  const y = year - 1;
  const before = y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) - 719162;
  return before + (DAYS_BEFORE[month - 1] as number) + (month > 2 && leap(year) ? 1 : 0) + day - 1;
}

/** `2013-01-31` or `2013/01/31` as days since 1970. */
export function parseDate(bytes: Uint8Array, start: number, end: number): number | null {
  if (end - start !== 10) return null;
  const dash = bytes[start + 4];
  if ((dash !== 45 && dash !== 47) || bytes[start + 7] !== dash) return null;
  const year =
    digit(bytes, start) * 1000 + digit(bytes, start + 1) * 100 + digit(bytes, start + 2) * 10 + digit(bytes, start + 3);
  const month = digit(bytes, start + 5) * 10 + digit(bytes, start + 6);
  const day = digit(bytes, start + 8) * 10 + digit(bytes, start + 9);
  return Number.isNaN(year) ? null : daysOf(year, month, day);
}
