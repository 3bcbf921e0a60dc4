/** The values that a kind number stands for: i8 i16 i32 i64, u8 u16 u32 u64, f32 f64. */
export type KeyValues =
  | Int8Array
  | Int16Array
  | Int32Array
  | BigInt64Array
  | Uint8Array
  | Uint16Array
  | Uint32Array
  | BigUint64Array
  | Float32Array
  | Float64Array;

const TOP = 1n << 63n;

/** The order-preserving unsigned form of a value. */
export function orderKey(values: KeyValues, i: number): bigint {
  const v = values[i] as number | bigint;
  if (typeof v === "bigint") return values instanceof BigInt64Array ? BigInt.asUintN(64, v) ^ TOP : v;
  if (values instanceof Float64Array) {
    const bits = new BigUint64Array(Float64Array.of(Number.isNaN(v) ? Number.NaN : v + 0).buffer)[0] as bigint;
    return bits >= TOP ? BigInt.asUintN(64, ~bits) : bits ^ TOP;
  }
  if (values instanceof Float32Array) {
    const bits = new Uint32Array(Float32Array.of(Number.isNaN(v) ? Number.NaN : v + 0).buffer)[0] as number;
    return BigInt((bits >>> 31 === 1 ? ~bits : bits ^ 0x80000000) >>> 0);
  }
  const signed = values instanceof Int8Array || values instanceof Int16Array || values instanceof Int32Array;
  return signed ? BigInt.asUintN(64, BigInt(v)) ^ TOP : BigInt(v);
}
