/** Days of 1970-01-01 and civil dates in the proleptic Gregorian calendar (Howard Hinnant's algorithms), 32-bit throughout. */

/** The days since 1970-01-01 of a date; months may run past 1..12 only after `addMonths`. */
export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = (((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) | 0) + day - 1;
  const doe = yoe * 365 + ((yoe / 4) | 0) - ((yoe / 100) | 0) + doy;
  return era * 146097 + doe - 719468;
}

/** Year, month and day in one number: year * 512 + month * 32 + day. Exact for all 32-bit days. */
export function packedCivil(days: number): number {
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = (z - era * 146097) | 0;
  const yoe = ((doe - ((doe / 1460) | 0) + ((doe / 36524) | 0) - ((doe / 146096) | 0)) / 365) | 0;
  const doy = doe - (365 * yoe + ((yoe / 4) | 0) - ((yoe / 100) | 0));
  const mp = ((5 * doy + 2) / 153) | 0;
  const day = doy - (((153 * mp + 2) / 5) | 0) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  return year * 512 + month * 32 + day;
}

export const yearOf = (packed: number): number => Math.floor(packed / 512);
export const monthOf = (packed: number): number => (packed >> 5) & 15;
export const dayOf = (packed: number): number => packed & 31;

export const isLeapYear = (y: number): boolean => y % 4 === 0 && (y % 100 !== 0 || y % 400 === 0);

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
export const daysInMonth = (year: number, month: number): number =>
  month === 2 && isLeapYear(year) ? 29 : (LENGTHS[month - 1] as number);

/** Monday is 1, Sunday 7. */
export const weekdayOf = (days: number): number => ((((days + 3) % 7) + 7) % 7) + 1;

/** The day of the year, from 1. */
export const ordinalOf = (days: number, year: number): number => days - daysFromCivil(year, 1, 1) + 1;

/** The year that the day's ISO week belongs to: that of its Thursday. */
export const isoYearOf = (days: number): number => yearOf(packedCivil(days + 4 - weekdayOf(days)));

/** The ISO week, 1 to 53. */
export function isoWeekOf(days: number): number {
  const thursday = days + 4 - weekdayOf(days);
  return ((ordinalOf(thursday, yearOf(packedCivil(thursday))) - 1) / 7 + 1) | 0;
}

/** A day some months on; past the end of a month it becomes its last day. */
export function addMonths(days: number, months: number): number {
  const p = packedCivil(days);
  const total = yearOf(p) * 12 + monthOf(p) - 1 + months;
  const year = Math.floor(total / 12);
  const month = total - year * 12 + 1;
  return daysFromCivil(year, month, Math.min(dayOf(p), daysInMonth(year, month)));
}

/** The days that Polars (chrono) can show: years -262143 to 262142. */
export const MIN_DAY: number = daysFromCivil(-262143, 1, 1);
export const MAX_DAY: number = daysFromCivil(262142, 12, 31);
