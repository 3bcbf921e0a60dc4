import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import type { HostCodec } from "../../src/core/host.ts";
import { nodeHost } from "../../src/io/node/host.ts";
import { webHost } from "../../src/io/web/host.ts";

const plain = Buffer.from(Array.from({ length: 50_000 }, (_, i) => `${i},${i * i}\n`).join(""));
const packed: readonly (readonly [string, HostCodec, Uint8Array])[] = [
  ["gzip", "gzip", gzipSync(plain)],
  ["gzip of two members", "gzip", Buffer.concat([gzipSync(plain.subarray(0, 1000)), gzipSync(plain.subarray(1000))])],
  ["zlib", "deflate", deflateSync(plain)],
  ["raw deflate", "deflate", deflateRawSync(plain)],
  ["zstd", "zstd", zstdCompressSync(plain)],
  [
    "zstd of two frames",
    "zstd",
    Buffer.concat([zstdCompressSync(plain.subarray(0, 1000)), zstdCompressSync(plain.subarray(1000))]),
  ],
  ["brotli", "brotli", brotliCompressSync(plain)],
];

async function* sliced(bytes: Uint8Array, size: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe.each([
  ["node", nodeHost],
  ["web", webHost],
] as const)("%s host", (_, host) => {
  test.each(packed)("inflates %s, its size known or not", async (_name, codec, bytes) => {
    await host.loadCodec(codec);
    const inflate = host.inflate[codec];
    expect(Buffer.compare(inflate?.(bytes, plain.length) as Uint8Array, plain)).toBe(0);
    expect(Buffer.compare(inflate?.(bytes, 0) as Uint8Array, plain)).toBe(0);
  });

  test.each(packed)("refuses %s that is cut, longer or shorter than promised", async (_name, codec, bytes) => {
    await host.loadCodec(codec);
    const inflate = host.inflate[codec];
    for (const [data, size] of [
      [bytes.subarray(0, bytes.length >> 1), plain.length],
      [bytes, plain.length - 1],
      [bytes, plain.length + 1],
    ] as const)
      expect(() => inflate?.(data, size)).toThrow(expect.objectContaining({ code: "CORRUPT" }));
  });

  test.each(packed.filter(([name]) => name !== "raw deflate"))("streams %s", async (_name, codec, bytes) => {
    const out: Uint8Array[] = [];
    for await (const chunk of host.inflateStream(codec, sliced(bytes, 777))) out.push(chunk.slice());
    expect(Buffer.compare(Buffer.concat(out), plain)).toBe(0);
  });

  test.each(packed.filter(([name]) => !name.includes(" ")))(
    "a cut stream of %s is CORRUPT",
    async (_name, codec, bytes) => {
      const drain = async (): Promise<void> => {
        for await (const _ of host.inflateStream(codec, sliced(bytes.subarray(0, bytes.length >> 1), 1000)));
      };
      await expect(drain()).rejects.toMatchObject({ code: "CORRUPT" });
    },
  );

  test("streams a hundred zstd frames", async () => {
    const frames = Buffer.concat(
      Array.from({ length: 100 }, (_, i) => zstdCompressSync(plain.subarray(i * 100, (i + 1) * 100))),
    );
    const out: Uint8Array[] = [];
    for await (const chunk of host.inflateStream("zstd", sliced(frames, 123))) out.push(chunk.slice());
    expect(Buffer.compare(Buffer.concat(out), plain.subarray(0, 10_000))).toBe(0);
  });

  test.each(["gzip", "zstd"] as const)("an error of the source comes through a %s stream", async (codec) => {
    async function* failing(): AsyncIterable<Uint8Array> {
      yield (codec === "gzip" ? gzipSync(plain) : zstdCompressSync(plain)).subarray(0, 100);
      throw new RangeError("source");
    }
    const drain = async (): Promise<void> => {
      for await (const _ of host.inflateStream(codec, failing()));
    };
    await expect(drain()).rejects.toThrow("source");
  });

  test.each(["gzip", "deflate"] as const)("what %s deflates inflates again", async (codec) => {
    await host.loadCodec(codec);
    const small = host.deflate[codec]?.(plain) as Uint8Array;
    expect(small.length).toBeLessThan(plain.length);
    expect(Buffer.compare(host.inflate[codec]?.(small, plain.length) as Uint8Array, plain)).toBe(0);
  });

  test("pauses, tells time, codes text", async () => {
    const start = host.now();
    await host.pause();
    expect(host.now()).toBeGreaterThanOrEqual(start);
    expect(host.decodeText(host.encodeText("héllo wörld, long enough"))).toBe("héllo wörld, long enough");
  });
});
