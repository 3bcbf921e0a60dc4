import { expect, test } from "vitest";
import { FrameReader, framed, joined } from "../../src/grpc/frame.ts";
import { Slabs } from "../../src/grpc/slabs.ts";
import { random } from "../support/random.ts";

const message = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + length) & 255);

test("frames come out whole and aligned at their end, however the bytes are cut", () => {
  const lengths = [0, 1, 7, 8, 100, 0, 131_072, 131_073, 300_000];
  const stream = joined(lengths.flatMap((n) => framed([message(n)])));
  const next = random(3);
  for (const most of [1, 13, 70_000, stream.length]) {
    if (most === 1 && stream.length > 600_000) continue;
    const reader = new FrameReader();
    const found: Uint8Array[] = [];
    for (let at = 0; at < stream.length; ) {
      const size = most === stream.length ? most : 1 + Math.floor(next() * most);
      for (const { bytes } of reader.push(stream.subarray(at, at + size))) found.push(bytes);
      at += size;
    }
    expect(reader.within).toBe(false);
    expect(found.map((bytes) => bytes.length)).toEqual(lengths);
    for (const bytes of found) {
      expect(Buffer.compare(bytes, message(bytes.length))).toBe(0);
      expect((bytes.byteOffset + bytes.length) % 8).toBe(0);
    }
  }
});

test("a promise of much is given little until it comes", () => {
  let given = 0;
  const memory = {
    allocate: (bytes: number) => {
      given += bytes;
      return new ArrayBuffer(bytes);
    },
    free: () => undefined,
  };
  const reader = new FrameReader(64 << 20, null, memory);
  expect(reader.push(Uint8Array.of(0, 3, 0, 0, 0, 1, 2, 3))).toEqual([]);
  expect(given).toBeLessThan(200_000);
  expect(reader.within).toBe(true);
});

test("a message over the limit, and a compressed one that nobody agreed on", () => {
  expect(() => new FrameReader(10).push(Uint8Array.of(0, 0, 0, 0, 11))).toThrow(
    /a message of 11 bytes where 10 are taken/,
  );
  expect(() => new FrameReader().push(Uint8Array.of(1, 0, 0, 0, 1, 9))).toThrow(/no compression was agreed on/);
});

test("memory that was given back is given out again, and only that", () => {
  const slabs = new Slabs();
  const one = slabs.allocate(1 << 20);
  expect(slabs.allocate(1 << 20)).not.toBe(one);
  slabs.free(one);
  slabs.free(one);
  slabs.free(new ArrayBuffer(1 << 20));
  expect(slabs.allocate(900_000)).toBe(one);
  expect(slabs.allocate(900_000)).not.toBe(one);
});
