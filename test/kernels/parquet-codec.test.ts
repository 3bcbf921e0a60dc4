import { describe, expect, test } from "vitest";
import { kernels } from "../../src/kernels/memory.ts";
import { lz4BlockDecode, snappyDecode } from "../../src/kernels/twins/parquet/codec.ts";
import { damaged, flips, u8, within } from "../support/kernel-stack.ts";
import { fc } from "../support/property.ts";

const { k } = kernels;

/** Bytes with repeats near and far, which codecs make matches of. */
const compressible = fc
  .array(fc.tuple(fc.uint8Array({ minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 60 })), { maxLength: 12 })
  .map((parts) => Uint8Array.from(parts.flatMap(([p, n]) => Array.from({ length: n }, () => [...p]).flat())));

const encodeSnappy = (plain: Uint8Array): Uint8Array => {
  const dst = kernels.push(64 + plain.length + Math.ceil(plain.length / 6));
  return u8(dst, k.snappyEncode(kernels.put(plain), plain.length, dst, kernels.push(32768)));
};
const snappy = (block: Uint8Array, size: number): Uint8Array | null => {
  const dst = kernels.push(size);
  const src = kernels.put(block);
  return k.snappyDecode(src, src + block.length, dst, dst + size) === 0 ? u8(dst, size) : null;
};

describe("codecs", () => {
  test("snappy: what is deflated inflates, here and in the twin", () => {
    fc.assert(
      fc.property(compressible, (plain) =>
        within(() => {
          const block = encodeSnappy(plain);
          expect(snappyDecode(block, plain.length)).toEqual(plain);
          expect(snappy(block, plain.length)).toEqual(plain);
        }),
      ),
    );
  });
  test("snappy: long input of several blocks", () => {
    const plain = Uint8Array.from({ length: 300_000 }, (_, i) => (i * i) >> (i % 7));
    expect(snappy(encodeSnappy(plain), plain.length)).toEqual(plain);
  });
  test("snappy: damaged blocks", () => {
    fc.assert(
      fc.property(compressible, flips, fc.integer({ min: -3, max: 3 }), (plain, f, more) =>
        within(() => {
          const block = damaged(encodeSnappy(plain), f);
          const size = Math.max(0, plain.length + more);
          expect(snappy(block, size)).toEqual(snappyDecode(block, size));
        }),
      ),
      { numRuns: 500 },
    );
  });
  test("lz4: any bytes", () => {
    // A literal run, then a match: enough of both for blocks that go on.
    const piece = fc
      .tuple(
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 4, max: 300 }),
      )
      .map(([lit, back, match]) => {
        const ext = (n: number): number[] =>
          n < 15 ? [] : [...new Array<number>(Math.floor((n - 15) / 255)).fill(255), (n - 15) % 255];
        const m = match - 4;
        return [(Math.min(15, lit.length) << 4) | Math.min(15, m), ...ext(lit.length), ...lit, back, 0, ...ext(m)];
      });
    const block = fc
      .tuple(fc.array(piece, { maxLength: 6 }), fc.uint8Array({ maxLength: 14 }))
      .map(([p, end]) => Uint8Array.from([...p.flat(), end.length << 4, ...end]));
    fc.assert(
      fc.property(block, flips, fc.nat(2500), (b, f, size) =>
        within(() => {
          const bytes = damaged(b, f);
          const dst = kernels.push(size);
          const src = kernels.put(bytes);
          const n = k.lz4BlockDecode(src, src + bytes.length, dst, dst + size);
          expect(n < 0 ? null : u8(dst, n)).toEqual(lz4BlockDecode(bytes, size));
        }),
      ),
      { numRuns: 500 },
    );
  });
});
