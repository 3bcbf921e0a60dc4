import { PolaroidError } from "../../core/error.ts";
import { typeFromJson } from "../json.ts";
import { SIMPLE } from "../type-info.ts";
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
  List,
  Null,
  structOf,
  Time,
  Utf8,
} from "../types.ts";
import { corrupt } from "./flat-reader.ts";
import type { WireField, WireType, WireUnit } from "./wire.ts";

/** The metadata key under which types that Arrow lacks travel. */
export const TYPE_KEY = "polaroid:type";

export const notSupported = (path: string, detail: string): PolaroidError =>
  new PolaroidError("NOT_SUPPORTED", `${path}: ${detail}`);

function datetime(unit: WireUnit, zone: string | null, path: string): DataType {
  try {
    return Datetime(unit === "s" ? "ms" : unit, zone);
  } catch (cause) {
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `${path} has the time zone "${zone?.slice(0, 60)}", which is not known here`,
      { cause },
    );
  }
}

function decimal(wire: WireType & { kind: "decimal" }, path: string): DataType {
  const { precision, scale, bits } = wire;
  const digits = Math.max(precision, scale);
  if (scale < 0 || scale > 38 || precision < 1 || (bits <= 128 && digits > 38))
    throw notSupported(
      path,
      `Decimal(${precision}, ${scale}) is outside of what is held here (38 digits, scale from 0)`,
    );
  return Decimal(Math.min(38, digits), scale);
}

/** The type that our column gets. */
export function typeOf(wire: WireType, children: readonly WireField[], path: string): DataType {
  const child = (): DataType => {
    if (children.length !== 1) throw corrupt(`${path} is a ${wire.kind} of ${children.length} children`);
    return (children[0] as WireField).type;
  };
  switch (wire.kind) {
    case "null":
      return Null;
    case "bool":
      return Bool;
    case "int": {
      const type = SIMPLE.get(`${wire.signed ? "" : "U"}Int${wire.bits}`);
      if (type === undefined) throw corrupt(`${path} is an integer of ${wire.bits} bits`);
      return type;
    }
    case "float":
      return wire.bits === 64 ? Float64 : Float32;
    case "decimal":
      return decimal(wire, path);
    case "date":
      return wire.unit === "day" ? Date32 : Datetime("ms");
    case "time":
      return Time;
    case "timestamp":
      return datetime(wire.unit, wire.zone, path);
    case "duration":
      return Duration(wire.unit === "s" ? "ms" : wire.unit);
    case "bytes":
    case "view":
      return wire.text ? Utf8 : Binary;
    case "fixedBinary":
      return Binary;
    case "list":
    case "listView":
      return List(child());
    case "map":
      return List(child());
    case "fixedList":
      return FixedSizeList(child(), wire.size);
    case "struct":
      return structOf(children.map((c) => ({ name: c.name, type: c.type })));
    case "ree": {
      const ends = children[0]?.wire;
      if (children.length !== 2 || ends?.kind !== "int" || !ends.signed || ends.bits === 8 || children[0]?.dictionary)
        throw corrupt(`${path} is run-end encoded without run ends`);
      return (children[1] as WireField).type;
    }
  }
}

// Polars writes an Enum's categories as `<bytes>;<text>` one after the other.
function polarsCategories(list: string): string[] | null {
  const out: string[] = [];
  const bytes = new Map<string, number>();
  const width = (c: string): number => {
    const known = bytes.get(c);
    if (known !== undefined) return known;
    const p = c.codePointAt(0) as number;
    const n = p < 0x80 ? 1 : p < 0x800 ? 2 : p < 0x10000 ? 3 : 4;
    bytes.set(c, n);
    return n;
  };
  const chars = [...list];
  for (let i = 0; i < chars.length; ) {
    const end = chars.indexOf(";", i);
    const size = Number(chars.slice(i, end).join(""));
    if (end < 0 || !Number.isInteger(size) || size < 0) return null;
    let entry = "";
    let left = size;
    for (i = end + 1; left > 0; i++) {
      const c = chars[i];
      if (c === undefined) return null;
      left -= width(c);
      entry += c;
    }
    if (left < 0) return null;
    out.push(entry);
  }
  return out;
}

/** What a text column's metadata makes of it: Categorical and Enum, ours and those of Polars. */
export function textType(metadata: ReadonlyMap<string, string>, path: string): DataType {
  const ours = metadata.get(TYPE_KEY);
  if (ours !== undefined) {
    let type: DataType;
    try {
      type = typeFromJson(JSON.parse(ours));
    } catch (cause) {
      throw new PolaroidError("CORRUPT", `${path}: its "${TYPE_KEY}" is not a type: ${ours.slice(0, 80)}`, { cause });
    }
    return type.id === "Enum" || type.id === "Categorical" ? type : Utf8;
  }
  const list = metadata.get("_PL_ENUM_VALUES2");
  if (list !== undefined) {
    const categories = polarsCategories(list);
    return categories === null || new Set(categories).size !== categories.length ? Categorical : Enum(categories);
  }
  return metadata.has("_PL_CATEGORICAL2") || metadata.has("_PL_CATEGORICAL") ? Categorical : Utf8;
}
