import { expect, it } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import * as twins from "../../src/kernels/twins/gather/found.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;
const picks = fc.array(fc.integer({ min: -1, max: 39 }), { maxLength: 70 });

it("finds the rows that are not negative as its twin", () => {
  fc.assert(
    fc.property(picks, (list) => {
      const rows = Int32Array.from(list);
      const wanted = twins.foundRows(rows);
      const mark = kernels.mark();
      const [bits, out] = [kernels.push(wanted.bits.length), kernels.push(4 * rows.length + 4)];
      expect(k.foundRows(kernels.put(rows), rows.length, bits, out)).toBe(wanted.found.length);
      const [made, found] = [new Uint8Array(wanted.bits.length), new Int32Array(wanted.found.length)];
      kernels.read(bits, made);
      kernels.read(out, found);
      kernels.reset(mark);
      expect(made).toEqual(wanted.bits);
      expect(found).toEqual(wanted.found);
    }),
  );
});

it("gathers 32-bit values as its twin, row -1 being what lies before the first", () => {
  const values = fc.array(fc.integer(), { minLength: 40, maxLength: 60 });
  fc.assert(
    fc.property(values, picks, (list, some) => {
      const [from, rows] = [Int32Array.from(list), Int32Array.from(some)];
      const mark = kernels.mark();
      const out = kernels.push(4 * rows.length);
      k.gather32(kernels.put(Int32Array.of(0, ...from)) + 4, kernels.put(rows), rows.length, out);
      const found = new Int32Array(rows.length);
      kernels.read(out, found);
      kernels.reset(mark);
      expect(found).toEqual(twins.gather32(from, rows));
    }),
  );
});

it("puts values side by side and takes them apart as its twin", () => {
  const values = fc.array(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), { minLength: 40, maxLength: 60 });
  fc.assert(
    fc.property(values, picks, (list, some) => {
      const rows = Int32Array.from(some);
      const wide = BigInt64Array.from(list);
      const narrow = Int32Array.from(list, (x) => Number(BigInt.asIntN(32, x)));
      const mark = kernels.mark();
      const block = kernels.push(16 * (list.length + 1));
      kernels.u8.fill(0, block, block + 16);
      const first = block + 16;
      k.putField64(kernels.put(wide), list.length, 16, first);
      k.putField32(kernels.put(narrow), list.length, 16, first + 8);
      const at = kernels.put(rows);
      const [out64, out32] = [kernels.push(8 * rows.length), kernels.push(4 * rows.length)];
      k.gatherField64(first, 16, at, rows.length, out64);
      k.gatherField32(first + 8, 16, at, rows.length, out32);
      const [found64, found32] = [new BigInt64Array(rows.length), new Int32Array(rows.length)];
      kernels.read(out64, found64);
      kernels.read(out32, found32);
      kernels.reset(mark);
      expect(found64).toEqual(BigInt64Array.from(rows, (row) => list[row] ?? 0n));
      expect(found32).toEqual(twins.gather32(narrow, rows));
    }),
  );
});
