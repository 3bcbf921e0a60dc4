import type { Column } from "../../../arrow/column.ts";
import { SIMPLE } from "../../../arrow/type-info.ts";
import { type DataType, Date32, Datetime, Float32, Float64, Int64, List, type TimeUnit } from "../../../arrow/types.ts";
import type { Options } from "../../../expr/node.ts";
import { listsOf } from "../../../expr/ranges/lists.ts";
import { between, integers, type Spans, spaced } from "../../../expr/ranges/spans.ts";
import type { Settings, Udf } from "./define.ts";

/** What a type of times is in the settings of a call. */
export const typeSettings = (t: DataType): Settings =>
  t.id === "Datetime" ? { id: t.id, unit: t.unit, zone: t.zone } : { id: t.id };

/** The type that settings name. */
export function typeIn(given: unknown): DataType {
  const { id, unit, zone } = given as { readonly id: string; readonly unit: TimeUnit; readonly zone: string | null };
  return id === "Datetime" ? Datetime(unit, zone) : (SIMPLE.get(id) ?? Int64);
}

const under = (c: Column, type: DataType): Column => ({ ...c, type }) as Column;

/** The list of a range for each row, of values under the types that the settings name. */
const ranges = (args: readonly DataType[], inner: DataType, spans: Spans): Udf => ({
  args,
  gives: List(inner),
  run(columns, length, settings) {
    const [from, type] = [settings["from"], settings["type"]];
    const typed = from === undefined ? columns : columns.map((c) => under(c, typeIn(from)));
    return listsOf(spans, typed, length, List(type === undefined ? inner : typeIn(type)), settings as Options);
  },
});

/** Ranges as lists. */
export const SPANS: Readonly<Record<string, Udf>> = {
  days_range: ranges([Date32, Date32], Date32, between),
  moments_range: ranges([Int64, Int64], Int64, between),
  space_doubles: ranges([Float64, Float64, Int64], Float64, spaced),
  space_floats: ranges([Float32, Float32, Int64], Float32, spaced),
  space_counts: ranges([Int64, Int64, Int64], Int64, spaced),
};

/** Ranges of whole numbers, which have their type in their names. */
export function wholeRanges(name: string): Udf | undefined {
  const [, id = "", size = ""] = /^whole_range_(int|uint)(8|16|32|64)$/.exec(name) ?? [];
  const type = SIMPLE.get(`${id === "int" ? "Int" : "UInt"}${size}`);
  return type === undefined ? undefined : ranges([Int64, Int64, Int64], type, integers);
}
