import { civilText, clockText, DIGITS, splitMoment } from "./moment-text.ts";
import { PER_SECOND } from "./type-info.ts";
import type { DataType, TimeUnit } from "./types.ts";

function datetime(value: bigint, unit: TimeUnit): string {
  const { seconds, nanos } = splitMoment(value, unit);
  const days = Math.floor(seconds / 86400);
  return `${civilText(days)}T${clockText(seconds - days * 86400, nanos, DIGITS[unit])}`;
}

/** `PT1.5S`, `-P1DT2H`. */
function duration(value: bigint, unit: TimeUnit): string {
  const per = BigInt(PER_SECOND[unit]);
  const size = value < 0n ? -value : value;
  const whole = size / per;
  const part = String(size % per)
    .padStart(DIGITS[unit], "0")
    .replace(/0+$/, "");
  const [days, rest] = [whole / 86400n, Number(whole % 86400n)];
  const [h, m, s] = [Math.floor(rest / 3600), Math.floor(rest / 60) % 60, rest % 60];
  const seconds = s > 0 || part !== "" || size === 0n ? `${s}${part === "" ? "" : `.${part}`}S` : "";
  const time = `${h > 0 ? `${h}H` : ""}${m > 0 ? `${m}M` : ""}${seconds}`;
  return `${value < 0n ? "-" : ""}P${days > 0n ? `${days}D` : ""}${time === "" ? "" : `T${time}`}`;
}

/** A stored time as ISO 8601 with all digits of its unit, as files hold it; an instant with a zone is in UTC and ends with Z. */
export function temporalText(type: DataType, value: number | bigint): string {
  switch (type.id) {
    case "Date32":
      return civilText(value as number);
    case "Time": {
      const nanos = Number(value);
      return clockText(Math.floor(nanos / 1e9), nanos % 1e9, 9);
    }
    case "Datetime":
      return `${datetime(value as bigint, type.unit)}${type.zone === null ? "" : "Z"}`;
    case "Duration":
      return duration(value as bigint, type.unit);
    default:
      return String(value);
  }
}
