import { dateText, datetimeText, durationText, timeText } from "../../../arrow/moment-text.ts";
import { formatter, isoFormat, type Moment } from "../../../arrow/time/format.ts";
import { isoDate, isoDatetime, isoTime } from "../../../arrow/time/iso.ts";
import { type Parsed, type Parser, parser } from "../../../arrow/time/parse.ts";
import { isoDuration } from "../../../arrow/time/text.ts";
import { offsetAt, wallAt, zoneOf } from "../../../arrow/time/zone.ts";
import { PER_SECOND, typeName } from "../../../arrow/type-info.ts";
import { type DataType, Date32, Datetime, Int32, Int64, Time, type TimeUnit, Utf8 } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";
import { rowwise, type Settings, type Udf } from "./define.ts";
import { misread } from "./texts.ts";

const zoneIn = (s: Settings): string | null => (typeof s["zone"] === "string" ? s["zone"] : null);
const unitIn = (s: Settings): TimeUnit => (s["unit"] ?? "ns") as TimeUnit;
const DAY_NANOS = 8.64e13;

/** Reads by the format of the settings, or in ISO form; a cast is strict about what a zone cannot say, and silent of it. */
function reading(
  gives: DataType,
  iso: Parser,
  type: (s: Settings) => DataType,
  hint: string,
  value: (read: Parsed, s: Settings, text: string) => bigint | number | undefined,
): Udf {
  return rowwise([Utf8], gives, (s) => {
    const read = typeof s["format"] === "string" ? parser(s["format"]) : iso;
    return (text: string) => {
      const out: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
      const found = read(text, out) ? value(out, s, text) : undefined;
      return found ?? misread(s, text, typeName(type(s)), s["cast"] === true ? "" : hint);
    };
  });
}

/** The offset of what was read: written, or the zone's at its wall clock; undefined where there is none. */
function offsetOf(read: Parsed, s: Settings, text: string): number | undefined {
  const zone = zoneIn(s);
  if (!Number.isNaN(read.offset)) {
    if (zone !== null || s["cast"] === true) return read.offset;
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `${JSON.stringify(text.slice(0, 60))} has an offset from UTC; give { timeZone: "UTC" } or another zone, or a format with %z`,
    );
  }
  if (zone === null) return 0;
  const wall = wallAt(zoneOf(zone), read.days * 86400 + Math.floor(read.nanos / 1e9));
  if (wall.kind === "one") return wall.offset;
  if (s["cast"] === true) return undefined;
  throw new PolaroidError(
    "OUT_OF_RANGE",
    `${JSON.stringify(text.slice(0, 60))} ${wall.kind === "twice" ? "comes twice" : "does not exist"} in ${zone}; read it without a zone, then use dt.replaceTimeZone with ambiguous and nonExistent`,
  );
}

function instant(read: Parsed, s: Settings, text: string): bigint | undefined {
  const offset = offsetOf(read, s, text);
  if (offset === undefined) return undefined;
  const per = PER_SECOND[unitIn(s)];
  const seconds = BigInt(read.days) * 86400n + BigInt(Math.floor(read.nanos / 1e9)) - BigInt(offset);
  const v = seconds * BigInt(per) + BigInt(Math.floor((read.nanos % 1e9) / (1e9 / per)));
  return v === BigInt.asIntN(64, v) ? v : undefined;
}

const FORM = ' in ISO form; give a format, like "%d.%m.%Y"';
const READ: Readonly<Record<string, Udf>> = {
  read_date: reading(
    Int32,
    isoDate,
    () => Date32,
    FORM,
    (at) => at.days,
  ),
  read_time: reading(
    Int64,
    isoTime,
    () => Time,
    '; give a format, like "%H:%M"',
    (at) => (at.nanos < DAY_NANOS ? BigInt(at.nanos) : undefined),
  ),
  read_datetime: reading(Int64, isoDatetime, (s) => Datetime(unitIn(s), zoneIn(s)), FORM, instant),
};

/** How a moment of days, nanoseconds of the day and an offset is written. */
function writer(s: Settings, moment: Moment): (days: number, nanos: number, offset: number) => string {
  const format = String(s["format"]);
  const form = format.startsWith("iso") ? isoFormat(moment, unitIn(s), format === "iso:strict") : format;
  return formatter(form, moment, zoneIn(s));
}

function datetimes(s: Settings): (v: bigint) => string {
  const type = Datetime(unitIn(s), zoneIn(s));
  if (s["format"] === undefined) return (v) => datetimeText(v, type, true);
  const write = writer(s, type.zone === null ? "naive" : "zoned");
  const per = BigInt(PER_SECOND[type.unit]);
  const zone = type.zone === null ? null : zoneOf(type.zone);
  return (v) => {
    const second = Number(v / per) - (v % per < 0n ? 1 : 0);
    const offset = zone === null ? 0 : offsetAt(zone, second);
    const local = second + offset;
    const days = Math.floor(local / 86400);
    const rest = Number(v - BigInt(second) * per) * (1e9 / Number(per));
    return write(days, (local - days * 86400) * 1e9 + rest, offset);
  };
}

function durations(s: Settings): (v: bigint) => string {
  const unit = unitIn(s);
  return s["format"] === undefined ? (v) => durationText(v, unit) : (v) => isoDuration(v, PER_SECOND[unit]);
}

const WRITE: Readonly<Record<string, Udf>> = {
  date_text: rowwise([Int32], Utf8, (s) => {
    if (s["format"] === undefined) return dateText;
    const write = writer(s, "date");
    return (days: number) => write(days, 0, 0);
  }),
  time_text: rowwise([Int64], Utf8, (s) => {
    if (s["format"] === undefined) return (v: bigint) => timeText(Number(v));
    const write = writer(s, "time");
    return (v: bigint) => write(0, Number(v), 0);
  }),
  datetime_text: rowwise([Int64], Utf8, datetimes),
  duration_text: rowwise([Int64], Utf8, durations),
};

/** Reading and writing of dates and times. */
export const MOMENTS: Readonly<Record<string, Udf>> = { ...READ, ...WRITE };
