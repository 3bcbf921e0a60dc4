import { typeFromJson } from "../arrow/json.ts";
import { type Schema, schema } from "../arrow/schema.ts";
import { bareType, type DataType } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import type { FormatOptions } from "./format.ts";

const wrong = (name: string, value: unknown, wanted: string): PolaroidError =>
  new PolaroidError(
    "INVALID_ARGUMENT",
    `the option ${name} is ${JSON.stringify(value)?.slice(0, 60) ?? String(value)}; it takes ${wanted}`,
  );

/** A true or false option. */
export function flag(options: FormatOptions, name: string, fallback: boolean): boolean {
  const value = options[name] ?? fallback;
  if (typeof value !== "boolean") throw wrong(name, value, "true or false");
  return value;
}

/** A count that may be null. */
export function count(options: FormatOptions, name: string, fallback: number | null): number | null {
  const value = options[name] === undefined ? fallback : options[name];
  if (value === null) return null;
  if (typeof value !== "number" || !Number.isSafeInteger(value) || value < 0)
    throw wrong(name, value, "a whole number from 0 on");
  return value;
}

/** A text of one of some kinds. */
export function choice<const T extends string>(
  options: FormatOptions,
  name: string,
  all: readonly T[],
  fallback: T,
): T {
  const value = options[name] ?? fallback;
  if (!all.includes(value as T)) throw wrong(name, value, all.map((one) => `"${one}"`).join(", "));
  return value as T;
}

export function string(options: FormatOptions, name: string, fallback: string): string {
  const value = options[name] ?? fallback;
  if (typeof value !== "string") throw wrong(name, value, "a text");
  return value;
}

/** One ASCII character; null where the option is null and may be. */
export function byte(options: FormatOptions, name: string, fallback: string | null): number | null {
  const value = options[name] === undefined ? fallback : options[name];
  if (value === null) return null;
  if (typeof value !== "string" || value.length !== 1 || value.charCodeAt(0) > 127)
    throw wrong(name, value, "one ASCII character");
  return value.charCodeAt(0);
}

export function strings(options: FormatOptions, name: string): readonly string[] | null {
  const value = options[name] ?? null;
  if (value === null) return null;
  if (!Array.isArray(value) || !value.every((v) => typeof v === "string")) throw wrong(name, value, "a list of texts");
  return value;
}

/** Types by column name, as objects or, where the plan came as JSON, as their JSON form. */
export function types(options: FormatOptions, name: string): ReadonlyMap<string, DataType> | null {
  const all = markedTypes(options, name);
  return all === null ? null : new Map([...all].map(([column, type]) => [column, bareType(type)]));
}

function typeOfText(text: string, option: string): DataType {
  try {
    return typeFromJson(text);
  } catch {
    throw wrong(option, text, "types by column name, such as { name: Utf8 }");
  }
}

/** The same, with what `Nullable` says of them. */
export function markedTypes(options: FormatOptions, name: string): ReadonlyMap<string, DataType> | null {
  const value = options[name] ?? null;
  if (value === null) return null;
  if (typeof value !== "object" || Array.isArray(value)) throw wrong(name, value, "types by column name");
  const all = new Map<string, DataType>();
  for (const [column, type] of Object.entries(value)) {
    if (typeof type === "string") all.set(column, typeOfText(type, name));
    else if (typeof type === "object" && type !== null && typeof (type as DataType).id === "string")
      all.set(column, type as DataType);
    else throw wrong(name, value, "types by column name");
  }
  return all;
}

/** The schema that a file of many is to follow. */
export function like(options: FormatOptions): Schema | null {
  const value = options["like"] ?? null;
  return value === null ? null : schema((value as Schema).fields);
}
