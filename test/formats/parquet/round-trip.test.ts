import { describe, expect, it } from "vitest";
import { batch, sliceBatch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { field, schema, schemaText } from "../../../src/arrow/schema.ts";
import * as t from "../../../src/arrow/types.ts";
import { valuesOf } from "../../../src/arrow/value.ts";
import { openParquet, readParquet, scanBatches, writeParquet } from "../../support/parquet-file.ts";
import { dumpOf } from "../../support/parquet-judge.ts";
import { everyType } from "../../support/parquet-samples.ts";
import { fc } from "../../support/property.ts";

describe("what is written comes back", () => {
  it.each(["none", "snappy", "gzip", "zstd"])("every type, with %s", async (compression) => {
    for (const rows of [0, 1, 9, 700])
      for (const dictionary of [true, false]) {
        const b = everyType(rows);
        const bytes = await writeParquet([b], { compression, dictionary, rowGroupSize: 300, pageSize: 700 });
        const back = await readParquet(bytes);
        expect(schemaText(back.schema)).toBe(schemaText(b.schema));
        expect(dumpOf(back)).toEqual(dumpOf(b));
      }
  });

  it("batches are cut and joined to row groups of one size", async () => {
    const b = everyType(1000);
    const parts = [sliceBatch(b, 0, 3), sliceBatch(b, 3, 500), sliceBatch(b, 503, 0), sliceBatch(b, 503, 497)];
    const bytes = await writeParquet(parts, { rowGroupSize: 128 });
    const table = await openParquet(bytes);
    expect((await scanBatches(table)).map((x) => x.length)).toEqual([128, 128, 128, 128, 128, 128, 128, 104]);
    expect(dumpOf(await readParquet(bytes))).toEqual(dumpOf(b));
  });

  it("columns in another order, limits and no columns", async () => {
    const b = everyType(500);
    const bytes = await writeParquet([b], { rowGroupSize: 200 });
    const some = await readParquet(bytes, { columns: ["struct", "int64"], limit: 333 });
    const { columns } = dumpOf(b);
    const at = (name: string): unknown => columns?.[b.schema.index.get(name) as number]?.slice(0, 333);
    expect(dumpOf(some).columns).toEqual([at("struct"), at("int64")]);
    const none = await scanBatches(await openParquet(bytes), { columns: [] });
    expect(none.reduce((n, x) => n + x.length, 0)).toBe(500);
  });

  const value: fc.Arbitrary<unknown> = fc.oneof(
    fc.constant(null),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.bigInt({ min: 0n, max: 5n }),
  );
  const word = fc.oneof(fc.constant(null), fc.string({ unit: "grapheme", maxLength: 8 }), fc.constantFrom("a", "b"));
  const item = fc.oneof(
    fc.constant(null),
    fc.record({ x: fc.oneof(fc.constant(null), fc.array(word, { maxLength: 3 })), y: value }),
  );
  const options = fc.record({
    rowGroupSize: fc.integer({ min: 1, max: 90 }),
    pageSize: fc.integer({ min: 1, max: 200 }),
    dictionary: fc.boolean(),
    compression: fc.constantFrom("none", "snappy"),
  });
  const TYPE = t.List(t.Struct({ x: t.List(t.Utf8), y: t.Int64 })) as t.DataType;
  it("any values, nested or not, in pages and groups of any size", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(value, word, fc.oneof(fc.constant(null), fc.array(item, { maxLength: 3 }))), {
          maxLength: 120,
        }),
        options,
        async (rows, o) => {
          const types = [t.Int64, t.Utf8, TYPE];
          const s = schema(types.map((type, i) => field(`c${i}`, type)));
          const b = batch(
            s,
            types.map((type, i) =>
              columnFrom(
                rows.map((r) => r[i]),
                type,
              ),
            ),
            rows.length,
          );
          const back = await readParquet(await writeParquet([b], o));
          expect(back.columns.map(valuesOf)).toEqual(b.columns.map(valuesOf));
        },
      ),
      { numRuns: 150 },
    );
  });

  it("dictionaries keep only what occurs", async () => {
    const column = columnFrom(
      Array.from({ length: 1000 }, (_, i) => `v${i}`),
      t.Categorical,
    );
    const b = sliceBatch(batch(schema([field("c", t.Categorical)]), [column]), 10, 20);
    const back = await readParquet(await writeParquet([b]));
    expect(back.columns[0]).toMatchObject({ layout: "dict", dictionary: { length: 20 } });
    expect(valuesOf(back.columns[0]!)).toEqual(valuesOf(b.columns[0]!));
  });

  it("keeps statistics", async () => {
    const b = batch(
      schema([
        field("i", t.Int32),
        field("f", t.Float64),
        field("s", t.Utf8),
        field("long", t.Utf8),
        field("d", t.Decimal(30, 2)),
        field("u", t.UInt64),
      ]),
      [
        columnFrom([5, null, -3], t.Int32),
        columnFrom([Number.NaN, 1.5, -0], t.Float64),
        columnFrom(["b", "é", null], t.Utf8),
        columnFrom(["x".repeat(100), "é".repeat(50), "y"], t.Utf8),
        columnFrom(["-1.5", "700", null], t.Decimal(30, 2)),
        columnFrom([2n ** 64n - 1n, 1n, 5n], t.UInt64),
      ],
    );
    const table = await openParquet(await writeParquet([b], { dictionary: false }));
    expect(table.stats?.("i")).toEqual({ min: -3, max: 5, nulls: 1, distinct: null, texts: null });
    expect(table.stats?.("f")).toMatchObject({ min: -0, max: 1.5, nulls: 0 });
    expect(table.stats?.("s")).toMatchObject({ min: "b", max: "é", nulls: 1 });
    expect(table.stats?.("long")).toMatchObject({ min: null, max: null });
    expect(table.stats?.("d")).toMatchObject({ min: "-1.50", max: "700.00", nulls: 1 });
    expect(table.stats?.("u")).toMatchObject({ min: 1n, max: 2n ** 64n - 1n });
    const without = await openParquet(await writeParquet([b], { statistics: false }));
    expect(without.stats?.("i")).toEqual({ min: null, max: null, nulls: null, distinct: null, texts: null });
  });
});
