import { digit, parseDate } from "./dates.ts";

/** A time of day in microseconds, and how many digits its second has behind the point; `h:m`, `h:m:s`, `h:m:s.f`. */
function timeOfDay(bytes: Uint8Array, start: number, end: number): { seconds: number; nanos: number } | null {
  if (end - start < 5 || bytes[start + 2] !== 58) return null;
  const hour = digit(bytes, start) * 10 + digit(bytes, start + 1);
  const minute = digit(bytes, start + 3) * 10 + digit(bytes, start + 4);
  if (!(hour < 24) || !(minute < 60)) return null;
  if (end - start === 5) return { seconds: hour * 3600 + minute * 60, nanos: 0 };
  if (end - start < 8 || bytes[start + 5] !== 58) return null;
  const second = digit(bytes, start + 6) * 10 + digit(bytes, start + 7);
  if (!(second < 60)) return null;
  let nanos = 0;
  if (end - start > 8) {
    const point = bytes[start + 8];
    if ((point !== 46 && point !== 44) || end - start === 9 || end - start > 18) return null;
    let scale = 1e9;
    for (let i = start + 9; i < end; i++) {
      scale /= 10;
      nanos += digit(bytes, i) * scale;
    }
    if (Number.isNaN(nanos)) return null;
  }
  return { seconds: hour * 3600 + minute * 60 + second, nanos };
}

export interface Instant {
  /** Seconds since 1970, in UTC where there is an offset. */
  readonly seconds: number;
  readonly nanos: number;
  /** Whether the text names an offset (`Z`, `+01:00`). */
  readonly zoned: boolean;
}

/** ISO 8601: a date, `T` or a space, a time with up to nine digits behind the point, perhaps an offset. A date alone is midnight. */
export function parseInstant(bytes: Uint8Array, start: number, end: number): Instant | null {
  if (end - start < 10) return null;
  const days = parseDate(bytes, start, start + 10);
  if (days === null) return null;
  if (end - start === 10) return { seconds: days * 86400, nanos: 0, zoned: false };
  const between = bytes[start + 10];
  if (between !== 84 && between !== 32 && between !== 116) return null;
  let stop = end;
  let offset = 0;
  let zoned = false;
  const last = bytes[end - 1];
  if (last === 90 || last === 122) [stop, zoned] = [end - 1, true];
  else {
    const wide = bytes[end - 6];
    const narrow = bytes[end - 5];
    const colon = (wide === 43 || wide === 45) && bytes[end - 3] === 58;
    if (end - start > 16 && (colon || narrow === 43 || narrow === 45)) {
      const at = colon ? end - 6 : end - 5;
      const m = colon ? end - 2 : at + 3;
      const hours = digit(bytes, at + 1) * 10 + digit(bytes, at + 2);
      const minutes = digit(bytes, m) * 10 + digit(bytes, m + 1);
      if (!(hours < 24) || !(minutes < 60)) return null;
      offset = (hours * 3600 + minutes * 60) * (bytes[at] === 45 ? -1 : 1);
      [stop, zoned] = [at, true];
    }
  }
  const time = timeOfDay(bytes, start + 11, stop);
  return time === null ? null : { seconds: days * 86400 + time.seconds - offset, nanos: time.nanos, zoned };
}

/** A time of day as nanoseconds since midnight. */
export function parseTime(bytes: Uint8Array, start: number, end: number): number | null {
  const time = timeOfDay(bytes, start, end);
  return time === null ? null : time.seconds * 1e9 + time.nanos;
}
