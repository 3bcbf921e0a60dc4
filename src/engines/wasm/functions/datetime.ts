import type { Rules } from "../../../engine/rules.ts";
import type { DatetimeName } from "../../../expr/functions/datetime.ts";
import type { Elementwise } from "../function.ts";
import { toText } from "./datetime/format.ts";
import {
  castTimeUnit, date, day, daysInMonth, epoch, hour, isLeapYear, isoYear, microsecond, millisecond, minute, month, nanosecond, ordinalDay, quarter, second,
  time, totalDays, totalHours, totalMicroseconds, totalMilliseconds, totalMinutes, totalNanoseconds, totalSeconds, week, weekday, withTimeUnit, year,
} from "./datetime/parts.ts";
import { monthEnd, monthStart, offsetBy, round, truncate } from "./datetime/windows.ts";
import { baseUtcOffset, combine, convertTimeZone, dstOffset, replaceTimeZone } from "./datetime/zones.ts";

/** Dates, times and durations; parts and windows go by the wall clock of the column's zone. */
export const DATETIME: Rules<DatetimeName, Elementwise> = {
  "dt.year": year,
  "dt.isoYear": isoYear,
  "dt.quarter": quarter,
  "dt.month": month,
  "dt.week": week,
  "dt.weekday": weekday,
  "dt.day": day,
  "dt.ordinalDay": ordinalDay,
  "dt.hour": hour,
  "dt.minute": minute,
  "dt.second": second,
  "dt.millisecond": millisecond,
  "dt.microsecond": microsecond,
  "dt.nanosecond": nanosecond,
  "dt.date": date,
  "dt.time": time,
  "dt.epoch": epoch,
  "dt.timestamp": epoch,
  "dt.truncate": truncate,
  "dt.round": round,
  "dt.offsetBy": offsetBy,
  "dt.toString": toText,
  "dt.isLeapYear": isLeapYear,
  "dt.monthStart": monthStart,
  "dt.monthEnd": monthEnd,
  "dt.daysInMonth": daysInMonth,
  "dt.totalDays": totalDays,
  "dt.totalHours": totalHours,
  "dt.totalMinutes": totalMinutes,
  "dt.totalSeconds": totalSeconds,
  "dt.totalMilliseconds": totalMilliseconds,
  "dt.totalMicroseconds": totalMicroseconds,
  "dt.totalNanoseconds": totalNanoseconds,
  "dt.castTimeUnit": castTimeUnit,
  "dt.withTimeUnit": withTimeUnit,
  "dt.convertTimeZone": convertTimeZone,
  "dt.replaceTimeZone": replaceTimeZone,
  "dt.baseUtcOffset": baseUtcOffset,
  "dt.dstOffset": dstOffset,
  "dt.combine": combine,
};
