import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import { fieldOf, type Schema, schema } from "../../arrow/schema.ts";
import { structOf } from "../../arrow/types.ts";
import type { ByteSource } from "../../core/host.ts";
import { checkSignal } from "../../core/signal.ts";
import type { ScanRequest, Table } from "../../plan/table.ts";
import type { Cursor } from "./cursor.ts";
import { StructBuilder } from "./nested-builder.ts";
import type { NdjsonReadOptions } from "./options.ts";
import { checkUtf8, eachItem, eachLine, wholeLines, withoutMark } from "./records.ts";

const BATCH = 1 << 16;

/** Rows on their way into batches. */
class Rows {
  readonly #wanted: Schema;
  readonly #lenient: boolean;
  readonly #limit: number;
  readonly #done: Batch[] = [];
  #builder: StructBuilder;
  rows = 0;

  constructor(wanted: Schema, lenient: boolean, limit: number) {
    this.#wanted = wanted;
    this.#lenient = lenient;
    this.#limit = limit;
    this.#builder = this.#fresh();
  }

  #fresh(): StructBuilder {
    const fields = this.#wanted.fields.map((f) => ({ name: f.name, type: f.type }));
    return new StructBuilder(structOf(fields), fields, this.#lenient);
  }

  get full(): boolean {
    return this.rows >= this.#limit;
  }

  /** Takes a row; false once no more are needed. */
  readonly take = (c: Cursor): boolean => {
    if (this.full) return false;
    this.#builder.read(c, 0);
    this.rows++;
    if (this.#builder.length >= BATCH) this.#cut();
    return true;
  };

  #cut(): void {
    const { length } = this.#builder;
    if (length === 0) return;
    this.#done.push(
      batch(
        this.#wanted,
        this.#builder.children.map((child): Column => child.finish()),
        length,
      ),
    );
    this.#builder = this.#fresh();
  }

  /** The batches that are ready, the one that is not full too. */
  batches(): Batch[] {
    this.#cut();
    return this.#done.splice(0);
  }
}

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

  constructor(source: ByteSource, found: Schema, whole: Uint8Array | null, array: boolean, options: NdjsonReadOptions) {
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
    const rows = new Rows(wanted, this.#options.ignoreErrors, limit);
    if (rows.full) return;
    checkSignal(request.signal);
    if (this.#whole !== null) {
      checkUtf8(this.#whole, name, 1);
      if (this.#array) eachItem(this.#whole, name, rows.take);
      else eachLine(this.#whole, name, 1, rows.take);
      request.onProgress?.(rows.rows);
      yield* rows.batches();
      return;
    }
    let line = 1;
    for await (const bytes of wholeLines(withoutMark(this.#source.stream(0, request.signal)), name)) {
      checkSignal(request.signal);
      checkUtf8(bytes, name, line);
      line = eachLine(bytes, name, line, rows.take);
      request.onProgress?.(rows.rows);
      yield* rows.batches();
      if (rows.full) return;
    }
  }

  close(): Promise<void> {
    return this.#source.close();
  }
}
