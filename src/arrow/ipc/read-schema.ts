import { PolaroidError } from "../../core/error.ts";
import { corrupt, type FlatTable } from "./flat-reader.ts";
import { MAX_DEPTH, type WireDictionary, type WireField, type WireType, type WireUnit } from "./wire.ts";
import { notSupported, textType, typeOf } from "./wire-type.ts";

const UNITS: readonly WireUnit[] = ["s", "ms", "us", "ns"];
const FLOATS = [16, 32, 64];

function at<T>(list: readonly T[], i: number, path: string): T {
  const item = list[i];
  if (item === undefined) throw corrupt(`${path} has an unknown unit or width (${i})`);
  return item;
}

/** `Type` of Schema.fbs. */
function readType(id: number, t: FlatTable, path: string): WireType {
  switch (id) {
    case 1:
      return { kind: "null" };
    case 2:
      return { kind: "int", bits: t.i32(0), signed: t.u8(1) !== 0 };
    case 3:
      return { kind: "float", bits: at(FLOATS, t.i16(0), path) };
    case 4:
      return { kind: "bytes", text: false, large: false };
    case 5:
      return { kind: "bytes", text: true, large: false };
    case 6:
      return { kind: "bool" };
    case 7: {
      const bits = t.i32(2, 128);
      if (bits !== 32 && bits !== 64 && bits !== 128 && bits !== 256)
        throw corrupt(`${path} is a decimal of ${bits} bits`);
      return { kind: "decimal", precision: t.i32(0), scale: t.i32(1), bits };
    }
    case 8:
      return { kind: "date", unit: at(["day", "ms"] as const, t.i16(0, 1), path) };
    case 9: {
      const unit = at(UNITS, t.i16(0, 1), path);
      const bits = t.i32(1, 32);
      if (bits !== (unit === "s" || unit === "ms" ? 32 : 64))
        throw corrupt(`${path} is a time of ${bits} bits in ${unit}`);
      return { kind: "time", unit, bits };
    }
    case 10:
      return { kind: "timestamp", unit: at(UNITS, t.i16(0), path), zone: t.text(1) || null };
    case 11:
      throw notSupported(
        path,
        "the Arrow type Interval is not held here; cast it to Duration where the file is written",
      );
    case 12:
      return { kind: "list", large: false };
    case 13:
      return { kind: "struct" };
    case 14:
      throw notSupported(path, "the Arrow type Union is not held here; write it as a Struct");
    case 15: {
      const width = t.i32(0);
      if (width < 0) throw corrupt(`${path} is binary of ${width} bytes`);
      return { kind: "fixedBinary", width };
    }
    case 16: {
      const size = t.i32(0);
      if (size < 0) throw corrupt(`${path} is lists of ${size} values`);
      return { kind: "fixedList", size };
    }
    case 17:
      return { kind: "map" };
    case 18:
      return { kind: "duration", unit: at(UNITS, t.i16(0, 1), path) };
    case 19:
      return { kind: "bytes", text: false, large: true };
    case 20:
      return { kind: "bytes", text: true, large: true };
    case 21:
      return { kind: "list", large: true };
    case 22:
      return { kind: "ree" };
    case 23:
      return { kind: "view", text: false };
    case 24:
      return { kind: "view", text: true };
    case 25:
      return { kind: "listView", large: false };
    case 26:
      return { kind: "listView", large: true };
    default:
      throw notSupported(path, `the Arrow type of number ${id} is not known here`);
  }
}

function readDictionary(t: FlatTable | null, path: string): WireDictionary | null {
  if (t === null) return null;
  const index = t.table(1);
  const bits = index?.i32(0) ?? 32;
  if (bits !== 8 && bits !== 16 && bits !== 32 && bits !== 64)
    throw corrupt(`${path} has dictionary codes of ${bits} bits`);
  return { id: t.i64(0), bits, signed: index === null || index.u8(1) !== 0 };
}

function readMetadata(pairs: readonly FlatTable[]): Map<string, string> {
  return new Map(pairs.map((p) => [p.text(0) ?? "", p.text(1) ?? ""]));
}

function readField(t: FlatTable, parent: string, depth: number): WireField {
  const name = t.text(0) ?? "";
  const path = parent === "" ? `column "${name}"` : `${parent} > "${name}"`;
  if (depth > MAX_DEPTH)
    throw new PolaroidError("LIMIT_EXCEEDED", `Arrow IPC: types are nested more than ${MAX_DEPTH} deep`);
  const type = t.table(3);
  if (type === null) throw corrupt(`${path} has no type`);
  const wire = readType(t.u8(2), type, path);
  const children = t.tables(5).map((c) => readField(c, path, depth + 1));
  return wireField(
    name,
    path,
    t.u8(1) !== 0,
    wire,
    readDictionary(t.table(4), path),
    children,
    readMetadata(t.tables(6)),
  );
}

/** A field with its type; text with a dictionary is what its metadata says. */
export function wireField(
  name: string,
  path: string,
  nullable: boolean,
  wire: WireType,
  dictionary: WireDictionary | null,
  children: readonly WireField[],
  metadata: ReadonlyMap<string, string>,
): WireField {
  const plain = typeOf(wire, children, path);
  const type = dictionary !== null && plain.id === "Utf8" ? textType(metadata, path) : plain;
  return { name, path, nullable, wire, dictionary, children, type };
}

/** The fields of a `Schema` table (Schema.fbs). */
export function readSchema(t: FlatTable): WireField[] {
  if (t.i16(0) !== 0) throw new PolaroidError("NOT_SUPPORTED", "Arrow IPC: big-endian data is not read");
  return t.tables(1).map((f) => readField(f, "", 0));
}
