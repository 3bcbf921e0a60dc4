import type { Batch } from "../../arrow/batch.ts";
import { isValid } from "../../arrow/column.ts";
import { names, type Schema } from "../../arrow/schema.ts";
import { isNested, typeName } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSink } from "../../core/host.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { BatchWriter, FormatOptions } from "../format.ts";
import { byte, choice, count, flag, string } from "../option.ts";
import { type CellStyle, cellWriter, headerCell } from "./cell.ts";

const STYLES = ["necessary", "always", "nonNumeric", "never"] as const;

function styleOf(options: FormatOptions): CellStyle {
  const separator = byte(options, "separator", ",") ?? 44;
  const quote = byte(options, "quoteChar", '"');
  const quoteStyle = choice(options, "quoteStyle", STYLES, quote === null ? "never" : "necessary");
  if (separator === quote)
    throw new PolaroidError("INVALID_ARGUMENT", "separator and quoteChar must differ from each other");
  const floatPrecision = count(options, "floatPrecision", null);
  if (floatPrecision !== null && floatPrecision > 100)
    throw new PolaroidError("INVALID_ARGUMENT", "floatPrecision is 0 to 100");
  return { separator, quote: quote ?? 34, quoteStyle, floatPrecision };
}

class CsvWriter implements BatchWriter {
  readonly #out: ByteWriter;
  readonly #style: CellStyle;
  readonly #null: string;
  readonly #end: string;

  constructor(sink: ByteSink, schema: Schema, options: FormatOptions) {
    this.#out = new ByteWriter(sink);
    this.#style = styleOf(options);
    this.#null = string(options, "nullValue", "");
    this.#end = choice(options, "lineTerminator", ["\n", "\r\n", "\r"], "\n");
    for (const f of schema.fields) {
      if (isNested(f.type) || f.type.id === "Binary")
        throw new PolaroidError(
          "NOT_SUPPORTED",
          `column "${f.name}" is ${typeName(f.type)}, which CSV cannot hold; cast it to Utf8, explode it, or write Parquet`,
        );
    }
    if (flag(options, "includeBom", false)) this.#out.text("\ufeff");
    if (flag(options, "includeHeader", true)) {
      names(schema).forEach((name, i) => {
        if (i > 0) this.#out.byte(this.#style.separator);
        headerCell(name, this.#out, this.#style);
      });
      this.#out.text(this.#end);
    }
  }

  async write(batch: Batch): Promise<void> {
    const out = this.#out;
    const { separator } = this.#style;
    const { columns, schema } = batch;
    const cells = columns.map((c, i) => cellWriter(c, schema.fields[i]?.name ?? "", out, this.#style));
    for (let row = 0; row < batch.length; row++) {
      for (let i = 0; i < cells.length; i++) {
        if (i > 0) out.byte(separator);
        const c = columns[i] as (typeof columns)[number];
        if (c.validity === null || isValid(c, row)) (cells[i] as (row: number) => void)(row);
        else if (this.#null !== "") out.text(this.#null);
      }
      out.text(this.#end);
      if (out.full) await out.flush();
    }
  }

  finish(): Promise<void> {
    return this.#out.flush();
  }
}

/** Writes comma-separated values; nulls are empty, empty texts are quoted. */
export const csvWriter = async (sink: ByteSink, schema: Schema, options: FormatOptions): Promise<BatchWriter> =>
  new CsvWriter(sink, schema, options);
