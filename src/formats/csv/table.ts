import type { Batch } from "../../arrow/batch.ts";
import { fieldOf, type Schema, schema } from "../../arrow/schema.ts";
import type { ByteSource } from "../../core/host.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import type { Head } from "./head.ts";
import { lossyChunks } from "./lossy.ts";
import type { CsvReadOptions } from "./options.ts";
import { RowReader } from "./row-reader.ts";
import { CsvScan } from "./scan.ts";

/** An opened CSV file: its columns are known; each scan reads its rows in order from the first. */
export class CsvTable implements Table {
  readonly schema: Schema;
  readonly rows: null = null;
  readonly bytes: number | null;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #head: Head;
  readonly #options: CsvReadOptions;

  constructor(source: ByteSource, head: Head, file: Schema, options: CsvReadOptions) {
    this.#source = source;
    this.#head = head;
    this.#options = options;
    this.schema = file;
    this.bytes = source.size < 0 ? null : source.size;
    this.version = source.version;
  }

  #chunks(request: ScanRequest): AsyncIterable<Uint8Array> {
    const { whole, dataStart } = this.#head;
    if (whole === null) return this.#source.stream(dataStart, request.signal);
    return (async function* (): AsyncIterable<Uint8Array> {
      yield whole.subarray(dataStart);
    })();
  }

  scan(request: ScanRequest): AsyncIterable<Batch> {
    const { nRows, ignoreErrors, lossy } = this.#options;
    const wanted =
      request.columns === null ? this.schema : schema(request.columns.map((name) => fieldOf(this.schema, name)));
    const limit = Math.min(
      nRows ?? Number.POSITIVE_INFINITY,
      (request.predicate === null ? request.limit : null) ?? Number.POSITIVE_INFINITY,
    );
    const reader = new RowReader(this.#source.name, this.schema, wanted, this.#options);
    const scan = new CsvScan(this.#source.name, reader, this.schema.fields.length, this.#head.dialect, limit, request);
    const chunks = this.#chunks(request);
    return scan.run(lossy ? lossyChunks(chunks) : chunks, ignoreErrors);
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
