import { expect, it } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import { gatherBytes } from "../../src/kernels/twins/gather/gather.ts";
import { fc } from "../support/property.ts";

it("gathers bytes as its twin", () => {
  const texts = fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 50 });
  fc.assert(
    fc.property(texts, fc.array(fc.integer({ min: -1, max: 1000 }), { maxLength: 200 }), (parts, picks) => {
      const offsets = new Int32Array(parts.length + 1);
      for (const [i, t] of parts.entries()) offsets[i + 1] = (offsets[i] as number) + t.length;
      const data = new Uint8Array(offsets[parts.length] as number);
      for (const [i, t] of parts.entries()) data.set(t, offsets[i]);
      const rows = Int32Array.from(picks, (p) => (p < 0 ? -1 : p % parts.length));
      const wanted = gatherBytes(offsets, data, rows);
      const mark = kernels.mark();
      const out = kernels.push(wanted.length);
      kernels.k.gatherBytes(kernels.put(offsets), kernels.put(data), kernels.put(rows), rows.length, out);
      const found = new Uint8Array(wanted.length);
      kernels.read(out, found);
      kernels.reset(mark);
      expect([...found]).toEqual([...wanted]);
    }),
  );
});
