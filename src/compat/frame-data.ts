import { DataFrame as OurFrame } from "../api/data-frame.ts";
import { Series as OurSeries } from "../api/series.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { type DataType, nativeType } from "./data-type.ts";
import { columnOf } from "./values.ts";

/** How a frame is made of values. */
export interface FrameOptions {
  readonly schema?: Readonly<Record<string, DataType>>;
  readonly schemaOverrides?: Readonly<Record<string, DataType>>;
  readonly columns?: readonly string[];
  readonly orient?: "row" | "col";
  readonly inferSchemaLength?: number;
}
const isSeries = (v: unknown): v is { readonly "~ours": OurSeries } =>
  typeof v === "object" && v !== null && "~ours" in v && v["~ours"] instanceof OurSeries;

/** A frame of columns that have names. */
export function concatColumns(columns: readonly OurSeries[]): OurFrame {
  const names = new Set<string>();
  for (const { name } of columns) {
    if (names.has(name)) throw new PolaroidError("DUPLICATE_COLUMN", `two columns are called "${name}"`);
    names.add(name);
  }
  return new OurFrame(Object.fromEntries(columns.map((s) => [s.name, s])));
}
const typed = (name: string, values: unknown, type: DataType | undefined): OurSeries => {
  const t = type === undefined ? undefined : nativeType(type);
  if (!isSeries(values)) return columnOf(name, values, t);
  return (t === undefined ? values["~ours"] : (values["~ours"].cast(t as never) as OurSeries)).alias(name) as OurSeries;
};

/** Rows given as objects; what is missing is null. */
export function recordsFrame(rows: readonly Readonly<Record<string, unknown>>[], schema?: Readonly<Record<string, DataType>>): OurFrame {
  const names = schema === undefined ? [...new Set(rows.flatMap((r) => Object.keys(r)))] : Object.keys(schema);
  return concatColumns(names.map((n) => typed(n, rows.map((r) => r[n] ?? null), schema?.[n])));
}

function listFrame(data: readonly unknown[], options: FrameOptions): OurFrame {
  const [first] = data;
  if (isSeries(first)) return named(data.map((s, i) => unnamed((s as { readonly "~ours": OurSeries })["~ours"], i)), options.columns);
  if (Array.isArray(first) || ArrayBuffer.isView(first)) {
    const lists = data as readonly (readonly unknown[])[];
    const rows = options.orient === "row" || (options.orient === undefined && options.columns !== undefined && options.columns.length !== data.length);
    const columns = rows ? Array.from({ length: lists[0]?.length ?? 0 }, (_, c) => lists.map((r) => r[c])) : lists;
    return named(columns.map((v, i) => columnOf(`column_${i}`, v)), options.columns);
  }
  if (typeof first === "object" && first !== null && !(first instanceof Date)) {
    const made = recordsFrame(data as Record<string, unknown>[], options.schema);
    return options.columns === undefined ? made : named(made.getColumns() as OurSeries[], options.columns);
  }
  return named(data.length === 0 ? [] : [columnOf("column_0", data)], options.columns);
}
const unnamed = (s: OurSeries, i: number): OurSeries => (s.name === "" ? (s.alias(`column_${i}`) as OurSeries) : s);
function named(columns: readonly OurSeries[], names: readonly string[] | undefined): OurFrame {
  if (names === undefined) return concatColumns(columns);
  if (columns.length === 0) return concatColumns(names.map((n) => columnOf(n, [])));
  if (names.length !== columns.length)
    throw new PolaroidError("SHAPE_MISMATCH", `there are ${names.length} names for ${columns.length} columns`);
  return concatColumns(columns.map((s, i) => s.alias(names[i] as string) as OurSeries));
}

/** What nodejs-polars makes a frame of: columns by name, rows as objects, lists of lists, Series. */
export function frameData(data: unknown, given?: FrameOptions): OurFrame {
  const options = given ?? {};
  const { schema, schemaOverrides } = options;
  if (schema !== undefined && schemaOverrides !== undefined) throw new PolaroidError("INVALID_ARGUMENT", "a frame takes schema or schemaOverrides, not both");
  if (data == null || (typeof data === "object" && !Array.isArray(data) && Object.keys(data).length === 0))
    return concatColumns(Object.entries(schema ?? {}).map(([n, t]) => columnOf(n, [], nativeType(t))));
  if (Array.isArray(data)) return listFrame(data, options);
  if (typeof data !== "object") throw badArgument("what a DataFrame is made of", data, "columns by their names, rows as objects, or Series");
  const columns = Object.entries(data);
  if (schema === undefined) return concatColumns(columns.map(([n, v]) => typed(n, v, schemaOverrides?.[n])));
  const names = Object.keys(schema);
  if (names.length !== columns.length) throw new PolaroidError("SCHEMA_MISMATCH", `the schema has ${names.length} columns, the data ${columns.length}`);
  return concatColumns(columns.map(([, v], i) => typed(names[i] as string, v, schema[names[i] as string])));
}
