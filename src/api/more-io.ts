import type { ArrowSource } from "../arrow/interop/from-arrow.ts";
import { interop } from "../arrow/interop/loaded.ts";
import type { Schema } from "../arrow/schema.ts";
import { Utf8 } from "../arrow/types.ts";
import { badArgument, settings } from "../core/argument.ts";
import { notLoaded } from "../core/later.ts";
import { bring } from "../core/rest.ts";
import type { Input } from "../io/locate.ts";
import { frameOf } from "../plan/node.ts";
import type { CollectOptions } from "./config.ts";
import { DataFrame } from "./data-frame.ts";
import type { LazyFrame } from "./lazy-frame.ts";
import {
  type NdjsonOptions,
  type ParquetOptions,
  readIpc,
  readNdjson,
  type ScanOptions,
  scanCsv,
  scanIpc,
  scanParquet,
} from "./read.ts";

/** A frame of an `apache-arrow` Table or RecordBatch, or of flechette's; values share its memory where the layouts agree. Errors: `NOT_SUPPORTED` for unions and intervals. @example fromArrow(await new DataFrame({ a: [1, 2] }).toArrow()) */
export function fromArrow(source: ArrowSource): DataFrame {
  if (typeof source !== "object" || source === null)
    throw badArgument("what fromArrow is given", source, "a Table or RecordBatch of apache-arrow");
  if (interop.fromArrow === null) bring();
  if (interop.fromArrow === null) throw notLoaded("fromArrow");
  const { schema, batches } = interop.fromArrow(source);
  return DataFrame.of(frameOf(schema, batches));
}
/** Reads JSON: an array of objects, or one object a line. @example await readJson(new Blob(['[{"a": 1}]'])) */
export const readJson = <S = any>(input: Input, options?: NdjsonOptions & CollectOptions): Promise<DataFrame<S>> =>
  readNdjson<S>(input, options);
/** Reads an Arrow IPC stream. @example await readIpcStream(await new DataFrame({ a: [1] }).toBytes("ipc", { layout: "stream" })) */
export const readIpcStream = <S = any>(input: Input, options?: ScanOptions & CollectOptions): Promise<DataFrame<S>> =>
  readIpc<S>(input, options);
/** The columns of a Parquet file, without its rows. @example (await readParquetSchema("flights.parquet")).fields.length */
export const readParquetSchema = (input: Input, options?: ParquetOptions): Promise<Schema> =>
  scanParquet(input, options).collectSchema();
/** The columns of an Arrow IPC file, without its rows. @example (await readIpcSchema("table.arrow")).fields.length */
export const readIpcSchema = (input: Input, options?: ScanOptions): Promise<Schema> =>
  scanIpc(input, options).collectSchema();

/** A query over the lines of text files, in one column. @example scanLines(new Blob(["one\ntwo"]), { name: "line" }) */
export function scanLines(input: Input, options?: { readonly name?: string }): LazyFrame {
  const { name } = settings("scanLines", { name: "lines" }, options);
  return scanCsv(input, {
    hasHeader: false,
    separator: "\u0001",
    quoteChar: null,
    schema: { [name]: Utf8 },
    missingUtf8IsEmptyString: true,
    truncateRaggedLines: false,
  });
}
/** Reads the lines of text files into one column. @example await readLines(new Blob(["one\ntwo"])) */
export const readLines = (input: Input, options?: { readonly name?: string }): Promise<DataFrame> =>
  scanLines(input, options).collect();
