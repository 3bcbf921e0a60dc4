import { expect, it } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import { extremesTwin, sumTwin } from "../../src/kernels/twins/aggregate.ts";
import { fc } from "../support/property.ts";

const number = fc.oneof(
  fc.double({ noNaN: true, min: -1e6, max: 1e6 }),
  fc.constantFrom(0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN),
);
const numbers = fc.array(fc.oneof({ weight: 6, arbitrary: number }, { weight: 1, arbitrary: fc.constant(null) }), {
  maxLength: 70,
});

it("folds doubles as its twins", () => {
  fc.assert(
    fc.property(numbers, fc.boolean(), (list, some) => {
      const rows = some ? list : list.map((v) => v ?? 1.5);
      // Null rows hold what must not be seen.
      const values = Float64Array.from(rows, (v) => v ?? Number.NEGATIVE_INFINITY);
      const bits = new Uint8Array((rows.length + 7) >> 3);
      for (const [i, v] of rows.entries()) if (v !== null) bits[i >> 3] = (bits[i >> 3] as number) | (1 << (i & 7));
      const mark = kernels.mark();
      const out = kernels.push(24);
      kernels.k.foldF64(kernels.put(values), some ? kernels.put(bits) : 0, rows.length, out);
      const [sum, least, greatest] = kernels.views.f64.slice(out >>> 3, (out >>> 3) + 3) as unknown as number[];
      kernels.reset(mark);
      const wanted = sumTwin(rows).double;
      const size = rows.reduce<number>((s, v) => s + Math.abs(v ?? 0), 0);
      if (Number.isFinite(wanted)) expect(Math.abs((sum as number) - wanted)).toBeLessThanOrEqual(1e-12 * size);
      else expect(sum).toBe(wanted);
      const [low, high] = extremesTwin(rows) ?? [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
      expect([least === low, greatest === high]).toEqual([true, true]);
    }),
  );
});
