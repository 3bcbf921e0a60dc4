import { boolColumn, type Column, type FixedColumn, fixedColumn } from "../../../../arrow/column.ts";
import {
  dayOf,
  daysFromCivil,
  isoWeekOf,
  isoYearOf,
  isLeapYear as leap,
  daysInMonth as lengthOfMonth,
  MAX_DAY,
  MIN_DAY,
  monthOf,
  packedCivil,
  weekdayOf,
  yearOf,
} from "../../../../arrow/time/civil.ts";
import { type DataType, Float64 } from "../../../../arrow/types.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";
import type { Elementwise } from "../../function.ts";
import { Marks } from "../strings/rows.ts";
import { daysOf, perDay, perSecond, room, scratch, unary, values64, wallOf } from "./clock.ts";

type Out = Int8Array | Int16Array | Int32Array;

/** Null where the calendar has no such year; Polars draws the line there. */
function within(c: FixedColumn, days: Int32Array, out: Column): Column {
  let fine = true;
  for (let i = 0; i < days.length; i++) fine &&= (days[i] as number) >= MIN_DAY && (days[i] as number) <= MAX_DAY;
  if (fine) return out;
  const marks = new Marks(c);
  for (let i = 0; i < days.length; i++)
    if ((days[i] as number) < MIN_DAY || (days[i] as number) > MAX_DAY) marks.clear(i);
  return { ...out, validity: marks.nulls === 0 ? null : marks.bits, nulls: marks.nulls } as Column;
}

const ARRAYS: Readonly<Record<string, new (n: number) => Out>> = {
  Int8: Int8Array,
  Int16: Int16Array,
  Int32: Int32Array,
};

/** A part of the date; equal neighbours, which times often are, are computed once. */
const datePart = (part: (day: number) => number): Elementwise =>
  unary((c, { type }) => {
    const days = daysOf(c);
    const out = new (ARRAYS[type.id] ?? Int32Array)(c.length);
    let last = Number.NaN;
    let value = 0;
    for (let i = 0; i < out.length; i++) {
      const d = days[i] as number;
      if (d !== last) {
        last = d;
        value = part(d);
      }
      out[i] = value;
    }
    return within(c, days, fixedColumn(type, c.length, out, c.validity, c.nulls));
  });

export const year: Elementwise = datePart((d) => yearOf(packedCivil(d)));
export const century: Elementwise = datePart((d) => Math.floor((yearOf(packedCivil(d)) + 99) / 100));
export const millennium: Elementwise = datePart((d) => Math.floor((yearOf(packedCivil(d)) + 999) / 1000));
export const isoYear: Elementwise = datePart(isoYearOf);
export const quarter: Elementwise = datePart((d) => ((monthOf(packedCivil(d)) + 2) / 3) | 0);
export const month: Elementwise = datePart((d) => monthOf(packedCivil(d)));
export const week: Elementwise = datePart(isoWeekOf);
export const weekday: Elementwise = datePart(weekdayOf);
export const day: Elementwise = datePart((d) => dayOf(packedCivil(d)));
export const ordinalDay: Elementwise = datePart((d) => d - daysFromCivil(yearOf(packedCivil(d)), 1, 1) + 1);
export const daysInMonth: Elementwise = datePart((d) => {
  const p = packedCivil(d);
  return lengthOfMonth(yearOf(p), monthOf(p));
});
export const isLeapYear: Elementwise = unary((c, { type }) => {
  const days = daysOf(c);
  const bits = new Uint8Array((c.length + 7) >> 3);
  for (let i = 0; i < c.length; i++)
    if (leap(yearOf(packedCivil(days[i] as number)))) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
  return within(c, days, boolColumn(type, c.length, bits, c.validity, c.nulls));
});
export const date: Elementwise = unary((c, { type }) => fixedColumn(type, c.length, daysOf(c), c.validity, c.nulls));

/** floor(count / divisor) modulo modulus, times factor. */
function field(c: FixedColumn, type: DataType, divisor: bigint, modulus: bigint, factor: number): Column {
  const found = scratch(() => {
    const { at } = wallOf(c);
    const to = kernels.push(4 * c.length);
    further.timeField(at, c.length, divisor, modulus, factor, to);
    const out = new Int32Array(c.length);
    kernels.read(to, out);
    return out;
  });
  return fixedColumn(type, c.length, type.id === "Int8" ? new Int8Array(found) : found, c.validity, c.nulls);
}

const clockPart = (seconds: bigint, modulus: bigint): Elementwise =>
  unary((c, { type }) => field(c, type, perSecond(c.type) * seconds, modulus, 1));
export const hour: Elementwise = clockPart(3600n, 24n);
export const minute: Elementwise = clockPart(60n, 60n);
export const second: Elementwise = clockPart(1n, 60n);

/** The part of the second, counted in a unit that may be finer or coarser than the column's. */
const subsecond = (per: bigint): Elementwise =>
  unary((c, { type }) => {
    const own = perSecond(c.type);
    return own >= per ? field(c, type, own / per, per, 1) : field(c, type, 1n, own, Number(per / own));
  });
export const millisecond: Elementwise = subsecond(1000n);
export const microsecond: Elementwise = subsecond(1_000_000n);
export const nanosecond: Elementwise = subsecond(1_000_000_000n);

export const time: Elementwise = unary((c, { type }) => {
  if (c.type.id === "Time") return c;
  const values = scratch(() => {
    const { at } = wallOf(c);
    const to = room(c.length);
    further.timeOfDay(at, c.length, perDay(c.type), 1_000_000_000n / perSecond(c.type), to);
    return values64(to, c.length);
  });
  return fixedColumn(type, c.length, values, c.validity, c.nulls);
});

const PER: Readonly<Record<string, bigint>> = { s: 1n, ms: 1000n, us: 1_000_000n, ns: 1_000_000_000n };

/** Counts of one unit in another, rounded down (or towards zero). */
export function recount(c: FixedColumn, from: bigint, to: bigint, down: boolean): BigInt64Array {
  if (from === to) return c.values as BigInt64Array;
  return scratch(() => {
    const src = kernels.put(c.values as BigInt64Array);
    const out = room(c.length);
    if (to > from) further.timeScale(src, c.length, to / from, 0n, out);
    else if (down) further.timeDivide(src, c.length, from / to, out);
    else further.timeQuotient(src, c.length, from / to, out);
    return values64(out, c.length);
  });
}

/** Instants since 1970 in a unit; a zone changes nothing. */
export const epoch: Elementwise = unary((c, { type, options }) => {
  const unit = String(options.unit ?? "us");
  if (c.type.id === "Date32") {
    if (unit === "d") return fixedColumn(type, c.length, c.values, c.validity, c.nulls);
    const days = c.values as Int32Array;
    const scale = PER[unit] as bigint;
    const values = scratch(() => {
      const [from, to] = [kernels.put(days), room(c.length)];
      further.timeFromDays(from, c.length, scale * 86400n, 0, to);
      return values64(to, c.length);
    });
    return fixedColumn(type, c.length, values, c.validity, c.nulls);
  }
  if (unit === "d") {
    const days = scratch(() => {
      const [src, to] = [kernels.put(c.values as BigInt64Array), kernels.push(4 * c.length)];
      further.timeDays(src, c.length, perDay(c.type), to);
      const out = new Int32Array(c.length);
      kernels.read(to, out);
      return out;
    });
    return fixedColumn(type, c.length, days, c.validity, c.nulls);
  }
  return fixedColumn(type, c.length, recount(c, perSecond(c.type), PER[unit] as bigint, true), c.validity, c.nulls);
});

function fraction(c: Column, ticks: number): Column {
  const from = c.layout === "fixed" ? (c.values as BigInt64Array) : new BigInt64Array(c.length);
  const out = new Float64Array(c.length);
  for (let i = 0; i < out.length; i++) out[i] = Number(from[i]) / ticks;
  return fixedColumn(Float64, c.length, out, c.validity, c.nulls);
}
/** How many of some number of seconds a duration has, towards zero. */
const total = (seconds: bigint, per: bigint): Elementwise =>
  unary((c, { type }) => {
    const from = perSecond(c.type) * seconds;
    if (type.id === "Float64") return fraction(c, Number(from) / Number(per));
    return fixedColumn(type, c.length, recount(c, from, per, false), c.validity, c.nulls);
  });
export const totalDays: Elementwise = total(86400n, 1n);
export const totalHours: Elementwise = total(3600n, 1n);
export const totalMinutes: Elementwise = total(60n, 1n);
export const totalSeconds: Elementwise = total(1n, 1n);
export const totalMilliseconds: Elementwise = total(1n, 1000n);
export const totalMicroseconds: Elementwise = total(1n, 1_000_000n);
export const totalNanoseconds: Elementwise = total(1n, 1_000_000_000n);

/** Moments are rounded down, durations towards zero. */
export const castTimeUnit: Elementwise = unary((c, { type }) =>
  fixedColumn(
    type,
    c.length,
    recount(c, perSecond(c.type), perSecond(type), c.type.id === "Datetime"),
    c.validity,
    c.nulls,
  ),
);
export const withTimeUnit: Elementwise = unary((c, { type }) =>
  fixedColumn(type, c.length, c.values, c.validity, c.nulls),
);
