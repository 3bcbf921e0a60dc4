import * as arrow from "apache-arrow";
import { describe, expect, it } from "vitest";
import type { Batch } from "../../../src/arrow/batch.ts";
import { fromArrow } from "../../../src/arrow/interop/from-arrow.ts";
import { loadArrow, toArrow } from "../../../src/arrow/interop/to-arrow.ts";
import { decode } from "../../../src/arrow/ipc/decode.ts";
import { encodeFile } from "../../../src/arrow/ipc/encode.ts";
import { sameSchema } from "../../../src/arrow/schema.ts";
import { typeName } from "../../../src/arrow/type-info.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";
import { fc } from "../../support/property.ts";
import { everyType, frames, rowsOf } from "../ipc/arbitrary.ts";

const flat = (batches: readonly Batch[], columns: number): Stored[][] =>
  Array.from({ length: columns }, (_, i) => batches.flatMap((b) => valuesOf(b.columns[i] as never)));
const shown = (table: arrow.Table): unknown[] => table.schema.fields.map((f) => table.getChild(f.name)?.toArray());

describe("apache-arrow", () => {
  it("takes any frame as a Table and gives it back, directly and as IPC bytes", () => {
    fc.assert(
      fc.property(frames, (frame) => {
        const n = frame.schema.fields.length;
        const table = toArrow(frame, arrow);
        const direct = fromArrow(table);
        expect(sameSchema(direct.schema, frame.schema)).toBe(true);
        expect(flat(direct.batches, n)).toEqual(flat(frame.batches, n));
        const { schema, batches } = decode(arrow.tableToIPC(table, "stream"));
        expect(schema.fields.map((f) => typeName(f.type))).toEqual(frame.schema.fields.map((f) => typeName(f.type)));
        expect(flat(batches, n)).toEqual(flat(frame.batches, n));
      }),
      { numRuns: 100 },
    );
  });

  it("sees our values as they are", () => {
    const table = toArrow(everyType(11), arrow);
    const { schema, batches } = everyType(11);
    const at = (name: string): unknown[] => [...(table.getChild(name) as Iterable<unknown>)];
    const ours = (i: number): Stored[] => batches.flatMap((b) => valuesOf(b.columns[i] as never));
    for (const [i, f] of schema.fields.entries())
      if (/^(Bool|U?Int(8|16|32|64)|Float64|Utf8|Categorical|Enum|Time)$/.test(f.type.id))
        expect(at(`c${i}`), f.type.id).toEqual(ours(i));
    expect(table.numRows).toBe(80);
    expect(arrow.tableFromIPC(encodeFile(schema, batches)).numRows).toBe(80);
  });

  it("gives slices of its tables and single batches", () => {
    const frame = everyType(5);
    const table = toArrow(frame, arrow).slice(7, 61);
    const n = frame.schema.fields.length;
    expect(flat(fromArrow(table).batches, n)).toEqual(flat(frame.batches, n).map((c) => c.slice(7, 61)));
    const [first] = toArrow(frame, arrow).batches;
    expect(fromArrow(first as arrow.RecordBatch).batches.map(rowsOf)).toEqual([rowsOf(frame.batches[0] as Batch)]);
  });

  it("gives tables made by hand, views, wide, narrow and dictionary types", () => {
    const of = (type: arrow.DataType, values: unknown[]): arrow.Vector => arrow.vectorFromArray(values, type);
    const table = new arrow.Table({
      f16: of(new arrow.Float16(), [1.5, null]),
      large: of(new arrow.LargeUtf8(), ["a", null]),
      view: of(new arrow.Utf8View(), ["a text that is longer than twelve", null]),
      day: of(new arrow.DateDay(), [new Date(86400000), null]),
      milli: of(new arrow.DateMillisecond(), [new Date(86400000), null]),
      second: of(new arrow.TimestampSecond(), [5000, null]),
      fixed: of(new arrow.FixedSizeBinary(2), [Uint8Array.of(1, 2), null]),
      dict: of(new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8()), ["x", null]),
      numbers: of(new arrow.Dictionary(new arrow.Float64(), new arrow.Uint16()), [2.5, null]),
      plain: arrow.vectorFromArray(Float64Array.of(1, 2)),
    });
    const { schema, batches } = fromArrow(table);
    expect(schema.fields.map((f) => typeName(f.type))).toEqual([
      "Float32",
      "Utf8",
      "Utf8",
      "Date32",
      'Datetime("ms")',
      'Datetime("ms")',
      "Binary",
      "Utf8",
      "Float64",
      "Float64",
    ]);
    expect(flat(batches, 10)).toEqual([
      [1.5, null],
      ["a", null],
      ["a text that is longer than twelve", null],
      [1, null],
      [86400000n, null],
      [5000n, null],
      [Uint8Array.of(1, 2), null],
      ["x", null],
      [2.5, null],
      [1, 2],
    ]);
    expect(batches[0]?.columns[7]?.layout).toBe("dict");
    const bytes = arrow.tableToIPC(table, "file");
    expect(flat(decode(bytes).batches, 10)).toEqual(flat(batches, 10));
  });

  it("shares the memory of a table", () => {
    const values = Float64Array.of(1, 2, 3);
    const [b] = fromArrow(new arrow.Table({ x: arrow.makeVector(values) })).batches;
    expect(b?.columns[0]?.layout === "fixed" && b.columns[0].values.buffer === values.buffer).toBe(true);
  });

  it("refuses what is no table, and types that are not held", () => {
    expect(() => fromArrow([{ a: 1 }] as never)).toThrow(/INVALID_ARGUMENT/);
    const span = arrow.vectorFromArray([null], new arrow.IntervalYearMonth());
    expect(() => fromArrow(new arrow.Table({ span }))).toThrow(/NOT_SUPPORTED.*"span".*Interval/);
  });

  it("is loaded when it is wanted", async () => {
    const table = toArrow(everyType(1), await loadArrow()) as arrow.Table;
    expect(shown(table)).toHaveLength(table.numCols);
  });
});
