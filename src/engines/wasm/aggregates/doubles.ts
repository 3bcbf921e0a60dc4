import { setBit } from "../../../arrow/bitmap.ts";
import { boolColumn, type Column, fixedColumn, type Numbers, type Validity } from "../../../arrow/column.ts";
import { allocate } from "../../../arrow/layout.ts";
import { typeName } from "../../../arrow/type-info.ts";
import type { DataType } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";

const HIGH = 2 ** 32;

function fromWords(values: BigInt64Array | BigUint64Array): Float64Array {
  const { length } = values;
  const low = new Uint32Array(values.buffer, values.byteOffset, length * 2);
  const out = new Float64Array(length);
  if (values instanceof BigUint64Array)
    for (let i = 0; i < length; i++) out[i] = (low[2 * i + 1] as number) * HIGH + (low[2 * i] as number);
  else {
    const high = new Int32Array(values.buffer, values.byteOffset, length * 2);
    for (let i = 0; i < length; i++) out[i] = (high[2 * i + 1] as number) * HIGH + (low[2 * i] as number);
  }
  return out;
}

function fromDecimals(values: BigInt64Array, scale: number): Float64Array {
  const length = values.length >> 1;
  const low = new Uint32Array(values.buffer, values.byteOffset, length * 4);
  const high = new Int32Array(values.buffer, values.byteOffset, length * 4);
  const out = new Float64Array(length);
  const unit = 10 ** scale;
  for (let i = 0; i < length; i++) {
    const p = 4 * i;
    let words = (low[p + 1] as number) * HIGH + (low[p] as number);
    // Small negatives keep their digits: the high half alone would cancel them.
    if (high[p + 3] === -1 && low[p + 2] === HIGH - 1)
      words = (high[p + 1] as number) < 0 ? (high[p + 1] as number) * HIGH + (low[p] as number) : words - HIGH * HIGH;
    else words += ((high[p + 3] as number) * HIGH + (low[p + 2] as number)) * HIGH * HIGH;
    out[i] = words / unit;
  }
  return out;
}

function fromBits(bits: Uint8Array, length: number): Float64Array {
  const out = new Float64Array(length);
  for (let i = 0; i < length; i++) out[i] = ((bits[i >> 3] as number) >> (i & 7)) & 1;
  return out;
}

/** The values of a column of numbers, times or Bool as doubles; null rows hold anything. */
export function doubles(c: Column): Float64Array {
  if (c.layout === "bool") return fromBits(c.bits, c.length);
  if (c.layout === "null") return new Float64Array(c.length);
  if (c.layout !== "fixed") throw new PolaroidError("TYPE_MISMATCH", `${typeName(c.type)} has no numbers to aggregate`);
  if (c.values instanceof Float64Array) return c.values;
  if (c.type.id === "Decimal") return fromDecimals(c.values as BigInt64Array, c.type.scale);
  if (c.values instanceof BigInt64Array || c.values instanceof BigUint64Array) return fromWords(c.values);
  return new Float64Array(c.values as Numbers);
}

/** One value a group as a column: numbers as they are, 64-bit types with the fraction cut off. */
export function columnOfDoubles(type: DataType, values: Float64Array, validity: Validity, nulls: number): Column {
  const { length } = values;
  if (type.id === "Float64") return fixedColumn(type, length, values, validity, nulls);
  if (type.id === "Bool") {
    const bits = new Uint8Array((length + 7) >> 3);
    for (let i = 0; i < length; i++) if (values[i] !== 0) setBit(bits, i);
    return boolColumn(type, length, bits, validity, nulls);
  }
  const out = allocate(type, length);
  if (out instanceof BigInt64Array || out instanceof BigUint64Array)
    for (let i = 0; i < length; i++) out[i] = Number.isFinite(values[i]) ? BigInt(Math.trunc(values[i] as number)) : 0n;
  else out.set(values);
  return fixedColumn(type, length, out, validity, nulls);
}

/** The same without a copy for the integers that there are most of. */
export const plainNumbers = (c: Column): Float64Array | Int32Array =>
  c.layout === "fixed" && c.values instanceof Int32Array ? c.values : doubles(c);
