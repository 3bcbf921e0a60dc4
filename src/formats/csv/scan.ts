import type { Batch } from "../../arrow/batch.ts";
import { PolaroidError } from "../../core/error.ts";
import { checkSignal } from "../../core/signal.ts";
import type { Dialect } from "../../kernels/twins/csv.ts";
import type { ScanRequest } from "../../plan/table.ts";
import { Pending } from "../pending.ts";
import { Block, rowsAtOnce } from "./block.ts";
import type { RowReader } from "./row-reader.ts";

const BLOCK = 2 << 20;

export const neverEnds = (name: string, row: number): PolaroidError =>
  new PolaroidError(
    "CORRUPT",
    `${name}: row ${row} begins a quoted field that never ends; where quotes mean nothing, set { quoteChar: null }`,
  );

/** One pass over a file: chunks in, batches out. */
export class CsvScan {
  readonly #name: string;
  readonly #pending: Pending;
  readonly #reader: RowReader;
  readonly #columns: number;
  readonly #dialect: Dialect;
  readonly #limit: number;
  readonly #request: ScanRequest;
  /** No whole record is in fewer bytes than these. */
  #wanted = 0;

  constructor(name: string, reader: RowReader, columns: number, dialect: Dialect, limit: number, request: ScanRequest) {
    this.#name = name;
    this.#pending = new Pending(name);
    this.#reader = reader;
    this.#columns = columns;
    this.#dialect = dialect;
    this.#limit = limit;
    this.#request = request;
  }

  async *run(chunks: AsyncIterable<Uint8Array>, ignoreErrors: boolean): AsyncIterable<Batch> {
    const pending = this.#pending;
    if (this.#limit === 0) return;
    for await (const chunk of chunks) {
      pending.push(chunk);
      yield* this.#batches(false);
      if (this.#reader.rows >= this.#limit) return;
    }
    const { eol } = this.#dialect;
    if (pending.length > 0 && pending.bytes[pending.length - 1] !== eol) pending.push(Uint8Array.of(eol));
    yield* this.#batches(true);
    if (pending.length > 0 && this.#reader.rows < this.#limit && !ignoreErrors)
      throw neverEnds(this.#name, this.#reader.rows + 1);
  }

  /** The batches in what waits; what stays is the start of a record. */
  *#batches(last: boolean): Generator<Batch> {
    const pending = this.#pending;
    while (pending.length > 0 && this.#reader.rows < this.#limit) {
      checkSignal(this.#request.signal);
      if (!last && pending.length < this.#wanted) return;
      const size = Math.min(pending.length, Math.max(BLOCK, this.#wanted));
      const { consumed, batch } = this.#block(pending.bytes.subarray(0, size));
      pending.drop(consumed);
      if (batch !== null) yield batch;
      this.#wanted = consumed > 0 ? 0 : size * 2;
      if (consumed === 0 && last && size === pending.length) return;
    }
  }

  #block(bytes: Uint8Array): { consumed: number; batch: Batch | null } {
    const rows = Math.min(rowsAtOnce(this.#columns), this.#limit - this.#reader.rows);
    const block = new Block(bytes, this.#columns, this.#dialect, rows);
    try {
      return { consumed: block.consumed, batch: block.rows > 0 ? this.#reader.read(block) : null };
    } finally {
      block.free();
    }
  }
}
