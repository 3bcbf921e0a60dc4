import { PER_SECOND } from "../../../arrow/type-info.ts";
import type { DataType, TimeUnit } from "../../../arrow/types.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { DatetimeName } from "../../../expr/functions/datetime.ts";
import type { TypedCall } from "../../../expr/typed.ts";
import { castSql } from "../cast.ts";
import {
  dayOf,
  floorBy,
  offsetMillis,
  perSecond,
  placed,
  rescale,
  restBy,
  wall,
  wallCount,
  zoneOf,
} from "../moment.ts";
import { textLiteral } from "../quote.ts";
import type { FunctionSql } from "../scope.ts";
import { sqlType } from "../types.ts";
import { callUdf } from "../udf/define.ts";
import { wrapInteger } from "../wrap.ts";
import { inMonth, offsetBy, round, truncate, writtenDuration } from "./datetime-windows.ts";

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
    if (c.type.id === "Float64") return `(CAST(${x} AS DOUBLE) / ${(per * seconds) / finer})`;
    if (finer > per) return wrapInteger(`${x}::HUGEINT * ${finer / per}`, c.type);
    return `(${x} // ${finer === 1 ? per * seconds : per / finer})`;
  };

const replaceZone: FunctionSql = ([x], c) => {
  const { ambiguous, nonExistent } = c.options;
  return placed(wallCount(x as string, argType(c)), c.type, { ambiguous, nonExistent });
};

/** As text: by DuckDB where a format is the same there. */
const toText: FunctionSql = ([x], c) => {
  const t = argType(c);
  const format = String(c.options["format"] ?? "iso");
  if ((t.id === "Date32" || t.id === "Datetime") && format.includes("%") && FORMAT.test(format))
    return `strftime(${wall(x as string, t)}, ${textLiteral(format)})`;
  const unit = t.id === "Datetime" || t.id === "Duration" ? t.unit : "ns";
  return callUdf(TEXT[t.id] as string, [x as string], { format, unit, zone: zoneOf(t) });
};
const TEXT: Readonly<Record<string, string>> = {
  Date32: "date_text",
  Time: "time_text",
  Datetime: "datetime_text",
  Duration: "duration_text",
};
const FORMAT = /^([^%]|%[YmdHMSjabABpIy%])*$/;
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
  "dt.toString": toText,
  "dt.isLeapYear": ([x], c) =>
    `(${year(x as string, c)} % 4 = 0 AND (${year(x as string, c)} % 100 <> 0 OR ${year(x as string, c)} % 400 = 0))`,
  "dt.monthStart": inMonth(false),
  "dt.monthEnd": inMonth(true),
  "dt.daysInMonth": ([x], c) => `CAST(day(last_day(${wall(x as string, argType(c))})) AS TINYINT)`,
  "dt.totalDays": total(86400),
  "dt.totalHours": total(3600),
  "dt.totalMinutes": total(60),
  "dt.totalSeconds": total(1),
  "dt.totalMilliseconds": total(1, 1e3),
  "dt.totalMicroseconds": total(1, 1e6),
  "dt.totalNanoseconds": total(1, 1e9),
  "dt.castTimeUnit": ([x], c) => castSql(x as string, argType(c), c.type, true) as string,
  "dt.withTimeUnit": ([x]) => x as string,
  "dt.convertTimeZone": ([x]) => x as string,
  "dt.replaceTimeZone": replaceZone,
  "dt.baseUtcOffset": ([x], c) => offsetMillis("standard_offset", x as string, argType(c)),
  "dt.dstOffset": ([x], c) => {
    const t = argType(c);
    return `(${offsetMillis("utc_offset", x as string, t)} - ${offsetMillis("standard_offset", x as string, t)})`;
  },
  "dt.combine": ([x, t], c) => {
    const per = perSecond(c.type);
    const day = argType(c).id === "Date32" ? `${x}::BIGINT` : dayOf(wallCount(x as string, argType(c)), argType(c));
    return placed(`(${day} * ${86400 * per} + ${rescale(t as string, 1e9, per)})`, c.type);
  },
};

/** Why a function of times cannot be said in SQL as it stands; undefined where it can. */
export function datetimeGap(c: TypedCall): string | undefined {
  if (c.fn === "dt.truncate" || c.fn === "dt.round" || c.fn === "dt.offsetBy")
    return writtenDuration(c) === undefined ? "durations that are a column are not written in SQL yet" : undefined;
  return c.fn === "dt.toString" && c.options["format"] === "polars"
    ? "durations in Polars' own form are not written yet"
    : undefined;
}
