import { dayOf, MAX_DAY, MIN_DAY, monthOf, packedCivil, yearOf } from "./time/civil.ts";
import { offsetText } from "./time/text.ts";
import { offsetAt, zoneOf } from "./time/zone.ts";
import { PER_SECOND } from "./type-info.ts";
import type { Datetime, TimeUnit } from "./types.ts";

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));

/** `2024-01-02`; years past 9999 and before 0 have a sign. */
export function civilText(days: number): string {
  const p = packedCivil(days);
  const y = yearOf(p);
  const year = y < 0 ? `-${String(-y).padStart(4, "0")}` : y > 9999 ? `+${y}` : String(y).padStart(4, "0");
  return `${year}-${two(monthOf(p))}-${two(dayOf(p))}`;
}

/** `civilText`, but days past what a calendar shows as a count. */
export const dateText = (days: number): string => (days < MIN_DAY || days > MAX_DAY ? `${days} days` : civilText(days));

/** Nanoseconds within a second: `digits` of them, or as few as say it (0, 3, 6, 9). */
function fraction(nanos: number, digits: number | null): string {
  const text = String(nanos).padStart(9, "0");
  if (digits !== null) return `.${text.slice(0, digits)}`;
  return nanos === 0 ? "" : `.${text.slice(0, nanos % 1e6 === 0 ? 3 : nanos % 1e3 === 0 ? 6 : 9)}`;
}

/** `03:04:05.000600` of seconds and nanoseconds. */
export const clockText = (second: number, nanos: number, digits: number | null): string =>
  `${two(Math.floor(second / 3600))}:${two(Math.floor(second / 60) % 60)}:${two(second % 60)}${fraction(nanos, digits)}`;

/** `03:04:05.000600` of nanoseconds since midnight. */
export const timeText = (nanos: number): string =>
  nanos >= 0 && nanos < 8.64e13 ? clockText(Math.floor(nanos / 1e9), nanos % 1e9, null) : `${nanos} ns`;

/** Whole seconds, rounded down, and the nanoseconds behind them. */
export function splitMoment(value: bigint, unit: TimeUnit): { seconds: number; nanos: number } {
  const per = PER_SECOND[unit];
  if (value >= -9007199254740991n && value <= 9007199254740991n) {
    const v = Number(value);
    const seconds = Math.floor(v / per);
    return { seconds, nanos: (v - seconds * per) * (1e9 / per) };
  }
  const rest = ((value % BigInt(per)) + BigInt(per)) % BigInt(per);
  return { seconds: Number((value - rest) / BigInt(per)), nanos: Number(rest) * (1e9 / per) };
}

/** Digits behind the second. */
export const DIGITS: Readonly<Record<TimeUnit, number>> = { ms: 3, us: 6, ns: 9 };

/**
 * `2024-01-02 03:04:05.000600`, in a zone with the offset behind it. `full` writes all digits of the unit;
 * `between` stands between date and clock.
 */
export function datetimeText(value: bigint, type: Datetime, full: boolean, between = " "): string {
  const { seconds, nanos } = splitMoment(value, type.unit);
  const offset = type.zone === null ? 0 : offsetAt(zoneOf(type.zone), seconds);
  const local = seconds + offset;
  const days = Math.floor(local / 86400);
  if (days < MIN_DAY || days > MAX_DAY) return `${value} ${type.unit}`;
  const text = `${dateText(days)}${between}${clockText(local - days * 86400, nanos, full ? DIGITS[type.unit] : null)}`;
  return type.zone === null ? text : `${text}${offsetText(offset, offset % 60 === 0 ? 1 : 2)}`;
}

const STEPS: readonly (readonly [string, bigint])[] = [
  ["d", 86400n],
  ["h", 3600n],
  ["m", 60n],
  ["s", 1n],
];

/** `1d 2h`, as Polars prints it; below a second in the finest unit that is needed. */
export function durationText(value: bigint, unit: TimeUnit): string {
  if (value === 0n) return unit === "us" ? "0µs" : `0${unit}`;
  const per = BigInt(PER_SECOND[unit]);
  const parts: string[] = [];
  let rest = value;
  for (const [name, seconds] of STEPS) {
    const count = rest / (seconds * per);
    rest -= count * seconds * per;
    if (count !== 0n) parts.push(`${count}${name}`);
  }
  if (rest !== 0n) {
    const nanos = rest * (1000000000n / per);
    parts.push(
      nanos % 1000000n === 0n ? `${nanos / 1000000n}ms` : nanos % 1000n === 0n ? `${nanos / 1000n}µs` : `${nanos}ns`,
    );
  }
  return parts.join(" ");
}
