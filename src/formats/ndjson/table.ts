import type { Batch } from "../../arrow/batch.ts";
import { fieldOf, type Schema, schema } from "../../arrow/schema.ts";
import type { ByteSource, Host } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import { isLocal, readStretches, type Stretch, THREADED } from "../stretches.ts";
import type { LinesJob } from "./lines-job.ts";
import type { NdjsonReadOptions } from "./options.ts";
import { checkUtf8, eachItem, hasMark, wholeLines, withoutMark } from "./records.ts";
import { Rows } from "./rows.ts";
import { LineStretches } from "./stretch.ts";

/** An opened file of JSON objects, one a line or in one array. */
export class NdjsonTable implements Table {
  readonly schema: Schema;
  readonly rows: null = null;
  readonly bytes: number | null;
  readonly version: string;
  readonly #source: ByteSource;
  readonly #options: NdjsonReadOptions;
  /** The file, where it is small or an array. */
  readonly #whole: Uint8Array | null;
  readonly #array: boolean;

  readonly #host: Host;

  constructor(
    source: ByteSource,
    found: Schema,
    whole: Uint8Array | null,
    array: boolean,
    options: NdjsonReadOptions,
    host: Host,
  ) {
    this.#host = host;
    this.schema = found;
    this.bytes = source.size < 0 ? null : source.size;
    this.version = source.version;
    this.#source = source;
    this.#options = options;
    this.#whole = whole;
    this.#array = array;
  }

  scan(request: ScanRequest): AsyncIterable<Batch> {
    const wanted =
      request.columns === null ? this.schema : schema(request.columns.map((name) => fieldOf(this.schema, name)));
    return this.#batches(wanted, request);
  }

  async *#batches(wanted: Schema, request: ScanRequest): AsyncIterable<Batch> {
    const { name } = this.#source;
    const limit = Math.min(
      this.#options.nRows,
      (request.predicate === null ? request.limit : null) ?? Number.POSITIVE_INFINITY,
    );
    if (limit <= 0) return;
    checkSignal(request.signal);
    const lenient = this.#options.ignoreErrors;
    if (this.#whole !== null && this.#array) {
      const rows = new Rows(wanted, lenient, limit);
      checkUtf8(this.#whole, name, 1);
      eachItem(this.#whole, name, rows.take);
      yield* rows.batches();
      return;
    }
    const lines = new LineStretches(name, wanted, lenient, limit);
    yield* this.#parts(lines, request, limit, lenient);
  }

  async *#parts(
    lines: LineStretches,
    { signal }: ScanRequest,
    limit: number,
    lenient: boolean,
  ): AsyncGenerator<Batch, void, undefined> {
    const source = this.#source;
    if (this.#whole !== null) return yield* lines.lines(this.#whole);
    if (!isLocal(source)) {
      for await (const bytes of wholeLines(withoutMark(source.stream(0, signal)), source.name)) {
        checkSignal(signal);
        yield* lines.lines(bytes);
        if (lines.full) return;
      }
      return;
    }
    const { size, name } = source;
    const { threads } = this.#host;
    const from = hasMark(await source.read(0, Math.min(3, size), signal)) ? 3 : 0;
    const fields = lines.schema.fields.map((f) => ({ name: f.name, type: f.type }));
    const job =
      threads === null || Number.isFinite(limit) || size < THREADED || !threads.start()
        ? null
        : {
            threads,
            name: "lines",
            input: (file: number, stretch: Stretch): LinesJob => ({ file, name, size, stretch, fields, lenient }),
          };
    yield* readStretches(source, from, lines, job, signal);
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
