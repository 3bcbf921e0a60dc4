import { expect, test } from "vitest";
import { PolaroidError } from "../../src/core/error.ts";
import { kernels, SLACK } from "../../src/kernels/memory.ts";
import { fc } from "../support/property.ts";

test("blocks never overlap, keep what is written and are used again", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 200_000 }), { maxLength: 40 }), (sizes) => {
      const used = kernels.used;
      const blocks = sizes.map((size) => ({ size, ptr: kernels.alloc(size) }));
      for (const [i, { ptr, size }] of blocks.entries()) kernels.u8.fill(i + 1, ptr, ptr + size + SLACK);
      blocks.forEach(({ ptr, size }, i) => {
        expect(kernels.u8[ptr]).toBe(i + 1);
        expect(kernels.u8[ptr + size + SLACK - 1]).toBe(i + 1);
      });
      for (const { ptr } of blocks) kernels.free(ptr);
      expect(kernels.used).toBe(used);
    }),
  );
});

test("scratch is given back, also what did not fit the stack", () => {
  const used = kernels.used;
  const outer = kernels.mark();
  const a = kernels.push(100);
  const inner = kernels.mark();
  kernels.push(20 << 20);
  kernels.push(30 << 20);
  expect(kernels.used).toBeGreaterThan(used);
  kernels.reset(inner);
  expect(kernels.used).toBe(used);
  expect(kernels.push(100)).toBeGreaterThan(a);
  kernels.reset(outer);
  expect(kernels.push(100)).toBe(a);
  kernels.reset(outer);
});

test("what does not fit 4 GiB is an error, not a trap", () => {
  const used = kernels.used;
  expect(() => kernels.alloc(2 ** 32)).toThrow(PolaroidError);
  expect(kernels.used).toBe(used);
  expect(() => kernels.free(12345)).toThrow(PolaroidError);
});
