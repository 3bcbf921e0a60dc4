import type { BytesColumn, Column } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { isoDate, isoDatetime, isoTime } from "../../../arrow/time/iso.ts";
import type { Parsed } from "../../../arrow/time/parse.ts";
import { wallAt, zoneOf } from "../../../arrow/time/zone.ts";
import { PER_SECOND } from "../../../arrow/type-info.ts";
import type { DataType, Datetime } from "../../../arrow/types.ts";
import { text } from "../../../core/utf8.ts";
import { stored } from "./parse.ts";

/** The instant of what was read; undefined where its wall clock does not occur in the zone. */
function instant(read: Parsed, type: Datetime): bigint | undefined {
  let offset = read.offset;
  if (offset !== offset) {
    offset = 0;
    if (type.zone !== null) {
      const wall = wallAt(zoneOf(type.zone), read.days * 86400 + Math.floor(read.nanos / 1e9));
      if (wall.kind !== "one") return undefined;
      offset = wall.offset;
    }
  }
  const per = PER_SECOND[type.unit];
  const v = (BigInt(read.days) * 86400n - BigInt(offset)) * BigInt(per) + BigInt(Math.floor(read.nanos / (1e9 / per)));
  return v === BigInt.asIntN(64, v) ? v : undefined;
}

/** ISO texts as dates, times and datetimes (a text without an offset is the zone's wall clock); others become null. */
export function parseTimes(c: BytesColumn, to: DataType): Column {
  const out = allocate(to, c.length);
  const read: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  return stored(c, to, out, (i) => {
    const start = c.offsets[i] as number;
    const end = c.offsets[i + 1] as number;
    if (end - start > 64) return false;
    const s = text(c.data, start, end);
    if (to.id === "Date32") {
      if (!isoDate(s, read)) return false;
      (out as Int32Array)[i] = read.days;
      return true;
    }
    if (to.id === "Time") {
      if (!isoTime(s, read)) return false;
      (out as BigInt64Array)[i] = BigInt(read.nanos);
      return true;
    }
    const v = to.id === "Datetime" && isoDatetime(s, read) ? instant(read, to) : undefined;
    if (v === undefined) return false;
    (out as BigInt64Array)[i] = v;
    return true;
  });
}
