import type { CollectOptions } from "./config.ts";
import type { CsvOptions, HeldTo, NdjsonOptions, ParquetOptions, ScanOptions } from "./read.ts";
import type { AvroWriteOptions, CsvWriteOptions, IpcWriteOptions, ParquetWriteOptions } from "./write.ts";

type Known<T> = Readonly<Record<keyof T, null>>;

/** The names of the options of whole calls; the formats look at the values. */
export const COLLECT: Known<CollectOptions> = {
  engine: null,
  signal: null,
  memoryLimit: null,
  onProgress: null,
  optimize: null,
};
const SCAN: Known<ScanOptions> = {
  schemaOverrides: null,
  nRows: null,
  rowIndexName: null,
  rowIndexOffset: null,
  includeFilePaths: null,
  missingColumns: null,
  extraColumns: null,
  hive: null,
  fetch: null,
  headers: null,
  retries: null,
  maxWhole: null,
};
const HELD: Known<HeldTo<any>> = { schema: null };
const PARQUET: Known<ParquetOptions & HeldTo<any>> = { ...SCAN, ...HELD, checksum: null };
const NDJSON: Known<NdjsonOptions> = {
  ...SCAN,
  schema: null,
  inferSchemaLength: null,
  ignoreErrors: null,
};
const CSV: Known<CsvOptions> = {
  ...SCAN,
  hasHeader: null,
  separator: null,
  quoteChar: null,
  commentPrefix: null,
  eolChar: null,
  decimalComma: null,
  nullValues: null,
  missingUtf8IsEmptyString: null,
  skipLines: null,
  skipRows: null,
  skipRowsAfterHeader: null,
  columns: null,
  schema: null,
  inferSchemaLength: null,
  tryParseDates: null,
  truncateRaggedLines: null,
  ignoreErrors: null,
  encoding: null,
};
/** What scans take, by format; "auto" takes what any does. */
export const SCANS: Readonly<Record<string, object>> = {
  auto: { ...PARQUET, ...CSV },
  parquet: PARQUET,
  csv: CSV,
  ndjson: NDJSON,
  ipc: { ...SCAN, ...HELD },
  avro: SCAN,
};

const CSV_OUT: Known<CsvWriteOptions> = {
  separator: null,
  quoteChar: null,
  quoteStyle: null,
  includeHeader: null,
  includeBom: null,
  nullValue: null,
  lineTerminator: null,
  floatPrecision: null,
};
const PARQUET_OUT: Known<ParquetWriteOptions> = {
  compression: null,
  rowGroupSize: null,
  statistics: null,
  dictionary: null,
  pageSize: null,
};
const IPC_OUT: Known<IpcWriteOptions> = { compression: null, layout: null };
const AVRO_OUT: Known<AvroWriteOptions> = { compression: null, name: null };
/** What writers take, by format; "auto" takes what any does. */
export const WRITES: Readonly<Record<string, object>> = {
  auto: { ...CSV_OUT, ...PARQUET_OUT, ...IPC_OUT, ...AVRO_OUT },
  parquet: PARQUET_OUT,
  csv: CSV_OUT,
  ndjson: {},
  ipc: IPC_OUT,
  avro: AVRO_OUT,
};
