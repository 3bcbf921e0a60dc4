import { describe, expect, it } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { bytesColumn } from "../../../src/arrow/column.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import * as t from "../../../src/arrow/types.ts";
import { inflate, LZ4_HADOOP, prepareCodec } from "../../../src/formats/parquet/codec.ts";
import { parquet } from "../../../src/formats/parquet/index.ts";
import { thrift } from "../../../src/formats/parquet/thrift-write.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { kernels } from "../../../src/kernels/memory.ts";
import { openParquet, readParquet, writeParquet } from "../../support/parquet-file.ts";
import { everyType } from "../../support/parquet-samples.ts";

const ascii = (text: string): Uint8Array => new TextEncoder().encode(text);
const one = (type: t.DataType, values: readonly unknown[]) =>
  batch(schema([field("c", type)]), [columnFrom(values, type)]);

/** A file of nothing but a footer. */
function footerOnly(footer: Uint8Array, magic = "PAR1"): Uint8Array {
  const out = new Uint8Array(footer.length + 12);
  out.set(ascii(magic));
  out.set(footer, 4);
  new DataView(out.buffer).setUint32(footer.length + 4, footer.length, true);
  out.set(ascii(magic), footer.length + 8);
  return out;
}
const element = (name: string, physical: number) => thrift().i32(1, physical).i32(3, 1).binary(4, name);
const root = (children: number) => thrift().binary(4, "schema").i32(5, children);

describe("what is no Parquet file", () => {
  it.each([
    ["nothing", new Uint8Array(0)],
    ["text", ascii("a,b\n1,2\nthis is not a Parquet file")],
    ["a footer longer than the file", footerOnly(new Uint8Array(0)).map((b, i) => (i === 6 ? 100 : b))],
    ["an empty footer", footerOnly(new Uint8Array(1))],
  ])("%s", async (_, bytes) => {
    await expect(openParquet(bytes)).rejects.toMatchObject({ code: "CORRUPT" });
  });
  it("every cut of a file", async () => {
    const bytes = await writeParquet([everyType(20)]);
    for (let n = 0; n < bytes.length; n += 37)
      await expect(openParquet(bytes.subarray(0, n))).rejects.toMatchObject({ code: "CORRUPT" });
  });
  it("is known by its first bytes", () => {
    expect(parquet.magic?.(ascii("PAR1"))).toBe(true);
    expect(parquet.magic?.(ascii("PARE"))).toBe(true);
    expect(parquet.magic?.(ascii("PAR"))).toBe(false);
  });
});

describe("what is refused", () => {
  it("encrypted files", async () => {
    await expect(openParquet(footerOnly(new Uint8Array(8), "PARE"))).rejects.toMatchObject({ code: "ENCRYPTED" });
    const footer = thrift()
      .i32(1, 2)
      .structs(2, [root(1), element("a", 1)])
      .i64(3, 0)
      .structs(4, [])
      .struct(8, thrift())
      .bytes();
    await expect(openParquet(footerOnly(footer))).rejects.toMatchObject({ code: "ENCRYPTED" });
  });
  it("two columns of one name", async () => {
    const footer = thrift()
      .i32(1, 2)
      .structs(2, [root(2), element("a", 1), element("a", 1)])
      .i64(3, 0)
      .structs(4, [])
      .bytes();
    await expect(openParquet(footerOnly(footer))).rejects.toMatchObject({ code: "DUPLICATE_COLUMN" });
  });
  it("columns that promise more than the file can hold", async () => {
    const chunk = thrift()
      .i32(1, 1)
      .i32s(2, [0])
      .strings(3, ["a"])
      .i32(4, 0)
      .i64(5, 2 ** 40)
      .i64(6, 10)
      .i64(7, 10)
      .i64(9, 4);
    const group = thrift()
      .structs(1, [thrift().i64(2, 0).struct(3, chunk)])
      .i64(2, 10)
      .i64(3, 2 ** 40);
    const footer = thrift()
      .i32(1, 2)
      .structs(2, [root(1), element("a", 1)])
      .i64(3, 2 ** 40)
      .structs(4, [group])
      .bytes();
    await expect(readParquet(footerOnly(footer))).rejects.toMatchObject({ code: "CORRUPT" });
  });
  it("codecs that are not known", async () => {
    await expect(prepareCodec(3, nodeHost)).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
    await expect(prepareCodec(9, nodeHost)).rejects.toMatchObject({ code: "CORRUPT" });
  });
  it("text that is not UTF-8", async () => {
    const bad = bytesColumn(t.Utf8, 2, Int32Array.of(0, 2, 4), Uint8Array.of(0x61, 0xc3, 0xa9, 0x62));
    for (const dictionary of [true, false]) {
      const bytes = await writeParquet([batch(schema([field("c", t.Utf8)]), [bad])], { dictionary, statistics: false });
      await expect(readParquet(bytes)).rejects.toMatchObject({
        code: "CORRUPT",
        message: expect.stringContaining("UTF-8"),
      });
    }
  });
  it("a column that is not there", async () => {
    const bytes = await writeParquet([one(t.Int32, [1])]);
    await expect(readParquet(bytes, { columns: ["d"] })).rejects.toMatchObject({ code: "COLUMN_NOT_FOUND" });
  });
  it("options and schemas that cannot be written", async () => {
    const b = one(t.Int32, [1]);
    await expect(writeParquet([b], { compression: "lzo" })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(writeParquet([b], { rowGroupSize: 0 })).rejects.toMatchObject({ code: "INVALID_ARGUMENT" });
    await expect(writeParquet([b, one(t.Int64, [1n])])).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
    await expect(writeParquet([one(t.structOf([]), [{}])])).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
  });
  it("a signal that has fired", async () => {
    const bytes = await writeParquet([one(t.Int32, [1])]);
    await expect(readParquet(bytes, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
  });
});

describe("Hadoop's framing of LZ4", () => {
  it("reads blocks behind big-endian sizes, and bare blocks", () => {
    const mark = kernels.mark();
    const block = Uint8Array.of(0x50, ...ascii("hello"));
    const framed = Uint8Array.of(0, 0, 0, 5, 0, 0, 0, 6, ...block, 0, 0, 0, 5, 0, 0, 0, 6, ...block);
    const at = inflate(LZ4_HADOOP, framed, 10, nodeHost);
    expect(new TextDecoder().decode(kernels.u8.slice(at, at + 10))).toBe("hellohello");
    const bare = inflate(LZ4_HADOOP, block, 5, nodeHost);
    expect(new TextDecoder().decode(kernels.u8.slice(bare, bare + 5))).toBe("hello");
    expect(() => inflate(LZ4_HADOOP, framed.subarray(0, 20), 10, nodeHost)).toThrow(/does not inflate/);
    kernels.reset(mark);
  });
});
