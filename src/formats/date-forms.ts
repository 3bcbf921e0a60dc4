import { daysOf, parseDate } from "./dates.ts";

const digit = (bytes: Uint8Array, i: number): number => {
  const d = (bytes[i] as number) - 48;
  return d >= 0 && d <= 9 ? d : Number.NaN;
};

/** `2013-01-31`, `2013/01/31`, `31-01-2013` or `31/01/2013` as days since 1970. */
export function parseAnyDate(bytes: Uint8Array, start: number, end: number): number | null {
  const days = parseDate(bytes, start, end);
  if (days !== null || end - start !== 10) return days;
  const between = bytes[start + 2];
  if ((between !== 45 && between !== 47) || bytes[start + 5] !== between) return null;
  const day = digit(bytes, start) * 10 + digit(bytes, start + 1);
  const month = digit(bytes, start + 3) * 10 + digit(bytes, start + 4);
  const year =
    digit(bytes, start + 6) * 1000 +
    digit(bytes, start + 7) * 100 +
    digit(bytes, start + 8) * 10 +
    digit(bytes, start + 9);
  return Number.isNaN(year) ? null : daysOf(year, month, day);
}
