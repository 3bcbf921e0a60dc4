import { expect, it } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import * as twins from "../../src/kernels/twins/gather/rows.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;
const byte = fc.oneof(fc.constant(0), fc.constant(255), fc.integer({ min: 0, max: 255 }));

it("finds the rows of bits as its twin", () => {
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), fc.integer({ min: 0, max: 7 }), (bytes, less) => {
      const bits = Uint8Array.from(bytes);
      const n = Math.max(0, bits.length * 8 - less);
      const wanted = twins.bitsToRows(bits, n);
      const mark = kernels.mark();
      const out = kernels.push(4 * n);
      expect(k.bitsToRows(kernels.put(bits), n, out)).toBe(wanted.length);
      const found = new Int32Array(wanted.length);
      kernels.read(out, found);
      kernels.reset(mark);
      expect(found).toEqual(wanted);
    }),
  );
});

it("gathers 64-bit values as its twin", () => {
  const values = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.array(fc.nat(), { maxLength: 70 }), (list, picks) => {
      const from = BigInt64Array.from(list);
      const rows = Int32Array.from(picks, (p) => p % list.length);
      const mark = kernels.mark();
      const out = kernels.push(8 * rows.length);
      k.gather64(kernels.put(from), kernels.put(rows), rows.length, out);
      const found = new BigInt64Array(rows.length);
      kernels.read(out, found);
      kernels.reset(mark);
      expect(found).toEqual(twins.gather64(from, rows));
    }),
  );
});

it("gathers 128-bit values by rows", () => {
  const values = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 2, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.array(fc.nat(), { maxLength: 70 }), (list, picks) => {
      const from = BigInt64Array.from(list.slice(0, list.length & ~1));
      const rows = Int32Array.from(picks, (p) => p % (from.length / 2));
      const mark = kernels.mark();
      const out = kernels.push(16 * rows.length);
      k.gather128(kernels.put(from), kernels.put(rows), rows.length, out);
      const found = new BigInt64Array(2 * rows.length);
      kernels.read(out, found);
      kernels.reset(mark);
      const words = Int32Array.from({ length: 2 * rows.length }, (_, i) => 2 * (rows[i >> 1] as number) + (i & 1));
      expect(found).toEqual(twins.gather64(from, words));
    }),
  );
});

it("compacts values of each width as its twin", () => {
  const WIDTHS = [
    [4, k.compact32],
    [8, k.compact64],
    [16, k.compact128],
  ] as const;
  fc.assert(
    fc.property(fc.array(byte, { maxLength: 60 }), fc.integer({ min: 0, max: 7 }), (bytes, less) => {
      const bits = Uint8Array.from(bytes);
      const n = Math.max(0, bits.length * 8 - less);
      for (const [Kind, run] of [
        [Uint8Array, k.compact8],
        [Uint16Array, k.compact16],
      ] as const) {
        const values = new Kind([...Array(n).keys()].map((i) => i * 37));
        const want = twins.compact([...values], bits);
        const mark = kernels.mark();
        const out = kernels.push(2 * n + 16);
        run(kernels.put(values), kernels.put(bits), n, out);
        const found = new Kind(want.length);
        kernels.read(out, found);
        kernels.reset(mark);
        expect([...found]).toEqual(want);
      }
      for (const [width, run] of WIDTHS) {
        const per = width / 4;
        const words = Int32Array.from({ length: n * per }, (_, i) => Math.imul(i, 0x9e3779b1));
        const kept = twins.compact([...Array(n).keys()], bits);
        const mark = kernels.mark();
        const out = kernels.push(width * n);
        run(kernels.put(words), kernels.put(bits), n, out);
        const found = new Int32Array(kept.length * per);
        kernels.read(out, found);
        kernels.reset(mark);
        expect([...found]).toEqual(kept.flatMap((i) => [...words.subarray(i * per, (i + 1) * per)]));
      }
    }),
  );
});
