import type { DType } from "../arrow/types.ts";
import { checkOptions, wholeArgument } from "../core/argument.ts";
import type { Signal } from "../core/host.ts";
import { attempt, attemptAsync, type Outcome } from "../core/result.ts";
import { openTable } from "../formats/open.ts";
import { type Input, type LocateOptions, locate } from "../io/locate.ts";
import { type Plan, type ScanSource, scan as scanNode, slice, withRowIndex } from "../plan/node.ts";
import type { CollectOptions } from "./config.ts";
import type { DataFrame } from "./data-frame.ts";
import { COLLECT, SCANS } from "./known-options.ts";
import { LazyFrame } from "./lazy-frame.ts";
import { provideScan, type SqlOptions, sqlPlan } from "./sql.ts";
import { worldOf } from "./world.ts";

/** What every format takes. */
export interface ScanOptions extends LocateOptions {
  /** Types that override those found in the file. */
  readonly schemaOverrides?: Readonly<Record<string, DType>>;
  /** No more rows than these, from the first on. */
  readonly nRows?: number;
  /** A column of this name in front that numbers the rows. */
  readonly rowIndexName?: string;
  /** The number of the first row: 0 unless given. */
  readonly rowIndexOffset?: number;
  /** A column of this name at the end with the path of each row's file. */
  readonly includeFilePaths?: string;
  /** Columns of the first file that another has not: an error ("raise"), or nulls ("insert"). */
  readonly missingColumns?: "raise" | "insert";
  /** Columns that the first file has not: an error ("raise"), or left out ("ignore"). */
  readonly extraColumns?: "raise" | "ignore";
}
/** The columns that a file is held to, with their types. */
export interface HeldTo<S> {
  /**
   * The columns to read, with their types: they are the frame's type, and what the file has is held to them when it is opened.
   * Columns that are not named are left out. A column that is missing, is of another type, or holds nulls without being
   * `Nullable(...)` is `SCHEMA_MISMATCH`. `polaroid typegen FILE` writes it.
   */
  readonly schema?: Held<S>;
}
type Held<S> = { readonly [K in keyof S]: S[K] extends DType ? S[K] : DType };
/** How Parquet files are read. */
export interface ParquetOptions extends ScanOptions {
  /** Checks the pages' CRC32 sums where they have one. */
  readonly checksum?: boolean;
}
/** How CSV files are read. */
export interface CsvOptions extends ScanOptions {
  readonly hasHeader?: boolean;
  readonly separator?: string;
  readonly quoteChar?: string | null;
  readonly commentPrefix?: string | null;
  /** How lines end; found in the file unless given. */
  readonly eolChar?: "\n" | "\r\n" | "\r";
  /** Numbers have a comma where others have a point. */
  readonly decimalComma?: boolean;
  /** Texts that mean null, for all columns or by column. */
  readonly nullValues?: string | readonly string[] | Readonly<Record<string, string>>;
  /** Empty cells of text columns are "", not null. */
  readonly missingUtf8IsEmptyString?: boolean;
  /** Lines left out before all else, whatever is in them. */
  readonly skipLines?: number;
  readonly skipRows?: number;
  readonly skipRowsAfterHeader?: number;
  /** Names of the columns, in place of those in the file. */
  readonly columns?: readonly string[];
  /** All columns with their types, in place of inference. */
  readonly schema?: Readonly<Record<string, DType>>;
  /** Rows that inference looks at: 100 unless given; 0 reads text only, null looks at all. */
  readonly inferSchemaLength?: number | null;
  readonly tryParseDates?: boolean;
  readonly truncateRaggedLines?: boolean;
  /** Values that do not parse become null. */
  readonly ignoreErrors?: boolean;
  readonly encoding?: "utf8" | "utf8-lossy";
}
/** How files with one JSON object a line are read. */
export interface NdjsonOptions extends ScanOptions {
  readonly schema?: Readonly<Record<string, DType>>;
  readonly inferSchemaLength?: number | null;
  readonly ignoreErrors?: boolean;
}

/** The addresses in an input that can be said again elsewhere; none where part of it has no name. */
function locations(input: Input): readonly string[] {
  if (typeof input === "string") return [input];
  if (input instanceof URL) return [input.href];
  if (!Array.isArray(input)) return [];
  const all = (input as readonly Input[]).map(locations);
  return all.some((l) => l.length === 0) ? [] : all.flat();
}

/** A scan of some files: opened when the query runs. `named` null finds the format by itself. */
export function scanSource(input: Input, named: string | null, options: ScanOptions): ScanSource {
  const { formats, files, host } = worldOf();
  return Object.freeze({
    format: named ?? "auto",
    locations: Object.freeze(locations(input)),
    options: Object.freeze({ ...options }),
    open: async (signal?: Signal) =>
      openTable(await locate(input, files, options), formats, host, { ...options }, named ?? undefined, signal),
  });
}

// These read no further than the rows of each file.
const ROWS_BY_FORMAT: ReadonlySet<string> = new Set(["csv", "ndjson"]);
/** A query over files; what is wrong with its options comes out when it runs. */
function lazy(where: string, input: Input, named: string | null, options: ScanOptions | undefined): LazyFrame {
  const made = attempt((): Plan => {
    checkOptions(where, SCANS[named ?? "auto"] as object, options);
    const { nRows, rowIndexName, rowIndexOffset, ...rest } = options ?? {};
    const own = ROWS_BY_FORMAT.has(named ?? "") && nRows !== undefined ? { ...rest, nRows } : rest;
    const scanned = scanNode(scanSource(input, named, own));
    if (nRows != null) wholeArgument(nRows, `nRows of ${where}`, 0);
    const rows = nRows == null ? scanned : slice(scanned, 0, nRows);
    return rowIndexName == null ? rows : withRowIndex(rows, rowIndexName, rowIndexOffset ?? 0);
  });
  return made.isErr ? new LazyFrame(scanNode(scanSource(input, named, {})), made.error) : new LazyFrame(made.value);
}

/** A scan that runs at once: its options are those of both. */
async function eager(where: string, input: Input, named: string | null, options: object = {}): Promise<DataFrame> {
  checkOptions(where, { ...(SCANS[named ?? "auto"] as object), ...COLLECT }, options);
  const own = Object.entries(options).filter(([name]) => !Object.hasOwn(COLLECT, name));
  const query = Object.entries(options).filter(([name]) => Object.hasOwn(COLLECT, name));
  return lazy(where, input, named, Object.fromEntries(own)).collect(Object.fromEntries(query));
}

provideScan((file) => scanNode(scanSource(file, null, {})));

/** A query over files of any known format, told by extension and first bytes. Paths, globs, folders, URLs, Blobs, bytes. @example scan("flights/*.parquet") */
export const scan = <S = any>(input: Input, options?: ScanOptions & HeldTo<S>): LazyFrame<S> =>
  lazy("scan", input, null, options);
/** A query over Parquet files: only the columns and row groups that it needs are read. @example scanParquet("flights.parquet") */
export const scanParquet = <S = any>(input: Input, options?: ParquetOptions & HeldTo<S>): LazyFrame<S> =>
  lazy("scanParquet", input, "parquet", options);
/** A query over CSV files (RFC 4180), also gzip or zstd. @example scanCsv("airports.csv", { separator: ";" }) */
export const scanCsv = <S = any>(input: Input, options?: CsvOptions): LazyFrame<S> =>
  lazy("scanCsv", input, "csv", options);
/** A query over files with one JSON object a line. @example scanNdjson("events.ndjson") */
export const scanNdjson = <S = any>(input: Input, options?: NdjsonOptions): LazyFrame<S> =>
  lazy("scanNdjson", input, "ndjson", options);
/** A query over Arrow IPC files or streams. @example scanIpc("table.arrow") */
export const scanIpc = <S = any>(input: Input, options?: ScanOptions & HeldTo<S>): LazyFrame<S> =>
  lazy("scanIpc", input, "ipc", options);

/** Reads files of any known format. Errors: `NOT_FOUND`, `CORRUPT`, `UNKNOWN_FORMAT`, ... @example await read("airports.csv") */
export const read = <S = any>(
  input: Input,
  options?: ScanOptions & CollectOptions & HeldTo<S>,
): Promise<DataFrame<S>> => eager("read", input, null, options);
/** Reads Parquet files. @example await readParquet("flights.parquet") */
export const readParquet = <S = any>(
  input: Input,
  options?: ParquetOptions & CollectOptions & HeldTo<S>,
): Promise<DataFrame<S>> => eager("readParquet", input, "parquet", options);
/** Reads CSV files. @example await readCsv("airports.csv") */
export const readCsv = <S = any>(input: Input, options?: CsvOptions & CollectOptions): Promise<DataFrame<S>> =>
  eager("readCsv", input, "csv", options);
/** Reads files with one JSON object a line. @example await readNdjson("events.ndjson") */
export const readNdjson = <S = any>(input: Input, options?: NdjsonOptions & CollectOptions): Promise<DataFrame<S>> =>
  eager("readNdjson", input, "ndjson", options);
/** Reads Arrow IPC files or streams. @example await readIpc("table.arrow") */
export const readIpc = <S = any>(
  input: Input,
  options?: ScanOptions & CollectOptions & HeldTo<S>,
): Promise<DataFrame<S>> => eager("readIpc", input, "ipc", options);
/** Reads Avro files. Errors: `NOT_SUPPORTED` for unions of several types. @example await readAvro(await df.select("id", "note").toBytes("avro")) */
export const readAvro = <S = any>(input: Input, options?: ScanOptions & CollectOptions): Promise<DataFrame<S>> =>
  eager("readAvro", input, "avro", options);
/** `read` with its error as a value. @example (await tryRead("missing.csv")).isErr */
export const tryRead = <S = any>(
  input: Input,
  options?: ScanOptions & CollectOptions & HeldTo<S>,
): Promise<Outcome<DataFrame<S>>> => attemptAsync(() => read<S>(input, options));

/**
 * A query in SQL, in DuckDB's dialect: over frames by the names that `tables` gives them, and over files by their paths.
 * The reader is loaded when the query runs. Errors: `SQL_SYNTAX` with the place, `NOT_FOUND`, `COLUMN_NOT_FOUND`.
 * @example await sql("select carrier, count(*) as n from flights group by all", { tables: { flights: df } }).collect()
 */
export const sql = <S = any>(text: string, options?: SqlOptions): LazyFrame<S> =>
  new LazyFrame(sqlPlan("sql", text, options, new Map()));
