import { all } from "../api/expr/functions.ts";
import type { LazyFrame as OurLazy } from "../api/lazy-frame.ts";
import { scanCsv, scanParquet as scanFile, scanIpc, scanNdjson } from "../api/read.ts";
import { badArgument } from "../core/argument.ts";
import { PolaroidError } from "../core/error.ts";
import type { Input } from "../io/locate.ts";
import { type DataType, nativeType } from "./data-type.ts";
import { type DataFrame, frameOf } from "./frame.ts";
import { recordsFrame } from "./frame-data.ts";
import { concat as together } from "./frame-verbs.ts";
import { guarded, refused } from "./guard.ts";
import { loose } from "./into.ts";
import { type LazyDataFrame, lazyOf } from "./lazy-frame.ts";
import type { Loose } from "./ours.ts";

type Given = Readonly<Record<string, any>>;
type Bytes = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** What is taken and means nothing here: how the work is divided, and caches. */
const IDLE = /^(batchSize|chunkSize|rechunk|lowMemory|parallel|cache|glob|numThreads|nThreads|useStatistics|memoryMap|memmap|raiseIfEmpty|inferSchemaLength|hiddenFilePrefix|cloudOptions|retries)$/;
const CSV: Readonly<Record<string, string>> = {
  sep: "separator",
  quote: "quoteChar",
  commentChar: "commentPrefix",
  parseDates: "tryParseDates",
  dtypes: "schemaOverrides",
  endRows: "nRows",
};
const KNOWN: Readonly<Record<string, RegExp>> = {
  csv: /^(hasHeader|separator|quoteChar|commentPrefix|eolChar|decimalComma|nullValues|skipLines|skipRows|skipRowsAfterHeader|nRows|schema|schemaOverrides|inferSchemaLength|tryParseDates|truncateRaggedLines|ignoreErrors|encoding)$/,
  parquet: /^$/,
  ipc: /^$/,
  json: /^(inferSchemaLength|nRows|ignoreErrors|schema|schemaOverrides)$/,
};
const types = (v: unknown): unknown => (typeof v === "object" && v !== null ? Object.fromEntries(Object.entries(v).map(([n, t]) => [n, nativeType(t)])) : v);

/** Their options in our words. What our scans have not is done to the rows: columns, row numbers, counts of rows. */
function opened(kind: "csv" | "parquet" | "ipc" | "json", input: Input, options: Given): LazyDataFrame {
  const own: Record<string, unknown> = {};
  const after: Record<string, any> = {};
  for (const [given, v] of Object.entries(options)) {
    const name = kind === "csv" ? (CSV[given] ?? given) : given;
    if (v === undefined || name === "format") continue;
    if (name === "columns" || name === "projection" || name === "rowCount" || name === "rowIndexName" || name === "rowIndexOffset") after[name] = v;
    else if (name === "nRows" && kind !== "csv" && kind !== "json") after[name] = v;
    else if (name === "missingIsNull") own["missingUtf8IsEmptyString"] = v === false;
    else if ((KNOWN[kind] as RegExp).test(name)) own[name] = name.startsWith("schema") ? types(v) : v;
    else if (!IDLE.test(name)) throw new PolaroidError("NOT_SUPPORTED", `reading ${kind} does not take ${given} here`);
  }
  return lazyOf(shaped(scanned(kind, input, own) as unknown as Loose, after));
}
function scanned(kind: string, input: Input, own: object): OurLazy {
  if (kind === "csv") {
    const rows = scanCsv(input, { truncateRaggedLines: true, ...own });
    return (own as Given)["hasHeader"] === false && (own as Given)["schema"] === undefined ? counted(rows as unknown as Loose) : rows;
  }
  if (kind === "parquet") return scanFile(input, own);
  return kind === "ipc" ? scanIpc(input, own) : scanNdjson(input, own);
}
// Columns without names are counted from 1 there.
const counted = (rows: Loose): OurLazy =>
  rows.select(loose(all() as never).name.map((n: string) => n.replace(/^column_(\d+)$/, (_, i) => `column_${Number(i) + 1}`))) as unknown as OurLazy;
function shaped(rows: Loose, after: Readonly<Record<string, any>>): unknown {
  const { columns, projection, nRows, rowCount, rowIndexName, rowIndexOffset } = after;
  const few = nRows == null ? rows : rows.head(nRows);
  const name = rowIndexName ?? rowCount?.name;
  const numbered = name == null ? few : few.withRowIndex(name, rowIndexOffset ?? rowCount?.offset ?? 0);
  const wanted = (columns ?? projection) as (string | number)[] | undefined;
  if (wanted === undefined || wanted === null) return numbered;
  if (typeof wanted[0] !== "number") return numbered.select(...wanted);
  throw new PolaroidError("NOT_SUPPORTED", "columns are taken by their names here, not their places");
}

/** A path by its ending, or else what the file would hold. */
function input(given: unknown, endings: RegExp | null): Input {
  if (typeof given === "string") return endings === null || endings.test(given) ? given : new TextEncoder().encode(given);
  if (ArrayBuffer.isView(given) || given instanceof ArrayBuffer || given instanceof URL || given instanceof Blob) return given as Input;
  if (Array.isArray(given)) return given as Input;
  throw badArgument("what is read", given, "a path, bytes or text");
}
const CSV_PATH = /^[^\n]*\.(csv|tsv|gz|zst|txt)$/i;
const JSON_PATH = /^[^\n{[]*\.(json|ndjson|jsonl)$/i;

/** Reads CSV: a path, text or bytes. Put `await` before it. */
export const readCSV: (pathOrBody: any, options?: any) => Promise<DataFrame> = guarded("readCSV", async (body: any, options: any = {}) =>
  opened("csv", input(body, CSV_PATH), { ...options, inferSchemaLength: options.inferSchemaLength === undefined ? 100 : (options.inferSchemaLength ?? 0) }).collect());
export const readJSON: (pathOrBody: any, options?: any) => Promise<DataFrame> = guarded("readJSON", async (body: any, options: any = {}) =>
  opened("json", input(body, JSON_PATH), { ...options, inferSchemaLength: options.inferSchemaLength === undefined ? 50 : (options.inferSchemaLength ?? 0) }).collect());
export const readParquet: (pathOrBody: any, options?: any) => Promise<DataFrame> = guarded("readParquet", async (body: any, options: any = {}) => opened("parquet", input(body, null), options).collect());
export const readIPC: (pathOrBody: any, options?: any) => Promise<DataFrame> = guarded("readIPC", async (body: any, options: any = {}) => opened("ipc", input(body, null), options).collect());
export const readIPCStream: (pathOrBody: any, options?: any) => Promise<DataFrame> = guarded("readIPCStream", async (body: any, options: any = {}) => opened("ipc", input(body, null), options).collect());
export const readAvro = (_pathOrBody: any, _options?: any): never => refused("readAvro", "Avro files are not read yet; convert them to Parquet");

export const scanCSV: (path: any, options?: any) => LazyDataFrame = guarded("scanCSV", (path: any, options: any = {}) => opened("csv", input(path, null), { ...options, inferSchemaLength: options.inferSchemaLength === undefined ? 100 : (options.inferSchemaLength ?? 0) }));
export const scanJson: (path: any, options?: any) => LazyDataFrame = guarded("scanJson", (path: any, options: any = {}) => opened("json", input(path, null), { ...options, inferSchemaLength: "inferSchemaLength" in options ? options.inferSchemaLength : 100 }));
export const scanParquet: (path: any, options?: any) => LazyDataFrame = guarded("scanParquet", (path: any, options: any = {}) => opened("parquet", input(path, null), options));
export const scanIPC: (path: any, options?: any) => LazyDataFrame = guarded("scanIPC", (path: any, options: any = {}) => opened("ipc", input(path, null), options));

async function whole(stream: Bytes): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  for await (const part of stream) parts.push(typeof part === "string" ? new TextEncoder().encode(part) : part);
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}
/** Reads CSV from a stream. */
export const readCSVStream: (stream: any, options?: any) => Promise<DataFrame> = guarded("readCSVStream", async (stream: Bytes, options?: any) => readCSV(await whole(stream), options));
/** Reads one JSON object a line from a stream. */
export const readJSONStream: (stream: any, options?: any) => Promise<DataFrame> = guarded("readJSONStream", async (stream: Bytes, options?: any) => readJSON(await whole(stream), options));
/** A frame of rows given as objects; nothing is read, so there is nothing to wait for. */
export const readRecords: (records: readonly any[], options?: any) => DataFrame = guarded("readRecords", (records: readonly any[], options?: any) => {
  if (!Array.isArray(records)) throw badArgument("what readRecords is given", records, "a list of objects");
  return frameOf(recordsFrame(records, options?.schema as Readonly<Record<string, DataType>> | undefined));
});
/** Frames, queries or Series one after the other, or frames side by side. */
export const concat: typeof together = guarded("concat", together);
