import { type Batch, batch } from "../../arrow/batch.ts";
import type { Column } from "../../arrow/column.ts";
import type { Schema } from "../../arrow/schema.ts";
import { structOf } from "../../arrow/types.ts";
import type { Cursor } from "./cursor.ts";
import { StructBuilder } from "./nested-builder.ts";

const BATCH = 1 << 16;

/** Rows on their way into batches. */
export class Rows {
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
