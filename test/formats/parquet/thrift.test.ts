import { describe, expect, it } from "vitest";
import { PolaroidError } from "../../../src/core/error.ts";
import { crc32 } from "../../../src/formats/parquet/crc32.ts";
import { binary, bool, int, list, struct, ThriftReader } from "../../../src/formats/parquet/thrift.ts";
import { thrift } from "../../../src/formats/parquet/thrift-write.ts";
import { xxhash64 } from "../../../src/formats/parquet/xxhash64.ts";
import { fc } from "../../support/property.ts";

describe("Thrift's compact protocol", () => {
  it("reads what is written", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -(2 ** 52), max: 2 ** 52 - 1 }),
        fc.integer(),
        fc.uint8Array(),
        fc.array(fc.integer(), { maxLength: 40 }),
        fc.boolean(),
        (a, b, c, d, e) => {
          const inner = thrift().bool(1, e).i32s(20, d);
          const bytes = thrift()
            .i64(1, a)
            .i32(2, b)
            .binary(3, c)
            .struct(100, inner)
            .structs(101, [inner, inner])
            .bytes();
          const s = new ThriftReader(bytes).struct();
          expect([int(s, 1, "a"), int(s, 2, "b"), binary(s, 3)]).toEqual([a, b, c]);
          const back = struct(s, 100);
          expect(back === null ? null : [bool(back, 1, !e), list(back, 20)]).toEqual([e, d]);
          expect(list(s, 101)?.length).toBe(2);
        },
      ),
    );
  });
  it("refuses what ends too soon, is nested without end or promises too much", () => {
    const bytes = thrift().i64(1, 5).strings(2, ["a", "bc"]).struct(3, thrift().binary(1, "x")).bytes();
    for (let n = 0; n < bytes.length; n++)
      expect(() => new ThriftReader(bytes.subarray(0, n)).struct()).toThrow(PolaroidError);
    expect(() => new ThriftReader(new Uint8Array(10_000).fill(0x1c)).struct()).toThrow(/nested too deeply/);
    expect(() => new ThriftReader(Uint8Array.of(0x19, 0xf5, 0xff, 0xff, 0xff, 0x7f)).struct()).toThrow(/longer than/);
    expect(() => new ThriftReader(Uint8Array.of(0x16, ...new Array<number>(12).fill(0xff))).struct()).toThrow(
      /does not end/,
    );
  });
  it("gives an error or a struct for any bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        try {
          new ThriftReader(bytes).struct();
        } catch (error) {
          expect(error).toMatchObject({ code: "CORRUPT" });
        }
      }),
      { numRuns: 2000 },
    );
  });
});

describe("hashes", () => {
  const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
  it("XXH64", () => {
    expect(xxhash64(bytes("")).toString(16)).toBe("ef46db3751d8e999");
    expect(xxhash64(bytes("a")).toString(16)).toBe("d24ec4f1a98c6e5b");
    expect(xxhash64(bytes("abc")).toString(16)).toBe("44bc2cf5ad770999");
    expect(xxhash64(bytes("Nobody inspects the spammish repetition")).toString(16)).toBe("fbcea83c8a378bf1");
  });
  it("CRC-32", () => {
    expect(crc32(bytes("123456789")).toString(16)).toBe("cbf43926");
    expect(crc32(bytes("The quick brown fox jumps over the lazy dog")).toString(16)).toBe("414fa339");
    expect(crc32(new Uint8Array(0))).toBe(0);
  });
});
