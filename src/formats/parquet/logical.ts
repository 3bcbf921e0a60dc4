import {
  Binary,
  Bool,
  type DataType,
  Date32,
  Datetime,
  Decimal,
  Float32,
  Float64,
  Int8,
  Int16,
  Int32,
  Int64,
  Null,
  Time,
  type TimeUnit,
  UInt8,
  UInt16,
  UInt32,
  UInt64,
  Utf8,
} from "../../arrow/types.ts";
import * as m from "./metadata.ts";
import { bool, corrupt, intOr, struct } from "./thrift.ts";

/** How stored values become ours. */
export type Convert =
  | "same"
  | "narrow8"
  | "narrow16"
  | "widen"
  | "scale"
  | "wide32"
  | "wide64"
  | "bigEndian"
  | "bigEndianAt"
  | "int96"
  | "half";

/** What a leaf's values are on disk and in memory. */
export interface Storage {
  readonly type: DataType;
  readonly kind: "fixed" | "bool" | "bytes" | "null";
  /** Bytes of a value on disk; 0 where it varies. */
  readonly width: number;
  /** Bytes of a value in memory, for "fixed". */
  readonly out: number;
  readonly convert: Convert;
  readonly factor: number;
}

const WIDTHS = [0, 4, 8, 12, 4, 8, 0, 0];
const UNITS: readonly (TimeUnit | undefined)[] = [undefined, "ms", "us", "ns"];
const NANOS = { ms: 1_000_000, us: 1000, ns: 1 } as const;

interface Meaning {
  readonly is: "none" | "text" | "decimal" | "date" | "time" | "timestamp" | "integer" | "null" | "half";
  readonly unit?: TimeUnit;
  readonly utc?: boolean;
  readonly bits?: number;
  readonly signed?: boolean;
  readonly scale?: number;
  readonly precision?: number;
}
const NONE: Meaning = { is: "none" };

const CONVERTED: Readonly<Record<number, Meaning>> = {
  0: { is: "text" },
  4: { is: "text" },
  6: { is: "date" },
  19: { is: "text" },
  7: { is: "time", unit: "ms" },
  8: { is: "time", unit: "us" },
  9: { is: "timestamp", unit: "ms", utc: true },
  10: { is: "timestamp", unit: "us", utc: true },
  11: { is: "integer", bits: 8, signed: false },
  12: { is: "integer", bits: 16, signed: false },
  13: { is: "integer", bits: 32, signed: false },
  14: { is: "integer", bits: 64, signed: false },
  15: { is: "integer", bits: 8, signed: true },
  16: { is: "integer", bits: 16, signed: true },
  17: { is: "integer", bits: 32, signed: true },
  18: { is: "integer", bits: 64, signed: true },
};

function meaningOf(e: m.SchemaElement): Meaning {
  if (e.logical !== null) {
    const { id, value } = e.logical;
    const unit = (): TimeUnit | undefined => UNITS[struct(value, 2)?.fields.findIndex((v) => v !== undefined) ?? 0];
    switch (id) {
      case 1:
      case 4:
      case 12:
        return { is: "text" };
      case 5:
        return { is: "decimal", scale: intOr(value, 1, 0), precision: intOr(value, 2, 0) };
      case 6:
        return { is: "date" };
      case 7:
      case 8: {
        const u = unit();
        return u === undefined ? NONE : { is: id === 7 ? "time" : "timestamp", unit: u, utc: bool(value, 1, false) };
      }
      case 10:
        return { is: "integer", bits: intOr(value, 1, 0), signed: bool(value, 2, true) };
      case 11:
        return { is: "null" };
      case 15:
        return { is: "half" };
      default:
        return NONE;
    }
  }
  if (e.converted === 5) return { is: "decimal", scale: e.scale, precision: e.precision };
  return CONVERTED[e.converted ?? -1] ?? NONE;
}

const fixed = (type: DataType, width: number, out: number, convert: Convert = "same", factor = 1): Storage => ({
  type,
  kind: "fixed",
  width,
  out,
  convert,
  factor,
});

function decimal(e: m.SchemaElement, { precision = 0, scale = 0 }: Meaning): Storage | null {
  // Digits past 38 do not fit our Decimal: such a column stays the bytes that it is.
  if (precision > 38) return null;
  if (precision < 1 || scale < 0 || scale > precision)
    throw corrupt(`column "${e.name}" is a Decimal(${precision}, ${scale})`);
  const type = Decimal(precision, scale);
  switch (e.physical) {
    case m.INT32:
      return fixed(type, 4, 16, "wide32");
    case m.INT64:
      return fixed(type, 8, 16, "wide64");
    case m.FIXED_LEN_BYTE_ARRAY:
      return fixed(type, e.width, 16, "bigEndian");
    case m.BYTE_ARRAY:
      return fixed(type, 0, 16, "bigEndianAt");
    default:
      return null;
  }
}

function integer({ bits = 0, signed = true }: Meaning, physical: number): Storage | null {
  if (physical === m.INT64) return bits === 64 ? fixed(signed ? Int64 : UInt64, 8, 8) : null;
  if (physical !== m.INT32) return null;
  if (bits === 8) return fixed(signed ? Int8 : UInt8, 4, 1, "narrow8");
  if (bits === 16) return fixed(signed ? Int16 : UInt16, 4, 2, "narrow16");
  return bits === 32 ? fixed(signed ? Int32 : UInt32, 4, 4) : null;
}

function annotated(e: m.SchemaElement, physical: number): Storage | null {
  const meaning = meaningOf(e);
  switch (meaning.is) {
    case "text":
      return physical === m.BYTE_ARRAY ? { ...fixed(Utf8, 0, 0), kind: "bytes" } : null;
    case "decimal":
      return decimal(e, meaning);
    case "date":
      return physical === m.INT32 ? fixed(Date32, 4, 4) : null;
    case "time": {
      const factor = NANOS[meaning.unit ?? "ns"];
      if (physical === m.INT32) return meaning.unit === "ms" ? fixed(Time, 4, 8, "widen", factor) : null;
      if (physical !== m.INT64) return null;
      return factor === 1 ? fixed(Time, 8, 8) : fixed(Time, 8, 8, "scale", factor);
    }
    case "timestamp":
      return physical === m.INT64 ? fixed(Datetime(meaning.unit ?? "us", meaning.utc ? "UTC" : null), 8, 8) : null;
    case "integer":
      return integer(meaning, physical);
    case "null":
      return { ...fixed(Null, WIDTHS[physical] ?? 0, 0), kind: "null" };
    case "half":
      return physical === m.FIXED_LEN_BYTE_ARRAY && e.width === 2 ? fixed(Float32, 2, 4, "half") : null;
    case "none":
      return null;
  }
}

/** What a leaf of the schema is for us; an annotation that does not fit its physical type counts as absent. */
export function storageOf(e: m.SchemaElement): Storage {
  const physical = e.physical ?? 0;
  if (physical === m.FIXED_LEN_BYTE_ARRAY && (e.width < 1 || e.width > 1 << 24))
    throw corrupt(`column "${e.name}" has values of ${e.width} bytes`);
  const known = annotated(e, physical);
  if (known !== null) return known;
  switch (physical) {
    case m.BOOLEAN:
      return { ...fixed(Bool, 0, 0), kind: "bool" };
    case m.INT32:
      return fixed(Int32, 4, 4);
    case m.INT64:
      return fixed(Int64, 8, 8);
    case m.INT96:
      return fixed(Datetime("ns"), 12, 8, "int96");
    case m.FLOAT:
      return fixed(Float32, 4, 4);
    case m.DOUBLE:
      return fixed(Float64, 8, 8);
    default:
      return { ...fixed(Binary, physical === m.BYTE_ARRAY ? 0 : e.width, 0), kind: "bytes" };
  }
}
