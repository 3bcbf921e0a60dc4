import { expect, test } from "vitest";
import { KERNELS } from "../../src/kernels/embedded-threads.gen.ts";
import type { Kernels } from "../../src/kernels/exports.gen.ts";
import { KernelMemory, kernels } from "../../src/kernels/memory.ts";
import { fc } from "../support/property.ts";

const memory = new WebAssembly.Memory({ initial: 160, maximum: 65536, shared: true });
const instance = new WebAssembly.Instance(new WebAssembly.Module(Buffer.from(KERNELS, "hex")), { env: { memory } });
const shared = new KernelMemory(instance.exports as unknown as Kernels, memory);

test("the threaded build has the same kernels, over shared memory", () => {
  expect(memory.buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(Object.keys(instance.exports).sort()).toEqual(Object.keys(kernels.k).sort());
});

test("both builds answer alike", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
      const count = (m: KernelMemory): number => {
        const mark = m.mark();
        const found = m.k.popcount(m.put(bytes), bytes.length);
        m.reset(mark);
        return found;
      };
      expect(count(shared)).toBe(count(kernels));
    }),
  );
});

test("shared memory grows, and its views with it", () => {
  const before = shared.bytes;
  const block = shared.alloc(before);
  shared.u8[block + before - 1] = 7;
  expect(shared.bytes).toBeGreaterThan(before);
  expect(shared.u8[block + before - 1]).toBe(7);
  shared.free(block);
  expect(shared.used).toBe(0);
});
