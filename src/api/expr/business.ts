import { badArgument, settings } from "../../core/argument.ts";
import type { Options } from "../../expr/node.ts";

/** What becomes of wall clocks that come twice. */
export type Ambiguous = "raise" | "earliest" | "latest" | "null";

/** Which days are days of business. */
export interface BusinessDays {
  /** Seven flags from Monday on; Monday to Friday unless given. */
  readonly weekMask?: readonly boolean[];
  /** Days that are none; of a Date its day in UTC. */
  readonly holidays?: readonly Date[];
}
export const BUSINESS: Readonly<Record<keyof BusinessDays, unknown>> = Object.freeze({ weekMask: undefined, holidays: undefined });
const WEEK: readonly boolean[] = Object.freeze([true, true, true, true, true, false, false]);

const DAY = 86_400_000;

/** Days of business as a call keeps them. */
export function businessOptions(of: string, given: BusinessDays | undefined): Options {
  const { weekMask = WEEK, holidays = [] } = settings(of, BUSINESS, given);
  if (!Array.isArray(weekMask)) throw badArgument(`weekMask of ${of}`, weekMask, "seven flags from Monday on");
  if (!Array.isArray(holidays)) throw badArgument(`holidays of ${of}`, holidays, "a list of Dates");
  const days = (holidays as readonly unknown[]).map((d) => {
    if (d instanceof Date && !Number.isNaN(d.getTime())) return Math.floor(d.getTime() / DAY);
    throw badArgument(`a holiday of ${of}`, d, "a Date");
  });
  return { weekMask: Object.freeze([...weekMask]), holidays: Object.freeze(days) };
}
