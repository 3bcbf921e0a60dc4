import { type Batch, batch } from "../../arrow/batch.ts";
import type { Field, Schema } from "../../arrow/schema.ts";
import { typeName } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import { text } from "../../core/utf8.ts";
import { further } from "../../kernels/further.ts";
import { unquoteTwin } from "../../kernels/twins/csv.ts";
import type { Block } from "./block.ts";
import { readColumn } from "./column.ts";

/** How rows are read, as plain data. */
export interface RowOptions {
  readonly truncateRaggedLines: boolean;
  readonly ignoreErrors: boolean;
  readonly missingIsEmpty: boolean;
  readonly decimalPoint: number;
}
/** A wanted column: which field of a record it is, and its null texts. */
export interface Wanted {
  readonly place: number;
  readonly nullValues: readonly string[];
}

/** Columns of a block, and what to say of those that are wrong. */
export class RowReader {
  readonly #name: string;
  readonly schema: Schema;
  readonly #wanted: readonly Wanted[];
  readonly #options: RowOptions;
  rows = 0;

  constructor(name: string, schema: Schema, wanted: readonly Wanted[], options: RowOptions) {
    this.#name = name;
    this.schema = schema;
    this.#wanted = wanted;
    this.#options = options;
  }

  #fail(column: Field, row: number, field: Uint8Array, quote: number): void {
    if (this.#options.ignoreErrors) return;
    const shown = JSON.stringify(text(field, 0, Math.min(field.length, 60)));
    if (field[0] === quote && unquoteTwin(field, quote) === null)
      throw new PolaroidError(
        "CORRUPT",
        `${this.#name}: ${shown} in row ${this.rows + row + 1}, column "${column.name}", has text behind its closing quote; ` +
          "where quotes mean nothing, set { quoteChar: null }",
      );
    throw new PolaroidError(
      "CORRUPT",
      `${this.#name}: ${shown} in row ${this.rows + row + 1}, column "${column.name}", is no ${typeName(column.type)}; ` +
        "give the column another type with { schemaOverrides }, look at more rows with { inferSchemaLength }, or let it be null with { ignoreErrors: true }",
    );
  }

  read(block: Block): Batch {
    const options = this.#options;
    if (block.extra >= 0 && !options.truncateRaggedLines)
      throw new PolaroidError(
        "CORRUPT",
        `${this.#name}: row ${this.rows + block.extra + 1} has more fields than the ${block.columns} columns; drop them with { truncateRaggedLines: true }`,
      );
    const broken = further.csvUtf8(block.src, block.consumed);
    if (broken >= 0)
      throw new PolaroidError(
        "CORRUPT",
        `${this.#name} is not UTF-8 near row ${this.rows + this.#rowOf(block, broken) + 1}; convert it, or read it with { encoding: "utf8-lossy" }`,
      );
    const columns = this.schema.fields.map((f, i) => {
      const { place, nullValues } = this.#wanted[i] as Wanted;
      return readColumn(block, place, f.type, {
        nullValues,
        missingIsEmpty: options.missingIsEmpty,
        decimalPoint: options.decimalPoint,
        fail: (row, field) => this.#fail(f, row, field, block.dialect.quote),
      });
    });
    this.rows += block.rows;
    return batch(this.schema, columns, block.rows);
  }

  #rowOf(block: Block, place: number): number {
    let row = 0;
    while (row + 1 < block.rows && block.start(row + 1, 0) - block.src <= place) row++;
    return row;
  }
}
