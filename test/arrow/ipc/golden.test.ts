import { readdirSync, readFileSync } from "node:fs";
import { zstdCompressSync, zstdDecompressSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { typeName } from "../../../src/arrow/type-info.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";

const FOLDER = `${import.meta.dirname}/golden`;
const codecs = {
  inflate: { zstd: (b: Uint8Array) => zstdDecompressSync(b) },
  deflate: { zstd: (b: Uint8Array) => zstdCompressSync(b) },
};
const read = (name: string): Uint8Array => new Uint8Array(readFileSync(`${FOLDER}/${name}`));

/** Stored values as make.py writes them. */
function plain(v: Stored): unknown {
  if (typeof v === "bigint") return v.toString();
  if (v instanceof Uint8Array) return Buffer.from(v).toString("hex");
  if (Array.isArray(v)) return v.map(plain);
  if (typeof v === "object" && v !== null) return Object.fromEntries(Object.entries(v).map(([k, x]) => [k, plain(x)]));
  return v;
}

const names = readdirSync(FOLDER)
  .filter((f) => f.endsWith(".json"))
  .map((f) => f.slice(0, -5));

describe("Arrow IPC of pyarrow and Polars", () => {
  it.each(names)("%s reads as expected", (name) => {
    const expected = JSON.parse(new TextDecoder().decode(read(`${name}.json`))) as {
      type: string;
      values: unknown[];
    }[];
    const { schema, batches } = decode(read(`${name}.arrow`), { codecs });
    const columns = schema.fields.map((f, i) => ({
      type: typeName(f.type),
      values: batches.flatMap((b) => valuesOf(b.columns[i] as never).map(plain)),
    }));
    expect(columns).toEqual(expected);
  });

  it.each(names)("%s reads the same from any place in memory", (name) => {
    const bytes = read(`${name}.arrow`);
    const columns = (b: Uint8Array): unknown => decode(b, { codecs }).batches.map((x) => x.columns.map(valuesOf));
    const shifted = new Uint8Array(bytes.length + 8);
    for (const shift of [1, 2, 4]) {
      shifted.set(bytes, shift);
      expect(columns(shifted.subarray(shift, shift + bytes.length))).toEqual(columns(bytes));
    }
  });

  it("are all there", () => expect(names.length).toBe(9));

  it.each(["interval", "union"])("%s is refused by name", (name) => {
    expect(() => decode(read(`${name}.arrow`))).toThrow(new RegExp(`NOT_SUPPORTED.*"odd".*${name}`, "i"));
  });

  it("keeps text with a dictionary so, and says what zstd needs", () => {
    const { batches } = decode(read("dictionaries.arrow"));
    expect(batches[0]?.columns.map((c) => c.layout)).toEqual(["dict", "dict", "fixed", "list", "list", "dict", "dict"]);
    expect(() => decode(read("compressed-zstd.arrow"))).toThrow(/NOT_SUPPORTED.*zstd/);
  });
});
