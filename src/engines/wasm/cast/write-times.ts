import type { FixedColumn } from "../../../arrow/column.ts";
import { DIGITS, dateText } from "../../../arrow/moment-text.ts";
import { offsetText } from "../../../arrow/time/text.ts";
import { offsetAt, zoneOf } from "../../../arrow/time/zone.ts";
import { PER_SECOND } from "../../../arrow/type-info.ts";
import type { Datetime } from "../../../arrow/types.ts";

const ZERO = 48;

function two(to: Uint8Array, at: number, n: number): void {
  to[at] = ZERO + ((n / 10) | 0);
  to[at + 1] = ZERO + (n % 10);
}

/**
 * Writes rows of Datetimes as text, the day's text kept from row to row; gives the bytes written. Rows that lie too far
 * out for this (undefined is given for one) are for the slow writer.
 */
export function datetimeWriter(
  c: FixedColumn,
  type: Datetime,
): (i: number, to: Uint8Array, at: number) => number | undefined {
  const words = new Int32Array(c.values.buffer, c.values.byteOffset, c.values.length * 2);
  const per = PER_SECOND[type.unit];
  const digits = DIGITS[type.unit];
  const zone = type.zone === null ? null : zoneOf(type.zone);
  let day = Number.NaN;
  let date = "";
  return (i, to, at) => {
    const v = (words[2 * i + 1] as number) * 4294967296 + ((words[2 * i] as number) >>> 0);
    if (!Number.isSafeInteger(v)) return undefined;
    const second = Math.floor(v / per);
    const offset = zone === null ? 0 : offsetAt(zone, second);
    const local = second + offset;
    const days = Math.floor(local / 86400);
    if (days !== day) {
      if (days < -719528 || days > 2932896) return undefined;
      day = days;
      date = dateText(days);
    }
    for (let k = 0; k < 10; k++) to[at + k] = date.charCodeAt(k);
    const clock = local - days * 86400;
    to[at + 10] = 32;
    two(to, at + 11, (clock / 3600) | 0);
    to[at + 13] = 58;
    two(to, at + 14, ((clock / 60) | 0) % 60);
    to[at + 16] = 58;
    two(to, at + 17, clock % 60);
    to[at + 19] = 46;
    let rest = v - second * per;
    for (let k = digits - 1; k >= 0; k--) {
      to[at + 20 + k] = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
    }
    const end = 20 + digits;
    if (zone === null) return end;
    const shown = offsetText(offset, offset % 60 === 0 ? 1 : 2);
    for (let k = 0; k < shown.length; k++) to[at + end + k] = shown.charCodeAt(k);
    return end + shown.length;
  };
}
