import type { Batch } from "../../arrow/batch.ts";
import type { Schema } from "../../arrow/schema.ts";
import { weigh } from "../../arrow/weight.ts";
import { kernels } from "../../kernels/memory.ts";
import type { StretchReader } from "../stretches.ts";
import { FastRows } from "./fast-rows.ts";
import { checkUtf8, eachLine, utf8At } from "./records.ts";
import { Rows } from "./rows.ts";

/** Forms of lines that were not what was learnt, after which all are read a value at a time. */
const MISSES = 8;

/** Reads stretches of a file of lines, one after the other. */
export class LineStretches implements StretchReader {
  readonly schema: Schema;
  readonly #name: string;
  readonly #rows: Rows;
  readonly #fast: FastRows | null;
  #misses = 0;
  /** Of the next line. */
  line = 1;

  constructor(name: string, schema: Schema, lenient: boolean, limit: number) {
    this.schema = schema;
    this.#name = name;
    this.#rows = new Rows(schema, lenient, limit);
    this.#fast = Number.isFinite(limit) ? null : FastRows.of(schema);
  }

  get full(): boolean {
    return this.#rows.full;
  }

  skip(count: number): void {
    this.line += count;
  }

  *read(bytes: Uint8Array, until: number, last: boolean): Generator<Batch, number> {
    const found = bytes.indexOf(10, until - 1) + 1;
    const to = found > 0 ? found : last ? bytes.length : bytes.lastIndexOf(10, until - 1) + 1;
    yield* this.lines(bytes.subarray(0, to));
    return to;
  }

  /** Rows of whole lines; the last may lack its end. */
  *lines(bytes: Uint8Array): Generator<Batch, void> {
    const fast = this.#fast;
    if (fast === null) return yield* this.#slow(bytes);
    for (let at = 0; at < bytes.length; ) {
      if (this.#misses >= MISSES) return yield* this.#slow(bytes.subarray(at));
      const most = Math.min(bytes.length, at + fast.piece);
      const before = most === bytes.length ? most : bytes.lastIndexOf(10, most - 1) + 1;
      const after = bytes.indexOf(10, most - 1) + 1;
      const end = before > at ? before : after > 0 ? after : bytes.length;
      const piece = bytes.subarray(at, end);
      if (!fast.learnt && !fast.learn(piece)) this.#misses++;
      if (fast.learnt) yield* this.#quick(fast, piece);
      else yield* this.#slow(piece);
      at = end;
    }
  }

  *#quick(fast: FastRows, bytes: Uint8Array): Generator<Batch, void> {
    const src = kernels.alloc(bytes.length + 1);
    let at = 0;
    const ready: Batch[] = [];
    try {
      kernels.write(src, bytes);
      kernels.u8[src + bytes.length] = 10;
      utf8At(src, bytes, this.#name, this.line);
      while (at < bytes.length) {
        const { taken, lines, rows } = fast.read(src + at, bytes.subarray(at));
        at += taken;
        this.line += lines;
        if (rows === null) break;
        weigh(rows.columns);
        ready.push(rows);
      }
    } finally {
      kernels.free(src);
    }
    yield* ready;
    if (at === bytes.length) return;
    this.#misses++;
    fast.learn(bytes.subarray(at));
    yield* this.#slow(bytes.subarray(at));
  }

  *#slow(bytes: Uint8Array): Generator<Batch, void> {
    checkUtf8(bytes, this.#name, this.line);
    this.line = eachLine(bytes, this.#name, this.line, this.#rows.take);
    yield* this.#rows.batches();
  }
}
