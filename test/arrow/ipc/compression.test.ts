import { describe, expect, it } from "vitest";
import { decompressBuffer } from "../../../src/arrow/ipc/compression.ts";
import { lz4Decode, lz4Encode } from "../../../src/arrow/ipc/lz4-frame.ts";
import { xxhash32 } from "../../../src/arrow/ipc/xxhash32.ts";
import { fc } from "../../support/property.ts";

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (c) => c.charCodeAt(0));

describe("LZ4", () => {
  it("gives back any bytes", () => {
    const repetitive = fc
      .tuple(fc.uint8Array({ minLength: 1, maxLength: 30 }), fc.integer({ min: 1, max: 2000 }), fc.uint8Array())
      .map(([unit, n, rest]) => Uint8Array.from([...Array.from({ length: n }, () => [...unit]).flat(), ...rest]));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 5000 }), repetitive), (bytes) => {
        expect(lz4Decode(lz4Encode(bytes), bytes.length)).toEqual(bytes);
      }),
    );
  });

  it("gives back blocks and matches of all lengths", () => {
    const big = new Uint8Array(1_000_003);
    for (let i = 0, x = 7; i < big.length; i++) {
      if (i % 5000 < 2500) x = (Math.imul(x, 1103515245) + 12345) | 0;
      big[i] = x >> 16;
    }
    const packed = lz4Encode(big);
    expect(packed.length).toBeLessThan(big.length * 0.6);
    expect(lz4Decode(packed, big.length)).toEqual(big);
    expect(lz4Encode(new Uint8Array(1 << 20)).length).toBeLessThan(5000);
  });

  it("refuses frames that are damaged or promise what they do not hold", () => {
    const packed = lz4Encode(new Uint8Array(1000).fill(3));
    expect(() => lz4Decode(packed, 999)).toThrow(/CORRUPT/);
    expect(() => lz4Decode(packed, 1001)).toThrow(/CORRUPT/);
    expect(() => lz4Decode(packed, 2 ** 31)).toThrow(/CORRUPT.*cannot hold/);
    expect(() => lz4Decode(packed.subarray(0, 12), 1000)).toThrow(/CORRUPT/);
    const badHeader = packed.slice();
    badHeader[5] = 0x40;
    expect(() => lz4Decode(badHeader, 1000)).toThrow(/checksum/);
  });
});

describe("compressed buffers", () => {
  it("refuse lengths that no frame can hold", () => {
    const bomb = new Uint8Array(40);
    new DataView(bomb.buffer).setBigInt64(0, 2n ** 31n, true);
    expect(() =>
      decompressBuffer(bomb, "zstd", { inflate: { zstd: (_, n) => new Uint8Array(n) }, deflate: {} }),
    ).toThrow(/CORRUPT.*cannot hold/);
    expect(() => decompressBuffer(bomb.subarray(0, 5), "lz4", undefined)).toThrow(/CORRUPT/);
  });
});

// From the xxHash specification's reference implementation (python xxhash).
it.each([
  ["", 0x02cc5d05],
  ["a", 0x550d7456],
  ["abc", 0x32d153ff],
  ["Nobody inspects the spammish repetition", 0xe2293b2f],
])("xxhash32 of %j", (input, hash) => expect(xxhash32(ascii(input))).toBe(hash));
