import { parseDuration } from "../../../arrow/time/duration.ts";
import { PER_SECOND } from "../../../arrow/type-info.ts";
import type { DataType, TimeUnit } from "../../../arrow/types.ts";
import { missing, type Rules } from "../../../engine/rules.ts";
import type { DatetimeName } from "../../../expr/functions/datetime.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { floorBy, fromWall, perSecond, rescale, restBy, wall, wallCount, wallMicros, zoneOf } from "../moment.ts";
import { textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { wrapInteger } from "../wrap.ts";

const argType = (c: TypedCall): DataType => (c.args[0] as TypedCall).type;
const part =
  (fn: string): FunctionSql =>
  ([x], c) =>
    `CAST(${fn}(${wall(x as string, argType(c))}) AS ${sqlType(c.type)})`;
/** A part of the time of day: units of `step` seconds within `within` seconds. */
const clock =
  (step: number, within: number): FunctionSql =>
  ([x], c) => {
    const t = argType(c);
    const per = perSecond(t);
    return `CAST(${floorBy(restBy(wallCount(x as string, t), within * per), step * per)} AS TINYINT)`;
  };
const fraction =
  (to: number): FunctionSql =>
  ([x], c) => {
    const per = perSecond(argType(c));
    return `CAST(${rescale(restBy(x as string, per), per, to)} AS INTEGER)`;
  };
const unitOf = (c: TypedCall): number => PER_SECOND[(c.options["unit"] ?? "us") as TimeUnit];

const epoch: FunctionSql = ([x], c) => {
  const { unit } = c.options;
  const t = argType(c);
  const [count, per] = t.id === "Date32" ? [`(${x}::BIGINT * 86400000000)`, 1e6] : [x as string, perSecond(t)];
  if (unit === "d") return `CAST(${floorBy(count, 86400 * per)} AS INTEGER)`;
  return rescale(count, per, unit === "s" ? 1 : unitOf(c));
};

const total =
  (seconds: number, finer = 1): FunctionSql =>
  ([x], c) => {
    const per = perSecond(argType(c));
    if (finer > per) return wrapInteger(`${x}::HUGEINT * ${finer / per}`, c.type);
    return `(${x} // ${finer === 1 ? per * seconds : per / finer})`;
  };

const MICROS = { week: 604_800_000_000, day: 86_400_000_000 };
// 1970 began on a Thursday; weeks begin on Mondays.
const MONDAY = 345_600_000_000;

/** A window's length in microseconds, or the calendar's word for it. */
function every(c: TypedCall): { readonly micros: number; readonly word: string | null } {
  const d = parseDuration(String(c.options["every"]));
  if (Number(d.months) > 0)
    return { micros: 0, word: { 1: "month", 3: "quarter", 12: "year" }[Number(d.months)] ?? null };
  return {
    micros: Number(d.weeks) * MICROS.week + Number(d.days) * MICROS.day + Number(d.nanoseconds) / 1000,
    word: null,
  };
}
const origin = (c: TypedCall): number => (/w$/.test(String(c.options["every"])) ? MONDAY : 0);

const truncate: FunctionSql = ([x], c) => {
  const t = argType(c);
  const { micros, word } = every(c);
  if (word !== null) return fromWall(`epoch_us(date_trunc('${word}', ${wall(x as string, t)})::TIMESTAMP)`, t);
  const us = wallMicros(x as string, t);
  return fromWall(`(${floorBy(`(${us} - ${origin(c)})`, micros)} * ${micros} + ${origin(c)})`, t);
};
const round: FunctionSql = ([x], c) => {
  const { micros } = every(c);
  const us = wallMicros(x as string, argType(c));
  return fromWall(
    `(${floorBy(`(${us} - ${origin(c)} + ${micros / 2})`, micros)} * ${micros} + ${origin(c)})`,
    argType(c),
  );
};

const offsetBy: FunctionSql = ([x], c) => {
  const t = argType(c);
  const d = parseDuration(String(c.options["by"]));
  const sign = d.negative ? -1 : 1;
  const per = perSecond(t);
  const rest = (Number(d.weeks) * 7 + Number(d.days)) * 86400 * per + (Number(d.nanoseconds) / 1e9) * per;
  if (t.id === "Date32") {
    const moved =
      Number(d.months) === 0
        ? `${x}`
        : `CAST(floor(epoch_us(${wall(x as string, t)} + INTERVAL (${sign * Number(d.months)}) MONTH) / 86400000000) AS INTEGER)`;
    return `CAST(${moved} + ${Math.floor((sign * rest) / (86400 * per))} AS INTEGER)`;
  }
  const moved =
    Number(d.months) === 0
      ? (x as string)
      : `(${rescale(`epoch_us(${wall(x as string, t)} + INTERVAL (${sign * Number(d.months)}) MONTH)`, 1e6, per)}${per > 1e6 ? ` + ${restBy(x as string, per / 1e6)}` : ""})`;
  return `(${moved} + ${sign * rest})`;
};

const month =
  (end: boolean): FunctionSql =>
  ([x], c) => {
    const t = argType(c);
    const ts = wall(x as string, t);
    const days = end ? `(day(last_day(${ts})) - day(${ts}))` : `(1 - day(${ts}))`;
    return t.id === "Date32" ? `CAST(${x} + ${days} AS INTEGER)` : `(${x} + ${days} * ${86400 * perSecond(t)})`;
  };

const replaceZone: FunctionSql = ([x], c) =>
  zoneOf(argType(c)) === null || zoneOf(argType(c)) === zoneOf(c.type)
    ? (x as string)
    : wallCount(x as string, argType(c));
const year = (x: string, c: TypedCall): string => `year(${wall(x, argType(c))})`;

export const DATETIME: Rules<DatetimeName, FunctionSql> = {
  "dt.year": part("year"),
  "dt.isoYear": part("isoyear"),
  "dt.quarter": part("quarter"),
  "dt.month": part("month"),
  "dt.week": part("week"),
  "dt.weekday": part("isodow"),
  "dt.day": part("day"),
  "dt.ordinalDay": part("dayofyear"),
  "dt.hour": clock(3600, 86400),
  "dt.minute": clock(60, 3600),
  "dt.second": clock(1, 60),
  "dt.millisecond": fraction(1e3),
  "dt.microsecond": fraction(1e6),
  "dt.nanosecond": fraction(1e9),
  "dt.date": ([x], c) =>
    argType(c).id === "Date32"
      ? (x as string)
      : `CAST(${floorBy(wallCount(x as string, argType(c)), 86400 * perSecond(argType(c)))} AS INTEGER)`,
  "dt.time": ([x], c) =>
    argType(c).id === "Time"
      ? (x as string)
      : rescale(restBy(wallCount(x as string, argType(c)), 86400 * perSecond(argType(c))), perSecond(argType(c)), 1e9),
  "dt.epoch": epoch,
  "dt.timestamp": epoch,
  "dt.truncate": truncate,
  "dt.round": round,
  "dt.offsetBy": offsetBy,
  "dt.toString": ([x], c) => `strftime(${wall(x as string, argType(c))}, ${textLiteral(String(c.options["format"]))})`,
  "dt.isLeapYear": ([x], c) =>
    `(${year(x as string, c)} % 4 = 0 AND (${year(x as string, c)} % 100 <> 0 OR ${year(x as string, c)} % 400 = 0))`,
  "dt.monthStart": month(false),
  "dt.monthEnd": month(true),
  "dt.daysInMonth": ([x], c) => `CAST(day(last_day(${wall(x as string, argType(c))})) AS TINYINT)`,
  "dt.totalDays": total(86400),
  "dt.totalHours": total(3600),
  "dt.totalMinutes": total(60),
  "dt.totalSeconds": total(1),
  "dt.totalMilliseconds": total(1, 1e3),
  "dt.totalMicroseconds": total(1, 1e6),
  "dt.totalNanoseconds": total(1, 1e9),
  "dt.castTimeUnit": ([x], c) => rescale(x as string, perSecond(argType(c)), perSecond(c.type)),
  "dt.withTimeUnit": ([x]) => x as string,
  "dt.convertTimeZone": ([x]) => x as string,
  "dt.replaceTimeZone": replaceZone,
  "dt.baseUtcOffset": missing("ours", "a zone's rules are not reachable from SQL"),
  "dt.dstOffset": missing("ours", "a zone's rules are not reachable from SQL"),
  "dt.combine": ([x, t], c) => {
    const per = perSecond(c.type);
    const day = argType(c).id === "Date32" ? `${x}::BIGINT` : floorBy(x as string, 86400 * perSecond(argType(c)));
    return `(${day} * ${86400 * per} + ${rescale(t as string, 1e9, per)})`;
  },
};

const FORMAT = /^([^%]|%[YmdHMSjabABpIy%])*$/;

/** Why a function of times cannot be said in SQL as it stands; undefined where it can. */
export function datetimeGap(c: TypedCall): string | undefined {
  const t = argType(c);
  const text = c.options["every"] ?? c.options["by"];
  switch (c.fn) {
    case "dt.truncate":
    case "dt.round":
    case "dt.offsetBy": {
      if (typeof text !== "string") return "durations that are a column are not written in SQL yet";
      const d = parseDuration(text);
      if (zoneOf(t) !== null) return "windows on a zone's clock are not written in SQL yet";
      if (c.fn === "dt.offsetBy") return undefined;
      if (Number(d.months) > 0 && (c.fn === "dt.round" || ![1, 3, 12].includes(Number(d.months))))
        return "windows of several months are not written in SQL yet";
      return Number(d.nanoseconds) % 1000 === 0
        ? undefined
        : "windows shorter than a microsecond are not written in SQL yet";
    }
    case "dt.monthStart":
    case "dt.monthEnd":
    case "dt.combine":
      return zoneOf(t) === null
        ? undefined
        : "a wall clock put back into a zone needs its rules for hours that occur twice or never";
    case "dt.toString":
      return (t.id === "Date32" || t.id === "Datetime") &&
        FORMAT.test(String(c.options["format"] ?? "iso:")) &&
        c.options["format"] !== undefined &&
        String(c.options["format"]).includes("%")
        ? undefined
        : "only plain calendar formats of dates are the same there";
    case "dt.replaceTimeZone": {
      const to = zoneOf(c.type);
      return to === null || (to === "UTC" && zoneOf(t) === null) || to === zoneOf(t)
        ? undefined
        : "a wall clock put into a zone needs its rules for hours that occur twice or never";
    }
    default:
      return undefined;
  }
}
