import { PolaroidError } from "../../core/error.ts";
import { daysFromCivil, daysInMonth } from "./civil.ts";

const wrong = (what: string, parts: readonly number[]): PolaroidError =>
  new PolaroidError("OUT_OF_RANGE", `there is no ${what} (${parts.join(", ")})`);

/** The day of a date; one that is not in the calendar is an error. */
export function dayFrom(year: number, month: number, day: number): number {
  if (!(Math.abs(year) <= 262142) || !(month >= 1 && month <= 12) || !(day >= 1 && day <= daysInMonth(year, month)))
    throw wrong("date", [year, month, day]);
  return daysFromCivil(year, month, day);
}

/** The second of a day; one that is not on the clock is an error. A leap second runs on into the next. */
export function secondFrom(hour: number, minute: number, second: number, nanos: number): number {
  const fine =
    hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && nanos >= 0 && nanos < 2e9;
  if (!fine) throw wrong("time", [hour, minute, second, nanos / 1000]);
  return hour * 3600 + minute * 60 + second;
}
