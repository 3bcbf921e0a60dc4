import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import type { Codecs } from "../../../src/arrow/ipc/compression.ts";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { encodeFile, encodeStream, streamChunks } from "../../../src/arrow/ipc/encode.ts";
import { FileEncoder, MessageEncoder } from "../../../src/arrow/ipc/encoder.ts";
import { MessageDecoder, StreamDecoder } from "../../../src/arrow/ipc/stream-decoder.ts";
import { field, sameSchema, schema } from "../../../src/arrow/schema.ts";
import { sliceColumn } from "../../../src/arrow/slice.ts";
import { Categorical, Enum, Float64, Int32, Null, Utf8 } from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { fc } from "../../support/property.ts";
import { coded, everyType, frames, rowsOf } from "./arbitrary.ts";

const codecs: Codecs = {
  inflate: { zstd: (b) => zstdDecompressSync(b) },
  deflate: { zstd: (b) => zstdCompressSync(b) },
};

describe("Arrow IPC round trips", () => {
  it.each(["none", "lz4", "zstd"] as const)("keep schema and values of any frame (%s)", (compression) => {
    fc.assert(
      fc.property(frames, fc.boolean(), ({ schema: s, batches }, file) => {
        const bytes = (file ? encodeFile : encodeStream)(s, batches, { compression, codecs });
        const back = decode(bytes, { codecs });
        expect(sameSchema(back.schema, s)).toBe(true);
        expect(back.schema.fields.map((f) => f.nullable)).toEqual(s.fields.map((f) => f.nullable));
        expect(back.batches.map((b) => b.length)).toEqual(batches.map((b) => b.length));
        expect(back.batches.map(rowsOf)).toEqual(batches.map(rowsOf));
      }),
      { numRuns: 150 },
    );
  });

  it("decode streams cut into chunks of any size", () => {
    const { schema: s, batches } = everyType(7);
    const bytes = encodeStream(s, batches, { compression: "lz4" });
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1 }), (sizes) => {
        const decoder = new StreamDecoder();
        const out = [];
        for (let at = 0, i = 0; at < bytes.length; at += sizes[i++ % sizes.length] as number)
          out.push(...decoder.push(bytes.slice(at, at + (sizes[i % sizes.length] as number))));
        decoder.finish();
        expect(out.map(rowsOf)).toEqual(batches.map(rowsOf));
      }),
      { numRuns: 40 },
    );
  });

  it("write a file's batches after their dictionaries, or at once where they are many", () => {
    const s = schema([field("x", Float64), field("t", Categorical)]);
    const rows = 500_000;
    const make = (t: string): ReturnType<typeof batch> =>
      batch(s, [columnFrom(new Float64Array(rows), Float64), columnFrom(new Array(rows).fill(t), Categorical)], rows);
    const encoder = new FileEncoder(s);
    const written = ["a", "b", "c", "d"].map((t) => encoder.push(make(t)));
    const bytes = (chunks: readonly Uint8Array[]): number => chunks.reduce((sum, c) => sum + c.length, 0);
    // 6 MB a batch, and no more than 16 MiB wait.
    expect(written.map((chunks) => bytes(chunks) > 1e6)).toEqual([false, false, true, true]);
    const all = Buffer.concat([...written.flat(), ...encoder.finish()]);
    const back = decode(all).batches.map((b) => valuesOf(sliceColumn(b.columns[1] as never, 0, 1)));
    expect(back.map((v) => v[0])).toEqual(["a", "b", "c", "d"]);
  });

  it("share the memory of aligned bytes, both ways", () => {
    const values = Float64Array.of(1, 2, 3);
    const s = schema([field("x", Float64)]);
    const chunks = [...streamChunks(s, [batch(s, [columnFrom(values, Float64)])])];
    expect(chunks.some((c) => c.buffer === values.buffer)).toBe(true);
    const bytes = encodeFile(s, [batch(s, [columnFrom(values, Float64)])]);
    const [column] = decode(bytes).batches[0]?.columns ?? [];
    expect(column?.layout === "fixed" && column.values.buffer === bytes.buffer).toBe(true);
    const shifted = new Uint8Array(bytes.length + 1);
    shifted.set(bytes, 1);
    expect(decode(shifted.subarray(1)).batches.map(rowsOf)).toEqual([[[1, 2, 3]]]);
  });

  it("hold text with a dictionary as such, through replaced, extended and shared dictionaries", () => {
    const s = schema([field("t", Utf8)]);
    const parts = [["a", "b", null], ["a", "b", "c", "a"], ["z"], ["b", "q", null], [null], ["a"]].map(coded);
    const batches = [...parts.map((c) => batch(s, [c])), batch(s, [columnFrom(["plain", null, "a", "plain"], Utf8)])];
    const expected = batches.map(rowsOf);
    const deltas: typeof encodeStream = (a, b) => encodeStream(a, b, { deltas: true });
    expect(deltas(s, batches.slice(0, 2))).not.toEqual(encodeStream(s, batches.slice(0, 2)));
    for (const encode of [encodeFile, encodeStream, deltas]) {
      const back = decode(encode(s, batches)).batches;
      expect(back.map(rowsOf)).toEqual(expected);
      expect(back.every((b) => b.columns[0]?.layout === "dict")).toBe(true);
    }
    const plain = decode(encodeStream(s, [batches[6] as never, batches[0] as never])).batches;
    expect(plain.map((b) => b.columns[0]?.layout)).toEqual(["bytes", "bytes"]);
  });

  it("keep one dictionary for all batches of one", () => {
    const s = schema([field("c", Categorical)]);
    const c = columnFrom(["x", "y"], Categorical);
    const bytes = encodeStream(s, [batch(s, [c]), batch(s, [c])]);
    const [a, b] = decode(bytes).batches.map((x) => x.columns[0]);
    expect(a?.layout === "dict" && b?.layout === "dict" && a.dictionary === b.dictionary).toBe(true);
  });

  it("keep an Enum's categories and their codes where the dictionary lacks some", () => {
    const type = Enum(["low", "mid", "high"]);
    const s = schema([field("e", type)]);
    const c = { ...coded(["high", null, "low"]), type };
    const [b] = decode(encodeFile(s, [batch(s, [c as never])])).batches;
    const e = b?.columns[0];
    expect(e?.type).toEqual(type);
    expect(valuesOf(e as never)).toEqual(["high", null, "low"]);
    expect(e?.layout === "dict" && [...e.codes]).toEqual([2, 0, 0]);
  });

  it("hold no rows, no columns, no batches, and 2,000 columns", () => {
    const none = schema([]);
    expect(decode(encodeFile(none, [batch(none, [], 5)])).batches[0]?.length).toBe(5);
    const s = schema([field("n", Null), field("t", Utf8, false)]);
    for (const encode of [encodeFile, encodeStream])
      expect(decode(encode(s, []))).toMatchObject({ batches: [], schema: s });
    const wide = schema(Array.from({ length: 2000 }, (_, i) => field(`c${i}`, Int32)));
    const back = decode(
      encodeStream(wide, [
        batch(
          wide,
          wide.fields.map(() => columnFrom([1], Int32)),
        ),
      ]),
    );
    expect(back.batches[0]?.columns.length).toBe(2000);
  });

  it("read only the columns asked for, in their order", () => {
    const { schema: s, batches } = everyType(3);
    const all = decode(encodeFile(s, batches)).batches.map(rowsOf);
    const some = decode(encodeFile(s, batches), { columns: ["c27", "c3", "c16"] });
    expect(some.schema.fields.map((f) => f.name)).toEqual(["c27", "c3", "c16"]);
    expect(some.batches.map(rowsOf)).toEqual(all.map((b) => [b[27], b[3], b[16]]));
    expect(() => decode(encodeFile(s, batches), { columns: ["c99"] })).toThrow(/COLUMN_NOT_FOUND/);
  });

  it("come message by message, as Flight sends them", () => {
    const { schema: s, batches } = everyType(13);
    const encoder = new MessageEncoder(s);
    const decoder = new MessageDecoder();
    const joined = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((p) => [...p]));
    const messages = [encoder.start(batches[0]), ...batches.flatMap((b) => encoder.push(b))];
    for (const m of messages) expect(m.body.reduce((n, p) => n + p.length, 0)).toBe(m.bodyLength);
    const out = messages.map((m) => decoder.read(m.metadata, joined(m.body))).filter((b) => b !== null);
    expect(out.map(rowsOf)).toEqual(batches.map(rowsOf));
  });

  it("refuse a batch of another schema and nulls where none may be", () => {
    const s = schema([field("x", Int32, false)]);
    const other = schema([field("y", Int32)]);
    expect(() => encodeStream(s, [batch(other, [columnFrom([1], Int32)])])).toThrow(/SCHEMA_MISMATCH/);
    expect(() => decode(encodeStream(s, [batch(s, [columnFrom([1, null], Int32)])]))).toThrow(
      /CORRUPT.*"x" is declared without nulls/,
    );
  });
});
