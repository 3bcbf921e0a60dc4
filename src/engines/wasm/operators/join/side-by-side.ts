import type { Column, Validity } from "../../../../arrow/column.ts";
import { room } from "../../../../arrow/layout.ts";
import { kernels } from "../../../../kernels/memory.ts";
import type { Lookup } from "./lookup.ts";
import { type Source, sourceOf, valuesIn } from "./source.ts";

const { k } = kernels;
const MOST_BYTES = 2 ** 29;
const PIECE = 1 << 16;
/** Rows whose fields are taken together: the first field brings the others into the cache. */
const STRETCH = 1024;

interface Field extends Source {
  readonly offset: number;
}
interface Taken {
  readonly rows: number;
  readonly columns: ReadonlyMap<Column, { readonly field: Field; readonly buffer: ArrayBuffer }>;
}

/** Columns that the cache does not hold, with the values of each row side by side: looking one up waits for memory once. */
export class SideBySide implements Lookup {
  readonly #fields: Map<Column, Field> = new Map();
  readonly #stride: number;
  #block = 0;
  bytes = 0;
  #taken: Taken | null = null;

  /** Columns of `length` rows. */
  constructor(columns: Iterable<Column>, length: number) {
    const all = new Set(columns);
    let offset = 0;
    for (const width of [8, 4])
      for (const c of all) {
        const found = sourceOf(c);
        if (found?.width !== width) continue;
        this.#fields.set(c, { ...found, offset });
        offset += width;
      }
    this.#stride = (offset + 7) & ~7;
    if (offset === 0 || this.#stride * (length + 1) > MOST_BYTES) {
      this.#fields.clear();
      return;
    }
    this.bytes = this.#stride * (length + 1);
    this.#block = kernels.alloc(this.bytes);
    kernels.u8.fill(0, this.#block, this.#block + this.#stride);
    try {
      for (const f of this.#fields.values()) this.#put(f, length);
    } catch (error) {
      this.free();
      throw error;
    }
  }

  #put({ values, width, offset }: Field, length: number): void {
    const put = width === 4 ? k.putField32 : k.putField64;
    const stride = this.#stride;
    for (let at = 0; at < length; at += PIECE) {
      const n = Math.min(PIECE, length - at);
      const mark = kernels.mark();
      try {
        put(kernels.put(values.subarray(at, at + n)), n, stride, this.#block + (at + 1) * stride + offset);
      } finally {
        kernels.reset(mark);
      }
    }
  }

  take(c: Column, rows: number, length: number, validity: Validity, nulls: number): Column | null {
    if (!this.#fields.has(c)) return null;
    if (this.#taken?.rows !== rows || !this.#taken.columns.has(c)) this.#taken = this.#all(rows, length);
    const { field, buffer } = this.#taken.columns.get(c) as { field: Field; buffer: ArrayBuffer };
    return field.make(valuesIn(field, buffer), validity, nulls);
  }

  next(): void {
    this.#taken = null;
  }

  #all(rows: number, length: number): Taken {
    const mark = kernels.mark();
    try {
      const fields = [...this.#fields].map(([c, field]) => ({ c, field, out: kernels.push(length * field.width) }));
      const first = this.#block + this.#stride;
      for (let at = 0; at < length; at += STRETCH) {
        const n = Math.min(STRETCH, length - at);
        for (const { field, out } of fields) {
          const gather = field.width === 4 ? k.gatherField32 : k.gatherField64;
          gather(first + field.offset, this.#stride, rows + 4 * at, n, out + at * field.width);
        }
      }
      const columns = fields.map(({ c, field, out }) => {
        const buffer = room(length * field.width);
        kernels.read(out, new Uint8Array(buffer));
        return [c, { field, buffer }] as const;
      });
      return { rows, columns: new Map(columns) };
    } finally {
      kernels.reset(mark);
    }
  }

  free(): void {
    if (this.#block !== 0) kernels.free(this.#block);
    this.#block = this.bytes = 0;
    this.#fields.clear();
    this.#taken = null;
  }
}
