import { type DurationParts, nominal, parseDuration } from "../../../arrow/time/duration.ts";
import type { DataType, TimeUnit } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { wrongMultiple } from "../../../expr/functions/datetime.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { backTo, dayOf, floorBy, perSecond, restBy, wallCount } from "../moment.ts";
import { literalText } from "../pattern.ts";
import type { FunctionSql } from "../scope.ts";

const argType = (c: TypedCall): DataType => (c.args[0] as TypedCall).type;
/** The unit that days are counted in: dates count as midnight in microseconds. */
const unitOf = (t: DataType): TimeUnit => (t.id === "Datetime" ? t.unit : "us");
const perDay = (t: DataType): number => 86400 * perSecond(t);
// Weeks are counted from Monday, 1970-01-05.
const MONDAY = 4;

/** A duration that is written in the query; undefined where it is a column's. */
export const writtenDuration = (c: TypedCall): string | undefined => {
  const text = c.options["every"] ?? c.options["by"];
  return typeof text === "string" ? text : literalText(c.args[1]);
};

function duration(c: TypedCall, name: string): DurationParts {
  const text = writtenDuration(c) as string;
  const d = parseDuration(text);
  const problem = name === "offsetBy" ? null : wrongMultiple(d, argType(c));
  if (problem !== null)
    throw new PolaroidError("INVALID_ARGUMENT", `dt.${name} by ${JSON.stringify(text)}: ${problem}`);
  return d;
}

/** Days since 1970 of a date. */
const daysOf = (date: string): string => `(${date} - DATE '1970-01-01')`;

/** A wall clock, counted in the unit of a type, held down to the start of its window. */
function floorWall(local: string, d: DurationParts, t: DataType): string {
  const day = perDay(t);
  if (d.months > 0) {
    const date = `(DATE '1970-01-01' + (${floorBy(local, day)})::INTEGER)`;
    const month = floorBy(`((year(${date}) - 1970) * 12 + month(${date}) - 1)`, d.months);
    const start = `(${month} * ${d.months})`;
    return `(${daysOf(`make_date(1970 + ${floorBy(start, 12)}, ${restBy(start, 12)} + 1, 1)`)} * ${day})`;
  }
  const every = BigInt(d.weeks * 7 + d.days) * BigInt(day) + d.nanoseconds / BigInt(1e9 / perSecond(t));
  if (every === 0n) return local;
  const origin = d.weeks > 0 && d.days === 0 && d.nanoseconds === 0n ? MONDAY * day : 0;
  return `(${local} - ${restBy(`(${local} - ${origin})`, every)})`;
}

/** Dates count as midnight, and go down to their day again. */
const onDay = (x: string, run: (local: string) => string, t: DataType): string =>
  `CAST(${floorBy(run(`(${x}::BIGINT * ${perDay(t)})`), perDay(t))} AS INTEGER)`;

export const truncate: FunctionSql = ([x], c) => {
  const t = argType(c);
  const d = duration(c, "truncate");
  if (t.id === "Date32") return onDay(x as string, (local) => floorWall(local, d, t), t);
  return backTo(floorWall(wallCount(x as string, t), d, t), x as string, t);
};

export const round: FunctionSql = ([x], c) => {
  const t = argType(c);
  const d = duration(c, "round");
  const half = nominal(d, unitOf(t)) / 2n;
  if (t.id === "Date32") return onDay(x as string, (local) => floorWall(`(${local} + ${half})`, d, t), t);
  const ahead = `(${x} + ${half})`;
  return backTo(floorWall(wallCount(ahead, t), d, t), ahead, t);
};

export const offsetBy: FunctionSql = ([x], c) => {
  const t = argType(c);
  const d = duration(c, "offsetBy");
  const sign = d.negative ? -1 : 1;
  const whole = sign * (d.weeks * 7 + d.days);
  const elapsed = (BigInt(sign) * d.nanoseconds) / BigInt(1e9 / perSecond(t));
  const shift = (days: string): string =>
    d.months === 0
      ? `(${days} + ${whole})`
      : `(${daysOf(`CAST(DATE '1970-01-01' + (${days})::INTEGER + INTERVAL (${sign * d.months}) MONTH AS DATE)`)} + ${whole})`;
  if (t.id === "Date32") return onDay(shift(x as string), (local) => `(${local} + ${elapsed})`, t);
  if (d.months === 0 && whole === 0) return `(${x} + ${elapsed})`;
  const local = wallCount(x as string, t);
  const moved = `(${shift(dayOf(local, t))} * ${perDay(t)} + ${restBy(local, perDay(t))})`;
  return `(${backTo(moved, x as string, t)} + ${elapsed})`;
};

/** Another day of the same month at the same time of day. */
export const inMonth =
  (end: boolean): FunctionSql =>
  ([x], c) => {
    const t = argType(c);
    const local = t.id === "Date32" ? (x as string) : wallCount(x as string, t);
    const date = `(DATE '1970-01-01' + (${t.id === "Date32" ? x : dayOf(local, t)})::INTEGER)`;
    const days = end ? `(day(last_day(${date})) - day(${date}))` : `(1 - day(${date}))`;
    return t.id === "Date32"
      ? `CAST(${x} + ${days} AS INTEGER)`
      : backTo(`(${local} + ${days} * ${perDay(t)})`, x as string, t);
  };
