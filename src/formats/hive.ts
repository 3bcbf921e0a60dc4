import { bytesColumn, type Column, fixedColumn, nullColumn } from "../arrow/column.ts";
import { type Field, field } from "../arrow/schema.ts";
import { type DataType, Date32, Int64, Null, Utf8 } from "../arrow/types.ts";
import { PolaroidError } from "../core/error.ts";
import { utf8 } from "../core/utf8.ts";
import { parseDate } from "./dates.ts";

/** What the folders of a file say of it: `year=2013/month=1` as names and texts; null is Hive's default partition. */
export type Partitions = ReadonlyMap<string, string | null>;

/** One partition's value as a literal: a bigint, a number of days, a text or null. */
export type PartitionValue = bigint | number | string | null;

const DEFAULT = "__HIVE_DEFAULT_PARTITION__";

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Reads `name=value` folders; null where a path has none. */
export function partitionsOf(folders: readonly string[]): Partitions | null {
  const found = new Map<string, string | null>();
  for (const folder of folders) {
    const at = folder.indexOf("=");
    if (at <= 0) continue;
    const value = decoded(folder.slice(at + 1));
    found.set(decoded(folder.slice(0, at)), value === DEFAULT || value === "" ? null : value);
  }
  return found.size === 0 ? null : found;
}

const INTEGER = /^[+-]?\d{1,18}$/;

function typeOfAll(values: readonly (string | null)[]): DataType {
  const present = values.filter((v) => v !== null);
  if (present.length === 0) return Null;
  if (present.every((v) => INTEGER.test(v))) return Int64;
  const bytes = present.map(utf8);
  if (bytes.every((b) => parseDate(b, 0, b.length) !== null)) return Date32;
  return Utf8;
}

/** The partition columns of all files with their inferred types; files that differ in names are `SCHEMA_MISMATCH`. */
export function partitionFields(
  files: readonly { readonly name: string; readonly partitions: Partitions | null }[],
): Field[] {
  const first = files[0]?.partitions ?? null;
  const keys = [...(first?.keys() ?? [])];
  for (const file of files) {
    const own = [...(file.partitions?.keys() ?? [])];
    if (own.join("\0") !== keys.join("\0"))
      throw new PolaroidError(
        "SCHEMA_MISMATCH",
        `${file.name} has the partitions (${own.join(", ")}) where ${files[0]?.name} has (${keys.join(", ")}); turn them off with { hive: false }`,
      );
  }
  return keys.map((key) =>
    field(
      key,
      typeOfAll(files.map((f) => f.partitions?.get(key) ?? null)),
      files.some((f) => f.partitions?.get(key) === null),
    ),
  );
}

export function partitionValue(type: DataType, text: string | null): PartitionValue {
  if (text === null) return null;
  if (type.id === "Int64") return BigInt(text.replace(/^\+/, ""));
  if (type.id === "Date32") return parseDate(utf8(text), 0, text.length);
  return text;
}

/** A column of one value. */
export function constantColumn(type: DataType, value: PartitionValue, length: number): Column {
  if (value === null || type.id === "Null") {
    if (type.id === "Null") return nullColumn(type, length);
    const none = length === 0 ? null : new Uint8Array((length + 7) >> 3);
    if (type.id === "Utf8")
      return bytesColumn(type, length, new Int32Array(length + 1), new Uint8Array(0), none, length);
    return fixedColumn(
      type,
      length,
      type.id === "Int64" ? new BigInt64Array(length) : new Int32Array(length),
      none,
      length,
    );
  }
  if (type.id === "Int64") return fixedColumn(type, length, new BigInt64Array(length).fill(value as bigint));
  if (type.id === "Date32") return fixedColumn(type, length, new Int32Array(length).fill(value as number));
  const entry = utf8(value as string);
  const dictionary = bytesColumn(Utf8, 1, Int32Array.of(0, entry.length), entry);
  return { layout: "dict", type, length, nulls: 0, validity: null, codes: new Int32Array(length), dictionary };
}
