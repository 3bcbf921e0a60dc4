import { parseDecimal } from "../arrow/decimal.ts";
import { PER_SECOND } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import { text } from "../core/utf8.ts";
import { parseAnyDate } from "./date-forms.ts";
import { parseInstant, parseTime } from "./times.ts";

/** Reads bytes as a value that a column stores; undefined where they are none. */
export type ValueReader = (bytes: Uint8Array) => number | bigint | boolean | undefined;

// Blanks before a number pass, as in Polars; behind it they do not.
const numberText = (bytes: Uint8Array): string => textOf(bytes).replace(/^[ \t]+/, "");
const textOf = (bytes: Uint8Array): string => text(bytes, 0, bytes.length);
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
const SPECIAL: Readonly<Record<string, number>> = {
  inf: Number.POSITIVE_INFINITY,
  infinity: Number.POSITIVE_INFINITY,
  nan: Number.NaN,
};

function readFloat(raw: string, point: number): number | undefined {
  if (raw.length > 2000) return undefined;
  const plain = point === 44 ? raw.replace(",", ".") : raw;
  if (point === 44 && raw.includes(".")) return undefined;
  if (NUMBER.test(plain)) return Number(plain);
  const sign = plain.startsWith("-") ? -1 : 1;
  const special = SPECIAL[plain.replace(/^[+-]/, "").toLowerCase()];
  return special === undefined ? undefined : sign * special;
}

function readWhole(raw: string, low: bigint, high: bigint): bigint | undefined {
  if (raw.length > 400 || !/^[+-]?\d+$/.test(raw)) return undefined;
  const v = BigInt(raw.replace("+", ""));
  return v >= low && v <= high ? v : undefined;
}

const BOUNDS: Readonly<Record<string, readonly [bigint, bigint]>> = {
  Int8: [-128n, 127n],
  Int16: [-32768n, 32767n],
  Int32: [-(2n ** 31n), 2n ** 31n - 1n],
  Int64: [-(2n ** 63n), 2n ** 63n - 1n],
  UInt8: [0n, 255n],
  UInt16: [0n, 65535n],
  UInt32: [0n, 2n ** 32n - 1n],
  UInt64: [0n, 2n ** 64n - 1n],
};

/** The least and greatest of an integer type. */
export const boundsOf = (type: DataType): readonly [bigint, bigint] | undefined => BOUNDS[type.id];

/** How a text is read as a value of the type; the decimal point is 46 or 44. */
export function valueReader(type: DataType, point: number): ValueReader {
  const bounds = BOUNDS[type.id];
  if (bounds !== undefined) {
    const wide = type.id === "Int64" || type.id === "UInt64";
    return (b) => {
      const v = readWhole(numberText(b), bounds[0], bounds[1]);
      return v === undefined || wide ? v : Number(v);
    };
  }
  switch (type.id) {
    case "Float32":
    case "Float64":
      return (b) => readFloat(numberText(b), point);
    case "Date32":
      return (b) => parseAnyDate(b, 0, b.length) ?? undefined;
    case "Time":
      return (b) => {
        const nanos = parseTime(b, 0, b.length);
        return nanos === null ? undefined : BigInt(nanos);
      };
    case "Datetime": {
      const perSecond = PER_SECOND[type.unit];
      const zoned = type.zone !== null;
      return (b) => {
        const instant = parseInstant(b, 0, b.length);
        if (instant === null || (instant.zoned && !zoned)) return undefined;
        const part = Math.floor(instant.nanos / (1e9 / perSecond));
        const whole = instant.seconds * perSecond;
        const v = Number.isSafeInteger(whole + part)
          ? BigInt(whole + part)
          : BigInt(instant.seconds) * BigInt(perSecond) + BigInt(part);
        return BigInt.asIntN(64, v) === v ? v : undefined;
      };
    }
    case "Duration":
      return (b) => readWhole(textOf(b), -(2n ** 63n), 2n ** 63n - 1n);
    case "Decimal":
      return (b) => {
        const raw = textOf(b);
        return raw.length > 400
          ? undefined
          : parseDecimal(point === 44 ? raw.replace(",", ".") : raw, type.precision, type.scale);
      };
    default:
      return () => undefined;
  }
}
