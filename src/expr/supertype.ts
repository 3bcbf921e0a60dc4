import { isFloat, isInteger, isNumeric, isSigned, isText, sameType } from "../arrow/type-info.ts";
import {
  type DataType,
  Datetime,
  Decimal,
  Duration,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  structOf,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../arrow/types.ts";
import type { Arg } from "./function.ts";

const BITS: Readonly<Record<string, number>> = {
  Int8: 8,
  UInt8: 8,
  Int16: 16,
  UInt16: 16,
  Int32: 32,
  UInt32: 32,
  Int64: 64,
  UInt64: 64,
};
const SIGNED: Readonly<Record<number, DataType>> = { 8: Int8, 16: Int16, 32: Int32, 64: Int64 };
const DIGITS: Readonly<Record<number, number>> = { 8: 3, 16: 5, 32: 10, 64: 20 };
const COARSE: readonly TimeUnit[] = ["ms", "us", "ns"];

const bits = (t: DataType): number => BITS[t.id] as number;
const coarser = (a: TimeUnit, b: TimeUnit): TimeUnit => (COARSE.indexOf(a) < COARSE.indexOf(b) ? a : b);

function integers(a: DataType, b: DataType): DataType {
  if (isSigned(a) === isSigned(b)) return bits(a) >= bits(b) ? a : b;
  const [signed, unsigned] = isSigned(a) ? [a, b] : [b, a];
  if (bits(signed) > bits(unsigned)) return signed;
  return bits(unsigned) === 64 ? Float64 : (SIGNED[bits(unsigned) * 2] as DataType);
}

function numbers(a: DataType, b: DataType): DataType {
  if (isInteger(a) && isInteger(b)) return integers(a, b);
  if (a.id === "Decimal" || b.id === "Decimal") {
    if (isFloat(a) || isFloat(b)) return Float64;
    const scale = Math.max(a.id === "Decimal" ? a.scale : 0, b.id === "Decimal" ? b.scale : 0);
    const [decimal, other] = a.id === "Decimal" ? [a, b] : [b as Decimal, a];
    if (isInteger(other) && (DIGITS[bits(other)] as number) + decimal.scale <= decimal.precision) return decimal;
    return Decimal(38, scale);
  }
  if (a.id === "Float64" || b.id === "Float64") return Float64;
  const other = a.id === "Float32" ? b : a;
  return isInteger(other) && bits(other) > 16 ? Float64 : Float32;
}

/** The type that holds the values of both; null where there is none. */
export function supertype(a: DataType, b: DataType): DataType | null {
  if (sameType(a, b) || b.id === "Null") return a;
  if (a.id === "Null") return b;
  if (isNumeric(a) && isNumeric(b)) return numbers(a, b);
  if (a.id === "Bool" && isNumeric(b)) return b;
  if (b.id === "Bool" && isNumeric(a)) return a;
  if (isText(a) && isText(b)) return Utf8;
  if (a.id === "Date32" && b.id === "Datetime") return b;
  if (a.id === "Datetime" && b.id === "Date32") return a;
  if (a.id === "Datetime" && b.id === "Datetime")
    return a.zone === b.zone ? Datetime(coarser(a.unit, b.unit), a.zone) : null;
  if (a.id === "Duration" && b.id === "Duration") return Duration(coarser(a.unit, b.unit));
  if ((a.id === "List" || a.id === "FixedSizeList") && (b.id === "List" || b.id === "FixedSizeList")) {
    const inner = supertype(a.inner, b.inner);
    return inner === null ? null : List(inner);
  }
  if (a.id === "Struct" && b.id === "Struct" && a.fields.length === b.fields.length) {
    const fields = a.fields.map((f, i) => ({
      name: f.name,
      type: f.name === b.fields[i]?.name ? supertype(f.type, b.fields[i].type) : null,
    }));
    return fields.every((f) => f.type !== null) ? structOf(fields as { name: string; type: DataType }[]) : null;
  }
  return null;
}

// Low, and the first value that is too high.
const RANGE: Readonly<Record<string, readonly [number, number]>> = {
  Int8: [-128, 128],
  Int16: [-32768, 32768],
  Int32: [-2147483648, 2147483648],
  Int64: [-(2 ** 63), 2 ** 63],
  UInt8: [0, 256],
  UInt16: [0, 65536],
  UInt32: [0, 4294967296],
  UInt64: [0, 2 ** 64],
};

/** Whether a whole number lies in an integer type's range. */
export function fits(value: number | bigint, type: DataType): boolean {
  const range = RANGE[type.id];
  return range === undefined || (value >= range[0] && value < range[1]);
}

/** The type of a bare number alone: Int32 where it is whole and fits, then Int64 and UInt64, else Float64. */
export function literalType(value: number | bigint): DataType {
  if (typeof value === "number" && !Number.isInteger(value)) return Float64;
  if (typeof value === "number" && Object.is(value, -0)) return Float64;
  if (fits(value, Int32)) return Int32;
  if (typeof value === "number") return Number.isSafeInteger(value) ? Int64 : Float64;
  return fits(value, Int64) ? Int64 : fits(value, UInt64) ? UInt64 : Float64;
}

const isNumber = (v: unknown): v is number | bigint => typeof v === "number" || typeof v === "bigint";

const WIDER: Readonly<Record<string, readonly DataType[]>> = {
  signed: [Int8, Int16, Int32, Int64],
  unsigned: [UInt8, UInt16, UInt32, UInt64],
};

/** The narrowest integer type, no narrower than a column's, that also holds a literal; unsigned stays so where it can. */
function roomFor(v: number | bigint, other: DataType): DataType {
  if (fits(v, other)) return other;
  const stays = isSigned(other) || v >= 0;
  const room = WIDER[isSigned(other) || !stays ? "signed" : "unsigned"] as readonly DataType[];
  const least = stays ? bits(other) : Math.min(64, bits(other) * 2);
  return room.find((t) => bits(t) >= least && fits(v, t)) ?? Float64;
}

/** The type that a bare literal takes beside a column of type `other`. */
export function adopt(literal: Arg, other: DataType): DataType {
  const v = literal.literal;
  if (v === null) return other;
  if (isNumber(v) && isNumeric(other)) {
    const whole = typeof v === "bigint" || Number.isInteger(v);
    if (isFloat(other)) return other;
    if (!whole) return Float64;
    if (other.id === "Decimal") return other;
    return roomFor(v, other);
  }
  if (literal.type.id === "Datetime" && other.id === "Datetime") return other;
  if (literal.type.id === "Duration" && other.id === "Duration") return other;
  return literal.type;
}

/** Whether a literal below zero makes Int64 of UInt64, which has no signed type that holds all of it. */
export const belowUInt64 = (args: readonly Arg[], type: DataType | null): boolean =>
  type?.id === "Int64" && args.some((a) => !a.untyped && a.type.id === "UInt64");

/**
 * The common type of some arguments, bare literals taking the type of the others; null where there is none. UInt64 and a
 * literal below zero meet in Int64, unless they are only `compared`: that fails for no value.
 */
export function common(args: readonly Arg[], compared = false): DataType | null {
  let type: DataType | null = null;
  for (const a of args) {
    if (a.untyped && args.some((o) => !o.untyped)) continue;
    type = type === null ? a.type : supertype(type, a.type);
    if (type === null) return null;
  }
  for (const a of args) {
    if (!a.untyped || type === null) continue;
    const own = adopt(a, type);
    // A whole number in a Decimal takes all of its places.
    if (!compared && own.id === "Decimal" && typeof a.literal !== "object") type = Decimal(38, own.scale);
    type = !compared && type.id === "UInt64" && own.id === "Int64" ? own : supertype(type, own);
  }
  return type;
}
