import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import type { Dialect } from "../../kernels/twins/csv.ts";
import type { StretchReader } from "../stretches.ts";
import { Block, rowsAtOnce } from "./block.ts";
import type { RowReader } from "./row-reader.ts";
import { neverEnds } from "./scan.ts";

const BLOCK = 2 << 20;
const LEAST = 64 << 10;

/** Reads stretches of a file, one after the other. */
export class CsvStretches implements StretchReader {
  readonly schema: Schema;
  readonly #name: string;
  readonly #reader: RowReader;
  readonly #columns: number;
  readonly #dialect: Dialect;
  readonly #limit: number;
  readonly #ignoreErrors: boolean;

  constructor(
    name: string,
    reader: RowReader,
    columns: number,
    dialect: Dialect,
    limit: number,
    ignoreErrors: boolean,
  ) {
    this.schema = reader.schema;
    this.#name = name;
    this.#reader = reader;
    this.#columns = columns;
    this.#dialect = dialect;
    this.#limit = limit;
    this.#ignoreErrors = ignoreErrors;
  }

  get full(): boolean {
    return this.#reader.rows >= this.#limit;
  }

  skip(count: number): void {
    this.#reader.rows += count;
  }

  *read(bytes: Uint8Array, until: number, last: boolean): Generator<Batch, number> {
    let at = 0;
    for (let size = 0; at < until && !this.full; ) {
      const left = bytes.length - at;
      size = Math.min(left, Math.max(size, Math.min(BLOCK, until - at)));
      // Of records that begin behind the stretch none is read.
      const taken = yield* this.#block(bytes.subarray(at, at + size), at + size > until ? 1 : Number.POSITIVE_INFINITY);
      at += taken;
      if (taken > 0) size = 0;
      else if (size < left) size = Math.max(LEAST, size * 2);
      else if (!last) return at;
      else {
        yield* this.#rest(bytes.subarray(at));
        return bytes.length;
      }
    }
    return at;
  }

  *#block(bytes: Uint8Array, most: number): Generator<Batch, number> {
    const rows = Math.min(most, rowsAtOnce(this.#columns), this.#limit - this.#reader.rows);
    const block = new Block(bytes, this.#columns, this.#dialect, rows);
    let one: Batch | null = null;
    try {
      if (block.rows > 0) one = this.#reader.read(block);
    } finally {
      block.free();
    }
    if (one !== null) {
      weigh(one.columns);
      yield one;
    }
    return block.consumed;
  }

  /** The last record, which lacks its line end or the end of its quotes. */
  *#rest(bytes: Uint8Array): Generator<Batch, void> {
    const { eol } = this.#dialect;
    if (bytes[bytes.length - 1] !== eol) {
      const ended = new Uint8Array(bytes.length + 1);
      ended.set(bytes);
      ended[bytes.length] = eol;
      if ((yield* this.#block(ended, 1)) > 0) return;
    }
    if (!this.#ignoreErrors) throw neverEnds(this.#name, this.#reader.rows + 1);
  }
}
