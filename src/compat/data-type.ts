import { typeName } from "../arrow/type-info.ts";
import * as native from "../arrow/types.ts";
import { badArgument, shown } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { inspectable } from "../core/inspect.ts";

type Native = native.DataType;

/** A type by nodejs-polars' name, with ours beside it. */
export class DataType {
  readonly identity = "DataType";
  readonly variant: string;
  readonly inner: readonly unknown[] | null;
  readonly #native: Native | null;

  constructor(variant: string, type: Native | null, inner: readonly unknown[] | null = null) {
    this.variant = variant;
    this.inner = inner;
    this.#native = type;
  }

  /** Polaroid's own type. */
  get native(): Native {
    if (this.#native !== null) return this.#native;
    throw new PolaroidError("NOT_SUPPORTED", `${this.variant} columns hold JavaScript objects, which Polaroid has not`);
  }
  get timeUnit(): unknown {
    return this.#native !== null && "unit" in this.#native ? this.#native.unit : undefined;
  }
  get timeZone(): unknown {
    return this.#native?.id === "Datetime" ? this.#native.zone : undefined;
  }
  get fields(): readonly Field[] {
    return this.variant === "Struct" ? ((this.inner ?? []) as readonly Field[]) : [];
  }
  equals(other: DataType): boolean {
    if (!(other instanceof DataType)) return false;
    if (this.#native === null || other.#native === null) return this.variant === other.variant;
    return typeName(this.#native) === typeName(other.#native);
  }
  toString(): string {
    return `DataType(${this.variant}${this.inner === null ? "" : `(${this.inner.join(",")})`})`;
  }
  toJSON(): unknown {
    return { DataType: this.inner === null ? this.variant : { [this.variant]: this.inner[0] } };
  }
  asFixedSizeList(): DataType | null {
    return this.variant === "FixedSizeList" ? this : null;
  }

  static readonly Null: DataType = new DataType("Null", native.Null);
  static readonly Bool: DataType = new DataType("Bool", native.Bool);
  static readonly Int8: DataType = new DataType("Int8", native.Int8);
  static readonly Int16: DataType = new DataType("Int16", native.Int16);
  static readonly Int32: DataType = new DataType("Int32", native.Int32);
  static readonly Int64: DataType = new DataType("Int64", native.Int64);
  static readonly UInt8: DataType = new DataType("UInt8", native.UInt8);
  static readonly UInt16: DataType = new DataType("UInt16", native.UInt16);
  static readonly UInt32: DataType = new DataType("UInt32", native.UInt32);
  static readonly UInt64: DataType = new DataType("UInt64", native.UInt64);
  static readonly Float32: DataType = new DataType("Float32", native.Float32);
  static readonly Float64: DataType = new DataType("Float64", native.Float64);
  static readonly Utf8: DataType = new DataType("Utf8", native.Utf8);
  static readonly String: DataType = new DataType("String", native.Utf8);
  static readonly Date: DataType = new DataType("Date", native.Date32);
  static readonly Time: DataType = new DataType("Time", native.Time);
  static readonly Categorical: DataType = new DataType("Categorical", native.Categorical);
  static readonly Object: DataType = new DataType("Object", null);
  static Datetime(timeUnit: native.TimeUnit = "ms", timeZone: string | null = null): DataType {
    return new DataType("Datetime", native.Datetime(timeUnit, timeZone), [timeUnit, timeZone]);
  }
  static Duration(timeUnit: native.TimeUnit = "ms"): DataType {
    return new DataType("Duration", native.Duration(timeUnit), [timeUnit]);
  }
  static Decimal(precision: number | null = null, scale: number | null = null): DataType {
    return new DataType("Decimal", native.Decimal(precision ?? 38, scale ?? 0), [precision, scale]);
  }
  static List(inner: DataType): DataType {
    return new DataType("List", native.List(nativeType(inner) as native.DType), [inner]);
  }
  static FixedSizeList(inner: DataType, listSize: number): DataType {
    return new DataType("FixedSizeList", native.FixedSizeList(nativeType(inner) as native.DType, listSize), [
      inner,
      listSize,
    ]);
  }
  static Struct(fields: readonly Field[] | Readonly<Record<string, DataType>>): DataType {
    if (typeof fields !== "object" || fields === null) throw badArgument("the fields of a Struct", fields, "fields, or types by their names");
    const all = Array.isArray(fields) ? (fields as Field[]) : Object.entries(fields).map(([n, t]) => Field.from(n, t));
    const types = Object.fromEntries(all.map((f) => [f.name, nativeType(f.dtype)])) as Record<string, native.DType>;
    return new DataType("Struct", native.Struct(types), all);
  }
}

/** A name and a type: what structs are made of. */
export class Field {
  readonly name: string;
  readonly dtype: DataType;
  constructor(name: string, dtype: DataType) {
    this.name = name;
    this.dtype = dtype;
  }
  static from(nameOrField: string | { name: string; dtype: DataType } | readonly [string, DataType], dtype?: DataType): Field {
    if (typeof nameOrField === "string") return new Field(nameOrField, dtype as DataType);
    if ("name" in nameOrField) return new Field(nameOrField.name, nameOrField.dtype);
    return new Field(nameOrField[0], nameOrField[1]);
  }
  toString(): string {
    return `Field("${this.name}", ${this.dtype})`;
  }
  toJSON(): { readonly name: string; readonly dtype: DataType } {
    return { name: this.name, dtype: this.dtype };
  }
}

/** Ours for theirs; a type that takes arguments may be given without them. */
export function nativeType(type: unknown): Native {
  const t: unknown = typeof type === "function" ? (type as () => unknown)() : type;
  if (t instanceof DataType) return t.native;
  if (typeof t === "object" && t !== null && "id" in t) return t as Native;
  throw badArgument("a data type", shown(type), "one such as pl.Utf8 or pl.Datetime()");
}

const RENAMED: Readonly<Record<string, string>> = { Utf8: "String", Date32: "Date", Enum: "Categorical" };

/** Theirs for ours. */
export function compatType(type: Native): DataType {
  switch (type.id) {
    case "Datetime":
      return DataType.Datetime(type.unit, type.zone);
    case "Duration":
      return DataType.Duration(type.unit);
    case "Decimal":
      return DataType.Decimal(type.precision, type.scale);
    case "List":
      return DataType.List(compatType(type.inner));
    case "FixedSizeList":
      return DataType.FixedSizeList(compatType(type.inner), type.size);
    case "Struct":
      return DataType.Struct(type.fields.map((f) => new Field(f.name, compatType(f.type))));
    default:
      return new DataType(RENAMED[type.id] ?? type.id, type);
  }
}
inspectable(DataType.prototype);
