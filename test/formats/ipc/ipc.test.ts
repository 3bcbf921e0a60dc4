import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Batch, batch, sliceBatch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { field, type Schema, schema } from "../../../src/arrow/schema.ts";
import { Categorical, Float64, Int32, Utf8 } from "../../../src/arrow/types.ts";
import type { ByteSource, Host } from "../../../src/core/host.ts";
import { ipc } from "../../../src/formats/ipc/index.ts";
import { fileSink } from "../../../src/io/node/file-sink.ts";
import { fileSource } from "../../../src/io/node/file-source.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import type { ScanRequest } from "../../../src/plan/table.ts";
import { everyType, rowsOf } from "../../arrow/ipc/arbitrary.ts";

const folder = mkdtempSync(join(tmpdir(), "polaroid-ipc-"));
afterAll(() => rmSync(folder, { recursive: true }));
const path = (name: string): string => join(folder, name);
const ALL: ScanRequest = { columns: null, predicate: null, limit: null };

async function write(name: string, s: Schema, batches: readonly Batch[], options = {}): Promise<string> {
  const sink = await fileSink(path(name));
  const w = await ipc.writer?.(sink, s, options, nodeHost);
  for (const b of batches) await w?.write(b);
  await w?.finish();
  await sink.commit();
  return path(name);
}

/** Counts what is read. */
async function counted(name: string): Promise<{ source: ByteSource; bytes: () => number }> {
  const inner = await fileSource(name);
  let bytes = 0;
  const seen = (b: Uint8Array): Uint8Array => {
    bytes += b.length;
    return b;
  };
  const source: ByteSource = {
    name: inner.name,
    size: inner.size,
    version: inner.version,
    read: async (a, b, signal) => seen(await inner.read(a, b, signal)),
    tail: async (n, signal) => seen(await inner.tail(n, signal)),
    async *stream(start, signal) {
      for await (const chunk of inner.stream(start, signal)) yield seen(chunk);
    },
    close: () => inner.close(),
  };
  return { source, bytes: () => bytes };
}

async function collect(
  source: ByteSource,
  request: ScanRequest = ALL,
  host: Host = nodeHost,
): Promise<{ schema: Schema; batches: Batch[] }> {
  const table = await ipc.open(source, {}, host);
  try {
    return { schema: table.schema, batches: await gather(table.scan(request)) };
  } finally {
    await table.close();
  }
}

async function gather(batches: AsyncIterable<Batch>): Promise<Batch[]> {
  const out: Batch[] = [];
  for await (const b of batches) out.push(b);
  return out;
}

const wide = schema([
  field("a", Int32),
  field("b", Float64),
  field("c", Categorical),
  field("d", Float64),
  field("t", Utf8),
]);
const ROWS = 60_000;
const wideBatch = (from: number): Batch =>
  batch(wide, [
    columnFrom(
      Int32Array.from({ length: ROWS }, (_, i) => from + i),
      Int32,
    ),
    columnFrom(
      Float64Array.from({ length: ROWS }, (_, i) => i / 3),
      Float64,
    ),
    columnFrom(
      Array.from({ length: ROWS }, (_, i) => `g${(from + i) % 5}`),
      Categorical,
    ),
    columnFrom(
      Float64Array.from({ length: ROWS }, () => 1),
      Float64,
    ),
    columnFrom(
      Array.from({ length: ROWS }, (_, i) => (i % 9 === 0 ? null : `text number ${i % 100}`)),
      Utf8,
    ),
  ]);

describe("ipc", () => {
  it.each(["none", "lz4", "zstd"])("writes and reads files and streams (%s)", async (compression) => {
    const { schema: s, batches } = everyType(21);
    for (const [layout, name] of [
      ["file", "x.arrow"],
      ["stream", "x.ipc"],
      [undefined, "x.arrows"],
    ] as const) {
      const file = await write(name, s, batches, layout === undefined ? { compression } : { compression, layout });
      const head = readFileSync(file).subarray(0, 16);
      expect(ipc.magic?.(head)).toBe(true);
      expect(head[0]).toBe(layout === "file" ? 0x41 : 0xff);
      const back = await collect(await fileSource(file));
      expect(back.schema).toEqual(s);
      expect(back.batches.map(rowsOf)).toEqual(batches.map(rowsOf));
      expect(decode(new Uint8Array(readFileSync(file)), { codecs: nodeHost }).batches.map(rowsOf)).toEqual(
        batches.map(rowsOf),
      );
    }
  });

  it("reads only the ranges of the columns and rows asked for", async () => {
    const batches = [0, 1, 2, 3].map((i) => wideBatch(i * ROWS));
    const file = await write("wide.arrow", wide, batches);
    const { size } = statSync(file);
    const one = await counted(file);
    const some = await collect(one.source, { ...ALL, columns: ["c", "a"] });
    expect(some.batches.map(rowsOf)).toEqual(batches.map((b) => [rowsOf(b)[2], rowsOf(b)[0]]));
    expect(one.bytes()).toBeLessThan(size * 0.45);
    const first = await counted(file);
    const head = await collect(first.source, { ...ALL, limit: 10 });
    expect(head.batches.map(rowsOf)).toEqual([rowsOf(sliceBatch(batches[0] as Batch, 0, 10))]);
    expect(first.bytes()).toBeLessThan(size * 0.35);
    const footer = await counted(file);
    await (await ipc.open(footer.source, {}, nodeHost)).close();
    expect(footer.bytes()).toBeLessThan(70_000);
  });

  it("reads ranges of compressed files", async () => {
    const batches = [0, 1].map((i) => wideBatch(i * ROWS));
    const file = await write("packed.arrow", wide, batches, { compression: "lz4" });
    const { source, bytes } = await counted(file);
    const some = await collect(source, { ...ALL, columns: ["a", "t"] });
    expect(some.batches.map(rowsOf)).toEqual(batches.map((b) => [rowsOf(b)[0], rowsOf(b)[4]]));
    expect(bytes()).toBeLessThan(statSync(file).size);
  });

  it("stops a stream at the limit, and scans again", async () => {
    const batches = Array.from({ length: 12 }, (_, i) => wideBatch(i * ROWS));
    const file = await write("wide.arrows", wide, batches);
    const { source, bytes } = await counted(file);
    const table = await ipc.open(source, {}, nodeHost);
    for (let i = 0; i < 2; i++) {
      const rows = (await gather(table.scan({ ...ALL, limit: ROWS + 5, columns: ["a"] }))).map((b) => b.length);
      expect(rows).toEqual([ROWS, 5]);
    }
    await table.close();
    expect(bytes()).toBeLessThan(2 * statSync(file).size);
  });

  it("loads zstd where the host lacks it", async () => {
    const s = schema([field("x", Utf8)]);
    const texts = Array.from({ length: 100 }, () => "again and again");
    const inflate: { zstd?: (b: Uint8Array, size: number) => Uint8Array } = {};
    let loads = 0;
    const host: Host = {
      ...nodeHost,
      inflate,
      loadCodec: async (codec) => {
        loads++;
        if (codec === "zstd") inflate.zstd = nodeHost.inflate.zstd as NonNullable<typeof inflate.zstd>;
      },
    };
    for (const name of ["z.arrow", "z.arrows"]) {
      delete inflate.zstd;
      const file = await write(name, s, [batch(s, [columnFrom(texts, Utf8)])], { compression: "zstd" });
      expect((await collect(await fileSource(file), ALL, host)).batches.map(rowsOf)).toEqual([[texts]]);
    }
    expect(loads).toBe(2);
  });

  it("writes what has no rows", async () => {
    for (const name of ["none.arrow", "none.arrows"]) {
      const back = await collect(await fileSource(await write(name, wide, [])));
      expect(back).toEqual({ schema: wide, batches: [] });
    }
  });

  it("says what is wrong with a file", async () => {
    const open = async (name: string, bytes: Uint8Array | string): Promise<unknown> => {
      writeFileSync(path(name), bytes);
      return collect(await fileSource(path(name)));
    };
    const file = await write("cut.arrow", wide, [wideBatch(0)]);
    truncateSync(file, 5000);
    await expect(collect(await fileSource(file))).rejects.toThrow(/CORRUPT.*cut short/);
    const stream = await write("cut.arrows", wide, [wideBatch(0), wideBatch(1)]);
    truncateSync(stream, statSync(stream).size - 1000);
    const table = await ipc.open(await fileSource(stream), {}, nodeHost);
    let rows = 0;
    await expect(async () => {
      for await (const b of table.scan(ALL)) rows += b.length;
    }).rejects.toThrow(/CORRUPT.*ends within a message/);
    expect(rows).toBe(ROWS);
    await expect(open("empty.arrow", "")).rejects.toThrow(/CORRUPT.*empty/);
    await expect(open("text.arrow", "a,b\n1,2\n")).rejects.toThrow(/CORRUPT/);
    await expect(open("old.feather", "FEA1....FEA1")).rejects.toThrow(/NOT_SUPPORTED.*Feather V1/);
    await expect(write("odd.arrow", wide, [], { compression: "brotli" })).rejects.toThrow(/INVALID_ARGUMENT.*brotli/);
  });

  it("stops when it is cancelled", async () => {
    const file = await write("stop.arrow", wide, [wideBatch(0), wideBatch(1)]);
    const table = await ipc.open(await fileSource(file), {}, nodeHost);
    await expect(gather(table.scan({ ...ALL, signal: AbortSignal.abort() }))).rejects.toThrow(/CANCELLED/);
    await table.close();
  });
});
