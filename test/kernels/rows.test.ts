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
