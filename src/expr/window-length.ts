import { type DurationParts, parseDuration } from "../arrow/time/duration.ts";
import { isInteger, typeName } from "../arrow/type-info.ts";
import { type DataType, Datetime, Int64 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";

const WIDE: ReadonlySet<string> = new Set(["Int32", "Int64", "UInt32", "UInt64"]);

/** The type that a column of times or counts is compared in; text where it cannot order windows. */
export function indexType(t: DataType): DataType | string {
  if (isInteger(t)) return WIDE.has(t.id) ? Int64 : `needs Int32, Int64, UInt32 or UInt64 to go by, got ${typeName(t)}`;
  if (t.id === "Date32") return Datetime("us");
  return t.id === "Datetime" ? t : `goes by dates, times or whole numbers, got ${typeName(t)}`;
}

const bad = (what: string, text: string, why: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${what} is ${JSON.stringify(text.slice(0, 40))}; ${why}`);

const INDEX = /^[+-]?(\d+i)+$/;

/** A length along a column of times ("1d12h") or whole numbers ("5i"). */
export function lengthAlong(text: string, by: DataType, what: string): DurationParts {
  const d = parseDuration(text);
  const counts = INDEX.test(text);
  if (isInteger(by)) {
    if (!counts) throw bad(what, text, 'along whole numbers it must count them, like "5i"');
  } else if (/\di/.test(text)) throw bad(what, text, 'along times it must have a unit of time, like "2d"');
  return d;
}

const isZero = (d: DurationParts): boolean => d.months === 0 && d.weeks === 0 && d.days === 0 && d.nanoseconds === 0n;

/** A length above zero along a column of times or whole numbers. */
export function positiveLength(text: string, by: DataType, what: string): DurationParts {
  const d = lengthAlong(text, by, what);
  if (d.negative || isZero(d)) throw bad(what, text, "it must be above zero");
  return d;
}

/** A length of one size wherever it is: no months, and no days where clocks are changed. */
export function constantLength(text: string, by: DataType, what: string): DurationParts {
  const d = parseDuration(text);
  const zoned = by.id === "Datetime" && by.zone !== null;
  if (d.negative) throw bad(what, text, "it must not be negative");
  if (d.months > 0 || (zoned && (d.weeks > 0 || d.days > 0)))
    throw bad(what, text, 'it must not depend on the calendar: write hours, like "730h" for a month');
  return d;
}

/** The same length in the other direction. */
export const opposite = (text: string): string =>
  text.startsWith("-") ? text.slice(1) : `-${text.startsWith("+") ? text.slice(1) : text}`;
