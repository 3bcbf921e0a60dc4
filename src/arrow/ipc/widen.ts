import { PolaroidError } from "../../core/error.ts";
import { getBit } from "../bitmap.ts";
import type { Validity } from "../column.ts";
import type { WireField } from "./wire.ts";

const SAFE = 2 ** 53;

/** 16-bit floats as 32-bit ones. */
export function widenFloats(source: Uint16Array): Float32Array {
  const out = new Float32Array(source.length);
  for (let i = 0; i < out.length; i++) {
    const bits = source[i] as number;
    const sign = bits & 0x8000 ? -1 : 1;
    const exponent = (bits >> 10) & 31;
    const fraction = bits & 1023;
    if (exponent === 31) out[i] = fraction === 0 ? sign * Infinity : NaN;
    else out[i] = sign * (exponent === 0 ? fraction * 2 ** -24 : (1024 + fraction) * 2 ** (exponent - 25));
  }
  return out;
}

/** 32-bit integers times a factor, as 64-bit integers. */
export function scaleInt32(source: Int32Array, factor: number): BigInt64Array {
  const words = new Int32Array(source.length * 2);
  for (let i = 0; i < source.length; i++) putWords(words, i, (source[i] as number) * factor);
  return new BigInt64Array(words.buffer);
}

const putWords = (words: Int32Array, i: number, value: number): void => {
  words[2 * i] = value % 4294967296;
  words[2 * i + 1] = Math.floor(value / 4294967296);
};

/** 64-bit integers times a factor; what passes 64 bits is `OUT_OF_RANGE`. */
export function scaleInt64(source: BigInt64Array, factor: number, validity: Validity, field: WireField): BigInt64Array {
  const from = new Int32Array(source.buffer, source.byteOffset, source.length * 2);
  const words = new Int32Array(from.length);
  const out = new BigInt64Array(words.buffer);
  const limit = SAFE / factor;
  for (let i = 0; i < source.length; i++) {
    const value = (from[2 * i + 1] as number) * 4294967296 + ((from[2 * i] as number) >>> 0);
    if (value <= limit && value >= -limit) putWords(words, i, value * factor);
    else if (validity === null || getBit(validity, i) === 1) {
      const exact = (source[i] as bigint) * BigInt(factor);
      if (BigInt.asIntN(64, exact) !== exact)
        throw new PolaroidError(
          "OUT_OF_RANGE",
          `${field.path}: row ${i} (${source[i]}) does not fit 64 bits in the finer unit`,
        );
      out[i] = exact;
    }
  }
  return out;
}

/** Decimals of `bits` bits as 128-bit ones, two words a value. */
export function widenDecimals(
  bytes: Uint8Array,
  length: number,
  bits: number,
  validity: Validity,
  field: WireField,
): BigInt64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const out = new BigInt64Array(length * 2);
  const words = new Int32Array(out.buffer);
  const limit = 10n ** 38n;
  for (let i = 0; i < length; i++) {
    const at = (i * bits) / 8;
    const count = Math.min(bits / 32, 4);
    for (let w = 0; w < count; w++) words[4 * i + w] = view.getInt32(at + 4 * w, true);
    if (bits < 128) {
      words.fill((words[4 * i + count - 1] as number) >> 31, 4 * i + count, 4 * i + 4);
      continue;
    }
    if (validity !== null && getBit(validity, i) === 0) continue;
    const high = BigInt.asIntN(128, (out[2 * i + 1] as bigint) << 64n);
    const value = high | BigInt.asUintN(64, out[2 * i] as bigint);
    const sign = value < 0n ? -1n : 0n;
    if (
      view.getBigInt64(at + 16, true) !== sign ||
      view.getBigInt64(at + 24, true) !== sign ||
      value >= limit ||
      value <= -limit
    )
      throw new PolaroidError("OUT_OF_RANGE", `${field.path}: row ${i} has more than 38 digits`);
  }
  return out;
}

/** 64-bit offsets as 32-bit ones; data of 2 GiB and more is refused. */
export function narrowOffsets(source: BigInt64Array, field: WireField): Int32Array {
  const words = new Int32Array(source.buffer, source.byteOffset, source.length * 2);
  const out = new Int32Array(source.length);
  let beyond = 0;
  for (let i = 0; i < out.length; i++) {
    out[i] = words[2 * i] as number;
    beyond |= (words[2 * i + 1] as number) | ((words[2 * i] as number) & 0x80000000);
  }
  if (beyond !== 0)
    throw new PolaroidError(
      "LIMIT_EXCEEDED",
      `${field.path}: a batch holds 2 GiB or more; write it in smaller batches`,
    );
  return out;
}
