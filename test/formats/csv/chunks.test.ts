import { expect, test } from "vitest";
import { csv } from "../../../src/formats/csv/index.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { fc } from "../../support/property.ts";
import { batchesOf, chunked, encode, readRows, rowsOf } from "../tools.ts";

const fields = fc.oneof(
  fc.constantFrom(
    "",
    "1",
    "2.5",
    "true",
    "NA",
    "x",
    '"quoted"',
    '"a ""b"" c"',
    '"line\nbreak"',
    '"comma, in"',
    '"\r\n"',
    "héé",
    '"😀,"',
    "a".repeat(200),
  ),
  fc.integer().map(String),
  fc.double({ noNaN: true }).map(String),
);
const files = fc
  .tuple(
    fc.array(fc.array(fields, { minLength: 1, maxLength: 3 }), { maxLength: 30 }),
    fc.constantFrom("\n", "\r\n"),
    fc.boolean(),
  )
  .map(([rows, eol, last]) => ["a,b,c", ...rows.map((r) => r.join(","))].join(eol) + (last ? eol : ""));
const options = fc.constantFrom(
  {},
  { inferSchemaLength: 0 },
  { nullValues: "NA", ignoreErrors: true, inferSchemaLength: 3 },
  { commentPrefix: "x" },
  { encoding: "utf8-lossy" },
);

const outcome = async (work: Promise<unknown>): Promise<unknown> => work.catch((e: { code: string }) => e.code);

test("any chunking of a file gives the same rows", async () => {
  await fc.assert(
    fc.asyncProperty(
      files,
      options,
      fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 8 }),
      async (text, how, sizes) => {
        const bytes = encode(text);
        const whole = await outcome(readRows(csv, bytesSource(bytes), how));
        expect(await outcome(readRows(csv, chunked(bytes, sizes), how))).toEqual(whole);
      },
    ),
    { numRuns: 600 },
  );
});

test("a file larger than what is kept of its head, in odd chunks", async () => {
  const rows = Array.from({ length: 60_000 }, (_, i) => `${i},"row ${i}\nof ""many""",${i / 8}`);
  const bytes = encode(`id,text,x\n${rows.join("\n")}\n`);
  const table = await csv.open(chunked(bytes, [70_001, 13, 999_983, 1, 4_000_000]), {}, nodeHost);
  const got = rowsOf(table.schema, await batchesOf(table));
  expect(got.length).toBe(60_000);
  got.columns["id"]?.forEach((id, i) => {
    if (id !== BigInt(i)) expect(id).toBe(BigInt(i));
  });
  expect(got.columns["text"]?.[59_999]).toBe('row 59999\nof "many"');
  expect(got.columns["x"]?.[59_999]).toBe(59_999 / 8);
});

test("the first rows of an endless file come at once", async () => {
  let pulled = 0;
  const source = {
    ...bytesSource(new Uint8Array(0), "endless.csv"),
    size: -1,
    async *stream(start: number): AsyncIterable<Uint8Array> {
      yield encode("a,b\n").subarray(start);
      const rows = encode("1,x\n".repeat(16_000));
      for (;;) {
        pulled += rows.length;
        yield rows;
      }
    },
  };
  const table = await csv.open(source, {}, nodeHost);
  const found = await batchesOf(table, { limit: 10 });
  expect(found.map((b) => b.length)).toEqual([10]);
  expect(pulled).toBeLessThan(300_000);
});

test("a cell of 300 MB", async () => {
  const size = 300 << 20;
  const cell = new Uint8Array(4 << 20).fill(120);
  const source = {
    ...bytesSource(new Uint8Array(0), "wide.csv"),
    size: -1,
    async *stream(start: number): AsyncIterable<Uint8Array> {
      const head = encode('a,b\n1,x\n2,"');
      yield head.subarray(start);
      for (let i = 0; i < size; i += cell.length) yield cell;
      yield encode('"\n3,y\n');
    },
  };
  const table = await csv.open(source, { inferSchemaLength: 1 }, nodeHost);
  const lengths: number[] = [];
  for (const b of await batchesOf(table, { columns: ["b"] })) {
    const [c] = b.columns;
    if (c?.layout === "bytes")
      for (let i = 0; i < b.length; i++) lengths.push((c.offsets[i + 1] as number) - (c.offsets[i] as number));
  }
  expect(lengths).toEqual([1, size, 1]);
});

test("a quote that is never closed ends in an error, not in all memory", async () => {
  const part = new Uint8Array(32 << 20).fill(97);
  const source = {
    ...bytesSource(new Uint8Array(0), "open.csv"),
    size: -1,
    async *stream(start: number): AsyncIterable<Uint8Array> {
      yield encode('a\n1\n"').subarray(start);
      for (;;) yield part;
    },
  };
  const table = await csv.open(source, { inferSchemaLength: 1 }, nodeHost);
  await expect(batchesOf(table)).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
});
