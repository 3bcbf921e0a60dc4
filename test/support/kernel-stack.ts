import { kernels } from "../../src/kernels/memory.ts";
import { fc } from "./property.ts";

/** Runs one example on a stack of its own. */
export const within = <T>(call: () => T): T => {
  const m = kernels.mark();
  try {
    return call();
  } finally {
    kernels.reset(m);
  }
};
export const u8 = (ptr: number, n: number): Uint8Array => kernels.u8.slice(ptr, ptr + n);
export const u32 = (ptr: number, n: number): number[] => [...new Uint32Array(u8(ptr, n * 4).buffer)];
export const i64 = (ptr: number, n: number): bigint[] => [...new BigInt64Array(u8(ptr, n * 8).buffer)];
export const bits = (ptr: number, n: number): boolean[] =>
  Array.from({ length: n }, (_, i) => (((kernels.u8[ptr + (i >> 3)] as number) >> (i & 7)) & 1) === 1);
export const bitmap = (valid: readonly boolean[]): number => {
  const out = new Uint8Array((valid.length + 7) >> 3);
  valid.forEach((v, i) => {
    if (v) out[i >> 3] = (out[i >> 3] as number) | (1 << (i & 7));
  });
  return kernels.put(out);
};
export const values = (v: readonly Uint8Array[]): { offsets: number; data: number } => {
  const offsets = new Int32Array(v.length + 1);
  v.forEach((b, i) => {
    offsets[i + 1] = (offsets[i] as number) + b.length;
  });
  const data = new Uint8Array(offsets[v.length] as number);
  for (const [i, b] of v.entries()) data.set(b, offsets[i]);
  return { offsets: kernels.put(offsets), data: kernels.put(data) };
};
export const read = (offsets: number, data: number, n: number): Uint8Array[] => {
  const o = u32(offsets, n + 1);
  return Array.from({ length: n }, (_, i) => u8(data + (o[i] as number), (o[i + 1] as number) - (o[i] as number)));
};

/** Changes some bytes of a stream. */
export const damaged = (base: Uint8Array, flips: readonly (readonly [number, number])[]): Uint8Array => {
  const out = base.slice();
  for (const [at, v] of flips) if (out.length > 0) out[at % out.length] = v;
  return out;
};
export const flips: fc.Arbitrary<[number, number][]> = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 3 });
