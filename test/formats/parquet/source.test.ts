import { describe, expect, it } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import * as t from "../../../src/arrow/types.ts";
import type { ByteSource } from "../../../src/core/host.ts";
import { parquet } from "../../../src/formats/parquet/index.ts";
import { readRanges } from "../../../src/formats/ranges.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { scanBatches, writeParquet } from "../../support/parquet-file.ts";

/** Counts what is asked of a source. */
function counted(bytes: Uint8Array): { source: ByteSource; reads: [number, number][]; tails: number[] } {
  const inner = bytesSource(bytes);
  const reads: [number, number][] = [];
  const tails: number[] = [];
  const source: ByteSource = {
    name: inner.name,
    size: inner.size,
    version: inner.version,
    read: (start, end, signal) => {
      reads.push([start, end]);
      return inner.read(start, end, signal);
    },
    tail: (length, signal) => {
      tails.push(length);
      return inner.tail(length, signal);
    },
    stream: (start, signal) => inner.stream(start, signal),
    close: () => inner.close(),
  };
  return { source, reads, tails };
}

let seed = 1;
const noise = (): number => {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return seed / 2 ** 32;
};
const WIDE = 6;
const ROWS = 120_000;
const s = schema(Array.from({ length: WIDE }, (_, i) => field(`c${i}`, t.Float64)));
const big = batch(
  s,
  s.fields.map(() => columnFrom(Array.from({ length: ROWS }, noise), t.Float64)),
);
const bytesRead = (reads: readonly [number, number][]): number => reads.reduce((n, [a, b]) => n + b - a, 0);

describe("bytes that are read", () => {
  it("the footer once, and again only where it is larger than the first read", async () => {
    const small = counted(await writeParquet([batch(schema([field("a", t.Int32)]), [columnFrom([1], t.Int32)])]));
    await parquet.open(small.source, {}, nodeHost);
    expect(small).toMatchObject({ reads: [], tails: [65536] });
    const many = schema(Array.from({ length: 2000 }, (_, i) => field(`column number ${i}`, t.Int32)));
    const wide = counted(
      await writeParquet([
        batch(
          many,
          many.fields.map((_, i) => columnFrom([i, null], t.Int32)),
        ),
      ]),
    );
    const table = await parquet.open(wide.source, {}, nodeHost);
    expect(wide.tails.length).toBe(2);
    const [b] = await scanBatches(table);
    expect(b?.columns.length).toBe(2000);
  });

  it("the chunks of the columns that are wanted, neighbours at once", async () => {
    const file = await writeParquet([big], { compression: "none", dictionary: false, rowGroupSize: ROWS });
    const one = counted(file);
    await scanBatches(await parquet.open(one.source, {}, nodeHost), { columns: ["c3"] });
    expect(one.reads.length).toBe(1);
    expect(bytesRead(one.reads)).toBeLessThan(file.length / WIDE + 2000);
    const two = counted(file);
    await scanBatches(await parquet.open(two.source, {}, nodeHost), { columns: ["c1", "c2"] });
    expect(two.reads.length).toBe(1);
  });

  it("only the front of large chunks for a few rows", async () => {
    const file = await writeParquet([big], {
      compression: "none",
      dictionary: false,
      rowGroupSize: ROWS,
      pageSize: 1 << 16,
    });
    const few = counted(file);
    const [b] = await scanBatches(await parquet.open(few.source, {}, nodeHost), { limit: 10 });
    expect(b?.length).toBe(10);
    expect(bytesRead(few.reads)).toBeLessThan(file.length / 3);
    expect(b?.columns[5]).toMatchObject({ length: 10 });
    // One page holds all: its front does not do, so that the chunks are read whole.
    const whole = await writeParquet([big], {
      compression: "none",
      dictionary: false,
      rowGroupSize: ROWS,
      pageSize: 1 << 27,
    });
    const [again] = await scanBatches(await parquet.open(counted(whole).source, {}, nodeHost), { limit: 10 });
    expect(again?.length).toBe(10);
  });

  it("ranges far apart on their own", async () => {
    const { source, reads } = counted(new Uint8Array(1_000_000).map((_, i) => i));
    const parts = await readRanges(source, [
      { start: 900_000, end: 900_010 },
      { start: 5, end: 10 },
      { start: 20, end: 30 },
      { start: 8, end: 12 },
    ]);
    expect(reads).toEqual([
      [5, 30],
      [900_000, 900_010],
    ]);
    expect([...(parts[1] as Uint8Array)]).toEqual([5, 6, 7, 8, 9]);
    expect(parts[0]?.length).toBe(10);
  });

  it("stops with the consumer", async () => {
    const file = await writeParquet([big], { compression: "none", dictionary: false, rowGroupSize: 5000 });
    const { source, reads } = counted(file);
    const table = await parquet.open(source, {}, nodeHost);
    let rows = 0;
    for await (const b of table.scan({ columns: null, predicate: null, limit: null })) {
      rows += b.length;
      if (rows > 0) break;
    }
    expect(rows).toBeLessThanOrEqual(5000);
    expect(bytesRead(reads)).toBeLessThan(file.length / 4);
  });
});
