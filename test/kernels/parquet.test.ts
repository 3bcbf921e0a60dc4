import { describe, expect, test } from "vitest";
import { further } from "../../src/kernels/further.ts";
import { kernels } from "../../src/kernels/memory.ts";
import * as convert from "../../src/kernels/twins/parquet/convert.ts";
import { hybridDecode, oldLevels, slots } from "../../src/kernels/twins/parquet/hybrid.ts";
import { bitmap, bits, damaged, flips, i64, u8, u32, within } from "../support/kernel-stack.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;

const runs = fc
  .array(fc.oneof(fc.tuple(fc.nat(), fc.integer({ min: 1, max: 40 })), fc.tuple(fc.nat(), fc.constant(1))), {
    maxLength: 60,
  })
  .map((r) => r.flatMap(([v, n]) => new Array<number>(n).fill(v)));

describe("hybrid streams", () => {
  const encoded = (v: readonly number[], width: number): Uint8Array => {
    const codes = kernels.push(v.length * 4 + 64);
    kernels.write(codes, Uint32Array.from(v));
    const dst = kernels.push(v.length * 5 + 128);
    return u8(dst, further.pqHybrid(codes, v.length, width, dst));
  };
  const unpack = (bytes: Uint8Array, width: number, n: number, limit: number): number[] | null => {
    const src = kernels.put(bytes);
    const out = kernels.push(n * 4);
    return kernels.k.pqUnpack(src, src + bytes.length, width, n, limit, out, kernels.push(64)) === 0
      ? u32(out, n)
      : null;
  };
  test("encode and decode at every width, damaged or not", () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 32 }), flips, fc.nat(3), (raw, width, f, more) =>
        within(() => {
          const v = raw.map((x) => x % 2 ** width);
          const whole = encoded(v, width);
          const limit = Math.min(2 ** 32 - 1, 2 ** width);
          if (!v.includes(2 ** 32 - 1)) expect(unpack(whole, width, v.length, limit)).toEqual(v);
          const bytes = damaged(whole, f);
          const n = v.length + more;
          const tight = Math.max(...v, 0) + 1;
          if (tight < 2 ** 32) expect(unpack(bytes, width, n, tight)).toEqual(hybridDecode(bytes, width, n, tight));
        }),
      ),
      { numRuns: 400 },
    );
  });
  test("codes are looked up in a table, a bit a row", () => {
    fc.assert(
      fc.property(
        runs,
        fc.integer({ min: 0, max: 32 }),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        flips,
        fc.boolean(),
        (raw, width, marks, f, part) =>
          within(() => {
            const table = Uint8Array.from(marks, (x) => x & 1);
            const v = raw.map((x) => Math.min(x % table.length, 2 ** width - 1));
            const bytes = damaged(encoded(v, width), f);
            const keep = Uint8Array.from(
              { length: (v.length >> 3) + 1 },
              (_, i) => (part ? [0, 255, 17][i % 3] : 255) as number,
            );
            const src = kernels.put(bytes);
            const out = kernels.push((v.length >> 3) + 16);
            const hint = part ? kernels.put(keep) : 0;
            const status = kernels.k.pqPass(
              src,
              src + bytes.length,
              width,
              v.length,
              kernels.put(table),
              table.length,
              hint,
              out,
              kernels.push(64),
            );
            const codes = hybridDecode(bytes, width, v.length, table.length);
            if (codes === null) {
              if (!part) expect(status).toBe(-1);
              return;
            }
            expect(status).toBe(0);
            const found = u8(out, (v.length + 7) >> 3);
            const on = (i: number): boolean => (((keep[i >> 3] as number) >> (i & 7)) & 1) === 1;
            codes.forEach((c, i) => {
              if (on(i)) expect(((found[i >> 3] as number) >> (i & 7)) & 1).toBe(table[c]);
            });
          }),
      ),
      { numRuns: 400 },
    );
  });
  test("keys among a range, or a set of bits", () => {
    const low = fc.oneof(fc.integer({ min: -60, max: 60 }), fc.constantFrom(-(2 ** 31), 2 ** 31, 2 ** 40));
    fc.assert(
      fc.property(
        low,
        fc.uint8Array({ minLength: 1, maxLength: 20 }),
        fc.array(fc.integer({ min: -100, max: 200 })),
        fc.boolean(),
        (from, set, raw, any) =>
          within(() => {
            const span = set.length * 8 - 3;
            const want = (v: number): number =>
              v < from || v >= from + span ? 0 : any ? 1 : ((set[(v - from) >> 3] as number) >> ((v - from) & 7)) & 1;
            const run = (values: ArrayBufferView, kernel: typeof k.keyBitsI64): number[] => {
              const out = kernels.push(raw.length + 8);
              kernel(kernels.put(values), raw.length, from, span, any ? 0 : kernels.put(set), out);
              const bytes = kernels.push(raw.length + 16);
              kernels.k.pqBytesOfBits(out, raw.length, bytes);
              return [...u8(bytes, raw.length)];
            };
            const near = raw.map((v) => from + v);
            const i32 = Int32Array.from(near);
            expect(run(i32, k.keyBitsI32)).toEqual([...i32].map(want));
            const u = Uint32Array.from(near);
            expect(run(u, k.keyBitsU32)).toEqual([...u].map(want));
            expect(run(BigInt64Array.from(near, BigInt), k.keyBitsI64)).toEqual(near.map(want));
          }),
      ),
    );
  });
  test("the bits at the ones of others", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), fc.uint8Array({ maxLength: 40 }), fc.nat(7), (a, b, less) =>
        within(() => {
          const n = Math.max(0, Math.min(a.length, b.length) * 8 - less);
          const at = (bytes: Uint8Array, i: number): number => ((bytes[i >> 3] as number) >> (i & 7)) & 1;
          const out = kernels.push(n + 16);
          const ones = kernels.k.pqPickBits(kernels.put(a), kernels.put(b), n, out);
          const want = Array.from({ length: n }, (_, i) => i).flatMap((i) => (at(b, i) ? [at(a, i)] : []));
          expect(ones).toBe(want.reduce((x, y) => x + y, 0));
          const found = u8(out, (want.length + 7) >> 3);
          expect(want.map((_, i) => at(found, i))).toEqual(want);
        }),
      ),
    );
  });
  test("levels and bitmaps", () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 7 }), flips, (raw, max, f) =>
        within(() => {
          const width = 32 - Math.clz32(max);
          const bytes = damaged(
            encoded(
              raw.map((x) => x % (max + 1)),
              width,
            ),
            f,
          );
          const src = kernels.put(bytes);
          const out = kernels.push(raw.length + 16);
          const ok = kernels.k.pqLevels(src, src + bytes.length, width, raw.length, max, out) === 0;
          expect(ok ? [...u8(out, raw.length)] : null).toEqual(hybridDecode(bytes, width, raw.length, max + 1));
          const one = damaged(
            encoded(
              raw.map((x) => x % 2),
              1,
            ),
            f,
          );
          const at = kernels.put(one);
          const to = kernels.push(raw.length + 32);
          const count = kernels.k.pqBits(at, at + one.length, raw.length, to);
          const twin = hybridDecode(one, 1, raw.length, 2);
          expect(count < 0 ? null : bits(to, raw.length).map(Number)).toEqual(twin);
          if (twin !== null) expect(count).toBe(twin.filter((b) => b === 1).length);
        }),
      ),
      { numRuns: 400 },
    );
  });
  test("old levels", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), fc.integer({ min: 1, max: 7 }), fc.nat(100), (bytes, max, n) =>
        within(() => {
          const width = 32 - Math.clz32(max);
          const src = kernels.put(bytes);
          const out = kernels.push(n);
          const ok = kernels.k.pqOldLevels(src, src + bytes.length, width, n, max, out) === 0;
          expect(ok ? [...u8(out, n)] : null).toEqual(oldLevels(bytes, width, n, max));
        }),
      ),
    );
  });
  test("slots", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4)), fc.nat(4), (def, slot) =>
        within(() => {
          const ones = kernels.push(8);
          const out = kernels.push(def.length + 16);
          const n = kernels.k.pqSlots(kernels.put(Uint8Array.from(def)), def.length, slot, 4, out, ones);
          const want = slots(def, slot, 4);
          expect(bits(out, n)).toEqual(want);
          expect(u32(ones, 1)[0]).toBe(want.filter(Boolean).length);
        }),
      ),
    );
  });
  test("gathers from a dictionary", () => {
    fc.assert(
      fc.property(
        runs,
        fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 1, maxLength: 300 }),
        flips,
        (raw, dict, f) =>
          within(() => {
            const width = Math.max(1, 32 - Math.clz32(dict.length - 1));
            const bytes = damaged(
              encoded(
                raw.map((x) => x % dict.length),
                width,
              ),
              f,
            );
            const n = raw.length;
            const codes = hybridDecode(bytes, width, n, dict.length);
            const src = kernels.put(bytes);
            const tmp = kernels.push(64);
            const wide = kernels.put(BigUint64Array.from(dict));
            const out = kernels.push(n * 16);
            const ok = kernels.k.pqGather64(src, src + bytes.length, width, n, wide, dict.length, out, tmp) === 0;
            expect(ok ? [...new BigUint64Array(u8(out, n * 8).buffer)] : null).toEqual(
              codes?.map((c) => dict[c]) ?? null,
            );
            const low = dict.map((v) => Number(v & 0xffffffffn));
            const narrow = kernels.put(Uint32Array.from(low));
            const fine = kernels.k.pqGather32(src, src + bytes.length, width, n, narrow, dict.length, out, tmp) === 0;
            expect(fine ? u32(out, n) : null).toEqual(codes?.map((c) => low[c]) ?? null);
            if (codes === null) return;
            const at = kernels.put(Uint32Array.from(codes));
            kernels.k.pqTake128(at, n, kernels.put(BigUint64Array.from(dict.flatMap((v) => [v, v]))), out);
            expect([...new BigUint64Array(u8(out, n * 16).buffer)]).toEqual(codes.flatMap((c) => [dict[c], dict[c]]));
            kernels.k.pqRemap(at, n, narrow);
            expect(u32(at, n)).toEqual(codes.map((c) => low[c]));
          }),
      ),
      { numRuns: 300 },
    );
  });
});

describe("spreads", () => {
  test("values, bits and offsets", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { maxLength: 80 }), (valid) =>
        within(() => {
          const n = valid.length;
          const dense = valid.filter(Boolean).map((_, i) => BigInt(i) * 0x0123456789abcdn + 1n);
          const at = bitmap(valid);
          const want = convert.spread(dense, valid, 0n);
          const out = kernels.push(n * 16 + 16);
          kernels.k.pqSpread64(kernels.put(BigInt64Array.from(dense)), at, n, out);
          expect(i64(out, n)).toEqual(want);
          kernels.k.pqSpread32(kernels.put(Uint32Array.from(dense, (v) => Number(v & 0xffffffffn))), at, n, out);
          expect(u32(out, n)).toEqual(want.map((v) => Number(v & 0xffffffffn)));
          kernels.k.pqSpread16(kernels.put(Uint16Array.from(dense, (v) => Number(v & 0xffffn))), at, n, out);
          expect([...new Uint16Array(u8(out, n * 2).buffer)]).toEqual(want.map((v) => Number(v & 0xffffn)));
          kernels.k.pqSpread8(kernels.put(Uint8Array.from(dense, (v) => Number(v & 0xffn))), at, n, out);
          expect([...u8(out, n)]).toEqual(want.map((v) => Number(v & 0xffn)));
          kernels.k.pqSpread128(kernels.put(BigInt64Array.from(dense.flatMap((v) => [v, -v]))), at, n, out);
          expect(i64(out, 2 * n)).toEqual(want.flatMap((v) => [v, -v]));
          const flags = dense.map((v) => v % 3n === 1n);
          kernels.k.pqSpreadBits(bitmap(flags), at, n, out);
          expect(bits(out, n)).toEqual(convert.spread(flags, valid, false));
          let sum = 5;
          const offsets = [5, ...dense.map((_, i) => (sum += i % 4))];
          kernels.k.pqSpreadOffsets(kernels.put(Uint32Array.from(offsets)), at, n, 100, out);
          let seen = 0;
          expect(u32(out, n + 1)).toEqual(
            [offsets[0] as number, ...valid.map((v) => offsets[v ? ++seen : seen] as number)].map((o) => o + 100),
          );
          const shifted = kernels.put(Uint32Array.from(offsets));
          kernels.k.pqShiftOffsets(shifted, offsets.length, 7);
          expect(u32(shifted, offsets.length)).toEqual(offsets.map((o) => o + 7));
        }),
      ),
      { numRuns: 300 },
    );
  });
});
