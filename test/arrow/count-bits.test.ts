import { expect, it } from "vitest";
import { countBits, getBit } from "../../src/arrow/bitmap.ts";
import { fc } from "../support/property.ts";

it("counts the ones before any length, at any place in memory", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 700, size: "max" }), fc.nat(7), fc.nat(5600), (bytes, skip, some) => {
      const bits = bytes.subarray(Math.min(skip, bytes.length));
      const length = Math.min(some, bits.length * 8);
      let wanted = 0;
      for (let i = 0; i < length; i++) wanted += getBit(bits, i);
      expect(countBits(bits, length)).toBe(wanted);
    }),
  );
});
