import { PolaroidError } from "../core/error.ts";
import { text } from "../core/utf8.ts";
import { getBit } from "./bitmap.ts";
import { type Column, type FixedColumn, isValid, type Numbers } from "./column.ts";
import { decimalText } from "./decimal.ts";
import { entries } from "./dictionary.ts";
import { datetimeText, timeText } from "./moment-text.ts";
import { sliceColumn } from "./slice.ts";
import { isoDuration } from "./time/text.ts";
import { isFloat, isInteger, PER_SECOND } from "./type-info.ts";
import type { DataType, Datetime, Duration, Time } from "./types.ts";

/** What becomes of values that a JavaScript number or Date may not hold. */
export interface JsOptions {
  /** Int64 and UInt64: `number` (the default) where every value is safe, else an error; `bigint`; `string`. */
  readonly int64?: "number" | "bigint" | "string";
  /** Datetime: `date` (the default) where every value is whole milliseconds; `bigint` counts units; `iso` is exact text. Time and Duration: milliseconds, likewise. */
  readonly datetime?: "date" | "bigint" | "iso";
}
export type JsReader = (row: number) => unknown;
type Moment = Datetime | Duration | Time;

const DAY_MS = 86_400_000;
const MAX_DATE = 8.64e15;
const LOW = 0xffffffffffffffffn;

/** 64-bit values as numbers, NaN where one is not safe: two 32-bit words, no bigint made. */
function numbersOf(c: FixedColumn): (i: number) => number {
  const words = new Int32Array(c.values.buffer, c.values.byteOffset, c.values.length * 2);
  const signed = c.type.id !== "UInt64";
  return (i) => {
    const high = signed ? (words[2 * i + 1] as number) : (words[2 * i + 1] as number) >>> 0;
    const v = high * 4294967296 + ((words[2 * i] as number) >>> 0);
    return Number.isSafeInteger(v) ? v : Number.NaN;
  };
}

function integers(c: FixedColumn, name: string, { int64 = "number" }: JsOptions): JsReader {
  const values = c.values as BigInt64Array;
  if (int64 === "bigint") return (i) => values[i];
  if (int64 === "string") return (i) => String(values[i]);
  const number = numbersOf(c);
  return (i) => {
    const v = number(i);
    if (v === v) return v;
    throw new PolaroidError(
      "UNSAFE_INTEGER",
      `column "${name}", row ${i}: ${values[i]} is past what a number holds exactly; pass { int64: "bigint" } (or "string"), or cast the column to Float64 or Utf8`,
    );
  };
}

function isoText(type: Moment, value: bigint): string {
  if (type.id === "Datetime") {
    const text = datetimeText(value, type, false, "T");
    // ISO 8601 has no seconds in offsets, as local mean times need them: such instants are written in UTC.
    const local = /[+-]\d\d:\d\d:\d\d$/.test(text) ? datetimeText(value, { ...type, zone: "UTC" }, false, "T") : text;
    return local.replace(/\+00:00$/, "Z");
  }
  return type.id === "Duration" ? isoDuration(value, PER_SECOND[type.unit]) : timeText(Number(value));
}

function moments(c: FixedColumn, type: Moment, name: string, { datetime = "date" }: JsOptions): JsReader {
  const values = c.values as BigInt64Array;
  if (datetime === "bigint") return (i) => values[i];
  if (datetime === "iso") return (i) => isoText(type, values[i] as bigint);
  const scale = type.id === "Time" ? 1e6 : PER_SECOND[type.unit] / 1000;
  const wide = BigInt(scale);
  const number = numbersOf(c);
  const date = type.id === "Datetime";
  return (i) => {
    let v = number(i);
    if (v === v) v /= scale;
    else if ((values[i] as bigint) % wide === 0n) v = Number((values[i] as bigint) / wide);
    if (date ? Number.isInteger(v) && Math.abs(v) <= MAX_DATE : Number.isSafeInteger(v)) return date ? new Date(v) : v;
    const what = date ? "Date" : "number of milliseconds";
    throw new PolaroidError(
      "UNSAFE_DATETIME",
      `column "${name}", row ${i}: ${isoText(type, values[i] as bigint)} is no whole ${what}; pass { datetime: "bigint" | "iso" }, or cast the column to a unit of ms`,
    );
  };
}

function fixed(c: FixedColumn, type: DataType, name: string, options: JsOptions): JsReader {
  const { values } = c;
  switch (type.id) {
    case "Int64":
    case "UInt64":
      return integers(c, name, options);
    case "Datetime":
    case "Duration":
    case "Time":
      return moments(c, type, name, options);
    case "Date32":
      return (i) => new Date((values[i] as number) * DAY_MS);
    case "Decimal":
      return (i) => decimalText(((values[2 * i + 1] as bigint) << 64n) | ((values[2 * i] as bigint) & LOW), type.scale);
    default:
      return (i) => values[i];
  }
}

const items = (read: JsReader, start: number, end: number): unknown[] => {
  const out = new Array<unknown>(end - start);
  for (let j = start; j < end; j++) out[j - start] = read(j);
  return out;
};

function present(c: Column, name: string, options: JsOptions): JsReader {
  switch (c.layout) {
    case "null":
      return () => null;
    case "fixed":
      return fixed(c, c.type, name, options);
    case "bool":
      return (i) => getBit(c.bits, i) === 1;
    case "bytes": {
      const { offsets, data } = c;
      if (c.type.id === "Binary") return (i) => data.slice(offsets[i], offsets[i + 1]);
      return (i) => text(data, offsets[i] as number, offsets[i + 1] as number);
    }
    case "dict": {
      const { codes, dictionary } = c;
      // A few rows of a large dictionary decode their own entries only.
      if (dictionary.length > 2 * c.length + 16) {
        const { offsets, data } = dictionary;
        return (i) => text(data, offsets[codes[i] as number] as number, offsets[(codes[i] as number) + 1] as number);
      }
      const texts = entries(dictionary);
      return (i) => texts[codes[i] as number];
    }
    case "list": {
      const { offsets } = c;
      const first = offsets[0] as number;
      const read = jsReader(sliceColumn(c.child, first, (offsets[c.length] as number) - first), name, options);
      return (i) => items(read, (offsets[i] as number) - first, (offsets[i + 1] as number) - first);
    }
    case "fixedList": {
      const read = jsReader(c.child, name, options);
      return (i) => items(read, i * c.size, (i + 1) * c.size);
    }
    case "struct": {
      const fields = c.type.id === "Struct" ? c.type.fields : [];
      const reads = c.children.map((child, k) => jsReader(child, `${name}.${fields[k]?.name}`, options));
      return (i) => Object.fromEntries(reads.map((read, k) => [fields[k]?.name, read(i)]));
    }
  }
}

/** A function that gives the JavaScript value of a row; `name` is for messages. */
export function jsReader(c: Column, name: string, options: JsOptions = {}): JsReader {
  const read = present(c, name, options);
  if (c.nulls === 0) return read;
  return (i) => (isValid(c, i) ? read(i) : null);
}

// Array.from goes through the iterator, four times slower.
function plainArray(values: Numbers): unknown[] {
  const out = new Array<unknown>(values.length);
  for (let i = 0; i < out.length; i++) out[i] = values[i];
  return out;
}

/** All values of a column in JavaScript. */
export function toJsArray(c: Column, name: string, options: JsOptions = {}): unknown[] {
  if (c.layout === "fixed" && c.nulls === 0 && isPlain(c.type)) return plainArray(c.values as Numbers);
  return items(jsReader(c, name, options), 0, c.length);
}

const isPlain = (type: DataType): boolean =>
  isFloat(type) || (isInteger(type) && type.id !== "Int64" && type.id !== "UInt64");
