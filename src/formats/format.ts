import type { Batch } from "../arrow/batch.ts";
import type { Schema } from "../arrow/schema.ts";
import type { ByteSink, ByteSource, Host } from "../core/host.ts";
import type { Table } from "../plan/table.ts";

/** Options are plain data, so that a plan with a scan in it can travel. */
export type FormatOptions = Readonly<Record<string, unknown>>;

/** Takes batches, writes them in order. */
export interface BatchWriter {
  write(batch: Batch): Promise<void>;
  /** Writes what is left and the footer; the sink's owner commits. */
  finish(): Promise<void>;
}

/** One file format: bytes to batches and back. A new format is one folder with one of these in its index. */
export interface Format {
  readonly name: string;
  /** Without the dot; "csv.gz" may be one. */
  readonly extensions: readonly string[];
  /** Whether a file that begins with these bytes (up to 16) is of this format; null where bytes cannot tell. */
  readonly magic: ((head: Uint8Array) => boolean) | null;
  open(source: ByteSource, options: FormatOptions, host: Host): Promise<Table>;
  readonly writer:
    | ((sink: ByteSink, schema: Schema, options: FormatOptions, host: Host) => Promise<BatchWriter>)
    | null;
}
