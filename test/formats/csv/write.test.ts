import { describe, expect, test } from "vitest";
import { batch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema } from "../../../src/arrow/schema.ts";
import {
  Binary,
  Bool,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Duration,
  Float32,
  Float64,
  Int32,
  Int64,
  List,
  Null,
  Time,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { csv } from "../../../src/formats/csv/index.ts";
import type { FormatOptions } from "../../../src/formats/format.ts";
import { bytesSource } from "../../../src/io/bytes.ts";
import { fc } from "../../support/property.ts";
import { readRows, rowsOf, writeBytes } from "../tools.ts";

const frame = (
  columns: Readonly<Record<string, readonly [DataType, readonly unknown[]]>>,
): Parameters<typeof writeBytes>[2][number] => {
  const s = schema(Object.entries(columns).map(([name, [type]]) => field(name, type)));
  return batch(
    s,
    Object.values(columns).map(([type, values]) => columnFrom(values, type)),
  );
};
const written = async (columns: Parameters<typeof frame>[0], options: FormatOptions = {}): Promise<string> => {
  const b = frame(columns);
  return (await writeBytes(csv, b.schema, [b], options)).text;
};

// As polars 2.1.0 writes them, but that instants end with Z.
test.each([
  [Float64, [1, 0.1, -0, Number.NaN, Number.POSITIVE_INFINITY, 1e21, null], "1.0\n0.1\n-0.0\nNaN\ninf\n1e+21\n\n"],
  [
    Float64,
    [1e13, 1e15, 1e16, -1e17, 1e-5, 1.5e-6, 5e-324],
    "10000000000000.0\n1000000000000000.0\n1e+16\n-1e+17\n0.00001\n1.5e-6\n5e-324\n",
  ],
  [Float32, [1e13, 1.5e-6, -0], "1e+13\n0.0000015\n-0.0\n"],
  [Float32, [0.1, 16777216, 3.4028234663852886e38], "0.1\n16777216.0\n3.4028235e+38\n"],
  [Int64, [9007199254740993n, null], "9007199254740993\n\n"],
  [UInt64, [18446744073709551615n], "18446744073709551615\n"],
  [Bool, [true, false, null], "true\nfalse\n\n"],
  [
    Utf8,
    ["plain", "a,b", 'say "hi"', "two\nlines", "", null, "héllo"],
    'plain\n"a,b"\n"say ""hi"""\n"two\nlines"\n""\n\nhéllo\n',
  ],
  [Date32, [0, -1, 18262, -719528], "1970-01-01\n1969-12-31\n2020-01-01\n0000-01-01\n"],
  [Datetime("ms"), [-500n, 1577836800000n], "1969-12-31T23:59:59.500\n2020-01-01T00:00:00.000\n"],
  [Datetime("us", "UTC"), [1577836800123456n], "2020-01-01T00:00:00.123456Z\n"],
  [Datetime("ns"), [-1n], "1969-12-31T23:59:59.999999999\n"],
  [Time, [86399999999999n], "23:59:59.999999999\n"],
  [Duration("ms"), [1500n, -93600000n, 0n], "PT1.500S\n-P1DT2H\nPT0S\n".replace("1.500", "1.5")],
  [Decimal(10, 2), ["1.50", "-0.05"], "1.50\n-0.05\n"],
  [Null, [null, null], "\n\n"],
] as const)("%j", async (type, values, text) => {
  expect(await written({ v: [type as DataType, values] })).toBe(`v\n${text}`);
});

describe("options", () => {
  const columns = { a: [Int32, [1, null]], 'b"': [Utf8, ["x", null]] } as const;
  test.each([
    [{}, 'a,"b"""\n1,x\n,\n'],
    [{ quoteStyle: "always" }, '"a","b"""\n"1","x"\n,\n'],
    [{ quoteStyle: "nonNumeric" }, '"a","b"""\n1,"x"\n,\n'],
    [{ quoteChar: null }, 'a,b"\n1,x\n,\n'],
    [{ separator: ";", nullValue: "NA", lineTerminator: "\r\n" }, 'a;"b"""\r\n1;x\r\nNA;NA\r\n'],
    [{ includeHeader: false }, "1,x\n,\n"],
    [{ includeBom: true, includeHeader: false }, "\ufeff1,x\n,\n"],
  ])("%j", async (options, text) => {
    expect(await written(columns as never, options)).toBe(text);
  });
  test("a separator that is in numbers makes them quoted", async () => {
    expect(await written({ a: [Float64, [1.5]], b: [Int32, [-1]] }, { separator: "." })).toBe('a.b\n"1.5".-1\n');
  });
  test("float precision", async () => {
    expect(await written({ a: [Float64, [1 / 3]] }, { floatPrecision: 2 })).toBe("a\n0.33\n");
  });
});

test.each([
  [List(Int32), [[1]]],
  [Binary, [Uint8Array.of(1)]],
])("%j is refused before anything is written", async (type, values) => {
  await expect(written({ a: [type as DataType, values] })).rejects.toMatchObject({ code: "NOT_SUPPORTED" });
});

test("what is written reads back", async () => {
  const nullable = <T>(a: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(a, { freq: 5 });
  const row = fc.record({
    i: nullable(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
    f: nullable(fc.double()),
    s: nullable(fc.string({ unit: fc.constantFrom('"', ",", "\n", "\r", "a", "é", " ", "#") })),
    b: nullable(fc.boolean()),
    d: nullable(fc.integer({ min: -719528, max: 2932896 })),
    t: nullable(fc.bigInt({ min: -(2n ** 55n), max: 2n ** 55n })),
  });
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 30 }),
      fc.constantFrom({}, { quoteStyle: "always" }, { separator: ";" }, { lineTerminator: "\r\n" }),
      async (rows, options) => {
        const types = { i: Int64, f: Float64, s: Utf8, b: Bool, d: Date32, t: Datetime("us") };
        const b = frame(
          Object.fromEntries(
            Object.entries(types).map(([name, type]) => [name, [type, rows.map((r) => r[name as keyof typeof r])]]),
          ) as never,
        );
        const bytes = (await writeBytes(csv, b.schema, [b], options)).bytes;
        expect(await readRows(csv, bytesSource(bytes), { ...options, schemaOverrides: types })).toEqual(
          rowsOf(b.schema, [b]),
        );
      },
    ),
    { numRuns: 300 },
  );
});
