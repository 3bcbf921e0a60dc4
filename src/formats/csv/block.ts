import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { type Dialect, PLACE } from "../../kernels/twins/csv.ts";

const FIELDS = 1 << 19;

/** The most rows that are read at once. */
export const rowsAtOnce = (columns: number): number => Math.max(16, Math.min(1 << 16, Math.floor(FIELDS / columns)));

/** Records found in a stretch of bytes, all in the kernels' memory until `free`. */
export class Block {
  readonly columns: number;
  readonly dialect: Dialect;
  readonly src: number;
  readonly starts: number;
  readonly ends: number;
  readonly length: number;
  readonly #comment: number;
  rows = 0;
  /** Bytes of whole records. */
  consumed = 0;
  /** The first row with too many fields; -1 where there is none. */
  extra = -1;
  /** Whether the bytes end within quotes. */
  quoted = false;
  readonly #owned: number[] = [];

  constructor(bytes: Uint8Array, columns: number, dialect: Dialect, maxRows: number) {
    this.columns = columns;
    this.dialect = dialect;
    this.length = bytes.length;
    try {
      this.src = this.own(bytes.length);
      this.#comment = this.own(dialect.comment.length);
      this.starts = this.own(maxRows * 4);
      this.ends = this.own(maxRows * columns * 4);
      kernels.write(this.src, bytes);
      kernels.write(this.#comment, dialect.comment);
      this.#scan(maxRows);
    } catch (cause) {
      this.free();
      throw cause;
    }
  }

  #scan(maxRows: number): void {
    const out = this.own(12);
    const { separator, quote, eol, comment } = this.dialect;
    this.rows = further.csvScan(
      this.src,
      this.length,
      this.columns,
      separator,
      quote,
      eol,
      this.#comment,
      comment.length,
      this.starts,
      this.ends,
      maxRows,
      out,
    );
    const at = out >>> 2;
    const { i32 } = kernels.views;
    this.consumed = i32[at] as number;
    this.extra = i32[at + 1] as number;
    this.quoted = i32[at + 2] === 1;
  }

  /** Kernel memory that is freed with the block. */
  own(bytes: number): number {
    const ptr = kernels.alloc(Math.max(bytes, 16));
    this.#owned.push(ptr);
    return ptr;
  }

  free(): void {
    for (const ptr of this.#owned.splice(0)) kernels.free(ptr);
  }

  /** Where a field begins in the kernels' memory, quotes included. */
  start(row: number, column: number): number {
    const { i32 } = kernels.views;
    const place =
      column === 0
        ? (i32[(this.starts >>> 2) + row] as number)
        : ((i32[(this.ends >>> 2) + row * this.columns + column - 1] as number) & PLACE) + 1;
    return this.src + place;
  }

  /** Where it ends; -1 where it is null or missing. */
  end(row: number, column: number): number {
    const place = kernels.views.i32[(this.ends >>> 2) + row * this.columns + column] as number;
    return place < 0 ? -1 : this.src + place;
  }
}
