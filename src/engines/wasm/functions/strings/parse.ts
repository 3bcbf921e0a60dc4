import { type BytesColumn, type Column, fixedColumn, isValid } from "../../../../arrow/column.ts";
import { type Fixed, fixedOf, readFixed } from "../../../../arrow/time/fixed.ts";
import { isoDate, isoDatetime, isoTime } from "../../../../arrow/time/iso.ts";
import { type Parsed, type Parser, parser } from "../../../../arrow/time/parse.ts";
import { storeMoment } from "../../../../arrow/time/store.ts";
import { wallAt, type Zone, zoneOf } from "../../../../arrow/time/zone.ts";
import { PER_SECOND } from "../../../../arrow/type-info.ts";
import type { Datetime } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { text } from "../../../../core/utf8.ts";
import type { Elementwise } from "../../function.ts";
import { reading } from "./reading.ts";
import { Marks } from "./rows.ts";
import type { OfText } from "./texts.ts";

const FORM = ' in ISO form; give a format, like "%d.%m.%Y"';

type RowReader = (c: BytesColumn, row: number, out: Parsed) => boolean;

/** Reads a row from its bytes where it has one of the fixed forms, else as text. */
function readerOf(format: unknown, otherwise: Parser, forms: readonly string[]): RowReader {
  const fixed = (typeof format === "string" ? [format] : forms).map(fixedOf).filter((f) => f !== null);
  const read = typeof format === "string" ? parser(format) : otherwise;
  return ({ data, offsets }, row, out) => {
    const start = offsets[row] as number;
    const end = offsets[row + 1] as number;
    for (let k = 0; k < fixed.length; k++) if (readFixed(fixed[k] as Fixed, data, start, end, out)) return true;
    return read(text(data, start, end), out);
  };
}

const dates: OfText = (c, _, { type, options }) => {
  const read = readerOf(options.format, isoDate, ["%Y-%m-%d"]);
  const out = new Int32Array(c.length);
  const marks = new Marks(c);
  const at: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    if (read(c, i, at)) out[i] = at.days;
    else marks.clear(i);
  }
  return fixedColumn(type, c.length, out, marks.bits, marks.nulls);
};

const times: OfText = (c, _, { type, options }) => {
  const read = readerOf(options.format, isoTime, ["%H:%M:%S"]);
  const out = new BigInt64Array(c.length);
  const words = new Int32Array(out.buffer);
  const marks = new Marks(c);
  const at: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    if (read(c, i, at) && at.nanos < 8.64e13) storeMoment(words, i, Math.floor(at.nanos / 1e9), at.nanos % 1e9, 1e9);
    else marks.clear(i);
  }
  return fixedColumn(type, c.length, out, marks.bits, marks.nulls);
};

/** The UTC second of a wall clock; a clock that comes twice or never is an error. */
function instant(zone: Zone, local: number, shown: string): number {
  const wall = wallAt(zone, local);
  if (wall.kind === "one") return local - wall.offset;
  const what = wall.kind === "twice" ? "comes twice" : "does not exist";
  throw new PolaroidError(
    "OUT_OF_RANGE",
    `${JSON.stringify(shown)} ${what} in ${zone.name}; read it without a zone, then use dt.replaceTimeZone with ambiguous and nonExistent`,
  );
}

function moments(c: BytesColumn, type: Datetime, format: unknown): Column {
  const read = readerOf(format, isoDatetime, ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%d"]);
  const per = PER_SECOND[type.unit];
  const zone = type.zone === null ? null : zoneOf(type.zone);
  const shown = (i: number): string => text(c.data, c.offsets[i] as number, c.offsets[i + 1] as number).slice(0, 60);
  const out = new BigInt64Array(c.length);
  const words = new Int32Array(out.buffer);
  const marks = new Marks(c);
  const at: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  const most = 2 ** 63 / per;
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    if (!read(c, i, at)) {
      marks.clear(i);
      continue;
    }
    let seconds = at.days * 86400 + Math.floor(at.nanos / 1e9);
    if (!Number.isNaN(at.offset)) {
      if (zone === null)
        throw new PolaroidError(
          "INVALID_ARGUMENT",
          `${JSON.stringify(shown(i))} has an offset from UTC; give { timeZone: "UTC" } or another zone, or a format with %z`,
        );
      seconds -= at.offset;
    } else if (zone !== null) seconds = instant(zone, seconds, shown(i));
    if (seconds >= most || seconds < -most) marks.clear(i);
    else storeMoment(words, i, seconds, Math.floor((at.nanos % 1e9) / (1e9 / per)), per);
  }
  return fixedColumn(type, c.length, out, marks.bits, marks.nulls);
}

export const toDate: Elementwise = reading(dates, FORM);
export const toTime: Elementwise = reading(times, '; give a format, like "%H:%M"');
export const toDatetime: Elementwise = reading(
  (c, _, { type, options }) => moments(c, type as Datetime, options.format),
  FORM,
);
