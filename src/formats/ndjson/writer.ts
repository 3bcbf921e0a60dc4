import type { Batch } from "../../arrow/batch.ts";
import { getBit } from "../../arrow/bitmap.ts";
import { type BytesColumn, type Column, type FixedColumn, isValid } from "../../arrow/column.ts";
import { decimalText } from "../../arrow/decimal.ts";
import { floatText } from "../../arrow/float-text.ts";
import { temporalText } from "../../arrow/iso-text.ts";
import type { Schema } from "../../arrow/schema.ts";
import { isTemporal } from "../../arrow/type-info.ts";
import type { DataType } from "../../arrow/types.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteSink } from "../../core/host.ts";
import { ByteWriter } from "../byte-writer.ts";
import type { BatchWriter } from "../format.ts";

type ValueWriter = (row: number) => void;

const LOW = 0xffffffffffffffffn;
const HEX = "0123456789abcdef";
const SHORT: Readonly<Record<number, string>> = {
  8: "\\b",
  9: "\\t",
  10: "\\n",
  12: "\\f",
  13: "\\r",
  34: '\\"',
  92: "\\\\",
};

/** Writes UTF-8 as a JSON string. */
function writeString(out: ByteWriter, data: Uint8Array, start: number, end: number): void {
  out.byte(34);
  let from = start;
  for (let i = start; i < end; i++) {
    const b = data[i] as number;
    if (b >= 32 && b !== 34 && b !== 92) continue;
    out.copy(data, from, i);
    out.text(SHORT[b] ?? `\\u00${HEX[b >> 4]}${HEX[b & 15]}`);
    from = i + 1;
  }
  out.copy(data, from, end);
  out.byte(34);
}

function fixedWriter(c: FixedColumn, out: ByteWriter): ValueWriter {
  const { type, values } = c;
  if (type.id === "Float64" || type.id === "Float32") {
    const single = type.id === "Float32";
    return (r) => {
      const v = values[r] as number;
      // JSON has neither NaN nor infinities.
      out.text(Number.isFinite(v) ? floatText(v, single) : "null");
    };
  }
  if (type.id === "Decimal")
    return (r) =>
      out.text(
        `"${decimalText(((values[2 * r + 1] as bigint) << 64n) | ((values[2 * r] as bigint) & LOW), type.scale)}"`,
      );
  if (isTemporal(type)) return (r) => out.text(`"${temporalText(type, values[r] as number | bigint)}"`);
  return (r) => out.text(String(values[r]));
}

function valueWriter(c: Column, out: ByteWriter): ValueWriter {
  const write = plainWriter(c, out);
  if (c.validity === null) return write;
  return (row) => (isValid(c, row) ? write(row) : out.text("null"));
}

function list(out: ByteWriter, item: ValueWriter, start: number, end: number): void {
  out.byte(91);
  for (let i = start; i < end; i++) {
    if (i > start) out.byte(44);
    item(i);
  }
  out.byte(93);
}

const bytesOf =
  (c: BytesColumn, out: ByteWriter) =>
  (row: number): void =>
    writeString(out, c.data, c.offsets[row] as number, c.offsets[row + 1] as number);

function plainWriter(c: Column, out: ByteWriter): ValueWriter {
  switch (c.layout) {
    case "null":
      return () => out.text("null");
    case "fixed":
      return fixedWriter(c, out);
    case "bool":
      return (row) => out.text(getBit(c.bits, row) ? "true" : "false");
    case "bytes":
      return bytesOf(c, out);
    case "dict": {
      const entry = bytesOf(c.dictionary, out);
      return (row) => entry(c.codes[row] as number);
    }
    case "list": {
      const item = valueWriter(c.child, out);
      return (row) => list(out, item, c.offsets[row] as number, c.offsets[row + 1] as number);
    }
    case "fixedList": {
      const item = valueWriter(c.child, out);
      return (row) => list(out, item, row * c.size, (row + 1) * c.size);
    }
    case "struct": {
      const names = c.type.id === "Struct" ? c.type.fields.map((f) => f.name) : [];
      return objectWriter(names, c.children, out);
    }
  }
}

function objectWriter(names: readonly string[], columns: readonly Column[], out: ByteWriter): ValueWriter {
  const keys = names.map((name, i) => `${i === 0 ? "" : ","}${JSON.stringify(name)}:`);
  const values = columns.map((c) => valueWriter(c, out));
  return (row) => {
    out.byte(123);
    for (let i = 0; i < values.length; i++) {
      out.text(keys[i] as string);
      (values[i] as ValueWriter)(row);
    }
    out.byte(125);
  };
}

function checkType(name: string, type: DataType): void {
  if (type.id === "Binary")
    throw new PolaroidError(
      "NOT_SUPPORTED",
      `column "${name}" is Binary, which JSON cannot hold; encode it as text, or write Parquet`,
    );
  if (type.id === "List" || type.id === "FixedSizeList") checkType(name, type.inner);
  if (type.id === "Struct") for (const f of type.fields) checkType(name, f.type);
}

class NdjsonWriter implements BatchWriter {
  readonly #out: ByteWriter;

  constructor(sink: ByteSink, schema: Schema) {
    for (const f of schema.fields) checkType(f.name, f.type);
    this.#out = new ByteWriter(sink);
  }

  async write(batch: Batch): Promise<void> {
    const out = this.#out;
    const row = objectWriter(
      batch.schema.fields.map((f) => f.name),
      batch.columns,
      out,
    );
    for (let i = 0; i < batch.length; i++) {
      row(i);
      out.byte(10);
      if (out.full) await out.flush();
    }
  }

  finish(): Promise<void> {
    return this.#out.flush();
  }
}

/** Writes one object a line: integers as digits, times as ISO 8601, decimals as text, NaN and infinities as null. */
export const ndjsonWriter = async (sink: ByteSink, schema: Schema): Promise<BatchWriter> =>
  new NdjsonWriter(sink, schema);
