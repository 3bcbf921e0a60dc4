import { lastingRoom } from "../arrow/layout.ts";
import { kernels } from "../kernels/memory.ts";

/** Bytes of the kernels' memory in memory of their own, which other threads can read where there are any. */
export function lasting(ptr: number, bytes: number): Uint8Array {
  const out = new Uint8Array(lastingRoom(bytes));
  out.set(kernels.u8.subarray(ptr, ptr + bytes));
  return out;
}
export const lastingInts = (ptr: number, length: number): Int32Array => new Int32Array(lasting(ptr, 4 * length).buffer);
export const lastingLongs = (ptr: number, length: number): BigInt64Array =>
  new BigInt64Array(lasting(ptr, 8 * length).buffer);
export const lastingFloats = (ptr: number, length: number): Float64Array =>
  new Float64Array(lasting(ptr, 8 * length).buffer);
