import { type Batch, batch, sliceBatch } from "../../../src/arrow/batch.ts";
import { columnFrom } from "../../../src/arrow/build.ts";
import { type Column, dictColumn } from "../../../src/arrow/column.ts";
import { field, type Schema, schema } from "../../../src/arrow/schema.ts";
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
  Int16,
  Int32,
  Int64,
  List,
  Null,
  Struct,
  Time,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../../src/arrow/types.ts";
import { type Stored, valuesOf } from "../../../src/arrow/value.ts";
import { fc } from "../../support/property.ts";

const COLOURS = ["red", "green", "blaü"] as const;

export const FLAT: readonly DataType[] = [
  Null,
  Bool,
  Int8,
  Int16,
  Int32,
  Int64,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Float32,
  Float64,
  Decimal(38, 10),
  Decimal(5, 2),
  Utf8,
  Binary,
  Categorical,
  Enum(COLOURS),
  Date32,
  Time,
  Datetime("ms"),
  Datetime("us", "Europe/Berlin"),
  Datetime("ns", "UTC"),
  Duration("ms"),
  Duration("us"),
  Duration("ns"),
] as DataType[];

const i64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

/** Values of a type, as `columnFrom` takes them. */
export function valuesFor(type: DataType): fc.Arbitrary<unknown> {
  switch (type.id) {
    case "Null":
      return fc.constant(null);
    case "Bool":
      return fc.boolean();
    case "Int8":
      return fc.integer({ min: -128, max: 127 });
    case "Int16":
      return fc.integer({ min: -32768, max: 32767 });
    case "Int32":
    case "Date32":
      return fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    case "UInt8":
      return fc.integer({ min: 0, max: 255 });
    case "UInt16":
      return fc.integer({ min: 0, max: 65535 });
    case "UInt32":
      return fc.integer({ min: 0, max: 2 ** 32 - 1 });
    case "UInt64":
      return fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
    case "Int64":
    case "Datetime":
    case "Duration":
      return i64;
    case "Time":
      return fc.bigInt({ min: 0n, max: 86_399_999_999_999n });
    case "Float32":
      return fc.float();
    case "Float64":
      return fc.double();
    case "Decimal": {
      const limit = 10n ** BigInt(type.precision) - 1n;
      return fc.bigInt({ min: -limit, max: limit }).map((v) => decimalText(v, type.scale));
    }
    case "Utf8":
      return fc.string({ unit: "binary", maxLength: 20 });
    case "Categorical":
      return fc.constantFrom("x", "", "žluť", "😀");
    case "Enum":
      return fc.constantFrom(...type.categories);
    case "Binary":
      return fc.uint8Array({ maxLength: 20 });
    case "List":
      return fc.array(nullable(valuesFor(type.inner)), { maxLength: 4 });
    case "FixedSizeList":
      return fc.array(nullable(valuesFor(type.inner)), { minLength: type.size, maxLength: type.size });
    case "Struct":
      return fc.record(Object.fromEntries(type.fields.map((f) => [f.name, nullable(valuesFor(f.type))])));
  }
}

function decimalText(value: bigint, scale: number): string {
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, digits.length - scale)}.${digits.slice(digits.length - scale)}`;
}

const nullable = (a: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.option(a, { nil: null, freq: 4 });

export const types: fc.Arbitrary<DataType> = fc.letrec<{ type: DataType }>((tie) => ({
  type: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constantFrom(...FLAT),
    tie("type").map((t) => List(t) as DataType),
    fc.tuple(tie("type"), fc.integer({ min: 0, max: 3 })).map(([t, n]) => FixedSizeList(t, n) as DataType),
    fc.tuple(tie("type"), tie("type")).map(([a, b]) => Struct({ a, b }) as DataType),
  ),
})).type;

/** Text with a dictionary, as scans give it. */
export function coded(texts: readonly (string | null)[]): Column {
  const c = columnFrom(texts, Categorical);
  return c.layout === "dict" ? dictColumn(Utf8, c.length, c.codes, c.dictionary, c.validity, c.nulls) : c;
}

function columns(type: DataType, length: number): fc.Arbitrary<Column> {
  return fc
    .tuple(fc.array(nullable(valuesFor(type)), { minLength: length, maxLength: length }), fc.boolean())
    .map(([values, dict]) => (type.id === "Utf8" && dict ? coded(values as string[]) : columnFrom(values, type)));
}

/** A batch of the given types, sliced so that offsets and bitmaps start anywhere. */
export function batchesOf(target: Schema): fc.Arbitrary<Batch> {
  return fc
    .tuple(fc.nat(24), fc.nat(24))
    .chain(([length, skip]) =>
      fc
        .tuple(...target.fields.map((f) => columns(f.type, length + skip)))
        .map((all) => sliceBatch(batch(target, all, length + skip), skip, length)),
    );
}

export const frames: fc.Arbitrary<{ schema: Schema; batches: Batch[] }> = fc
  .array(types, { maxLength: 4 })
  .map((list) => schema(list.map((t, i) => field(`c${i}`, t))))
  .chain((s) => fc.record({ schema: fc.constant(s), batches: fc.array(batchesOf(s), { maxLength: 3 }) }));

/** One column of each type with its values and a null, in two batches. */
export function everyType(
  seed: number,
  rows = 40,
  list: readonly DataType[] = FLAT,
): { schema: Schema; batches: Batch[] } {
  const nested = [
    List(Int32),
    List(List(Utf8)),
    FixedSizeList(Float64, 2),
    Struct({ a: Int64, b: List(Categorical) }),
  ] as DataType[];
  const all = [...list, ...(list === FLAT ? nested : [])];
  const target = schema(all.map((t, i) => field(`c${i}`, t)));
  const make = (s: number): Batch =>
    batch(
      target,
      all.map((t, i) => fc.sample(columns(t, rows), { numRuns: 1, seed: s + i })[0] as Column),
      rows,
    );
  return { schema: target, batches: [make(seed), make(seed + 1000)] };
}

/** Values as plain data, NaN and -0 told apart. */
export const rowsOf = (b: Batch): Stored[][] => b.columns.map((c) => valuesOf(c));
