import { PER_SECOND } from "../arrow/type-info.ts";
import type { DataType, TimeUnit } from "../arrow/types.ts";

const two = (n: number): string => (n < 10 ? `0${n}` : String(n));
const FRACTION: Readonly<Record<TimeUnit, number>> = { ms: 3, us: 6, ns: 9 };

/** `2013-01-31` from days since 1970; years past 9999 and before 0 have a sign. */
export function dateText(days: number): string {
  // Days to civil date, by Howard Hinnant (https://howardhinnant.github.io/date_algorithms.html).
  const z = days + 719468;
  const era = Math.floor(z / 146097);
  const doe = z - era * 146097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36524) - Math.floor(doe / 146096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const day = doy - Math.floor((153 * mp + 2) / 5) + 1;
  const month = mp < 10 ? mp + 3 : mp - 9;
  const year = yoe + era * 400 + (month <= 2 ? 1 : 0);
  const shown =
    year >= 0 && year <= 9999
      ? String(year).padStart(4, "0")
      : `${year < 0 ? "-" : "+"}${String(Math.abs(year)).padStart(4, "0")}`;
  return `${shown}-${two(month)}-${two(day)}`;
}

const clock = (seconds: number): string =>
  `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;

/** `2013-01-31T10:00:00.000000` from a count of units since 1970. */
export function datetimeText(value: bigint, unit: TimeUnit): string {
  const per = BigInt(PER_SECOND[unit]);
  let part = value % per;
  if (part < 0n) part += per;
  const seconds = Number((value - part) / per);
  const days = Math.floor(seconds / 86400);
  return `${dateText(days)}T${clock(seconds - days * 86400)}.${String(part).padStart(FRACTION[unit], "0")}`;
}

/** `10:00:00.000000000` from nanoseconds since midnight. */
export function timeText(nanos: bigint): string {
  const seconds = Number(nanos / 1_000_000_000n);
  return `${clock(seconds)}.${String(nanos % 1_000_000_000n).padStart(9, "0")}`;
}

/** ISO 8601: `PT1.5S`, `-P1DT2H`. */
export function durationText(value: bigint, unit: TimeUnit): string {
  const per = BigInt(PER_SECOND[unit]);
  const size = value < 0n ? -value : value;
  const whole = size / per;
  const part = String(size % per)
    .padStart(FRACTION[unit], "0")
    .replace(/0+$/, "");
  const [days, rest] = [whole / 86400n, Number(whole % 86400n)];
  const [h, m, s] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const seconds = s > 0 || part !== "" || size === 0n ? `${s}${part === "" ? "" : `.${part}`}S` : "";
  const time = `${h > 0 ? `${h}H` : ""}${m > 0 ? `${m}M` : ""}${seconds}`;
  return `${value < 0n ? "-" : ""}P${days > 0n ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
}

/** A stored time as ISO 8601; an instant with a zone is in UTC and ends with Z. */
export function temporalText(type: DataType, value: number | bigint): string {
  switch (type.id) {
    case "Date32":
      return dateText(value as number);
    case "Time":
      return timeText(value as bigint);
    case "Datetime":
      return `${datetimeText(value as bigint, type.unit)}${type.zone === null ? "" : "Z"}`;
    case "Duration":
      return durationText(value as bigint, type.unit);
    default:
      return String(value);
  }
}
