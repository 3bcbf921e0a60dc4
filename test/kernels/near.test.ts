import { expect, it } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import * as twins from "../../src/kernels/twins/gather/near.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;
const picks = fc.array(fc.integer({ min: -3, max: 50 }), { maxLength: 70 });

it("gathers values near each other, and none for no row, as its twin", () => {
  fc.assert(
    fc.property(picks, fc.nat(1000), fc.boolean(), (given, by, wide) => {
      const rows = Int32Array.from(given, (r) => (r < 0 ? r : r + by));
      const [least, most] = twins.rowRange(rows);
      const length = most - least + 1;
      const mark = kernels.mark();
      const at = kernels.put(rows);
      const range = kernels.push(8);
      k.rowRange(at, rows.length, range);
      const found = new Int32Array(2);
      kernels.read(range, found);
      expect([...found]).toEqual([least, most]);
      if (wide) {
        const values = BigInt64Array.from({ length }, (_, i) => BigInt(i + 1) * -(7n ** 20n));
        const out = kernels.push(8 * rows.length);
        k.gatherNear64(kernels.put(values), least, at, rows.length, out);
        const got = new BigInt64Array(rows.length);
        kernels.read(out, got);
        expect([...got]).toEqual(twins.gatherNear([...values], least, rows, 0n));
      } else {
        const values = Float32Array.from({ length }, (_, i) => i + 0.5);
        const out = kernels.push(4 * rows.length);
        k.gatherNear32(kernels.put(values), least, at, rows.length, out);
        const got = new Float32Array(rows.length);
        kernels.read(out, got);
        expect([...got]).toEqual(twins.gatherNear([...values], least, rows, 0));
      }
      kernels.reset(mark);
    }),
  );
});
