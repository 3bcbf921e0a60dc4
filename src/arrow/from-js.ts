import { parseDecimal } from "./decimal.ts";
import { isoDate, isoDatetime, isoTime } from "./time/iso.ts";
import type { Parsed } from "./time/parse.ts";
import { PER_SECOND } from "./type-info.ts";
import type { DataType, Datetime } from "./types.ts";

const INT_RANGE: Readonly<Record<string, readonly [number, number]>> = {
  Int8: [-128, 127],
  Int16: [-32768, 32767],
  Int32: [-2147483648, 2147483647],
  UInt8: [0, 255],
  UInt16: [0, 65535],
  UInt32: [0, 4294967295],
  Date32: [-2147483648, 2147483647],
};
const MIN_I64 = -(2n ** 63n);
const MAX_I64 = 2n ** 63n - 1n;
const DAY_MS = 86_400_000;

const whole = (v: unknown): bigint | undefined =>
  typeof v === "bigint" ? v : typeof v === "number" && Number.isInteger(v) ? BigInt(v) : undefined;

/** Milliseconds (also parts of one) as whole units; undefined where they are none. */
function units(ms: number, perMs: number): bigint | undefined {
  if (Number.isInteger(ms)) return BigInt(ms) * BigInt(perMs);
  const count = Math.round(ms * perMs);
  return Number.isSafeInteger(count) && count / perMs === ms ? BigInt(count) : undefined;
}

/** A moment in ISO 8601 as a count of units; undefined where it is none, or finer than the unit. */
function isoMoment(type: Datetime, text: string): bigint | undefined {
  const read: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  if (!isoDatetime(text, read)) return undefined;
  const step = 1e9 / PER_SECOND[type.unit];
  if (read.nanos % step !== 0) return undefined;
  const zoned = type.zone !== null;
  const offset = read.offset === read.offset;
  if (zoned !== offset && !(zoned && type.zone === "UTC")) return undefined;
  const seconds = BigInt(read.days) * 86400n - BigInt(offset ? read.offset : 0);
  return seconds * BigInt(PER_SECOND[type.unit]) + BigInt(read.nanos / step);
}

function isoDay(text: string): number | undefined {
  const read: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  return isoDate(text, read) ? read.days : undefined;
}

function isoClock(text: string): bigint | undefined {
  const read: Parsed = { days: 0, nanos: 0, offset: Number.NaN };
  return isoTime(text, read) ? BigInt(read.nanos) : undefined;
}

const within = (v: bigint | undefined, low: bigint, high: bigint): bigint | undefined =>
  v !== undefined && v >= low && v <= high ? v : undefined;

/** Turns one JavaScript value into what a fixed-width column of the type stores; undefined where it does not fit. */
export function fromJs(type: DataType): (v: unknown) => number | bigint | undefined {
  switch (type.id) {
    case "Int64":
      return (v) => within(whole(v), MIN_I64, MAX_I64);
    case "UInt64":
      return (v) => within(whole(v), 0n, 2n ** 64n - 1n);
    case "Date32":
      return (v) => {
        if (v instanceof Date) return Number.isNaN(v.getTime()) ? undefined : Math.floor(v.getTime() / DAY_MS);
        if (typeof v === "string") return isoDay(v);
        return typeof v === "number" && Number.isInteger(v) && v >= -2147483648 && v <= 2147483647 ? v : undefined;
      };
    case "Datetime": {
      const scale = BigInt(PER_SECOND[type.unit] / 1000);
      return (v) => {
        if (v instanceof Date)
          return Number.isNaN(v.getTime()) ? undefined : within(BigInt(v.getTime()) * scale, MIN_I64, MAX_I64);
        return within(typeof v === "string" ? isoMoment(type, v) : whole(v), MIN_I64, MAX_I64);
      };
    }
    case "Duration": {
      // A number is milliseconds, as it comes back out; a bigint counts units.
      const scale = PER_SECOND[type.unit] / 1000;
      return (v) => within(typeof v === "number" ? units(v, scale) : whole(v), MIN_I64, MAX_I64);
    }
    case "Time":
      return (v) =>
        within(
          typeof v === "number" ? units(v, 1e6) : typeof v === "string" ? isoClock(v) : whole(v),
          0n,
          86_399_999_999_999n,
        );
    case "Decimal":
      return (v) => (typeof v === "object" ? undefined : parseDecimal(String(v), type.precision, type.scale));
    default: {
      const range = INT_RANGE[type.id];
      if (range === undefined) return (v) => (typeof v === "number" ? v : undefined);
      const [low, high] = range;
      return (v) => {
        const n = typeof v === "bigint" ? Number(v) : v;
        return typeof n === "number" && Number.isInteger(n) && n >= low && n <= high ? n : undefined;
      };
    }
  }
}
