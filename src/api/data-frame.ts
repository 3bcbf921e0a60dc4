import { type Batch, batch, batchBytes, sliceBatch } from "../arrow/batch.ts";
import { columnFrom } from "../arrow/build.ts";
import type { Column } from "../arrow/column.ts";
import { concatBatches } from "../arrow/concat.ts";
import type { ArrowLibrary } from "../arrow/interop/to-arrow.ts";
import { field, fieldOf, names, type Schema, schema } from "../arrow/schema.ts";
import { type JsOptions, toJsArray } from "../arrow/to-js.ts";
import { recordReader } from "../arrow/to-records.ts";
import type { DataType, DType } from "../arrow/types.ts";
import { valuesOf } from "../arrow/value.ts";
import { badArgument, recordArgument, rowArgument, settings, textArgument, textsArgument, wholeArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import { attempt, type Outcome, orThrow } from "../core/result.ts";
import { didYouMean, listed } from "../core/suggest.ts";
import { executeSync } from "../engines/wasm/engine.ts";
import { dataType } from "../expr/data-type.ts";
import { inputsOf } from "../plan/children.ts";
import { type Frame, frame, frameOf, type Plan, pivot } from "../plan/node.ts";
import { resolveNode, resolvePlan } from "../plan/resolve.ts";
import { schemaOf } from "../plan/schema.ts";
import { concatFrames } from "./concat.ts";
import { configuration } from "./config.ts";
import { PIVOT } from "./defaults.ts";
import { EagerVerbs } from "./eager-verbs.ts";
import { sameFrames } from "./equality.ts";
import type { AnyExpr } from "./expr/any.ts";
import type { Literal } from "./expr/into.ts";
import { frameMaker } from "./expr/series-maker.ts";
import { frameArgument } from "./frame-argument.ts";
import { LazyFrame } from "./lazy-frame.ts";
import type { DatabaseConnection, IfTableExists } from "./rare/database.ts";
import { RARE, rarely } from "./rare.ts";
import { Series } from "./series.ts";
import { type ShowOptions, showOptions } from "./show/cells.ts";
import { tableHtml } from "./show/html.ts";
import { showable } from "./show/inspect.ts";
import { type TextOptions, tableText } from "./show/text.ts";
import type { SchemaOf, SchemaOfRows } from "./types/input.ts";
import type { IsAny } from "./types/kind.ts";
import type { Row } from "./types/rows.ts";
import type { Names } from "./types/schema.ts";
import { itemsArgument, jsOptions } from "./values.ts";
import { type AvroWriteOptions, type CsvWriteOptions, type IpcWriteOptions, jsonArray, type ParquetWriteOptions, sinkBytes, sinkFile, writeBytes } from "./write.ts";

/** Values of one column: a list, a typed array or a Series. */
export type ColumnInput = readonly unknown[] | ArrayBufferView | Series;
/** How a frame is made of values. */
export interface FrameOptions {
  /** Types of some or all columns; the others are inferred. */
  readonly schema?: Readonly<Record<string, DType>>;
}
/** How rows become columns. */
export interface PivotOptions<N extends string = string> {
  /** The column whose values become names, or several. */
  readonly on: N | AnyExpr | readonly (N | AnyExpr)[];
  /** The values of `on` that become columns; those that there are unless given. */
  readonly onColumns?: readonly Literal[];
  /** What identifies a row of the result; all other columns unless given, one row where it is an empty list. */
  readonly index?: N | AnyExpr | readonly (N | AnyExpr)[];
  /** What fills the cells; all other columns unless given. */
  readonly values?: N | AnyExpr | readonly (N | AnyExpr)[];
  /** How several values of one cell become one: a name, or an expression of element(); without it they are an error. */
  readonly aggregateFunction?: "first" | "last" | "sum" | "mean" | "min" | "max" | "median" | "count" | "len" | AnyExpr;
  /** Whether rows come in order of their first appearance. */
  readonly maintainOrder?: boolean;
  /** Put the new columns in order of the values that they are named by. */
  readonly sortColumns?: boolean;
  /** Put between names where a new column has several. */
  readonly separator?: string;
  /** Whether a single column of values gives its name too ("combine"), or only several do ("auto"). */
  readonly columnNaming?: "auto" | "combine";
}

type Dict<S, O> = { [K in keyof Row<S, O>]: Row<S, O>[K][] };

const HERE: { readonly engine: string } = Object.freeze({ engine: "wasm" });
/** A write of rows that are here already. */
const here = <T extends object>(options: T | undefined): T & { readonly engine: string } => ({ ...(options === undefined ? ({} as T) : (recordArgument(options, "what a write is given", "an object of options") as T)), ...HERE });
/** Rows as objects. */
function recordsArgument(rows: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!Array.isArray(rows)) throw badArgument("what fromDicts is given", rows, "a list of objects");
  rows.forEach((r, i) => {
    if (typeof r !== "object" || r === null || Array.isArray(r)) throw badArgument(`row ${i} of fromDicts`, r, "an object");
  });
  return rows;
}
const list = (v: string | readonly string[]): readonly string[] => (typeof v === "string" ? [v] : v);

function columnOfInput(name: string, input: unknown, given: unknown): Column {
  const type = given === undefined ? undefined : dataType(given, `column "${name}"`);
  if (input instanceof Series) return type === undefined ? input.column : (input as Series).cast(type).column;
  try {
    return columnFrom(itemsArgument(input, "what it holds"), type);
  } catch (cause) {
    if (cause instanceof PolaroidError) throw new PolaroidError(cause.code, `column "${name}": ${cause.detail}`, { cause });
    throw cause;
  }
}

/** The types that a frame is given. */
function schemaOption(options: unknown): Readonly<Record<string, unknown>> | undefined {
  const { schema: types } = settings<{ readonly schema: unknown }>("a DataFrame", { schema: undefined }, options);
  return types === undefined ? undefined : recordArgument(types, "schema of a DataFrame", "an object of columns and their types");
}

function frameFrom(given: unknown, options: unknown): Frame {
  if (Array.isArray(given)) throw new PolaroidError("INVALID_ARGUMENT", "new DataFrame takes columns, such as { a: [1, 2] }; make frames of rows by DataFrame.fromDicts");
  const data = recordArgument(given, "what new DataFrame is given", "an object of columns, such as { a: [1, 2] }");
  const types = schemaOption(options) ?? {};
  const columns: Column[] = [];
  const fields = Object.entries(data).map(([name, input]) => {
    const column = columnOfInput(name, input, Object.hasOwn(types, name) ? types[name] : undefined);
    columns.push(column);
    return field(name, column.type, column.nulls > 0);
  });
  for (const [name, type] of Object.entries(types)) {
    if (Object.hasOwn(data, name)) continue;
    if ((columns[0]?.length ?? 0) > 0) throw new PolaroidError("COLUMN_NOT_FOUND", `the schema has column "${name}", the data has (${listed(Object.keys(data))})${didYouMean(name, Object.keys(data))}`);
    const t = dataType(type, `column "${name}"`);
    columns.push(columnFrom([], t));
    fields.push(field(name, t));
  }
  const length = columns[0]?.length ?? 0;
  columns.forEach((c, i) => {
    if (c.length !== length)
      throw new PolaroidError("SHAPE_MISMATCH", `column "${fields[i]?.name}" has ${c.length} rows where "${fields[0]?.name}" has ${length}`);
  });
  const s = schema(fields);
  return frameOf(s, columns.length === 0 ? [] : [batch(s, columns, length)]);
}

/**
 * Rows and typed columns in memory. Immutable; every method answers at once and throws a `PolaroidError` where it cannot.
 * @example new DataFrame({ symbol: ["A", "B"], price: [1.5, 2] })
 * @ts-ignore covariance is asserted, and held by test/types: assigning frames compares schemas alone */
export class DataFrame<out S = any> extends EagerVerbs<S> implements Disposable {
  #frame: Frame | null;
  #whole: Batch | null = null;

  constructor(data: Readonly<Record<string, ColumnInput>> = {}, options: FrameOptions = {}) {
    super();
    this.#frame = data instanceof Made ? data.frame : frameFrom(data, options);
  }

  /** A frame of batches as they are. */
  static of<S = any>(f: Frame): DataFrame<S> { return new DataFrame(new Made(f) as unknown as Record<string, ColumnInput>); }
  /** Rows given as objects; missing keys are null. @example DataFrame.fromDicts([{ a: 1 }, { a: 2, b: "x" }]) */
  static fromDicts<const R extends object, const O extends FrameOptions = {}>(rows: readonly R[], options?: O): DataFrame<SchemaOfRows<R, O>> {
    const list = recordsArgument(rows);
    const keys = [...new Set([...Object.keys(schemaOption(options) ?? {}), ...list.flatMap((r) => Object.keys(r))])];
    return new DataFrame(Object.fromEntries(keys.map((k) => [k, list.map((r) => r[k])])), options ?? {});
  }

  get #data(): Frame {
    if (this.#frame === null) throw new PolaroidError("DISPOSED", "this DataFrame was disposed; keep it until you are done with it");
    return this.#frame;
  }
  /** The rows as a plan's source. */
  get plan(): Plan { return frame(this.#data); }
  /** The rows as batches in Arrow layout. */
  get batches(): readonly Batch[] { return this.#data.batches; }
  /** Names, types and nullability of the columns. @example df.schema.fields[0] */
  override get schema(): Schema { return this.#data.schema; }
  /** Names of the columns, in order. @example df.columns */
  get columns(): string[] { return names(this.#data.schema); }
  /** Types of the columns, in order. @example df.dtypes */
  get dtypes(): DataType[] { return this.#data.schema.fields.map((f) => f.type); }
  /** How many rows. @example df.height */
  get height(): number { return this.#data.rows; }
  /** How many columns. @example df.width */
  get width(): number { return this.#data.schema.fields.length; }
  /** How many rows and columns. @example df.shape */
  get shape(): { readonly height: number; readonly width: number } { return { height: this.height, width: this.width }; }
  /** Bytes that the columns hold. @example df.estimatedSize() */
  estimatedSize(): number { return this.#data.batches.reduce((n, b) => n + batchBytes(b), 0); }
  /** Whether there are no rows. @example df.isEmpty() */
  isEmpty(): boolean { return this.height === 0; }

  protected override total(): number { return this.height; }
  protected override lazily(plan: () => Plan): LazyFrame { return new LazyFrame(plan()); }
  protected override make<F>(plan: () => Plan): F {
    const asked = plan();
    // Some calls make several nodes.
    const resolved = inputsOf(asked).every((p) => p.kind === "frame") ? resolveNode(asked) : orThrow(resolvePlan(asked));
    const batches = executeSync(resolved, joins(resolved) ? configuration().memoryLimit : null);
    return DataFrame.of(frameOf(schemaOf(resolved), batches)) as F;
  }

  /** The rows in one batch. Errors: `LIMIT_EXCEEDED` for more than 2 GiB of text in a column. @example df.toBatch().length */
  override toBatch(): Batch {
    this.#whole ??= concatBatches(this.#data.schema, this.#data.batches);
    return this.#whole;
  }
  /** A query over these rows. @example df.lazy().filter(col("a").gt(1)) */
  lazy(): LazyFrame<S> { return new LazyFrame(this.plan); }

  /** A column by name; `COLUMN_NOT_FOUND` where there is none. @example df.getColumn("price").sum() */
  getColumn<const N extends Names<S>>(name: N): Series<IsAny<S> extends true ? any : S[N & keyof S]> {
    const f = fieldOf(this.schema, textArgument(name, "the name of a column"));
    return new Series(f.name, this.toBatch().columns[this.schema.index.get(name) as number] as Column);
  }
  /** All columns, in order. @example df.getColumns() */
  getColumns(): Series[] { return this.columns.map((c) => this.getColumn(c as Names<S>)); }
  /** The rows as objects. 64-bit integers are numbers where all are safe, Datetimes are Dates; see `JsOptions`. @example df.toRecords() */
  toRecords<const O extends JsOptions = {}>(options?: O): Row<S, O>[] {
    const b = this.toBatch();
    const read = recordReader(b, jsOptions(options));
    const rows = new Array<Record<string, unknown>>(b.length);
    for (let r = 0; r < b.length; r++) rows[r] = read(r);
    return rows as Row<S, O>[];
  }
  /** The columns as JavaScript arrays. @example df.toDict() */
  toDict<const O extends JsOptions = {}>(options?: O): Dict<S, O> { return Object.fromEntries(this.schema.fields.map((f, i) => [f.name, toJsArray(this.toBatch().columns[i] as Column, f.name, jsOptions(options))])) as Dict<S, O>; }
  /** The rows as arrays. @example df.rows() */
  rows<const O extends JsOptions = {}>(options?: O): Row<S, O>[keyof Row<S, O>][][] {
    const b = this.toBatch();
    const columns = b.columns.map((c, i) => toJsArray(c, this.columns[i] as string, jsOptions(options)));
    return Array.from({ length: b.length }, (_, r) => columns.map((c) => c[r])) as Row<S, O>[keyof Row<S, O>][][];
  }
  /** One row as an object; negative from the end. @example df.row(0) */
  row<const O extends JsOptions = {}>(i: number, options?: O): Row<S, O> {
    const at = rowArgument(i, this.height, "a DataFrame");
    return this.slice(at, 1).toRecords(options)[0] as Row<S, O>;
  }
  /** The only value of a frame of one row and one column. @example df.select(col("x").sum()).item() */
  item<const O extends JsOptions = {}>(options?: O): Row<S, O>[keyof Row<S, O>] {
    if (this.height !== 1 || this.width !== 1) throw new PolaroidError("SHAPE_MISMATCH", `item() needs one row and one column, not ${this.height} and ${this.width}`);
    return Object.values(this.toRecords(options)[0] as object)[0] as Row<S, O>[keyof Row<S, O>];
  }
  *#rows(): Generator<Record<string, unknown>> {
    const b = this.toBatch();
    const read = recordReader(b, {});
    for (let r = 0; r < b.length; r++) yield read(r);
  }
  [Symbol.iterator](): Iterator<Row<S>> { return this.#rows() as Iterator<Row<S>>; }
  /** What `JSON.stringify` takes: the rows as objects. @example JSON.stringify(df) */
  toJSON(): Row<S>[] { return this.toRecords(); }

  /** Columns named by the values of one column or several. Errors: `NOT_LOADED` in a page before `load()` where more than one name of each is given. @example df.pivot({ on: "month", index: "carrier", values: "delay", aggregateFunction: "mean" }) */
  pivot(options: PivotOptions<Names<S>>): DataFrame {
    const asked = settings("pivot", PIVOT, options);
    if (!isPlainPivot(asked)) return this.make(() => RARE.code.pivotedBy(this as DataFrame, asked));
    const { on: by, index: key, values: cells, aggregateFunction, sortColumns } = asked;
    const from = textArgument(by, "on of pivot");
    const index = textsArgument(list(key as string | readonly string[]), "index of pivot");
    const values = cells === undefined ? this.columns.filter((c) => c !== from && !index.includes(c)) : list(cells as string | readonly string[]);
    const distinct = (this as DataFrame).select(from).unique({ keep: "first", maintainOrder: true });
    const on = valuesOf((sortColumns ? distinct.sort(from) : distinct).toBatch().columns[0] as Column) as (string | null)[];
    return this.make(() => pivot({ input: this.plan, on: from, onValues: Object.freeze(on), index, values, aggregate: (aggregateFunction ?? null) as string | null }));
  }
  /** Columns of other frames, or Series, beside these. @example df.hstack(other) */
  hstack(...others: readonly (DataFrame | Series | readonly (DataFrame | Series)[])[]): DataFrame { return concatFrames([this, ...others.flat().map((o) => (o instanceof Series ? o.toFrame() : o) as DataFrame)], "horizontal", "hstack"); }
  /** Rows of other frames below these. @example df.vstack(other) */
  vstack(...others: DataFrame<S>[]): DataFrame<S> { return concatFrames([this, ...others], "vertical", "vstack"); }
  /** Whether both have the same columns, types and values in the same order. @example a.equals(b) */
  equals(other: DataFrame): boolean { return sameFrames(this, frameArgument(other, "equals")); }
  /** Frames of `rows` rows each, one after the other. @example for (const part of df.iterSlices(1000)) part.height */
  iterSlices(rows = 10_000): Generator<DataFrame<S>> { return slices(this, wholeArgument(rows, "rows of iterSlices", 1)); }

  /** Writes a Parquet file: all of it or nothing. @example await df.writeParquet("late.parquet") */
  writeParquet(path: string, options?: ParquetWriteOptions): Promise<number> { return this.lazy().sinkParquet(path, here(options)); }
  /** Writes a CSV file. @example await df.writeCsv("late.csv") */
  writeCsv(path: string, options?: CsvWriteOptions): Promise<number> { return this.lazy().sinkCsv(path, here(options)); }
  /** Writes a file with one JSON object a line. @example await df.writeNdjson("late.ndjson") */
  writeNdjson(path: string): Promise<number> { return this.lazy().sinkNdjson(path, here(undefined)); }
  /** Writes a JSON file: an array with one object a row. @example await df.writeJson("late.json") */
  async writeJson(path: string): Promise<number> {
    await writeBytes(path, jsonArray(await this.toBytes("ndjson")));
    return this.height;
  }
  /** Writes an Arrow IPC stream. @example await df.writeIpcStream("late.arrows") */
  writeIpcStream(path: string, options?: Omit<IpcWriteOptions, "layout">): Promise<number> { return this.writeIpc(path, { ...options, layout: "stream" }); }
  /** The rows as a Table of `apache-arrow`, or of the library that is passed. Errors: `ENGINE_UNAVAILABLE` where it is not installed. @example await df.toArrow() */
  async toArrow<T = unknown>(library?: ArrowLibrary<T>): Promise<T> {
    if (library !== undefined && typeof library?.tableFromIPC !== "function") throw badArgument("what toArrow is given", library, "the module of apache-arrow, or nothing");
    const { loadArrow, toArrow } = await import("../arrow/interop/to-arrow.ts");
    return toArrow({ schema: this.schema, batches: this.batches }, library ?? ((await loadArrow()) as ArrowLibrary<T>));
  }
  /** Writes an Arrow IPC file. @example await df.writeIpc("late.arrow") */
  writeIpc(path: string, options?: IpcWriteOptions): Promise<number> { return this.lazy().sinkIpc(path, here(options)); }
  /** Writes an Avro file: every column may be null in it. Errors: `NOT_SUPPORTED` for UInt64 and Duration. @example await df.select("id", "note").writeAvro("late.avro") */
  async writeAvro(path: string, options?: AvroWriteOptions): Promise<number> { return sinkFile(this.plan, path, "avro", here(options)); }
  /** Writes the rows into a table of a database, all of them or nothing: over a connection of `@duckdb/node-api`, `node:sqlite` or `better-sqlite3`. @example await df.select("id", "note").writeDatabase("notes", new DatabaseSync(":memory:")) */
  async writeDatabase(table: string, connection: DatabaseConnection, options?: { readonly ifTableExists?: IfTableExists }): Promise<number> {
    const { ifTableExists } = settings("writeDatabase", { ifTableExists: "fail" as IfTableExists }, options);
    return (await import("./rare/database.ts")).intoTable(this, textArgument(table, "the table to write"), connection, ifTableExists);
  }
  /** The frame as bytes of a format. @example await df.toBytes("parquet") */
  toBytes(format: "parquet" | "csv" | "ndjson" | "ipc" | "avro", options?: ParquetWriteOptions | CsvWriteOptions | IpcWriteOptions | AvroWriteOptions): Promise<Uint8Array<ArrayBuffer>> { return sinkBytes(this.plan, format, here(options)); }

  /** Names, types and nullability of the columns: `schema`. @example df.collectSchema() */
  collectSchema(): Schema { return this.schema; }
  /** The rows as versioned text. @example await df.serialize() */
  async serialize(): Promise<string> { return (await rarely()).planText(this.plan, Number.POSITIVE_INFINITY); }
  /** The rows of a text that `serialize` made. Errors: `CORRUPT`. @example await DataFrame.deserialize(await df.serialize()) */
  static async deserialize(text: string): Promise<DataFrame> {
    const { planFromText } = await rarely();
    const plan = orThrow(planFromText(textArgument(text, "a frame as text")));
    if (plan.kind !== "frame") throw new PolaroidError("CORRUPT", "the text is a query; read it by LazyFrame.deserialize");
    return DataFrame.of(plan.frame);
  }
  /** Gives the memory back early; using the frame afterwards is `DISPOSED`. @example df.dispose() */
  dispose(): void { this.#frame = null; this.#whole = null; }
  /** Called at the end of a block that says `using`. */
  [Symbol.dispose](): void { this.dispose(); }

  /** A table of the first and last rows, as wide as the terminal; never fails. @example df.toString({ rows: 20, columns: 4, width: 80 }) */
  override toString(options?: TextOptions): string { return this.#frame === null ? "DataFrame (disposed)" : tableText(this.schema, this.toBatch(), showOptions(options)); }
  /** An HTML table of the first and last rows. @example df.toHTML({ rows: 50 }) */
  toHTML(options?: ShowOptions): string { return tableHtml(this.schema, this.toBatch(), showOptions(options)); }
}

const joins = (p: Plan): boolean => p.kind === "join" || p.kind === "joinWhere";

const isNames = (v: unknown): boolean => typeof v === "string" || (Array.isArray(v) && v.length > 0 && v.every((n) => typeof n === "string"));
/** A pivot that one operator does: one column of names, an index, values by their names. */
const isPlainPivot = (p: typeof PIVOT): boolean =>
  typeof p.on === "string" && isNames(p.index) && (p.values === undefined || isNames(p.values)) && typeof p.aggregateFunction !== "object" && p.onColumns === undefined && p.separator === "_" && p.columnNaming === "auto";

/** Marks a frame that is made already. */
class Made {
  readonly frame: Frame;
  constructor(f: Frame) {
    const { schema: s, batches } = (f ?? {}) as Partial<Frame>;
    if (s?.fields === undefined || !Array.isArray(batches)) throw badArgument("what DataFrame.of is given", f, "a schema and batches; make frames of values by new DataFrame");
    this.frame = f;
  }
}

function* slices<S>(df: DataFrame<S>, rows: number): Generator<DataFrame<S>> {
  for (let at = 0; at < df.height; at += rows) yield DataFrame.of(frameOf(df.schema, [sliceBatch(df.toBatch(), at, Math.min(rows, df.height - at))]));
}

/** The outcome of making a frame. @example tryFrame({ a: [1, "x"] }).isErr */
export const tryFrame = <const D extends Readonly<Record<string, ColumnInput>>, const O extends FrameOptions = {}>(data: D, options?: O): Outcome<DataFrame<SchemaOf<D, O>>> => attempt(() => new DataFrame(data, options ?? {}));

showable(DataFrame.prototype, true);
frameMaker.make = (s) => new DataFrame({ [s.name]: s });
