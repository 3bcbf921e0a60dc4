import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import {
  Binary,
  Bool,
  Categorical,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Enum,
  FixedSizeList,
  Float32,
  Float64,
  Int8,
  Int64,
  List,
  Null,
  Struct,
  Time,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import type { FormatOptions } from "../../../src/formats/format.ts";
import { ndjson } from "../../../src/formats/ndjson/index.ts";
import { chooseFormat } from "../../../src/formats/registry.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { nodeHost } from "../../../src/io/node/host.ts";
import { fc } from "../../support/property.ts";
import { batchesOf, chunked, encode, readRows, rowsOf, writeBytes } from "../tools.ts";

const read = (text: string, options: FormatOptions = {}): ReturnType<typeof readRows> =>
  readRows(ndjson, bytesSource(encode(text), "test.ndjson"), options);

// What polars 2.1.0 answers, but for integers past 64 bits (there Int128) and mixes of kinds (there errors), which are text.
test.each<[string, FormatOptions, Record<string, readonly [string, readonly unknown[]]>]>([
  ['{"a":1}\n{"a":2}\n', {}, { a: ["Int64", [1n, 2n]] }],
  ['{"a":1}\n{"a":2.5}', {}, { a: ["Float64", [1, 2.5]] }],
  ['{"a":1}\n{"a":"x"}\n', {}, { a: ["Utf8", ["1", "x"]] }],
  ['{"a":true}\n{"a":"x"}\n', {}, { a: ["Utf8", ["true", "x"]] }],
  ['{"a":true}\n{"a":false}\n', {}, { a: ["Bool", [true, false]] }],
  ['{"a":null}\n', {}, { a: ["Null", [null]] }],
  ['{"a":1}\n{"b":2}\n', {}, { a: ["Int64", [1n, null]], b: ["Int64", [null, 2n]] }],
  ['{"a":[1,2]}\n{"a":null}\n{"a":[]}\n', {}, { a: ["List(Int64)", [[1n, 2n], null, []]] }],
  ['{"a":[1,2.5,"x"]}\n', {}, { a: ["List(Utf8)", [["1", "2.5", "x"]]] }],
  [
    '{"a":{"x":1}}\n{"a":{"y":"z"}}\n',
    {},
    {
      a: [
        "Struct({ x: Int64, y: Utf8 })",
        [
          { x: 1n, y: null },
          { x: null, y: "z" },
        ],
      ],
    },
  ],
  [
    '{"a":[{"x":1},{"y":2}]}\n',
    {},
    {
      a: [
        "List(Struct({ x: Int64, y: Int64 }))",
        [
          [
            { x: 1n, y: null },
            { x: null, y: 2n },
          ],
        ],
      ],
    },
  ],
  ['{"a":1}\n\n  \n{"a":2}\n', {}, { a: ["Int64", [1n, 2n]] }],
  ['{"a":1}\r\n{"a":2}\r\n', {}, { a: ["Int64", [1n, 2n]] }],
  ['\ufeff{"a":1}\n', {}, { a: ["Int64", [1n]] }],
  ['{"a":1}\n{"a":2,"b":3}\n', { inferSchemaLength: 1 }, { a: ["Int64", [1n, 2n]] }],
  ['{"a":1}\n{"a":"x"}\n', { inferSchemaLength: 1, ignoreErrors: true }, { a: ["Int64", [1n, null]] }],
  ['{"a":9007199254740993}\n', {}, { a: ["Int64", [9007199254740993n]] }],
  ['{"a":9223372036854775808}\n', {}, { a: ["Decimal(38, 0)", [9223372036854775808n]] }],
  ['{"a":1,"a":2}\n', {}, { a: ["Int64", [1n]] }],
  ['{"a":"\\u00e9\\ud83d\\ude00\\n\\"\\\\\\/"}\n', {}, { a: ["Utf8", ['é😀\n"\\/']] }],
  ['{"a":"\\ud83d"}\n', {}, { a: ["Utf8", ["\ufffd"]] }],
  ['{"\\u0061":1}\n{"a":2}\n', {}, { a: ["Int64", [1n, 2n]] }],
  ['{"a":-0}\n', {}, { a: ["Int64", [0n]] }],
  ['{"a":[]}\n', {}, { a: ["List(Null)", [[]]] }],
  ['{"a":1}\n{"a":[1, 2]}\n', {}, { a: ["Utf8", ["1", "[1, 2]"]] }],
  ['{"a":1}\n{"a":true}\n', {}, { a: ["Utf8", ["1", "true"]] }],
  ['{"a":1,"b":2}\n', { schema: { b: Int64, z: Utf8 } }, { b: ["Int64", [2n]], z: ["Utf8", [null]] }],
  ['{"a":{"x":1}}\n', { schemaOverrides: { a: Utf8 } }, { a: ["Utf8", ['{"x":1}']] }],
  [' [ {"a":1},\n {"a":\n2} ] ', {}, { a: ["Int64", [1n, 2n]] }],
  ["[]", {}, {}],
  ['{"a":1}\n{"a":2}\n{"a":3}', { nRows: 2 }, { a: ["Int64", [1n, 2n]] }],
])("%j %j", async (text, options, columns) => {
  const got = await read(text, options);
  expect(
    Object.fromEntries(Object.keys(got.types).map((name) => [name, [got.types[name], got.columns[name]]])),
  ).toEqual(columns);
});

describe("types that are asked for", () => {
  test.each<[DataType, string[], unknown[]]>([
    [Int8, ["-128", "127"], [-128, 127]],
    [Int64, ["9223372036854775807", "-9223372036854775808", "-1"], [2n ** 63n - 1n, -(2n ** 63n), -1n]],
    [UInt64, ["18446744073709551615", "5"], [2n ** 64n - 1n, 5n]],
    [
      Float64,
      ["1", "0.1", "1e300", "-1.5E-3", "123456789012345678901234567890", "-0"],
      [1, 0.1, 1e300, -0.0015, 1.2345678901234568e29, -0],
    ],
    [Float32, ["0.1"], [Math.fround(0.1)]],
    [Decimal(10, 2), ["1.5", '"2.25"'], [150n, 225n]],
    [Date32, ['"2020-01-01"'], [18262]],
    [Datetime("us"), ['"2020-01-01T00:00:00.5"'], [1577836800500000n]],
    [Time, ['"12:00:00"'], [43200000000000n]],
    [Duration("ms"), ["5"], [5n]],
    [Categorical, ['"b"', '"a"', '"b"'], ["b", "a", "b"]],
    [Enum(["x", "y"]), ['"y"'], ["y"]],
    [FixedSizeList(Int8, 2), ["[1,2]", "null", "[3,null]"], [[1, 2], null, [3, null]]],
    [Struct({ x: Int8 }), ['{"x":1,"y":2}', "{}"], [{ x: 1 }, { x: null }]],
  ])("%j", async (type, values, stored) => {
    expect(
      (await read(values.map((v) => `{"a":${v}}`).join("\n"), { schemaOverrides: { a: type } })).columns["a"],
    ).toEqual(stored);
  });

  test.each<[DataType, string]>([
    [Int8, "128"],
    [Int64, '"1"'],
    [Int64, "1.0"],
    [Int64, "true"],
    [UInt64, "-1"],
    [Bool, "1"],
    [Date32, "5"],
    [Date32, '"x"'],
    [Float64, '"1"'],
    [List(Int8), "1"],
    [Struct({ x: Int8 }), "[]"],
    [Decimal(3, 0), "1000"],
    [Null, "1"],
  ])("%j does not take %s, or makes it null", async (type, value) => {
    const text = `{"a":null}\n{"a":${value}}\n{"a":null}`;
    await expect(read(text, { schemaOverrides: { a: type } })).rejects.toMatchObject({
      code: "CORRUPT",
      message: expect.stringContaining("line 2"),
    });
    expect((await read(text, { schemaOverrides: { a: type }, ignoreErrors: true })).columns["a"]).toEqual([
      null,
      null,
      null,
    ]);
  });
});

test.each([
  ['{"a":1}\n{bad}\n', "CORRUPT"],
  ["[1]\n", "CORRUPT"],
  ["1\n", "CORRUPT"],
  ['{"a":1} {"a":2}\n', "CORRUPT"],
  ['{"a":1},\n{"a":2}\n', "CORRUPT"],
  ['{"a":NaN}\n', "CORRUPT"],
  ['{"a":01}\n', "CORRUPT"],
  ['{"a":1', "CORRUPT"],
  ['{"a"}', "CORRUPT"],
  ['{"a":"x', "CORRUPT"],
  ['{"a":"\\x"}', "CORRUPT"],
  ['{"a":"\\u12"}', "CORRUPT"],
  ['{"a":tru}', "CORRUPT"],
  ['{"a":1.}', "CORRUPT"],
  ['{"a":1e}', "CORRUPT"],
  ['{"a":-}', "CORRUPT"],
  ['{"a":[1,]}', "CORRUPT"],
  ['[{"a":1}', "CORRUPT"],
  ['[{"a":1}] x', "CORRUPT"],
  ['{"a":1,\n"b":2}', "CORRUPT"],
  [`{"a":${"[".repeat(200)}${"]".repeat(200)}}`, "LIMIT_EXCEEDED"],
  [`{"a":${"[".repeat(1e6)}`, "LIMIT_EXCEEDED"],
])("%j is %s", async (text, code) => {
  await expect(read(text)).rejects.toMatchObject({ code });
});

test("errors name the line, also behind other chunks", async () => {
  const text = `${'{"a":1}\n'.repeat(5000)}{"a":oops}\n`;
  await expect(readRows(ndjson, chunked(encode(text), [1000]))).rejects.toThrow("line 5001");
  const broken = Uint8Array.from([...encode('{"a":"x"}\n{"a":"'), 0xff, ...encode('"}\n')]);
  await expect(readRows(ndjson, bytesSource(broken))).rejects.toThrow("line 2 is not UTF-8");
});

test("skipped values may be deep, but not endless", async () => {
  const deep = `{"b":${"[".repeat(1e5)}${"]".repeat(1e5)},"a":1}`;
  await expect(read(deep, { schema: { a: Int64 } })).rejects.toMatchObject({ code: "LIMIT_EXCEEDED" });
});

const values: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.constant(null),
    fc.integer(),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.string({ unit: "grapheme" }),
    fc.boolean(),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("x", "y", "é"), tie("value"), { maxKeys: 3 }),
  ),
}))["value"] as fc.Arbitrary<unknown>;
const records = fc.array(fc.dictionary(fc.constantFrom("a", "b", "c d"), values, { maxKeys: 3 }), {
  minLength: 1,
  maxLength: 20,
});

test("any chunking gives the same rows, and an array the same as lines", async () => {
  await fc.assert(
    fc.asyncProperty(
      records,
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
      async (rows, sizes) => {
        const lines = encode(rows.map((r) => JSON.stringify(r)).join("\n"));
        const whole = await readRows(ndjson, bytesSource(lines));
        expect(whole.length).toBe(rows.length);
        expect(await readRows(ndjson, chunked(lines, sizes))).toEqual(whole);
        expect(await readRows(ndjson, bytesSource(encode(JSON.stringify(rows))))).toEqual(whole);
      },
    ),
    { numRuns: 400 },
  );
});

test("what JSON.parse reads, this reads", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          s: fc.string({ unit: "binary" }),
          f: fc.double({ noNaN: true, noDefaultInfinity: true }),
          i: fc.maxSafeInteger(),
        }),
        { minLength: 1, maxLength: 20 },
      ),
      async (rows) => {
        const got = await read(rows.map((r) => JSON.stringify(r)).join("\n"), {
          schema: { s: Utf8, f: Float64, i: Int64 },
        });
        expect(got.columns["s"]).toEqual(rows.map((r) => r.s.toWellFormed()));
        expect(got.columns["f"]).toEqual(rows.map((r) => JSON.parse(JSON.stringify(r.f))));
        expect(got.columns["i"]).toEqual(rows.map((r) => BigInt(r.i)));
      },
    ),
    { numRuns: 400 },
  );
});

describe("writing", () => {
  const write = async (
    columns: Readonly<Record<string, readonly [DataType, readonly unknown[]]>>,
  ): Promise<{ text: string; bytes: Uint8Array; wanted: unknown }> => {
    const s = schema(Object.entries(columns).map(([name, [type]]) => field(name, type)));
    const b = batch(
      s,
      Object.values(columns).map(([type, items]) => columnFrom(items, type)),
    );
    const { text, bytes } = await writeBytes(ndjson, s, [b]);
    return { text, bytes, wanted: rowsOf(s, [b]) };
  };

  test("every type", async () => {
    const { text } = await write({
      i: [Int64, [9007199254740993n, null]],
      f: [Float64, [Number.NaN, 1]],
      g: [Float32, [0.1, Number.NEGATIVE_INFINITY]],
      b: [Bool, [true, null]],
      's"': [Utf8, ['a"\\\n\u0001é', ""]],
      d: [Date32, [18262, null]],
      t: [Datetime("ms", "UTC"), [0n, -1n]],
      x: [Decimal(5, 2), ["1.50", null]],
      l: [List(Int64), [[1n, null], []]],
      o: [Struct({ k: Utf8, n: Int8 }), [{ k: "v", n: 1 }, null]],
      c: [Categorical, ["q", "r"]],
      n: [Null, [null, null]],
      p: [
        FixedSizeList(Int8, 2),
        [
          [1, 2],
          [3, 4],
        ],
      ],
    });
    expect(text.split("\n")).toEqual([
      '{"i":9007199254740993,"f":null,"g":0.1,"b":true,"s\\"":"a\\"\\\\\\n\\u0001é","d":"2020-01-01","t":"1970-01-01T00:00:00.000Z","x":"1.50","l":[1,null],"o":{"k":"v","n":1},"c":"q","n":null,"p":[1,2]}',
      '{"i":null,"f":1.0,"g":null,"b":null,"s\\"":"","d":null,"t":"1969-12-31T23:59:59.999Z","x":null,"l":[],"o":null,"c":"r","n":null,"p":[3,4]}',
      "",
    ]);
    for (const line of text.trimEnd().split("\n")) JSON.parse(line);
  });

  test("bytes are refused", async () => {
    await expect(write({ a: [List(Binary), [[]]] })).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
  });

  test("what is written reads back", async () => {
    const types = { i: Int64, s: Utf8, f: Float64, l: List(Struct({ x: Int64, y: Utf8 })), t: Datetime("us") };
    const row = fc.record({
      i: fc.option(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
      s: fc.option(fc.string({ unit: "grapheme" })),
      f: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
      l: fc.option(
        fc.array(fc.option(fc.record({ x: fc.option(fc.bigInt({ min: 0n, max: 9n })), y: fc.option(fc.string()) })), {
          maxLength: 3,
        }),
      ),
      t: fc.option(fc.bigInt({ min: -(2n ** 55n), max: 2n ** 55n })),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 20 }), async (rows) => {
        const { bytes, wanted } = await write(
          Object.fromEntries(
            Object.entries(types).map(([name, type]) => [
              name,
              [type as DataType, rows.map((r) => r[name as keyof typeof r])] as const,
            ]),
          ),
        );
        expect(await readRows(ndjson, bytesSource(bytes), { schema: types })).toEqual(wanted);
      }),
      { numRuns: 200 },
    );
  });
});

test("columns, limits, signals, compression", async () => {
  const text = Array.from({ length: 70_000 }, (_, i) => `{"a":${i},"b":"x${i}"}`).join("\n");
  const table = await ndjson.open(bytesSource(encode(text)), {}, nodeHost);
  const [first] = await batchesOf(table, { columns: ["b"], limit: 3 });
  expect(first?.length).toBe(3);
  expect(first?.schema.fields.map((f) => f.name)).toEqual(["b"]);
  expect((await batchesOf(table, { columns: [] })).reduce((n, b) => n + b.length, 0)).toBe(70_000);
  await expect(batchesOf(table, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: "CANCELLED" });
  const packed = await chooseFormat(bytesSource(new Uint8Array(gzipSync(text)), "x.jsonl.gz"), [ndjson], nodeHost);
  expect((await readRows(packed.format, packed.source)).length).toBe(70_000);
});
