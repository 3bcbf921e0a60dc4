import type { Batch } from "../../arrow/batch.ts";
import { fieldOf, type Schema, schema } from "../../arrow/schema.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import { isLocal, type LocalSource, readStretches, type Stretch, THREADED } from "../stretches.ts";
import type { CsvJob } from "./csv-job.ts";
import type { Head } from "./head.ts";
import { lossyChunks } from "./lossy.ts";
import type { CsvReadOptions } from "./options.ts";
import { RowReader, type Wanted } from "./row-reader.ts";
import { CsvScan } from "./scan.ts";
import { CsvStretches } from "./stretch.ts";

/** An opened CSV file: its columns are known; each scan reads its rows in order from the first. */
export class CsvTable implements Table {
  readonly schema: Schema;
  readonly rows: null = null;
  readonly bytes: number | null;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #head: Head;
  readonly #options: CsvReadOptions;
  readonly #host: Host;

  constructor(source: ByteSource, head: Head, file: Schema, options: CsvReadOptions, host: Host) {
    this.#host = host;
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
    const { nRows, ignoreErrors, lossy, nullValues } = this.#options;
    const { name } = this.#source;
    const out =
      request.columns === null ? this.schema : schema(request.columns.map((column) => fieldOf(this.schema, column)));
    const limit = Math.min(
      nRows ?? Number.POSITIVE_INFINITY,
      (request.predicate === null ? request.limit : null) ?? Number.POSITIVE_INFINITY,
    );
    const wanted = out.fields.map((f) => ({
      place: this.schema.index.get(f.name) as number,
      nullValues: nullValues(f.name),
    }));
    const reader = new RowReader(name, out, wanted, this.#options);
    const columns = this.schema.fields.length;
    const { dialect, whole } = this.#head;
    if (whole === null && !lossy && isLocal(this.#source)) {
      const rows = new CsvStretches(name, reader, columns, dialect, limit, ignoreErrors);
      return this.#stretches(this.#source, rows, Number.isFinite(limit) ? null : wanted, request);
    }
    const chunks = this.#chunks(request);
    const scan = new CsvScan(name, reader, columns, dialect, limit, request);
    return scan.run(lossy ? lossyChunks(chunks) : chunks, ignoreErrors);
  }

  /** Rows of a local file, by other threads too where they are `wanted` to the end. */
  async *#stretches(
    source: LocalSource,
    rows: CsvStretches,
    wanted: readonly Wanted[] | null,
    { signal }: ScanRequest,
  ): AsyncIterable<Batch> {
    const { dialect, dataStart } = this.#head;
    const { threads } = this.#host;
    const { size, name } = source;
    const { truncateRaggedLines, ignoreErrors, missingIsEmpty, decimalPoint } = this.#options;
    const base = { name, size, dialect, columns: this.schema.fields.length };
    const fields = rows.schema.fields.map((f) => ({ name: f.name, type: f.type }));
    const options = { truncateRaggedLines, ignoreErrors, missingIsEmpty, decimalPoint };
    const job =
      threads === null || wanted === null || size - dataStart < THREADED || !threads.start()
        ? null
        : {
            threads,
            name: "csv",
            input: (file: number, stretch: Stretch): CsvJob => ({ ...base, file, stretch, fields, wanted, options }),
          };
    yield* readStretches(source, dataStart, rows, job, signal);
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
