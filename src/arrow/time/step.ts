import { PolaroidError } from "../../core/error.ts";
import { PER_SECOND, typeName } from "../type-info.ts";
import type { DataType, TimeUnit } from "../types.ts";
import { addMonths, daysFromCivil, MAX_DAY, MIN_DAY, monthOf, packedCivil, yearOf } from "./civil.ts";
import { type DurationParts, parseDuration } from "./duration.ts";
import { offsetAt, wallAt, type Zone, zoneOf } from "./zone.ts";

/** How the values of an ordered column are counted: integers, or times in a unit; dates count in microseconds here. */
export interface Scale {
  readonly type: DataType;
  /** Units in a second; 0 for integers. */
  readonly per: bigint;
  /** The zone whose wall clock decides; null where a day is 24 hours. */
  readonly zone: Zone | null;
}

const INDEX: ReadonlySet<string> = new Set(["Int32", "Int64", "UInt32", "UInt64"]);
const PER = (unit: TimeUnit): bigint => BigInt(PER_SECOND[unit]);

/** How a column's values are counted; null where they are neither times nor integers of 32 or 64 bits. */
export function scaleOf(type: DataType): Scale | null {
  if (INDEX.has(type.id)) return { type, per: 0n, zone: null };
  if (type.id === "Date32") return { type, per: PER("us"), zone: null };
  if (type.id === "Time") return { type, per: PER("ns"), zone: null };
  if (type.id === "Duration") return { type, per: PER(type.unit), zone: null };
  if (type.id !== "Datetime") return null;
  const zone = type.zone === null ? null : zoneOf(type.zone);
  return { type, per: PER(type.unit), zone: zone === null || zone.starts.length === 0 ? null : zone };
}

/** A signed duration on a scale: months and days by the wall clock, the rest elapsed. */
export interface Step {
  readonly months: number;
  readonly days: number;
  readonly units: bigint;
  /** Whether it is weeks and nothing else. */
  readonly weekly: boolean;
  /** Of months, weeks, days and shorter, how many it names. */
  readonly kinds: number;
  readonly parts: DurationParts;
}

const wrong = (what: string, text: string, why: string): PolaroidError =>
  new PolaroidError("INVALID_ARGUMENT", `${what} is ${JSON.stringify(text.slice(0, 40))}: ${why}`);

/** A duration on a scale. Throws `INVALID_ARGUMENT` where it does not suit the values. */
export function stepOf(text: string, { type, per, zone }: Scale, what: string): Step {
  const parts = parseDuration(text);
  const index = /\di/.test(text);
  if (per === 0n && (!index || /[a-hj-zµμ]/.test(text)))
    throw wrong(what, text, `over ${typeName(type)} it must be a count like "2i"`);
  if (per !== 0n && index) throw wrong(what, text, `over ${typeName(type)} it must be a duration like "2d"`);
  const sign = parts.negative ? -1 : 1;
  const { months, weeks, days, nanoseconds } = parts;
  const whole = weeks * 7 + days;
  const short = per === 0n ? nanoseconds : (nanoseconds * per) / 1_000_000_000n;
  const kinds = [months > 0, weeks > 0, days > 0, nanoseconds > 0n].filter(Boolean).length;
  const fixed = zone === null ? BigInt(whole) * 86400n * per : 0n;
  return {
    months: sign * months,
    days: zone === null ? 0 : sign * whole,
    units: BigInt(sign) * (short + fixed),
    weekly: kinds === 1 && weeks > 0,
    kinds,
    parts,
  };
}

/** Whether a step has the same length everywhere. */
export const isFixed = (s: Step): boolean => s.months === 0 && s.days === 0;

/** Whether it goes forward: above zero, in whole units. */
export const isForward = (s: Step): boolean => s.months > 0 || s.days > 0 || s.units > 0n;

/** The same step the other way. */
export const backward = (s: Step): Step => ({ ...s, months: -s.months, days: -s.days, units: -s.units });

export const floorDiv = (a: bigint, b: bigint): bigint => {
  const q = a / b;
  return q * b > a ? q - 1n : q;
};

/** The wall clock of a value, and the offset that it has. */
function local(v: bigint, { per, zone }: Scale): { readonly wall: bigint; readonly offset: number } {
  const offset = zone === null ? 0 : offsetAt(zone, Number(floorDiv(v, per)));
  return { wall: v + BigInt(offset) * per, offset };
}

/** A wall clock back on the scale: where it comes twice or never, the offset it had before decides. */
function instant(wall: bigint, had: number, { per, zone }: Scale): bigint {
  if (zone === null) return wall;
  const w = wallAt(zone, Number(floorDiv(wall, per)));
  if (w.kind === "one") return wall - BigInt(w.offset) * per;
  const [before, after] = w.pair;
  const offset = w.kind === "twice" ? (had === after ? after : before) : had === before ? after : before;
  return wall - BigInt(offset) * per;
}

/** A value some steps on. */
export function shifted(v: bigint, step: Step, times: number, scale: Scale): bigint {
  const n = BigInt(times);
  if (step.months === 0 && step.days === 0) return v + n * step.units;
  const day = scale.per * 86400n;
  const { wall, offset } = local(v, scale);
  const from = floorDiv(wall, day);
  const moved = step.months === 0 ? Number(from) : addMonths(Number(from), step.months * times);
  const to = moved + step.days * times;
  if (!(to >= MIN_DAY && to <= MAX_DAY))
    throw new PolaroidError("OUT_OF_RANGE", "a duration leads out of the years that dates can have");
  return instant(BigInt(to) * day + wall - from * day, offset, scale) + n * step.units;
}

// Weeks are counted from Monday, 1970-01-05.
const MONDAY = 4n;

/** The start of the window that a value lies in, of windows counted from 1970 (weeks from a Monday). */
export function floored(v: bigint, step: Step, scale: Scale): bigint {
  const { per } = scale;
  if (per === 0n) return floorDiv(v, step.units) * step.units;
  const day = per * 86400n;
  const { wall, offset } = local(v, scale);
  if (step.months > 0) {
    const p = packedCivil(Number(floorDiv(wall, day)));
    const m = (yearOf(p) - 1970) * 12 + monthOf(p) - 1;
    const start = Math.floor(m / step.months) * step.months;
    const year = Math.floor(start / 12);
    return instant(BigInt(daysFromCivil(1970 + year, start - year * 12 + 1, 1)) * day, offset, scale);
  }
  const every = BigInt(step.days) * day + step.units;
  const origin = step.weekly ? MONDAY * day : 0n;
  return instant(floorDiv(wall - origin, every) * every + origin, offset, scale);
}

/** Midnight of the Monday of a value's week, some days on. */
export function weekStart(v: bigint, weekday: number, scale: Scale): bigint {
  const day = scale.per * 86400n;
  const { wall, offset } = local(v, scale);
  const days = floorDiv(wall, day);
  const monday = floorDiv(days - MONDAY, 7n) * 7n + MONDAY;
  return instant((monday + BigInt(weekday)) * day, offset, scale);
}
