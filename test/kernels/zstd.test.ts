import * as zlib from "node:zlib";
import { describe, expect, it, test } from "vitest";
import { kernels, SLACK } from "../../src/kernels/memory.ts";
import { loadZstd } from "../../src/kernels/zstd.ts";
import { fc } from "../support/property.ts";

const zstd = await loadZstd();
const { constants: C } = zlib;

/** Numbers that the seed alone decides. */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let x = Math.imul(state ^ (state >>> 15), state | 1);
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32;
  };
}
const bytesOf = (view: ArrayBufferView, size: number): Uint8Array =>
  new Uint8Array(view.buffer, view.byteOffset, size).slice();
const WORDS = "a the data frame of values is read by column and row group when somebody asks for it".split(" ");

const KINDS: Readonly<Record<string, (size: number, next: () => number) => Uint8Array>> = {
  random: (size, next) => Uint8Array.from({ length: size }, () => next() * 256),
  constant: (size, next) => new Uint8Array(size).fill(next() * 256),
  skewed: (size, next) => Uint8Array.from({ length: size }, () => -Math.log(next() + 1e-9) * 8),
  repeats: (size, next) => {
    const back = 1 + Math.floor(next() * 40);
    const out = new Uint8Array(size);
    for (let i = 0; i < size; i++) out[i] = i < back || next() < 0.002 ? next() * 256 : (out[i - back] as number);
    return out;
  },
  text: (size, next) => {
    let out = "";
    while (out.length < size) out += `${WORDS[Math.floor(next() * WORDS.length)]}${next() < 0.1 ? "\n" : " "}`;
    return new TextEncoder().encode(out.slice(0, size));
  },
  prices: (size, next) =>
    bytesOf(
      Float64Array.from({ length: size / 8 + 1 }, () => Math.floor(next() * 1e5) / 100),
      size,
    ),
  ids: (size, next) => {
    const ids = new BigInt64Array(size / 8 + 1);
    for (let i = 1; i < ids.length; i++) ids[i] = (ids[i - 1] as bigint) + (next() < 0.01 ? 5n : 1n);
    return bytesOf(ids, size);
  },
  islands: (size, next) => {
    const out = KINDS["random"]?.(size, next) as Uint8Array;
    for (let at = 0; at + 3000 < size; at += 10_000)
      out.copyWithin(at + 2000, Math.floor(next() * at), Math.floor(next() * at) + 900);
    return out;
  },
};

const pack = (bytes: Uint8Array, params: Record<number, number>): Uint8Array =>
  zlib.zstdCompressSync(bytes, { params });
interface Informed {
  readonly buffer: Uint8Array;
  readonly engine: { readonly bytesWritten: number };
}
/** As one piece, which lets zstd decode at once, without its own window. Node ignores what follows the first frame. */
const unpack = (bytes: Uint8Array, size: number): Uint8Array | null => {
  try {
    const options = { chunkSize: Math.max(64, size + 64), maxOutputLength: Math.max(1, size), info: true };
    const { buffer, engine } = zlib.zstdDecompressSync(bytes, options) as unknown as Informed;
    return engine.bytesWritten === bytes.length ? buffer : null;
  } catch {
    return null;
  }
};

const GUARD = new Uint8Array(4096).fill(0xa5);

/** What ours gives, having looked whether it wrote anywhere else. */
function decoded(bytes: Uint8Array, size: number): Uint8Array | number {
  const mark = kernels.mark();
  const before = kernels.push(GUARD.length);
  const dst = kernels.push(size);
  const after = kernels.push(GUARD.length);
  const src = kernels.put(bytes);
  const last = kernels.push(GUARD.length);
  const { u8 } = kernels;
  const guards = [before, after, last];
  for (const at of guards) u8.set(GUARD, at);
  const written = zstd.decode(src, src + bytes.length, dst, dst + size);
  for (const at of guards) expect(Buffer.compare(u8.subarray(at, at + GUARD.length), GUARD)).toBe(0);
  expect(Buffer.compare(u8.subarray(src, src + bytes.length), bytes)).toBe(0);
  const out = written < 0 ? written : u8.slice(dst, dst + written);
  kernels.reset(mark);
  return out;
}

const same = (bytes: Uint8Array | number, expected: Uint8Array): boolean =>
  typeof bytes !== "number" && Buffer.compare(bytes, expected) === 0;

test("guards stand behind the slack that kernels may use", () => {
  const mark = kernels.mark();
  const first = kernels.push(100);
  expect(kernels.push(1) - first).toBeGreaterThanOrEqual(100 + SLACK);
  kernels.reset(mark);
});

describe("what zlib compressed", () => {
  const SIZES = [0, 1, 3, 8, 63, 255, 256, 257, 1000, 5001, 65_535, 65_792, 131_072, 131_073, 400_000];
  it.each(Object.keys(KINDS))("%s, at all sizes and levels", (kind) => {
    const next = random(kind.length);
    for (const size of SIZES)
      for (const level of [-5, 1, 3, 9, 19]) {
        if (level > 9 && size > 140_000) continue;
        const bytes = KINDS[kind]?.(size, next) as Uint8Array;
        const packed = pack(bytes, { [C.ZSTD_c_compressionLevel]: level, [C.ZSTD_c_checksumFlag]: size & 1 });
        expect(same(decoded(packed, size), bytes), `${size} bytes at level ${level}`).toBe(true);
        if (size > 0) expect(decoded(packed, size - 1)).toBe(-3);
      }
  });

  it("with windows that are smaller, and larger, than what is in them", () => {
    const text = KINDS["text"]?.(5_000_000, random(5)) as Uint8Array;
    for (const log of [10, 14, 18, 23]) {
      const packed = pack(text, {
        [C.ZSTD_c_windowLog]: log,
        [C.ZSTD_c_enableLongDistanceMatching]: log === 23 ? 1 : 0,
        [C.ZSTD_c_compressionLevel]: 1,
      });
      expect(same(decoded(packed, text.length), text), `window of 2^${log}`).toBe(true);
    }
  });

  it("of any content, in several frames, with others between them", () => {
    const frame = fc.record({
      kind: fc.constantFrom(...Object.keys(KINDS)),
      size: fc.integer({ min: 0, max: 20_000 }),
      level: fc.integer({ min: -7, max: 12 }),
      checksum: fc.boolean(),
      sized: fc.boolean(),
      skip: fc.option(fc.integer({ min: 0, max: 50 })),
    });
    fc.assert(
      fc.property(fc.array(frame, { maxLength: 4 }), fc.integer(), (frames, seed) => {
        const next = random(seed);
        const packed: Uint8Array[] = [];
        const plain: Uint8Array[] = [];
        for (const { kind, size, level, checksum, sized, skip } of frames) {
          const bytes = KINDS[kind]?.(size, next) as Uint8Array;
          const params = { [C.ZSTD_c_compressionLevel]: level, [C.ZSTD_c_checksumFlag]: Number(checksum) };
          plain.push(bytes);
          packed.push(pack(bytes, { ...params, [C.ZSTD_c_contentSizeFlag]: Number(sized) }));
          if (skip === null) continue;
          packed.push(Uint8Array.of(0x50 + (skip & 15), 0x2a, 0x4d, 0x18, skip, 0, 0, 0), new Uint8Array(skip));
        }
        const all = Buffer.concat(plain);
        const bytes = Buffer.concat(packed);
        expect(same(decoded(bytes, all.length), all)).toBe(true);
        expect(same(decoded(bytes, all.length + 1000), all)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });
});

describe("in memory of its own", () => {
  const bytes = KINDS["text"]?.(300_000, random(1)) as Uint8Array;
  const packed = Buffer.concat([pack(bytes, {}), pack(bytes, { [C.ZSTD_c_contentSizeFlag]: 0 })]);

  it("frames are decoded whether their size is known or not", () => {
    for (const out of [zstd.inflate(packed, 600_000), zstd.inflateAny(packed, 1 << 30)])
      expect(same(out, Buffer.concat([bytes, bytes]))).toBe(true);
    expect(same(zstd.inflate(packed, 700_000), Buffer.concat([bytes, bytes]))).toBe(true);
    expect(same(zstd.inflateAny(new Uint8Array(0), 5), new Uint8Array(0))).toBe(true);
  });

  it("what does not fit, or is broken, has a status", () => {
    for (const size of [0, 1, 299_999, 599_999]) {
      expect(zstd.inflate(packed, size)).toBe(-3);
      expect(zstd.inflateAny(packed, size)).toBe(-3);
    }
    for (const cut of [3, 5, 20, packed.length - 1]) {
      expect(zstd.inflate(packed.subarray(0, cut), 600_000)).toBe(-1);
      expect(zstd.inflateAny(packed.subarray(0, cut), 1 << 30)).toBe(-1);
    }
  });

  it("the kernels' memory does not grow by what is inflated apart, and nothing stays in use", () => {
    const big = pack(new Uint8Array(40 << 20), {});
    const { bytes: before, used } = kernels;
    expect((zstd.inflateAny(big, 1 << 30) as Uint8Array).length).toBe(40 << 20);
    expect(zstd.inflateAny(big, 1 << 20)).toBe(-3);
    expect(kernels.bytes).toBe(before);
    zstd.inflate(packed, 600_000);
    expect(kernels.used).toBe(used);
  });
});

describe("what zlib would not write", () => {
  const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
  // A window of 1 KiB, no size.
  const start = [...MAGIC, 0, 0];
  const block = (kind: number, size: number, last: boolean): number[] => {
    const head = (size << 3) | (kind << 1) | Number(last);
    return [head & 255, (head >> 8) & 255, head >> 16];
  };

  it("raw and repeated blocks", () => {
    const bytes = Uint8Array.of(...start, ...block(0, 3, false), 1, 2, 3, ...block(1, 1000, true), 7);
    expect(decoded(bytes, 1003)).toEqual(Uint8Array.of(1, 2, 3, ...new Uint8Array(1000).fill(7)));
    expect(decoded(bytes, 1002)).toBe(-3);
  });

  it.each([
    ["a block above the window", [...start, ...block(1, 1025, true), 7], -1],
    ["a reserved kind of block", [...start, ...block(3, 1, true), 7], -1],
    ["a reserved flag", [...MAGIC, 8, 0, ...block(0, 0, true)], -1],
    ["a dictionary", [...MAGIC, 1, 0, 9, ...block(0, 0, true)], -2],
    ["another magic number", [0x27, ...start.slice(1), ...block(0, 0, true)], -1],
    ["no block", start, -1],
    ["a block that is cut", [...start, ...block(0, 3, true), 1, 2], -1],
    ["a frame to skip that is cut", [0x50, 0x2a, 0x4d, 0x18, 9, 0, 0, 0, 1], -1],
    ["less than it promises", [...MAGIC, 0x20, 4, ...block(0, 3, true), 1, 2, 3], -1],
    ["more than it promises", [...MAGIC, 0x20, 2, ...block(0, 2, false), 1, 2, ...block(0, 1, true), 3], -1],
    ["a wrong checksum", [...MAGIC, 0x24, 1, ...block(0, 1, true), 1, 0, 0, 0, 0], -4],
  ])("%s is refused", (_, bytes, status) => {
    expect(decoded(Uint8Array.from(bytes), 5000)).toBe(status);
  });
});

describe("damaged frames", () => {
  const frames = Object.keys(KINDS).flatMap((kind, i) =>
    [90, 700, 3000].flatMap((size) =>
      [1, 3, 19].flatMap((level) => {
        const bytes = KINDS[kind]?.(size, random(i * 7 + size)) as Uint8Array;
        return [0, 1].map((sum) => ({
          size,
          sum,
          packed: pack(bytes, { [C.ZSTD_c_compressionLevel]: level, [C.ZSTD_c_checksumFlag]: sum }),
        }));
      }),
    ),
  );

  // Without a checksum zlib takes some frames that the specification calls broken: their Huffman streams go on after
  // the last symbol.
  it("give what zlib gives or fail, and touch nothing else", { timeout: 60_000 }, () => {
    const next = random(31);
    const agreed = [0, 0];
    for (let i = 0; i < 20_000; i++) {
      const { size, sum, packed } = frames[i % frames.length] as (typeof frames)[number];
      let bytes = Uint8Array.from(packed);
      const changes = 1 + Math.floor(next() * 3);
      // Headers are met more often than chance would have it.
      const within = next() < 0.5 ? Math.min(bytes.length, 24) : bytes.length;
      for (let j = 0; j < changes; j++) {
        const at = Math.floor(next() * within);
        bytes[at] = next() < 0.5 ? next() * 256 : (bytes[at] as number) ^ (1 << (next() * 8));
      }
      if (next() < 0.1) bytes = bytes.subarray(0, 1 + Math.floor(next() * bytes.length));
      const ours = decoded(bytes, size);
      if (typeof ours === "number" && sum === 0) continue;
      const theirs = unpack(bytes, size);
      const alike = typeof ours === "number" ? theirs === null : theirs !== null && same(ours, theirs);
      expect(alike, `mutation ${i}: ${Buffer.from(bytes).toString("hex")}`).toBe(true);
      if (theirs !== null) agreed[sum] = (agreed[sum] ?? 0) + 1;
    }
    expect(agreed[0]).toBeGreaterThan(1000);
    expect(agreed[1]).toBeGreaterThan(10);
  });
});
