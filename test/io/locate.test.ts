import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { locate } from "../../src/io/locate.ts";
import { filePlaces } from "../../src/io/node/paths.ts";
import { StreamSource } from "../../src/io/stream-source.ts";
import { blobSource } from "../../src/io/web/blob-source.ts";

const bytes = Uint8Array.from({ length: 200_000 }, (_, i) => i & 255);
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

test("everything that can be read is found, in order", async () => {
  const folder = await mkdtemp(join(tmpdir(), "polaroid-locate-"));
  const path = join(folder, "a.csv");
  await writeFile(path, "a\n");
  const file = new File([bytes], "dropped.csv", { lastModified: 5 });
  const places = await locate(
    [path, new URL("https://example.org/b.csv?key=1"), new Blob([bytes]), bytes.buffer, [bytes.subarray(1), file]],
    filePlaces,
  );
  expect(places.map((p) => p.name)).toEqual([
    path,
    "https://example.org/b.csv?key=1",
    "Blob",
    "bytes",
    "bytes",
    "dropped.csv",
  ]);
  const sources = await Promise.all(places.filter((_, i) => i !== 1).map((p) => p.open()));
  expect(sources.map((s) => s.size)).toEqual([2, 200_000, 200_000, 199_999, 200_000]);
  for (const s of sources) await s.close();
  await rm(folder, { recursive: true });
});

test("in a browser a text is a URL", async () => {
  await expect(locate("no/base.csv", null)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  expect((await locate("https://example.org/a.csv", null)).map((p) => p.name)).toEqual(["https://example.org/a.csv"]);
  await expect(locate("file:///a.csv", null)).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
});

test.each(["s3://bucket/x.parquet", "ftp://host/x"])("%s is NOT_SUPPORTED", async (url) => {
  await expect(locate(url, filePlaces)).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
});

test("nothing, or something else", async () => {
  await expect(locate([], filePlaces)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  await expect(locate(5 as never, filePlaces)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});

test("a blob is read in pieces", async () => {
  const source = blobSource(new Blob([bytes]));
  expect(same(await source.read(5, 10), bytes.subarray(5, 10))).toBe(true);
  expect(same(await source.tail(3), bytes.subarray(-3))).toBe(true);
  expect(same(await gather(source.stream(100)), bytes.subarray(100))).toBe(true);
  await expect(source.read(0, 200_001)).rejects.toMatchObject({ code: "CORRUPT" });
});

test("a stream can be looked at and begun again while it is small", async () => {
  async function* pieces(size: number, count: number): AsyncIterable<Uint8Array> {
    for (let i = 0; i < count; i++) yield bytes.subarray(0, size);
  }
  const small = new StreamSource("pipe", pieces(1000, 5));
  for await (const _ of small.stream(0)) break;
  expect((await gather(small.stream(0))).length).toBe(5000);
  expect((await gather(small.stream(4500))).length).toBe(500);
  expect(same(await small.tail(10), bytes.subarray(990, 1000))).toBe(true);
  expect((await small.read(0, 3)).length).toBe(3);
  const large = new StreamSource("pipe", pieces(200_000, 400));
  expect((await gather(large.stream(0))).length).toBe(80_000_000);
  await expect(gather(large.stream(0))).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
});
