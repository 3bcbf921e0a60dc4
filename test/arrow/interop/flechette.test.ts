import * as flechette from "@uwdata/flechette";
import { describe, expect, it } from "vitest";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { encodeFile, encodeStream } from "../../../src/arrow/ipc/encode.ts";
import { typeName } from "../../../src/arrow/type-info.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";
import { fc } from "../../support/property.ts";
import { everyType, frames } from "../ipc/arbitrary.ts";

const EXACT = { useBigInt: true, useDecimalInt: true, useBigIntTimestamp: true };
type Decoded = ReturnType<typeof decode>;
const flat = ({ batches }: Pick<Decoded, "batches">, columns: number): Stored[][] =>
  Array.from({ length: columns }, (_, i) => batches.flatMap((b) => valuesOf(b.columns[i] as never)));
const names = ({ schema }: Pick<Decoded, "schema">): string[] => schema.fields.map((f) => typeName(f.type));

const plain = (v: unknown): unknown =>
  ArrayBuffer.isView(v) || Array.isArray(v) ? [...(v as unknown as Iterable<unknown>)].map(plain) : v;

describe("@uwdata/flechette", () => {
  it("reads any frame and writes it so that nothing is lost", () => {
    fc.assert(
      // It counts a table's rows by its first column, and writes the dictionary of the first batch only.
      fc.property(
        frames.filter((f) => f.schema.fields.length > 0),
        fc.boolean(),
        ({ schema, batches }, file) => {
          const format = file ? "file" : "stream";
          const frame = { schema, batches: file ? batches : batches.slice(0, 1) };
          const n = frame.schema.fields.length;
          const bytes = (file ? encodeFile : encodeStream)(frame.schema, frame.batches);
          const table = flechette.tableFromIPC(bytes, EXACT);
          expect(table.numRows).toBe(frame.batches.reduce((rows, b) => rows + b.length, 0));
          const back = decode(flechette.tableToIPC(table, { format }) as Uint8Array);
          expect(names(back)).toEqual(names(frame));
          expect(flat(back, n)).toEqual(flat(frame, n));
        },
      ),
      { numRuns: 300 },
    );
  });

  it("sees our values as they are", () => {
    const frame = everyType(11);
    const table = flechette.tableFromIPC(encodeStream(frame.schema, frame.batches), EXACT);
    const ours = flat(frame, frame.schema.fields.length);
    for (const [i, f] of frame.schema.fields.entries())
      if (/^(Null|Bool|U?Int(8|16|32|64)|Float32|Float64|Utf8|Categorical|Enum|Time|Duration|List)$/.test(f.type.id))
        expect(
          table.getChildAt(i).toArray().length === 80 && [...table.getChildAt(i)].map(plain),
          typeName(f.type),
        ).toEqual(ours[i]?.map(plain));
  });

  const day = Date.UTC(2024, 1, 29);
  it.each<[string, flechette.DataType, unknown[], Stored[]]>([
    ["Null", flechette.nullType(), [null, null], [null, null]],
    ["Bool", flechette.bool(), [true, null, false], [true, null, false]],
    ["Int8", flechette.int8(), [-128, null], [-128, null]],
    ["Int16", flechette.int16(), [-32768, null], [-32768, null]],
    ["Int32", flechette.int32(), [-(2 ** 31), null], [-(2 ** 31), null]],
    ["Int64", flechette.int64(), [-(2n ** 63n), null], [-(2n ** 63n), null]],
    ["UInt8", flechette.uint8(), [255, null], [255, null]],
    ["UInt16", flechette.uint16(), [65535, null], [65535, null]],
    ["UInt32", flechette.uint32(), [2 ** 32 - 1, null], [2 ** 32 - 1, null]],
    ["UInt64", flechette.uint64(), [2n ** 64n - 1n, null], [2n ** 64n - 1n, null]],
    ["Float32", flechette.float16(), [1.5, null], [1.5, null]],
    ["Float32", flechette.float32(), [1.5, null], [1.5, null]],
    ["Float64", flechette.float64(), [0.1, null], [0.1, null]],
    ["Decimal(9, 2)", flechette.decimal32(9, 2), [1234n, null], [1234n, null]],
    ["Decimal(18, 2)", flechette.decimal64(18, 2), [12.34, null], [1234n, null]],
    ["Decimal(38, 2)", flechette.decimal128(38, 2), [-12.34, null], [-1234n, null]],
    ["Decimal(38, 2)", flechette.decimal256(40, 2), [12.34, null], [1234n, null]],
    ["Utf8", flechette.utf8(), ["žluť", "", null], ["žluť", "", null]],
    ["Utf8", flechette.largeUtf8(), ["žluť", null], ["žluť", null]],
    ["Utf8", flechette.dictionary(flechette.utf8(), flechette.uint8()), ["b", null, "a", "b"], ["b", null, "a", "b"]],
    ["Int64", flechette.dictionary(flechette.int64(), flechette.int16()), [7n, null, 7n], [7n, null, 7n]],
    ["Binary", flechette.binary(), [Uint8Array.of(1, 2), null], [Uint8Array.of(1, 2), null]],
    ["Binary", flechette.largeBinary(), [Uint8Array.of(1, 2), null], [Uint8Array.of(1, 2), null]],
    ["Binary", flechette.fixedSizeBinary(2), [Uint8Array.of(1, 2), null], [Uint8Array.of(1, 2), null]],
    ["Date32", flechette.dateDay(), [new Date(day), null], [day / 864e5, null]],
    ['Datetime("ms")', flechette.dateMillisecond(), [new Date(day), null], [BigInt(day), null]],
    ["Time", flechette.timeSecond(), [5, null], [5_000_000_000n, null]],
    ["Time", flechette.timeMillisecond(), [5, null], [5_000_000n, null]],
    ["Time", flechette.timeMicrosecond(), [5n, null], [5_000n, null]],
    ["Time", flechette.timeNanosecond(), [5n, null], [5n, null]],
    ['Datetime("ms")', flechette.timestamp(flechette.TimeUnit.SECOND), [day, null], [BigInt(day), null]],
    ['Datetime("ms")', flechette.timestamp(flechette.TimeUnit.MILLISECOND), [day, null], [BigInt(day), null]],
    ['Datetime("us", "UTC")', flechette.timestamp(flechette.TimeUnit.MICROSECOND, "UTC"), [day], [BigInt(day) * 1000n]],
    [
      'Datetime("ns")',
      flechette.timestamp(flechette.TimeUnit.NANOSECOND),
      [day, null],
      [BigInt(day) * 1_000_000n, null],
    ],
    ['Duration("ms")', flechette.duration(flechette.TimeUnit.SECOND), [5n, null], [5000n, null]],
    ['Duration("us")', flechette.duration(flechette.TimeUnit.MICROSECOND), [5n, null], [5n, null]],
    ["List(Int32)", flechette.list(flechette.int32()), [[1, null], [], null], [[1, null], [], null]],
    ["List(Int32)", flechette.largeList(flechette.int32()), [[1, null], [], null], [[1, null], [], null]],
    ["FixedSizeList(Int32, 2)", flechette.fixedSizeList(flechette.int32(), 2), [[1, 2], null], [[1, 2], null]],
    [
      "Struct({ a: Int32, b: Utf8 })",
      flechette.struct({ a: flechette.int32(), b: flechette.utf8() }),
      [{ a: 1, b: null }, null],
      [{ a: 1, b: null }, null],
    ],
    [
      "List(Struct({ key: Utf8, value: Int32 }))",
      flechette.map(flechette.utf8(), flechette.int32()),
      [[["k", 1]], null],
      [[{ key: "k", value: 1 }], null],
    ],
    [
      "Utf8",
      flechette.runEndEncoded(flechette.int32(), flechette.utf8()),
      ["a", "a", null, "b"],
      ["a", "a", null, "b"],
    ],
  ])("gives its columns: %s", (name, type, given, expected) => {
    const table = flechette.tableFromColumns({
      x: flechette.columnFromArray(given, type as never, { maxBatchRows: 2 }),
    });
    for (const format of ["file", "stream"] as const) {
      const found = decode(flechette.tableToIPC(table, { format }) as Uint8Array);
      expect([names(found), flat(found, 1)[0]]).toEqual([[name], expected]);
    }
  });

  it.each<[string, flechette.DataType, unknown[]]>([
    [
      "union",
      flechette.union(flechette.UnionMode.Dense, [flechette.int32(), flechette.utf8()], undefined as never, (v) =>
        typeof v === "string" ? 1 : 0,
      ),
      [1, "a"],
    ],
    ["interval", flechette.interval(flechette.IntervalUnit.MONTH_DAY_NANO), [Float64Array.of(1, 2, 3)]],
  ])("is told what is not held here: %s", (_, type, given) => {
    const table = flechette.tableFromColumns({ x: flechette.columnFromArray(given, type as never) });
    expect(() => decode(flechette.tableToIPC(table, { format: "stream" }) as Uint8Array)).toThrow(
      /NOT_SUPPORTED.*column "x"/,
    );
  });
});
