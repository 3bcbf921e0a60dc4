import { isInteger, isUnsigned } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { sqlType } from "./types.ts";

const BITS: Readonly<Record<string, number>> = {
  Int8: 8,
  Int16: 16,
  Int32: 32,
  Int64: 64,
  UInt8: 8,
  UInt16: 16,
  UInt32: 32,
  UInt64: 64,
};

/** A HUGEINT expression folded into an integer type as two's complement does. */
export function wrapInteger(huge: string, type: DataType): string {
  const bits = BITS[type.id] as number;
  const size = 2n ** BigInt(bits);
  const mask = size - 1n;
  if (isUnsigned(type)) return `CAST((${huge}) & ${mask}::HUGEINT AS ${sqlType(type)})`;
  const half = size / 2n;
  return `CAST((((${huge}) + ${half}::HUGEINT) & ${mask}::HUGEINT) - ${half}::HUGEINT AS ${sqlType(type)})`;
}

/** Integer arithmetic that wraps: computed in 128 bits, folded back. */
export const wrapping = (sql: string, type: DataType): string => (isInteger(type) ? wrapInteger(sql, type) : sql);
export const huge = (sql: string, type: DataType): string => (isInteger(type) ? `(${sql})::HUGEINT` : sql);

/** The mask of 64 bits, of what multiplies without a sign. */
export const M64 = "18446744073709551615::UHUGEINT";
/** An integer's 64 bits in two's complement. */
export const words = (sql: string): string => `(((${sql})::HUGEINT & 18446744073709551615::HUGEINT)::UHUGEINT)`;
