import { corrupt } from "../ipc/flat-reader.ts";
import { wireField } from "../ipc/read-schema.ts";
import type { WireDictionary, WireField, WireType, WireUnit } from "../ipc/wire.ts";
import { notSupported } from "../ipc/wire-type.ts";
import type { ArrowField, ArrowType } from "./arrow-js.ts";

const UNITS: readonly WireUnit[] = ["s", "ms", "us", "ns"];
const DICTIONARY = -1;

function wireType(t: ArrowType, path: string): WireType {
  const unit = UNITS[t.unit ?? 0] ?? "s";
  switch (t.typeId) {
    case 1:
      return { kind: "null" };
    case 2:
      return { kind: "int", bits: t.bitWidth ?? 32, signed: t.isSigned ?? true };
    case 3:
      return { kind: "float", bits: 16 << (t.precision ?? 0) };
    case 4:
      return { kind: "bytes", text: false, large: false };
    case 5:
      return { kind: "bytes", text: true, large: false };
    case 6:
      return { kind: "bool" };
    case 7:
      return { kind: "decimal", bits: t.bitWidth ?? 128, precision: t.precision ?? 38, scale: t.scale ?? 0 };
    case 8:
      return { kind: "date", unit: t.unit === 0 ? "day" : "ms" };
    case 9:
      return { kind: "time", unit, bits: t.bitWidth ?? 32 };
    case 10:
      return { kind: "timestamp", unit, zone: t.timezone || null };
    case 11:
      throw notSupported(path, "the Arrow type Interval is not held here; cast it to Duration");
    case 12:
      return { kind: "list", large: false };
    case 13:
      return { kind: "struct" };
    case 14:
      throw notSupported(path, "the Arrow type Union is not held here; make it a Struct");
    case 15:
      return { kind: "fixedBinary", width: t.byteWidth ?? 0 };
    case 16:
      return { kind: "fixedList", size: t.listSize ?? 0 };
    case 17:
      return { kind: "map" };
    case 18:
      return { kind: "duration", unit };
    case 19:
      return { kind: "bytes", text: false, large: true };
    case 20:
      return { kind: "bytes", text: true, large: true };
    case 21:
      return { kind: "list", large: true };
    case 23:
      return { kind: "view", text: false };
    case 24:
      return { kind: "view", text: true };
    default:
      throw notSupported(path, `the Arrow type of number ${t.typeId} is not known here`);
  }
}

/** Fields of `apache-arrow` as those of IPC; each dictionary gets a number of its own. */
export function wireFields(fields: readonly ArrowField[]): WireField[] {
  let next = 0n;
  const convert = (f: ArrowField, parent: string): WireField => {
    const path = parent === "" ? `column "${f.name}"` : `${parent} > "${f.name}"`;
    let { type } = f;
    let dictionary: WireDictionary | null = null;
    if (type.typeId === DICTIONARY) {
      const { indices } = type;
      if (type.dictionary === undefined) throw corrupt(`${path} is a dictionary without entries' type`);
      dictionary = { id: next++, bits: indices?.bitWidth ?? 32, signed: indices?.isSigned ?? true };
      type = type.dictionary;
    }
    const wire = wireType(type, path);
    const children = (type.children ?? []).map((c) => convert(c, path));
    return wireField(f.name, path, f.nullable, wire, dictionary, children, f.metadata ?? new Map());
  };
  return fields.map((f) => convert(f, ""));
}
