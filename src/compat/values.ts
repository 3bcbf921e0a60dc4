import { Series as OurSeries } from "../api/series.ts";
import { isInteger } from "../arrow/type-info.ts";
import type { DataType } from "../arrow/types.ts";
import * as native from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";

const first = (values: readonly unknown[]): unknown => values.find((v) => v !== null && v !== undefined);

/** The type that nodejs-polars gives a JavaScript value: numbers are Float64, bigints UInt64. */
export function typeOfValue(v: unknown): DataType {
  if (Array.isArray(v) || ArrayBuffer.isView(v)) return native.List(typeOfItems(v as unknown as unknown[]) as native.DType);
  if (v instanceof Date) return native.Datetime("ms");
  switch (typeof v) {
    case "bigint":
      return v < 0n ? native.Int64 : native.UInt64;
    case "string":
      return native.Utf8;
    case "boolean":
      return native.Bool;
    case "object":
      return v === null ? native.Float64 : structOf([v as object]);
    default:
      return native.Float64;
  }
}
const TYPED: readonly (readonly [abstract new (...args: never) => unknown, DataType])[] = [
  [Int8Array, native.Int8],
  [Int16Array, native.Int16],
  [Int32Array, native.Int32],
  [BigInt64Array, native.Int64],
  [Uint8Array, native.UInt8],
  [Uint8ClampedArray, native.UInt8],
  [Uint16Array, native.UInt16],
  [Uint32Array, native.UInt32],
  [BigUint64Array, native.UInt64],
  [Float32Array, native.Float32],
];
function typeOfItems(items: readonly unknown[]): DataType {
  const typed = TYPED.find(([kind]) => items instanceof kind);
  if (typed !== undefined) return typed[1];
  const lists = items.filter((v) => Array.isArray(v) || ArrayBuffer.isView(v)) as unknown as (readonly unknown[])[];
  if (lists.length > 0) return native.List(typeOfItems(lists.flatMap((l) => [...l])) as native.DType);
  const one = first(items);
  return typeof one === "object" && one !== null && !(one instanceof Date)
    ? structOf(items.filter((v): v is object => typeof v === "object" && v !== null))
    : typeOfValue(one);
}
function structOf(rows: readonly object[]): DataType {
  const names = [...new Set(rows.flatMap((r) => Object.keys(r)))];
  return native.Struct(
    Object.fromEntries(names.map((n) => [n, typeOfItems(rows.map((r) => (r as Record<string, unknown>)[n]))])) as Record<
      string,
      native.DType
    >,
  );
}

/** Types whose values are made as another type, then cast. */
const MADE_AS: Readonly<Record<string, DataType>> = {
  Date32: native.Datetime("ms"),
  Float32: native.Float64,
  Categorical: native.Utf8,
};

/** A column of JavaScript values, of the type that nodejs-polars would give it. */
export function columnOf(name: string, values: unknown, type?: DataType): OurSeries {
  if (ArrayBuffer.isView(values)) {
    const typed = values instanceof Uint8ClampedArray ? new Uint8Array(values) : values;
    const made = new OurSeries(name, typed);
    return type === undefined ? made : (made.cast(type as native.DType) as OurSeries);
  }
  const items = list(values).map((v) => (ArrayBuffer.isView(v) ? [...(v as Uint8Array)] : v));
  const t = type ?? (items.length === 0 ? native.Float64 : typeOfItems(list(values)));
  const dates = t.id === "Date32" && typeof first(items) === "number" ? undefined : MADE_AS[t.id];
  if (dates !== undefined) return new OurSeries(name, items, dates).cast(t as native.DType, { strict: false }) as OurSeries;
  return new OurSeries(name, isInteger(t) ? items.map(whole) : items, t);
}
const whole = (v: unknown): unknown => (typeof v === "number" ? (Number.isNaN(v) ? null : Math.trunc(v)) : v);
function list(values: unknown): readonly unknown[] {
  if (Array.isArray(values)) return values;
  if (typeof values === "object" && values !== null && "length" in values) return Array.from(values as ArrayLike<unknown>);
  throw new PolaroidError("INVALID_ARGUMENT", "the values of a Series are an array or a typed array");
}

const PLAIN = /^(Null|Bool|U?Int(8|16|32)|Float\d+|Utf8|Binary|Categorical|Enum|Date32|Decimal)$/;
const PER_MS: Readonly<Record<string, number>> = { ms: 1, us: 1e3, ns: 1e6 };

/** A value as nodejs-polars has it: Int64 a number, UInt64 a bigint, Datetime a Date, Duration a count of its units. */
function outOf(type: DataType): ((v: unknown) => unknown) | null {
  if (PLAIN.test(type.id)) return null;
  switch (type.id) {
    case "Datetime":
      return (v) => new Date(Math.floor(Number(v) / (PER_MS[type.unit] as number)));
    case "Time":
      return (v) => clock(Number(v));
    case "List":
    case "FixedSizeList": {
      const item = outOf(type.inner);
      return item === null ? null : (v) => (v as readonly unknown[]).map((x) => (x === null ? null : item(x)));
    }
    case "Struct": {
      const fields = type.fields.map((f) => [f.name, outOf(f.type)] as const);
      return (v) =>
        Object.fromEntries(
          fields.map(([name, f]) => {
            const x = (v as Record<string, unknown>)[name];
            return [name, x === null || f === null ? x : f(x)];
          }),
        );
    }
    case "UInt64":
      return (v) => v;
    default:
      return Number;
  }
}
function clock(ns: number): string {
  const part = (n: number): string => String(Math.floor(n)).padStart(2, "0");
  const text = `${part(ns / 3.6e12)}:${part((ns / 6e10) % 60)}:${part((ns / 1e9) % 60)}`;
  const rest = ns % 1e9;
  return rest === 0 ? text : `${text}.${String(rest).padStart(9, "0").replace(/(000)+$/, "")}`;
}

/** The values of a column as nodejs-polars gives them. */
export function valuesOut(s: OurSeries): unknown[] {
  const out = outOf(s.dtype);
  if (out === null) return s.toArray() as unknown[];
  return (s.toArray({ int64: "bigint", datetime: "bigint" }) as unknown[]).map((v) => (v === null ? null : out(v)));
}
