export type IntegerId = "Int8" | "Int16" | "Int32" | "Int64" | "UInt8" | "UInt16" | "UInt32" | "UInt64";

const signed = (bits: bigint): { low: bigint; high: bigint } => ({
  low: -(2n ** (bits - 1n)),
  high: 2n ** (bits - 1n) - 1n,
});
const unsigned = (bits: bigint): { low: bigint; high: bigint } => ({ low: 0n, high: 2n ** bits - 1n });

/** The least and the greatest integer of each type. */
export const INTEGER_RANGE: Readonly<Record<IntegerId, { readonly low: bigint; readonly high: bigint }>> = {
  Int8: signed(8n),
  Int16: signed(16n),
  Int32: signed(32n),
  Int64: signed(64n),
  UInt8: unsigned(8n),
  UInt16: unsigned(16n),
  UInt32: unsigned(32n),
  UInt64: unsigned(64n),
};
