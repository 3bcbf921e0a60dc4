import { gzipSync, zstdCompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import {
  Bool,
  Categorical,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  List,
  Time,
  UInt8,
  UInt32,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { csv } from "../../../src/formats/csv/index.ts";
import type { FormatOptions } from "../../../src/formats/format.ts";
import { chooseFormat } from "../../../src/formats/registry.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { batchesOf, encode, readRows } from "../tools.ts";

const read = (text: string | Uint8Array, options: FormatOptions = {}): ReturnType<typeof readRows> =>
  readRows(csv, bytesSource(typeof text === "string" ? encode(text) : text, "test.csv"), options);

type Case = readonly [
  text: string,
  options: FormatOptions,
  columns: Readonly<Record<string, readonly [string, readonly unknown[]]>>,
];

// What polars 2.1.0 answers to each, but where the title says otherwise.
const CASES: readonly Case[] = [
  ["a,b\n1,2\n\n3,4\n", {}, { a: ["Int64", [1n, null, 3n]], b: ["Int64", [2n, null, 4n]] }],
  ["a\nx\n\ny\n", {}, { a: ["Utf8", ["x", null, "y"]] }],
  ["a,b\n1\n3,4\n", {}, { a: ["Int64", [1n, 3n]], b: ["Int64", [null, 4n]] }],
  ["a,b\n1,2,3\n", { truncateRaggedLines: true }, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ["a,a,a\n1,2,3\n", {}, { a: ["Int64", [1n]], a_duplicated_0: ["Int64", [2n]], a_duplicated_1: ["Int64", [3n]] }],
  ["a,,b\n1,2,3\n", {}, { a: ["Int64", [1n]], "": ["Int64", [2n]], b: ["Int64", [3n]] }],
  ['a\n"a""b"\n', {}, { a: ["Utf8", ['a"b']] }],
  ['a,b\n"x\ny",2\n', {}, { a: ["Utf8", ["x\ny"]], b: ["Int64", [2n]] }],
  ['a\n" 1"\n', {}, { a: ["Utf8", [" 1"]] }],
  ['a\n"1"\n', {}, { a: ["Int64", [1n]] }],
  ["a,b\n 1, 2 \n", {}, { a: ["Utf8", [" 1"]], b: ["Utf8", [" 2 "]] }],
  ["a\n+1\n", {}, { a: ["Utf8", ["+1"]] }],
  ["a\n1.\n.5\n", {}, { a: ["Float64", [1, 0.5]] }],
  ["a\n1e5\n2\n", {}, { a: ["Float64", [100000, 2]] }],
  ["a\ninf\n-inf\nNaN\n", {}, { a: ["Float64", [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN]] }],
  ["a\nnan\n", {}, { a: ["Utf8", ["nan"]] }],
  ["a\n1\nx\n", {}, { a: ["Utf8", ["1", "x"]] }],
  ["a\nTrue\nFALSE\n", {}, { a: ["Bool", [true, false]] }],
  ["a\n\ntrue\n", {}, { a: ["Bool", [null, true]] }],
  ["a\ntrue\n1\n", {}, { a: ["Utf8", ["true", "1"]] }],
  ["a\n-9223372036854775808\n", {}, { a: ["Int64", [-(2n ** 63n)]] }],
  ["a\n00012\n", {}, { a: ["Int64", [12n]] }],
  ["a\n-0\n-0.0\n", {}, { a: ["Float64", [-0, -0]] }],
  ["a\n1e400\n", {}, { a: ["Float64", [Number.POSITIVE_INFINITY]] }],
  ["a\n1\n 2\n", { inferSchemaLength: 1 }, { a: ["Int64", [1n, 2n]] }],
  ['a\n1\n""\n', {}, { a: ["Utf8", ["1", ""]] }],
  ["a\n\n", {}, { a: ["Utf8", [null]] }],
  ["a\n", {}, { a: ["Utf8", []] }],
  ["a", {}, { a: ["Utf8", []] }],
  ["a,b\n,\n", {}, { a: ["Utf8", [null]], b: ["Utf8", [null]] }],
  ['a,b\n"",1\n', {}, { a: ["Utf8", [""]], b: ["Int64", [1n]] }],
  ["a,b\n,1\n", { missingUtf8IsEmptyString: true }, { a: ["Utf8", [""]], b: ["Int64", [1n]] }],
  ["a\n2020-01-01\n", { tryParseDates: true }, { a: ["Date32", [18262]] }],
  ["a\n2020/01/02\n", { tryParseDates: true }, { a: ["Date32", [18263]] }],
  ["a\n01/02/2020\n", { tryParseDates: true }, { a: ["Date32", [18293]] }],
  ["a\n2020-01-01T00:00:00\n", { tryParseDates: true }, { a: ['Datetime("us")', [1577836800000000n]] }],
  ["a\n2020-01-01 00:00:00.123456789\n", { tryParseDates: true }, { a: ['Datetime("us")', [1577836800123456n]] }],
  ["a\n2020-01-01T00:00:00+01:00\n", { tryParseDates: true }, { a: ['Datetime("us", "UTC")', [1577833200000000n]] }],
  ["a\n12:30:00\n", { tryParseDates: true }, { a: ["Time", [45_000_000_000_000n]] }],
  ["a\n2020-01-01\nx\n", { tryParseDates: true }, { a: ["Utf8", ["2020-01-01", "x"]] }],
  [
    "a\n2020-01-01\n2020-01-01 10:00:00\n",
    { tryParseDates: true },
    { a: ["Utf8", ["2020-01-01", "2020-01-01 10:00:00"]] },
  ],
  ["a\n2020-02-30\n", { tryParseDates: true }, { a: ["Utf8", ["2020-02-30"]] }],
  ["#c\na\n1\n#x\n2\n", { commentPrefix: "#" }, { a: ["Int64", [1n, 2n]] }],
  ["a,b\n1,#2\n", { commentPrefix: "#" }, { a: ["Int64", [1n]], b: ["Utf8", ["#2"]] }],
  ['a\n"#x"\n', { commentPrefix: "#" }, { a: ["Utf8", ["#x"]] }],
  ['a\n// "\n1\n', { commentPrefix: "//" }, { a: ["Int64", [1n]] }],
  [
    "1,2\n3,4,5\n",
    { hasHeader: false },
    { column_0: ["Int64", [1n, 3n]], column_1: ["Int64", [2n, 4n]], column_2: ["Int64", [null, 5n]] },
  ],
  ["1,2\n", { hasHeader: false, columns: ["x", "y"] }, { x: ["Int64", [1n]], y: ["Int64", [2n]] }],
  ["x\ny\na,b\n1,2\n", { skipRows: 2 }, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ['"x\ny"\na,b\n1,2\n', { skipRows: 1 }, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ['"x\ny"\na,b\n1,2\n', { skipLines: 2 }, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ["a\nunits\n1\n", { skipRowsAfterHeader: 1 }, { a: ["Int64", [1n]] }],
  ['a,b\n"NA",NA\n1,x\n', { nullValues: ["NA"] }, { a: ["Int64", [null, 1n]], b: ["Utf8", [null, "x"]] }],
  ["a,b\nNA,NA\n1,x\n", { nullValues: { a: "NA" } }, { a: ["Int64", [null, 1n]], b: ["Utf8", ["NA", "x"]] }],
  ["a,b\r\n1,2\r\n", {}, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ["a,b\r1,2\r", { eolChar: "\r" }, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ["\ufeffa,b\n1,2\n", {}, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ["a\n1\nx\n", { schemaOverrides: { a: Int64 }, ignoreErrors: true }, { a: ["Int64", [1n, null]] }],
  ["a\n1\nx\n", { inferSchemaLength: 1, ignoreErrors: true }, { a: ["Int64", [1n, null]] }],
  ["a;b\n1,5;2\n", { separator: ";", decimalComma: true }, { a: ["Float64", [1.5]], b: ["Int64", [2n]] }],
  ["a\n'x,y'\n", { quoteChar: "'" }, { a: ["Utf8", ["x,y"]] }],
  ['a\n"x"\n', { quoteChar: null }, { a: ["Utf8", ['"x"']] }],
  ["a,b\n1,2", { inferSchemaLength: 0 }, { a: ["Utf8", ["1"]], b: ["Utf8", ["2"]] }],
  ["a,b\n1,2\n3,4\n", { nRows: 1 }, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ["a,b\n1,2\n   \n3,4\n", {}, { a: ["Utf8", ["1", "   ", "3"]], b: ["Int64", [2n, null, 4n]] }],
  ["a,b,\n1,2,\n", {}, { a: ["Int64", [1n]], b: ["Int64", [2n]], "": ["Utf8", [null]] }],
  ["\n\na,b\n1,2\n", {}, { a: ["Int64", [1n]], b: ["Int64", [2n]] }],
  ['a,b\n"x""y,1\nz,2"\n3,4\n', {}, { a: ["Utf8", ['x"y,1\nz,2', "3"]], b: ["Int64", [null, 4n]] }],
];

test.each(CASES)("%j %j", async (text, options, columns) => {
  const got = await read(text, options);
  expect(
    Object.fromEntries(Object.keys(got.types).map((name) => [name, [got.types[name], got.columns[name]]])),
  ).toEqual(columns);
});

describe("what is chosen otherwise than by Polars", () => {
  test("a quote within a plain field is a plain byte", async () => {
    expect((await read('a\n5" x\n6" y\n7\n')).columns["a"]).toEqual(['5" x', '6" y', "7"]);
  });
  test("a quoted header is unquoted whole", async () => {
    expect(Object.keys((await read('"a ""x""",b\n1,2\n')).types)).toEqual(['a "x"', "b"]);
  });
  test("integers past 64 bits are Decimal", async () => {
    expect(await read("a\n1\n99999999999999999999\n")).toMatchObject({
      types: { a: "Decimal(38, 0)" },
      columns: { a: [1n, 99999999999999999999n] },
    });
  });
  test("a file of carriage returns is recognised", async () => {
    expect((await read("a,b\r1,2\r")).columns).toEqual({ a: [1n], b: [2n] });
  });
});

describe("types that are asked for", () => {
  const one = async (type: object, ...fields: string[]): Promise<readonly unknown[] | undefined> =>
    (await read(`a\n${fields.join("\n")}\n`, { schemaOverrides: { a: type } })).columns["a"];
  test.each([
    [Int8, ["-128", "127", "", '"5"'], [-128, 127, null, 5]],
    [Int16, ["-32768"], [-32768]],
    [Int32, ["2147483647", "-2147483648"], [2147483647, -2147483648]],
    [Int64, ["+7", "0000000000000000000000000012", '""'], [7n, 12n, null]],
    [UInt8, ["255", "0"], [255, 0]],
    [UInt32, ["4294967295"], [4294967295]],
    [UInt64, ["18446744073709551615", "9223372036854775808", "1"], [18446744073709551615n, 9223372036854775808n, 1n]],
    [Float32, ["0.1", "3.4e39"], [Math.fround(0.1), Number.POSITIVE_INFINITY]],
    [
      Float64,
      ["123456789012345678901234567890", "+Infinity", "-NaN", '"1.5"'],
      [1.2345678901234568e29, Number.POSITIVE_INFINITY, Number.NaN, 1.5],
    ],
    [Bool, ["TRUE", '"false"', ""], [true, false, null]],
    [Utf8, ["1", "héllo"], ["1", "héllo"]],
    [Decimal(10, 2), ["1.234", "-5", ""], [123n, -500n, null]],
    [Date32, ["1970-01-02", "29/02/2000"], [1, 11016]],
    [Time, ["23:59:59.999999999", "00:00"], [86399999999999n, 0n]],
    [Datetime("ms"), ["1969-12-31T23:59:59.5", "2500-01-01"], [-500n, 16725225600000n]],
    [
      Datetime("ns", "UTC"),
      ["2024-01-01T00:00:00.123456789Z", "2024-01-01 01:00-0100"],
      [1704067200123456789n, 1704074400000000000n],
    ],
    [Duration("ms"), ["1500"], [1500n]],
    [Categorical, ["b", "a", "b", ""], ["b", "a", "b", null]],
    [Enum(["x", "y"]), ["y", "x"], ["y", "x"]],
  ])("%j", async (type, fields, values) => {
    expect(await one(type, ...fields)).toEqual(values);
  });

  test.each([
    [Int8, "300"],
    [Int64, "1.5"],
    [Int64, "9223372036854775808"],
    [UInt64, "-1"],
    [UInt8, "256"],
    [Float64, "1.5x"],
    [Float64, "1.5 "],
    [Bool, "1"],
    [Date32, "2023-02-29"],
    [Time, "24:00"],
    [Datetime("us"), "yesterday"],
    [Datetime("us"), "2024-01-01T00:00:00Z"],
    [Enum(["x"]), "z"],
    [Decimal(3, 0), "1000"],
    [Utf8, '"a"b'],
  ])("%j does not take %s, or makes it null", async (type, field) => {
    await expect(one(type, "", field)).rejects.toMatchObject({
      code: "CORRUPT",
      message: expect.stringContaining('row 2, column "a"'),
    });
    expect(
      (await read(`a\n\n${field}\n`, { schemaOverrides: { a: type }, ignoreErrors: true, separator: ";" })).columns[
        "a"
      ],
    ).toEqual([null, null]);
  });

  test("a schema names all columns, or gives them names", async () => {
    expect((await read("a,b\n1,2\n", { schema: { a: Utf8, b: Float64 } })).columns).toEqual({ a: ["1"], b: [2] });
    expect((await read("1,2\n", { schema: { x: Utf8, y: Int8 }, hasHeader: false })).columns).toEqual({
      x: ["1"],
      y: [2],
    });
    await expect(read("a,b\n1,2\n", { schema: { a: Utf8 } })).rejects.toMatchObject({ code: "SCHEMA_MISMATCH" });
    await expect(read("1,2\n", { schema: { x: Utf8 }, hasHeader: false })).rejects.toMatchObject({
      code: "SCHEMA_MISMATCH",
    });
    await expect(read("price\n1\n", { schemaOverrides: { prce: Utf8 } })).rejects.toThrow('did you mean "price"?');
    await expect(read("a\n1\n", { schemaOverrides: { a: List(Int8) } })).rejects.toMatchObject({
      code: "NOT_SUPPORTED",
    });
  });

  test("types may come as JSON", async () => {
    expect(
      (
        await read("a,b\n1,2020-01-01\n", {
          schemaOverrides: { a: "Float32", b: { id: "Datetime", unit: "ms", zone: null } },
        })
      ).types,
    ).toEqual({ a: "Float32", b: 'Datetime("ms")' });
  });
});

describe("bad input", () => {
  test.each([
    ["", {}, "CORRUPT"],
    ["\n\n", {}, "CORRUPT"],
    ["a,b\n1,2,3\n", {}, "CORRUPT"],
    ['a\n"unclosed\nx\n', {}, "CORRUPT"],
    ['a,b\n"x" ,1\n', {}, "CORRUPT"],
    ["a\n1\n2.5\n", { inferSchemaLength: 1 }, "CORRUPT"],
    ["a,a_duplicated_0,a\n1,2,3\n", {}, "DUPLICATE_COLUMN"],
    ["a,b\n1,2\n", { columns: ["x"] }, "SCHEMA_MISMATCH"],
    ["a\n", { separator: "ab" }, "INVALID_ARGUMENT"],
    ["a\n", { separator: '"' }, "INVALID_ARGUMENT"],
    ["a\n", { nRows: -1 }, "INVALID_ARGUMENT"],
    ["a\n", { hasHeader: "yes" }, "INVALID_ARGUMENT"],
    ["a\n", { nullValues: 5 }, "INVALID_ARGUMENT"],
    ["a\n", { encoding: "latin1" }, "INVALID_ARGUMENT"],
  ])("%j %j is %s", async (text, options, code) => {
    await expect(read(text, options)).rejects.toMatchObject({ code });
  });

  test("bytes that are not UTF-8", async () => {
    const bytes = Uint8Array.from([...encode("a,b\n1,ok\n2,"), 0xff, 0x41, ...encode("\n3,é\n")]);
    await expect(read(bytes)).rejects.toMatchObject({ code: "CORRUPT", message: expect.stringContaining("row 2") });
    expect((await read(bytes, { encoding: "utf8-lossy" })).columns["b"]).toEqual(["ok", "\ufffdA", "é"]);
    // Half of a character on each side of a separator is none.
    await expect(read(Uint8Array.from([...encode("a,b\n"), 0xc3, 44, 0xa9, 10]))).rejects.toMatchObject({
      code: "CORRUPT",
    });
  });

  test("2,000 columns, and rows that lack them", async () => {
    const header = Array.from({ length: 2000 }, (_, i) => `c${i}`).join(",");
    const row = Array.from({ length: 2000 }, (_, i) => String(i)).join(",");
    const got = await read(`${header}\n${`${row}\n1\n`.repeat(500)}`);
    expect(got.length).toBe(1000);
    expect(got.columns["c1999"]?.slice(0, 2)).toEqual([1999n, null]);
  });
});

describe("scans", () => {
  const text = `a,b,c\n${Array.from({ length: 5000 }, (_, i) => `${i},x${i},${i / 2}`).join("\n")}\n`;
  test("columns in the asked order, none too", async () => {
    const table = await csv.open(bytesSource(encode(text)), {}, nodeHost);
    const [first] = await batchesOf(table, { columns: ["c", "a"] });
    expect(first?.schema.fields.map((f) => f.name)).toEqual(["c", "a"]);
    const counted = await batchesOf(table, { columns: [] });
    expect(counted.reduce((sum, b) => sum + b.length, 0)).toBe(5000);
    expect(() => table.scan({ columns: ["d"], predicate: null, limit: null })).toThrow(
      expect.objectContaining({ code: "COLUMN_NOT_FOUND" }),
    );
  });

  test("a limit stops, unless a predicate may drop rows", async () => {
    const table = await csv.open(bytesSource(encode(text)), {}, nodeHost);
    expect((await batchesOf(table, { limit: 7 })).map((b) => b.length)).toEqual([7]);
    expect(await batchesOf(table, { limit: 0 })).toEqual([]);
    const all = await batchesOf(table, { limit: 7, predicate: { kind: "lit", value: true, type: null } });
    expect(all.reduce((sum, b) => sum + b.length, 0)).toBe(5000);
  });

  test("a stopped signal stops", async () => {
    const table = await csv.open(bytesSource(encode(text)), {}, nodeHost);
    await expect(batchesOf(table, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
  });

  test.each([
    ["gzip", gzipSync, "t.csv.gz"],
    ["zstd", zstdCompressSync, "t.csv.zst"],
    ["gzip by its bytes", gzipSync, "t.csv"],
  ] as const)("%s", async (_, pack, name) => {
    const { format, source } = await chooseFormat(
      bytesSource(new Uint8Array(pack(encode(text))), name),
      [csv],
      nodeHost,
    );
    expect((await readRows(format, source)).length).toBe(5000);
  });

  test("tabs in a .tsv", async () => {
    expect((await readRows(csv, bytesSource(encode("a\tb\n1\t2\n"), "x.tsv"))).columns).toEqual({ a: [1n], b: [2n] });
  });
});
