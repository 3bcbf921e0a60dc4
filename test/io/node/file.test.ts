import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fileSink } from "../../../src/io/node/file-sink.ts";
import { fileSource } from "../../../src/io/node/file-source.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "polaroid-io-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = (length: number): Uint8Array => Uint8Array.from({ length }, (_, i) => (i * 7 + (i >> 8)) & 255);
async function gather(chunks: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const all: Uint8Array[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

describe("fileSource", () => {
  test("reads ranges, the tail and a stream", async () => {
    const path = join(folder, "a.bin");
    const data = bytes(300_000);
    await writeFile(path, data);
    const source = await fileSource(path);
    expect(source.size).toBe(300_000);
    expect(Buffer.from(await source.read(70_000, 70_010))).toEqual(Buffer.from(data.subarray(70_000, 70_010)));
    expect(Buffer.from(await source.tail(5))).toEqual(Buffer.from(data.subarray(-5)));
    expect((await source.tail(1e9)).length).toBe(300_000);
    expect((await gather(source.stream(0))).equals(data)).toBe(true);
    expect((await gather(source.stream(123_456))).equals(data.subarray(123_456))).toBe(true);
    await source.close();
    expect((await source.read(0, 3)).length).toBe(3);
    await source.close();
  });

  test("a range behind the end is CORRUPT", async () => {
    const path = join(folder, "short.bin");
    await writeFile(path, bytes(10));
    const source = await fileSource(path);
    await expect(source.read(5, 11)).rejects.toMatchObject({ code: "CORRUPT" });
    await expect(source.read(-1, 3)).rejects.toMatchObject({ code: "CORRUPT" });
    await source.close();
  });

  test("a file replaced while it is read is an error, not a mixture", async () => {
    const path = join(folder, "replaced.bin");
    await writeFile(path, bytes(10));
    const source = await fileSource(path);
    await source.close();
    await writeFile(join(folder, "new.bin"), bytes(11));
    await rename(join(folder, "new.bin"), path);
    await expect(source.read(0, 3)).rejects.toMatchObject({ code: "IO" });
  });

  test("what cannot be opened says why", async () => {
    await expect(fileSource(join(folder, "none"))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(fileSource(folder)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(fileSource("a\0b")).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(fileSource(join(folder, "a.bin", "b"))).rejects.toMatchObject({ code: "NOT_FOUND" });
  });

  test.skipIf(process.getuid?.() === 0)("no permission is PERMISSION_DENIED", async () => {
    const path = join(folder, "secret");
    await writeFile(path, "x");
    await chmod(path, 0);
    await expect(fileSource(path)).rejects.toMatchObject({ code: "PERMISSION_DENIED" });
  });

  test("a stopped signal stops the read", async () => {
    const source = await fileSource(join(folder, "a.bin"));
    await expect(source.read(0, 1, AbortSignal.abort())).rejects.toMatchObject({ code: "CANCELLED" });
    await source.close();
  });

  test("an empty file streams nothing", async () => {
    const path = join(folder, "empty");
    await writeFile(path, "");
    const source = await fileSource(path);
    expect((await gather(source.stream(0))).length).toBe(0);
    expect((await source.tail(8)).length).toBe(0);
  });
});

describe("fileSink", () => {
  test("nothing is visible before commit, everything after it", async () => {
    const home = join(folder, "sink");
    await mkdir(home);
    const path = join(home, "out.bin");
    await writeFile(path, "old");
    await chmod(path, 0o640);
    const sink = await fileSink(path);
    await sink.write(bytes(100_000));
    expect(await readFile(path, "utf8")).toBe("old");
    await sink.commit();
    expect((await readFile(path)).equals(bytes(100_000))).toBe(true);
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readdir(home)).toEqual(["out.bin"]);
    await expect(sink.write(bytes(1))).rejects.toMatchObject({ code: "IO" });
  });

  test("abort removes the draft, also twice", async () => {
    const home = join(folder, "abort");
    await mkdir(home);
    const sink = await fileSink(join(home, "out.bin"));
    await sink.write(bytes(10));
    await sink.abort();
    await sink.abort();
    expect(await readdir(home)).toEqual([]);
  });

  test("a link keeps pointing at its file", async () => {
    const real = join(folder, "real.bin");
    const link = join(folder, "link.bin");
    await writeFile(real, "old");
    await symlink(real, link);
    const sink = await fileSink(link);
    await sink.write(bytes(4));
    await sink.commit();
    expect((await readFile(real)).length).toBe(4);
  });

  test("a folder that is missing or a file is an error", async () => {
    await expect(fileSink(join(folder, "none", "x"))).rejects.toMatchObject({ code: "NOT_FOUND" });
    await expect(fileSink(folder)).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
  });

  test.skipIf(process.platform !== "linux")("a full disk is NO_SPACE", async () => {
    const sink = await fileSink("/dev/full");
    await expect(sink.write(bytes(4096))).rejects.toMatchObject({ code: "NO_SPACE" });
  });
});
