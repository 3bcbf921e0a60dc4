import {
  type BytesColumn,
  type Column,
  type DictColumn,
  type FixedColumn,
  fixedColumn,
  isValid,
} from "../../../../arrow/column.ts";
import { concatColumns, plainText } from "../../../../arrow/concat.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import { addMonths, daysFromCivil, daysInMonth, monthOf, packedCivil, yearOf } from "../../../../arrow/time/civil.ts";
import { type DurationParts, nominal, parseDuration } from "../../../../arrow/time/duration.ts";
import { typeName } from "../../../../arrow/type-name.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { Datetime } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { text } from "../../../../core/utf8.ts";
import { wrongMultiple } from "../../../../expr/functions/datetime.ts";
import { further } from "../../../../kernels/further.ts";
import { kernels } from "../../../../kernels/memory.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, isScalar, scalar, spread, type Value } from "../../value.ts";
import {
  daysAt,
  daysOf,
  fromDays,
  instantsOf,
  perDay,
  perSecond,
  room,
  scratch,
  unary,
  unitOf,
  values64,
  type Wall,
  wallFrom,
  wallOf,
} from "./clock.ts";

/** Works on a column with one duration. */
type By = (c: FixedColumn, d: DurationParts) => Column;

const like = (c: FixedColumn, values: BigInt64Array | Int32Array): Column =>
  fixedColumn(c.type, c.length, values, c.validity, c.nulls);
const nanosIn = (t: DataType): bigint => 1_000_000_000n / perSecond(t);
// Weeks are counted from Monday, 1970-01-05.
const MONDAY = 4n;

function monthFloor(days: Int32Array, months: number): Int32Array {
  const out = new Int32Array(days.length);
  for (let i = 0; i < out.length; i++) {
    const p = packedCivil(days[i] as number);
    // Months since 1970-01.
    const m = (yearOf(p) - 1970) * 12 + monthOf(p) - 1;
    const floor = Math.floor(m / months) * months;
    const year = Math.floor(floor / 12);
    out[i] = daysFromCivil(1970 + year, floor - year * 12 + 1, 1);
  }
  return out;
}

/** Wall clocks held down to the start of their window. */
function truncateWall(at: number, n: number, d: DurationParts, t: DataType): number {
  const day = perDay(t);
  if (d.months > 0) return fromDays(monthFloor(daysAt(at, n, day), d.months), day, 0);
  const every = BigInt(d.weeks * 7 + d.days) * day + d.nanoseconds / nanosIn(t);
  if (every === 0n) return at;
  const out = room(n);
  further.timeTruncate(at, n, every, d.weeks > 0 && d.days === 0 && d.nanoseconds === 0n ? MONDAY * day : 0n, out);
  return out;
}

const MICROS = Datetime("us");
/** Dates count as midnight in microseconds, and go down to their day again. */
function onDates(c: FixedColumn, run: (at: number) => number): Column {
  const day = perDay(MICROS);
  return like(
    c,
    scratch(() => daysAt(run(fromDays(c.values as Int32Array, day, 0)), c.length, day)),
  );
}

const truncated: By = (c, d) => {
  const n = c.length;
  if (c.type.id === "Date32") return onDates(c, (at) => truncateWall(at, n, d, MICROS));
  return like(
    c,
    scratch(() => {
      const wall = wallOf(c);
      return values64(instantsOf(truncateWall(wall.at, n, d, c.type), n, c.type, wall), n);
    }),
  );
};

const rounded: By = (c, d) => {
  const n = c.length;
  const ahead = (at: number, t: DataType): number => {
    const out = room(n);
    further.timeScale(at, n, 1n, nominal(d, unitOf(t)) / 2n, out);
    return out;
  };
  if (c.type.id === "Date32") return onDates(c, (at) => truncateWall(ahead(at, MICROS), n, d, MICROS));
  return like(
    c,
    scratch(() => {
      const at = ahead(kernels.put(c.values as BigInt64Array), c.type);
      const zone = c.type.id === "Datetime" ? c.type.zone : null;
      const wall: Wall = zone === null ? { at, offsets: 0 } : wallFrom(at, n, zone, unitOf(c.type));
      return values64(instantsOf(truncateWall(wall.at, n, d, c.type), n, c.type, wall), n);
    }),
  );
};

const beyond = (t: DataType): PolaroidError =>
  new PolaroidError("OUT_OF_RANGE", `a moved value is out of the range of ${typeName(t)}`);

/** Moves times; edges of windows may lie beyond all times that there are, values may not. */
const moved = (c: FixedColumn, d: DurationParts, edge = false): Column => {
  const n = c.length;
  const sign = d.negative ? -1 : 1;
  const whole = sign * (d.weeks * 7 + d.days);
  // The last day that a type holds all of.
  const last = c.type.id === "Date32" ? 2 ** 31 - 1 : Math.min(2 ** 31 - 1, Number(2n ** 63n / perDay(c.type)) - 1);
  const shift = (days: Int32Array): Int32Array => {
    const out = new Int32Array(n);
    for (let i = 0; i < n; i++) {
      const to = (d.months === 0 ? (days[i] as number) : addMonths(days[i] as number, sign * d.months)) + whole;
      if (!edge && !(to <= last && to >= -last) && isValid(c, i)) throw beyond(c.type);
      out[i] = to;
    }
    return out;
  };
  const elapsed = (at: number, t: DataType): number => {
    const plus = (BigInt(sign) * d.nanoseconds) / nanosIn(t);
    if (plus === 0n) return at;
    if (!edge && BigInt.asIntN(64, plus) !== plus && c.nulls < n) throw beyond(c.type);
    const out = room(n);
    further.timeScale(at, n, 1n, plus, out);
    if (!edge) checkMoved(at, out, sign);
    return out;
  };
  // What wraps goes the other way, by half of all that there is or more.
  const checkMoved = (at: number, out: number, way: number): void => {
    const words = kernels.views.i32;
    for (let i = 0, a = at / 4 + 1, b = out / 4 + 1; i < n; i++, a += 2, b += 2)
      if (way * ((words[b] as number) - (words[a] as number)) < 0 && isValid(c, i)) throw beyond(c.type);
  };
  if (c.type.id === "Date32") {
    const days = shift(c.values as Int32Array);
    return d.nanoseconds === 0n ? like(c, days) : onDates({ ...c, values: days }, (at) => elapsed(at, MICROS));
  }
  return like(
    c,
    scratch(() => {
      if (d.months === 0 && whole === 0) return values64(elapsed(kernels.put(c.values as BigInt64Array), c.type), n);
      const day = perDay(c.type);
      const wall = wallOf(c);
      const clock = room(n);
      further.timeOfDay(wall.at, n, day, 1n, clock);
      const local = fromDays(shift(daysAt(wall.at, n, day)), day, clock);
      return values64(elapsed(instantsOf(local, n, c.type, wall), c.type), n);
    }),
  );
};

/** A column of times, or of Int64 with lengths like "5i", moved by a length. */
export const movedBy = (c: FixedColumn, written: string): FixedColumn =>
  moved(c, parseDuration(written), true) as FixedColumn;

/** A duration by row: the rows of each text are worked on together. */
function byText(c: FixedColumn, by: BytesColumn, run: (c: FixedColumn, text: string) => Column): Column {
  const groups = new Map<string, number[]>();
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i) || !isValid(by, i)) continue;
    const key = text(by.data, by.offsets[i] as number, by.offsets[i + 1] as number);
    const rows = groups.get(key);
    if (rows === undefined) groups.set(key, [i]);
    else rows.push(i);
  }
  const parts: Column[] = [];
  const place = new Int32Array(c.length).fill(-1);
  let at = 0;
  for (const [key, rows] of groups) {
    for (const r of rows) place[r] = at++;
    parts.push(run(takeColumn(c, Int32Array.from(rows)) as FixedColumn, key));
  }
  return parts.length === 0 ? allNull(c.type, c.length) : takeColumn(concatColumns(c.type, parts), place, true);
}

const durational =
  (name: string, run: By, check: (d: DurationParts, t: DataType) => string | null): Elementwise =>
  (args, { length, options }) => {
    const [v, by] = args as readonly [Value, Value | undefined];
    const parsed = (t: DataType, written: string): DurationParts => {
      const d = parseDuration(written);
      const problem = check(d, t);
      if (problem !== null)
        throw new PolaroidError("INVALID_ARGUMENT", `dt.${name} by ${JSON.stringify(written)}: ${problem}`);
      return d;
    };
    const one = (c: FixedColumn, written: string): Column => run(c, parsed(c.type, written));
    const fixed = options[name === "offsetBy" ? "by" : "every"];
    const c = columnIn(v) as FixedColumn;
    if (typeof fixed === "string") return isScalar(v) ? scalar(one(c, fixed)) : one(c, fixed);
    const texts = plainText(columnIn(by as Value) as DictColumn | BytesColumn);
    if (isScalar(by as Value)) {
      if (texts.nulls === 1) return isScalar(v) ? scalar(allNull(c.type, 1)) : allNull(c.type, c.length);
      const written = text(texts.data, texts.offsets[0] as number, texts.offsets[1] as number);
      return isScalar(v) ? scalar(one(c, written)) : one(c, written);
    }
    return byText(spread(v, length) as FixedColumn, texts, one);
  };
export const truncate: Elementwise = durational("truncate", truncated, wrongMultiple);
export const round: Elementwise = durational("round", rounded, wrongMultiple);
export const offsetBy: Elementwise = durational(
  "offsetBy",
  (c, d) => moved(c, d),
  () => null,
);

/** Another day of the same month at the same time of day. */
const inMonth = (pick: (day: number) => number): Elementwise =>
  unary((c) => {
    const pickAll = (days: Int32Array): Int32Array => days.map(pick);
    if (c.type.id === "Date32") return like(c, pickAll(daysOf(c)));
    const n = c.length;
    const day = perDay(c.type);
    return like(
      c,
      scratch(() => {
        const wall = wallOf(c);
        const clock = room(n);
        further.timeOfDay(wall.at, n, day, 1n, clock);
        return values64(instantsOf(fromDays(pickAll(daysAt(wall.at, n, day)), day, clock), n, c.type, wall), n);
      }),
    );
  });
export const monthStart: Elementwise = inMonth((d) => d - (packedCivil(d) & 31) + 1);
export const monthEnd: Elementwise = inMonth((d) => {
  const p = packedCivil(d);
  return d - (p & 31) + daysInMonth(yearOf(p), monthOf(p));
});
