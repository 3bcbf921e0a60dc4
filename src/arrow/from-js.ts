import { PER_SECOND } from "./type-info.ts";
import type { DataType } from "./types.ts";
import { parseDecimal } from "./decimal.ts";

const INT_RANGE: Readonly<Record<string, readonly [number, number]>> = {
  Int8: [-128, 127], Int16: [-32768, 32767], Int32: [-2147483648, 2147483647],
  UInt8: [0, 255], UInt16: [0, 65535], UInt32: [0, 4294967295], Date32: [-2147483648, 2147483647],
};
const MIN_I64 = -(2n ** 63n);
const MAX_I64 = 2n ** 63n - 1n;
const DAY_MS = 86_400_000;

const whole = (v: unknown): bigint | undefined =>
  typeof v === "bigint" ? v : typeof v === "number" && Number.isInteger(v) ? BigInt(v) : undefined;

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
      return (v) =>
        v instanceof Date ? (Number.isNaN(v.getTime()) ? undefined : Math.floor(v.getTime() / DAY_MS)) : typeof v === "number" && Number.isInteger(v) ? v : undefined;
    case "Datetime": {
      const scale = BigInt(PER_SECOND[type.unit] / 1000);
      return (v) =>
        v instanceof Date ? (Number.isNaN(v.getTime()) ? undefined : within(BigInt(v.getTime()) * scale, MIN_I64, MAX_I64)) : within(whole(v), MIN_I64, MAX_I64);
    }
    case "Duration": {
      // A number is milliseconds, as it comes back out; a bigint counts units.
      const scale = PER_SECOND[type.unit] / 1000;
      return (v) => within(typeof v === "number" ? whole(v * scale) : whole(v), MIN_I64, MAX_I64);
    }
    case "Time":
      return (v) => within(typeof v === "number" ? whole(v * 1e6) : whole(v), 0n, 86_399_999_999_999n);
    case "Decimal":
      return (v) => parseDecimal(String(v), type.precision, type.scale);
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
