import { badArgument, recordArgument, shown, textArgument, textsArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { frozen } from "../core/freeze.ts";
import { texted, textPrototype } from "../core/inspect.ts";
import { memo } from "./time/memo.ts";
import { typeName } from "./type-name.ts";

/** A data type: `id` at run time; `~cls`, `~js` and `~lit` exist for the compiler alone. */
export interface DType {
  readonly id: TypeId;
  readonly "~cls": string;
  readonly "~js": unknown;
  readonly "~lit": unknown;
}
interface Prim<Id extends TypeId, Class extends string, Js, Lit = Js> extends DType {
  readonly id: Id;
  readonly "~cls": Class;
  readonly "~js": Js;
  readonly "~lit": Lit;
}
type NumLit = number | bigint;

export type TypeId =
  | "Null"
  | "Bool"
  | "Int8"
  | "Int16"
  | "Int32"
  | "Int64"
  | "UInt8"
  | "UInt16"
  | "UInt32"
  | "UInt64"
  | "Float32"
  | "Float64"
  | "Decimal"
  | "Utf8"
  | "Binary"
  | "Categorical"
  | "Enum"
  | "Date32"
  | "Time"
  | "Datetime"
  | "Duration"
  | "List"
  | "FixedSizeList"
  | "Struct";
export type TimeUnit = "ms" | "us" | "ns";

export interface Null extends Prim<"Null", "null", null> {}
export interface Bool extends Prim<"Bool", "bool", boolean> {}
export interface Int8 extends Prim<"Int8", "num", number, NumLit> {}
export interface Int16 extends Prim<"Int16", "num", number, NumLit> {}
export interface Int32 extends Prim<"Int32", "num", number, NumLit> {}
export interface Int64 extends Prim<"Int64", "num", number, NumLit> {}
export interface UInt8 extends Prim<"UInt8", "num", number, NumLit> {}
export interface UInt16 extends Prim<"UInt16", "num", number, NumLit> {}
export interface UInt32 extends Prim<"UInt32", "num", number, NumLit> {}
export interface UInt64 extends Prim<"UInt64", "num", number, NumLit> {}
export interface Float32 extends Prim<"Float32", "num", number, NumLit> {}
export interface Float64 extends Prim<"Float64", "num", number, NumLit> {}
export interface Utf8 extends Prim<"Utf8", "str", string> {}
export interface Binary extends Prim<"Binary", "bin", Uint8Array> {}
export interface Date32 extends Prim<"Date32", "temporal", Date> {}
/** Nanoseconds since midnight. */
export interface Time extends Prim<"Time", "time", number> {}
export interface Categorical extends Prim<"Categorical", "str", string> {}
export interface Enum<C extends string = string> extends Prim<"Enum", "str", C, string> {
  readonly categories: readonly C[];
}
export interface Datetime<U extends TimeUnit = TimeUnit, Z extends string | null = string | null>
  extends Prim<"Datetime", "temporal", Date> {
  readonly unit: U;
  readonly zone: Z;
}
export interface Duration<U extends TimeUnit = TimeUnit> extends Prim<"Duration", "duration", number> {
  readonly unit: U;
}
export interface Decimal<P extends number = number, S extends number = number>
  extends Prim<"Decimal", "num", string, NumLit> {
  readonly precision: P;
  readonly scale: S;
}
export interface List<T extends DType = DType> extends DType {
  readonly id: "List";
  readonly "~cls": "list";
  readonly "~js": T["~js"][];
  readonly "~lit": never;
  readonly inner: DataType;
  readonly "~inner": T;
}
export interface FixedSizeList<T extends DType = DType> extends DType {
  readonly id: "FixedSizeList";
  readonly "~cls": "list";
  readonly "~js": T["~js"][];
  readonly "~lit": never;
  readonly inner: DataType;
  readonly size: number;
  readonly "~inner": T;
}
export interface StructField {
  readonly name: string;
  readonly type: DataType;
}
export interface Struct<F = unknown> extends DType {
  readonly id: "Struct";
  readonly "~cls": "struct";
  readonly "~js": { [K in keyof F]: F[K] extends DType ? F[K]["~js"] : unknown };
  readonly "~lit": never;
  readonly fields: readonly StructField[];
  readonly "~fields": F;
}

/** Every data type, closed for run-time code. */
export type DataType =
  | Null
  | Bool
  | Int8
  | Int16
  | Int32
  | Int64
  | UInt8
  | UInt16
  | UInt32
  | UInt64
  | Float32
  | Float64
  | Decimal
  | Utf8
  | Binary
  | Categorical
  | Enum
  | Date32
  | Time
  | Datetime
  | Duration
  | List
  | FixedSizeList
  | Struct;

const TEXT: object = textPrototype(typeName);
const make = <T extends DType>(fields: object): T => texted(TEXT, fields) as unknown as T;
const prim = <T extends DType>(id: T["id"]): T => make<T>({ id });

export const Null: Null = prim<Null>("Null");
export const Bool: Bool = prim<Bool>("Bool");
export const Int8: Int8 = prim<Int8>("Int8");
export const Int16: Int16 = prim<Int16>("Int16");
export const Int32: Int32 = prim<Int32>("Int32");
export const Int64: Int64 = prim<Int64>("Int64");
export const UInt8: UInt8 = prim<UInt8>("UInt8");
export const UInt16: UInt16 = prim<UInt16>("UInt16");
export const UInt32: UInt32 = prim<UInt32>("UInt32");
export const UInt64: UInt64 = prim<UInt64>("UInt64");
export const Float32: Float32 = prim<Float32>("Float32");
export const Float64: Float64 = prim<Float64>("Float64");
export const Utf8: Utf8 = prim<Utf8>("Utf8");
export const Binary: Binary = prim<Binary>("Binary");
export const Date32: Date32 = prim<Date32>("Date32");
export const Time: Time = prim<Time>("Time");
export const Categorical: Categorical = prim<Categorical>("Categorical");

/** A string type whose values are one of a fixed list, in that order. */
export function Enum<const C extends string>(categories: readonly C[]): Enum<C> {
  textsArgument(categories, "the categories of an Enum");
  if (new Set(categories).size !== categories.length)
    throw new PolaroidError("INVALID_ARGUMENT", "the categories of an Enum must differ from each other");
  return make<Enum<C>>({ id: "Enum", categories: frozen(categories) });
}

const isZone = memo((zone) => {
  try {
    new Intl.DateTimeFormat("en-US", { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}, 1024);

function unitOf(unit: TimeUnit | undefined): TimeUnit {
  if (unit === undefined || unit === "ms" || unit === "us" || unit === "ns") return unit ?? "us";
  throw badArgument("the unit of a time", unit, "one of ms, us, ns");
}

/** A point in time as a 64-bit count of `unit`s since 1970; with a zone an instant, without one a wall clock. */
export function Datetime<const U extends TimeUnit = "us", const Z extends string | null = null>(
  unit?: U,
  zone?: Z,
): Datetime<U, Z> {
  if (zone != null && !isZone(textArgument(zone, "the zone of a Datetime")))
    throw new PolaroidError("INVALID_ARGUMENT", `"${zone}" is no time zone of the IANA data base`);
  return make<Datetime<U, Z>>({ id: "Datetime", unit: unitOf(unit), zone: zone ?? null });
}

/** A length of time as a 64-bit count of `unit`s. */
export function Duration<const U extends TimeUnit = "us">(unit?: U): Duration<U> {
  return make<Duration<U>>({ id: "Duration", unit: unitOf(unit) });
}

/** A decimal number of up to 38 digits, `scale` of them behind the point. */
export function Decimal<const P extends number = 38, const S extends number = 0>(
  precision?: P,
  scale?: S,
): Decimal<P, S> {
  const [p, s] = [precision ?? 38, scale ?? 0];
  if (!Number.isInteger(p) || p < 1 || p > 38 || !Number.isInteger(s) || s < 0 || s > p)
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `Decimal(${shown(p)}, ${shown(s)}): precision is 1 to 38, scale 0 to the precision`,
    );
  return make<Decimal<P, S>>({ id: "Decimal", precision: p, scale: s });
}

/** Lists of any length. */
export const List = <T extends DType>(inner: T): List<T> =>
  make<List<T>>({ id: "List", inner: bareType(inner as unknown as DataType) });

/** Lists of one length. */
export const FixedSizeList = <T extends DType>(inner: T, size: number): FixedSizeList<T> =>
  make<FixedSizeList<T>>({ id: "FixedSizeList", inner: bareType(inner as unknown as DataType), size });

/** Named fields in one value. */
export const Struct = <const F extends { readonly [name: string]: DType }>(fields: F): Struct<F> =>
  structOf(
    Object.entries(recordArgument(fields, "what Struct is given", "an object of fields and their types")).map(
      ([name, type]) => ({ name, type: type as DataType }),
    ),
  ) as Struct<F>;

/** A struct type from a list of fields. */
export const structOf = (fields: readonly StructField[]): Struct =>
  make<Struct>({
    id: "Struct",
    fields: frozen(fields.map((f) => Object.freeze({ name: f.name, type: bareType(f.type) }))),
  });

/** `T | Null`: a column of type T that may hold nulls. */
export type Nullable<T extends DType> = T | Null;
/** In a schema by which a file is checked: a column that may hold nulls. Elsewhere the same as the type. */
export function Nullable<T extends DType>(type: T): Nullable<T> {
  if (typeof type?.id !== "string") throw badArgument("what Nullable is given", type, "a data type such as Int64");
  return mayBeNull(type as unknown as DataType) ? type : make<T>({ ...type, nullable: true, of: type });
}
interface Marked {
  readonly nullable?: unknown;
  readonly of?: DataType;
}
/** Whether a type is one that `Nullable` made. */
export const mayBeNull = (type: DataType): boolean => (type as Marked).nullable === true;
/** The type itself. */
export const bareType = (type: DataType): DataType => (type as Marked | undefined)?.of ?? type;
