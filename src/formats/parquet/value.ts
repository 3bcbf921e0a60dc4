import { parseDecimal } from "../../arrow/decimal.ts";
import { PER_SECOND } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { utf8 } from "../../core/utf8.ts";
import type { LiteralValue } from "../../expr/node.ts";
import * as m from "./metadata.ts";
import type { Leaf } from "./schema.ts";

/** What is compared: times as nanoseconds, decimals unscaled, text and binary as bytes, Bool as 0 and 1. */
export type Value = bigint | number | Uint8Array;

/** The order of Parquet's statistics, which is ours for all that is not NaN. */
export function compare(a: Value, b: Value): number {
  if (a instanceof Uint8Array || b instanceof Uint8Array) {
    if (!(a instanceof Uint8Array && b instanceof Uint8Array)) return Number.NaN;
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) if (a[i] !== b[i]) return (a[i] as number) - (b[i] as number);
    return a.length - b.length;
  }
  return a < b ? -1 : a > b ? 1 : a >= b ? 0 : Number.NaN;
}

const DAY = 86_400_000_000_000n;
/** Nanoseconds of one of a type's units. */
function unitOf(type: DataType): bigint {
  if (type.id === "Datetime" || type.id === "Duration") return BigInt(1e9 / PER_SECOND[type.unit]);
  return type.id === "Date32" ? DAY : 1n;
}
const TIMES = new Set(["Date32", "Datetime", "Duration", "Time"]);

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function bigEndian(bytes: Uint8Array): bigint {
  let v = 0n;
  for (const b of bytes) v = (v << 8n) | BigInt(b);
  return BigInt.asIntN(Math.max(1, bytes.length * 8), v);
}

function half(bits: number): number {
  const exp = (bits >> 10) & 31;
  const frac = bits & 1023;
  const size =
    exp === 31
      ? frac === 0
        ? Number.POSITIVE_INFINITY
        : Number.NaN
      : exp === 0
        ? frac * 2 ** -24
        : (1 + frac / 1024) * 2 ** (exp - 15);
  return bits & 0x8000 ? -size : size;
}

/** A value of a leaf as statistics hold it; null where it cannot be used. */
export function fromPlain(leaf: Leaf, bytes: Uint8Array): Value | null {
  const { type, convert, factor } = leaf.storage;
  const float = (v: number): number | null => (Number.isNaN(v) ? null : v);
  const scaled = (v: bigint): bigint =>
    type.id === "Time" ? v * BigInt(factor) : TIMES.has(type.id) ? v * unitOf(type) : v;
  switch (leaf.physical) {
    case m.BOOLEAN:
      return bytes.length === 1 ? BigInt(bytes[0] === 0 ? 0 : 1) : null;
    case m.INT32:
      if (bytes.length !== 4) return null;
      return scaled(
        BigInt(type.id.startsWith("UInt") ? viewOf(bytes).getUint32(0, true) : viewOf(bytes).getInt32(0, true)),
      );
    case m.INT64:
      if (bytes.length !== 8) return null;
      return scaled(type.id === "UInt64" ? viewOf(bytes).getBigUint64(0, true) : viewOf(bytes).getBigInt64(0, true));
    case m.FLOAT:
      return bytes.length === 4 ? float(viewOf(bytes).getFloat32(0, true)) : null;
    case m.DOUBLE:
      return bytes.length === 8 ? float(viewOf(bytes).getFloat64(0, true)) : null;
    case m.INT96:
      return null;
    default:
      if (convert === "half") return bytes.length === 2 ? float(half(viewOf(bytes).getUint16(0, true))) : null;
      return type.id === "Decimal" ? bigEndian(bytes) : bytes;
  }
}

const EXACT = 2 ** 53;

/** A literal as a column of a type compares with it: all values that it may become; null where that is not known. */
export function fromLiteral(
  type: DataType,
  value: LiteralValue,
  given: DataType | null,
): readonly [Value, Value] | null {
  const one = (v: Value | null | undefined): readonly [Value, Value] | null =>
    v === null || v === undefined ? null : [v, v];
  if (TIMES.has(type.id)) {
    if (given === null || !TIMES.has(given.id) || (typeof value !== "bigint" && typeof value !== "number")) return null;
    const dates = (t: DataType): boolean => t.id === "Date32" || t.id === "Datetime";
    if (type.id !== given.id && !(dates(type) && dates(given))) return null;
    if (typeof value === "number" && !Number.isSafeInteger(value)) return null;
    return one(BigInt(value) * unitOf(given));
  }
  if (given !== null && TIMES.has(given.id)) return null;
  switch (type.id) {
    case "Bool":
      return typeof value === "boolean" ? one(value ? 1n : 0n) : null;
    case "Utf8":
    case "Categorical":
    case "Enum":
      return typeof value === "string" && given?.id !== "Decimal" ? one(utf8(value)) : null;
    case "Binary":
      return value instanceof Uint8Array ? one(value) : null;
    case "Decimal": {
      const text =
        typeof value === "string"
          ? value
          : typeof value === "bigint" || Number.isSafeInteger(value)
            ? String(value)
            : null;
      if (text === null || (typeof value === "string" && given?.id !== "Decimal")) return null;
      return digitsBehindPoint(text) <= type.scale ? one(parseDecimal(text, 38, type.scale)) : null;
    }
    case "Float32":
      if (typeof value !== "number" || Number.isNaN(value)) return null;
      return [Math.min(value, Math.fround(value)), Math.max(value, Math.fround(value))];
    default:
      if (typeof value === "bigint")
        return type.id === "Float64" && (value > EXACT || value < -EXACT) ? null : one(value);
      return typeof value === "number" && Math.abs(value) <= EXACT ? one(value) : null;
  }
}

/** Digits behind the point that matter; infinitely many where there is an exponent. */
function digitsBehindPoint(text: string): number {
  const m = /^[+-]?\d*(?:\.(\d*?)0*)?$/.exec(text);
  return m === null ? Number.POSITIVE_INFINITY : (m[1] ?? "").length;
}

/** A value as PLAIN bytes, as bloom filters hash it; null where the column cannot hold it or it is not known. */
export function toPlain(leaf: Leaf, value: Value): Uint8Array | null {
  const { type, factor } = leaf.storage;
  if (leaf.physical === m.BYTE_ARRAY || leaf.physical === m.FIXED_LEN_BYTE_ARRAY)
    return value instanceof Uint8Array ? value : null;
  if (value instanceof Uint8Array) return null;
  const out = new Uint8Array(leaf.physical === m.INT32 || leaf.physical === m.FLOAT ? 4 : 8);
  if (leaf.physical === m.FLOAT || leaf.physical === m.DOUBLE) {
    // Zero has two forms and so two hashes.
    if (Number(value) === 0) return null;
    if (leaf.physical === m.FLOAT) viewOf(out).setFloat32(0, Number(value), true);
    else viewOf(out).setFloat64(0, Number(value), true);
    return out;
  }
  if (typeof value === "number" && !Number.isInteger(value)) return null;
  const step = type.id === "Time" ? BigInt(factor) : TIMES.has(type.id) ? unitOf(type) : 1n;
  const whole = BigInt(value);
  if (whole % step !== 0n) return null;
  const stored = whole / step;
  if (leaf.physical === m.INT32) {
    if (BigInt.asIntN(32, stored) !== stored && BigInt.asUintN(32, stored) !== stored) return null;
    viewOf(out).setInt32(0, Number(BigInt.asIntN(32, stored)), true);
    return out;
  }
  if (leaf.physical !== m.INT64) return null;
  viewOf(out).setBigInt64(0, BigInt.asIntN(64, stored), true);
  return out;
}
