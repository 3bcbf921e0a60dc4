import { typeToJson } from "../json.ts";
import type { DataType, TimeUnit } from "../types.ts";
import type { FlatBuilder } from "./flat-builder.ts";
import type { FieldPlan } from "./layout-plan.ts";
import { TYPE_KEY } from "./wire-type.ts";

const UNITS: Readonly<Record<TimeUnit, number>> = { ms: 1, us: 2, ns: 3 };

/** Writes the `Type` of a field; gives its number in the union and its place. */
function writeType(b: FlatBuilder, type: DataType): readonly [number, number] {
  const int = (bits: number, signed: boolean): readonly [number, number] => [
    2,
    b
      .start()
      .i32(0, bits)
      .u8(1, signed ? 1 : 0)
      .end(),
  ];
  switch (type.id) {
    case "Null":
      return [1, b.start().end()];
    case "Bool":
      return [6, b.start().end()];
    case "Int8":
      return int(8, true);
    case "Int16":
      return int(16, true);
    case "Int32":
      return int(32, true);
    case "Int64":
      return int(64, true);
    case "UInt8":
      return int(8, false);
    case "UInt16":
      return int(16, false);
    case "UInt32":
      return int(32, false);
    case "UInt64":
      return int(64, false);
    case "Float32":
      return [3, b.start().i16(0, 1).end()];
    case "Float64":
      return [3, b.start().i16(0, 2).end()];
    case "Decimal":
      return [7, b.start().i32(0, type.precision).i32(1, type.scale).i32(2, 128).end()];
    case "Binary":
      return [4, b.start().end()];
    case "Utf8":
    case "Categorical":
    case "Enum":
      return [5, b.start().end()];
    case "Date32":
      return [8, b.start().i16(0, 0).end()];
    case "Time":
      return [9, b.start().i16(0, 3).i32(1, 64).end()];
    case "Datetime": {
      const zone = type.zone === null ? 0 : b.text(type.zone);
      return [10, b.start().i16(0, UNITS[type.unit]).ref(1, zone).end()];
    }
    case "Duration":
      return [18, b.start().i16(0, UNITS[type.unit]).end()];
    case "List":
      return [12, b.start().end()];
    case "FixedSizeList":
      return [16, b.start().i32(0, type.size).end()];
    case "Struct":
      return [13, b.start().end()];
  }
}

function writeMetadata(b: FlatBuilder, pairs: readonly (readonly [string, string])[]): number {
  if (pairs.length === 0) return 0;
  return b.offsets(
    pairs.map(([key, value]) => {
      const [k, v] = [b.text(key), b.text(value)];
      return b.start().ref(0, k).ref(1, v).end();
    }),
  );
}

export function writeField(b: FlatBuilder, field: FieldPlan): number {
  const children = b.offsets(field.children.map((c) => writeField(b, c)));
  const named = field.type.id === "Categorical" || field.type.id === "Enum";
  const own: readonly (readonly [string, string])[] = named ? [[TYPE_KEY, JSON.stringify(typeToJson(field.type))]] : [];
  const metadata = writeMetadata(b, [...own, ...(field.metadata ?? [])]);
  let dictionary = 0;
  if (field.dictionary >= 0) {
    const index = b.start().i32(0, 32).u8(1, 1).end();
    dictionary = b
      .start()
      .i64(0, field.dictionary)
      .ref(1, index)
      .u8(2, field.type.id === "Enum" ? 1 : 0)
      .end();
  }
  const [id, type] = writeType(b, field.type);
  const name = b.text(field.name);
  return b
    .start()
    .ref(0, name)
    .u8(1, field.nullable ? 1 : 0)
    .u8(2, id)
    .ref(3, type)
    .ref(4, dictionary)
    .ref(5, children)
    .ref(6, metadata)
    .end();
}

/** Writes a `Schema` table (Schema.fbs). */
export function writeSchema(b: FlatBuilder, fields: readonly FieldPlan[]): number {
  const list = b.offsets(fields.map((f) => writeField(b, f)));
  return b.start().i16(0, 0).ref(1, list).end();
}
