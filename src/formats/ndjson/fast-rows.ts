import { type Batch, batch } from "../../arrow/batch.ts";
import { bitmapBytes, countBits } from "../../arrow/bitmap.ts";
import { boolColumn, bytesColumn, type Column, fixedColumn } from "../../arrow/column.ts";
import type { Schema } from "../../arrow/schema.ts";
import { PolaroidError } from "../../core/error.ts";
import { text, utf8 } from "../../core/utf8.ts";
import { further } from "../../kernels/further.ts";
import { kernels } from "../../kernels/memory.ts";
import { powersPtr } from "../csv/numbers.ts";
import { lasting, lastingFloats, lastingInts, lastingLongs } from "../lasting.ts";
import { Cursor, nameAt } from "./cursor.ts";

/** What the kernel makes of a value; of other types it reads none. */
const KINDS: Readonly<Record<string, number>> = { Utf8: 0, Int64: 1, Float64: 2, Bool: 3 };
const UNWANTED = 4;
const KEY = 28;
const FIXES = 4096 * 16;
const FIELDS = 1 << 19;
/** Bytes that texts of one piece may take, and the least and most of a piece. */
const TEXTS = 16 << 20;
const LEAST = 1 << 16;
const MOST = 2 << 20;

/** The keys of a line's object in their order, where all values are plain. */
function keysOf(bytes: Uint8Array): readonly string[] | null {
  const end = bytes.indexOf(10);
  const c = new Cursor(bytes, "", 1);
  if (end >= 0) c.end = end;
  const out: string[] = [];
  try {
    if (c.next() !== 123) return null;
    for (let more = c.opens(125); more; more = c.goesOn(125)) {
      c.nextOver();
      const start = c.at + 1;
      if (c.name()) return null;
      out.push(nameAt(c, start, c.at - 1, false));
      c.colon();
      const first = c.nextOver();
      if (first === 91 || first === 123) return null;
      c.skip();
    }
  } catch (cause) {
    // Who reads it a value at a time says what is wrong.
    if (cause instanceof PolaroidError) return null;
    throw cause;
  }
  return out.length > 0 && new Set(out).size === out.length ? out : null;
}

interface Key {
  readonly name: Uint8Array;
  readonly kind: number;
}

/** Reads lines of one form, whose objects have plain values under the same keys in one order, at once. */
export class FastRows {
  readonly schema: Schema;
  /** Bytes that are best read at once. */
  readonly piece: number;
  #keys: readonly Key[] | null = null;
  /** Where the values of each wanted column are. */
  #places: readonly number[] = [];

  /** null where a column's type is not read so. */
  static of(schema: Schema): FastRows | null {
    return schema.fields.every((f) => f.type.id in KINDS) ? new FastRows(schema) : null;
  }

  private constructor(schema: Schema) {
    this.schema = schema;
    const texts = schema.fields.filter((f) => f.type.id === "Utf8").length;
    this.piece = Math.max(LEAST, Math.min(MOST, Math.floor(TEXTS / Math.max(1, texts))));
  }

  /** Learns the form of the first line; false where it is not one that is read so. */
  learn(bytes: Uint8Array): boolean {
    const names = keysOf(bytes);
    this.#keys = null;
    if (names === null) return false;
    const places = this.schema.fields.map((f) => names.indexOf(f.name));
    if (places.includes(-1)) return false;
    this.#places = places;
    this.#keys = names.map((name) => ({
      // Names with escapes, which are not taken, are all that JSON writes in another way.
      name: utf8(`"${name}":`),
      kind: KINDS[this.schema.fields[this.schema.index.get(name) ?? -1]?.type.id ?? ""] ?? UNWANTED,
    }));
    return true;
  }

  get learnt(): boolean {
    return this.#keys !== null;
  }

  /**
   * Reads whole lines at `src` of the kernels' memory, with a line end behind them: as many as there are in one batch, and
   * as are of the form that was learnt.
   */
  read(
    src: number,
    bytes: Uint8Array,
  ): { readonly taken: number; readonly lines: number; readonly rows: Batch | null } {
    const keys = this.#keys ?? [];
    const most = Math.max(16, Math.min(1 << 16, Math.floor(FIELDS / keys.length)));
    const owned: number[] = [];
    const own = (size: number): number => {
      const ptr = kernels.alloc(size);
      owned.push(ptr);
      return ptr;
    };
    try {
      const table = own(keys.length * KEY);
      const bits = bitmapBytes(most);
      const slots = keys.map(({ name, kind }) => {
        const at = own(name.length + 8);
        kernels.write(at, name);
        if (kind === UNWANTED) return { name: at, out: 0, valid: 0, offsets: 0 };
        const out = own(kind === 0 ? bytes.length : kind === 3 ? bits : most * 8);
        const valid = own(bits);
        return { name: at, out, valid, offsets: kind === 0 ? own((most + 1) * 4) : 0 };
      });
      const fix = own(FIXES);
      const powers = powersPtr();
      const counts = own(12);
      const { i32, u8 } = kernels.views;
      slots.forEach(({ name, out, valid, offsets }, i) => {
        const { name: bytesOfName, kind } = keys[i] as Key;
        i32.set([name, bytesOfName.length, kind, out, valid, offsets, out], (table + i * KEY) >>> 2);
        if (kind === UNWANTED) return;
        u8.fill(0, valid, valid + bits);
        if (kind === 3) u8.fill(0, out, out + bits);
        if (kind === 0) i32[offsets >>> 2] = 0;
      });
      const rows = further.jsonRows(src, bytes.length, table, keys.length, most, powers, fix, counts);
      const [taken = 0, lines = 0, fixes = 0] = i32.subarray(counts >>> 2, (counts >>> 2) + 3);
      if (rows === 0) return { taken, lines, rows: null };
      const { f64 } = kernels.views;
      for (let i = 0; i < fixes; i++) {
        const [row = 0, key = 0, from = 0, to = 0] = i32.subarray((fix >>> 2) + 4 * i, (fix >>> 2) + 4 * i + 4);
        f64[((slots[key]?.out ?? 0) >>> 3) + row] = Number(text(bytes, from, to));
      }
      const columns = this.#places.map((place, i): Column => {
        const { out, valid: at, offsets } = slots[place] as (typeof slots)[number];
        const { type } = this.schema.fields[i] as Schema["fields"][number];
        const some = u8.subarray(at, at + bitmapBytes(rows));
        const nulls = rows - countBits(some, rows);
        const validity = nulls === 0 ? null : some.slice();
        if (type.id === "Bool") return boolColumn(type, rows, u8.slice(out, out + bitmapBytes(rows)), validity, nulls);
        if (type.id === "Int64") return fixedColumn(type, rows, lastingLongs(out, rows), validity, nulls);
        if (type.id === "Float64") return fixedColumn(type, rows, lastingFloats(out, rows), validity, nulls);
        const ends = lastingInts(offsets, rows + 1);
        return bytesColumn(type, rows, ends, lasting(out, ends[rows] as number), validity, nulls);
      });
      return { taken, lines, rows: batch(this.schema, columns, rows) };
    } finally {
      for (const ptr of owned) kernels.free(ptr);
    }
  }
}
