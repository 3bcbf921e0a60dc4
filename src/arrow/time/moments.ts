import { type Column, type FixedColumn, fixedColumn } from "../column.ts";
import type { DataType } from "../types.ts";
import { floorDiv } from "./step.ts";

const DAY = 86_400_000_000n;

/** Times and integers as 64-bit counts; dates in microseconds. */
export function moments(c: FixedColumn): BigInt64Array {
  const { values, type } = c;
  if (values instanceof BigInt64Array) return values;
  if (values instanceof BigUint64Array) return new BigInt64Array(values.buffer, values.byteOffset, c.length);
  const by = type.id === "Date32" ? DAY : 1n;
  const out = new BigInt64Array(c.length);
  for (let i = 0; i < out.length; i++) out[i] = BigInt(values[i] as number) * by;
  return out;
}

/** Counts as a column of a type; dates lose their time of day. */
export function momentsColumn(counts: ArrayLike<bigint> & Iterable<bigint>, type: DataType): Column {
  const n = counts.length;
  if (type.id === "Date32")
    return fixedColumn(
      type,
      n,
      Int32Array.from(counts, (v) => Number(floorDiv(v, DAY))),
    );
  if (type.id === "Int32") return fixedColumn(type, n, Int32Array.from(counts, Number));
  if (type.id === "UInt32") return fixedColumn(type, n, Uint32Array.from(counts, Number));
  if (type.id === "UInt64") return fixedColumn(type, n, BigUint64Array.from(counts));
  return fixedColumn(type, n, counts instanceof BigInt64Array ? counts : BigInt64Array.from(counts));
}
