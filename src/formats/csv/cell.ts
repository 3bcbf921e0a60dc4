import { getBit } from "../../arrow/bitmap.ts";
import type { BytesColumn, Column, FixedColumn } from "../../arrow/column.ts";
import { decimalText } from "../../arrow/decimal.ts";
import { floatText } from "../../arrow/float-text.ts";
import { temporalText } from "../../arrow/iso-text.ts";
import { typeName } from "../../arrow/type-info.ts";
import { PolaroidError } from "../../core/error.ts";
import type { ByteWriter } from "../byte-writer.ts";

export interface CellStyle {
  readonly separator: number;
  readonly quote: number;
  readonly quoteStyle: "necessary" | "always" | "nonNumeric" | "never";
  readonly floatPrecision: number | null;
}

/** Writes the value of a row that is not null. */
export type CellWriter = (row: number) => void;

const LOW = 0xffffffffffffffffn;

function numberText(c: FixedColumn, style: CellStyle): (row: number) => string {
  const { type, values } = c;
  switch (type.id) {
    case "Float64":
    case "Float32": {
      const { floatPrecision } = style;
      const single = type.id === "Float32";
      return (r) => {
        const v = values[r] as number;
        return floatPrecision !== null && Number.isFinite(v) ? v.toFixed(floatPrecision) : floatText(v, single);
      };
    }
    case "Decimal":
      return (r) => decimalText(((values[2 * r + 1] as bigint) << 64n) | ((values[2 * r] as bigint) & LOW), type.scale);
    default:
      return (r) => temporalText(type, values[r] as number | bigint);
  }
}

function writeQuoted(out: ByteWriter, data: Uint8Array, start: number, end: number, quote: number): void {
  out.room(2 * (end - start) + 2);
  const { bytes } = out;
  let at = out.at;
  bytes[at++] = quote;
  for (let i = start; i < end; i++) {
    const b = data[i] as number;
    if (b === quote) bytes[at++] = quote;
    bytes[at++] = b;
  }
  bytes[at++] = quote;
  out.at = at;
}

function bytesCell(
  data: Uint8Array,
  places: (row: number) => number,
  ends: (row: number) => number,
  out: ByteWriter,
  style: CellStyle,
): CellWriter {
  const { separator, quote, quoteStyle } = style;
  const always = quoteStyle === "always" || quoteStyle === "nonNumeric";
  return (row) => {
    const start = places(row);
    const end = ends(row);
    let quoted = always || (start === end && quoteStyle !== "never");
    if (!quoted && quoteStyle !== "never") {
      for (let i = start; i < end; i++) {
        const b = data[i] as number;
        if (b === separator || b === quote || b === 10 || b === 13) {
          quoted = true;
          break;
        }
      }
    }
    if (quoted) writeQuoted(out, data, start, end, quote);
    else out.copy(data, start, end);
  };
}

const starts =
  (c: BytesColumn) =>
  (row: number): number =>
    c.offsets[row] as number;
const stops =
  (c: BytesColumn) =>
  (row: number): number =>
    c.offsets[row + 1] as number;

/** How a column's values are written. */
export function cellWriter(c: Column, name: string, out: ByteWriter, style: CellStyle): CellWriter {
  const wrap = (text: (row: number) => string, numeric: boolean): CellWriter => {
    if (style.quoteStyle === "always" || (style.quoteStyle === "nonNumeric" && !numeric)) {
      const quote = String.fromCharCode(style.quote);
      return (row) => out.text(quote + text(row) + quote);
    }
    // Neither numbers nor times hold a quote or a line end, but a strange separator may be in them.
    const separator = String.fromCharCode(style.separator);
    if (!/[-+.:0-9TZPDHMSaefinlrstuN]/.test(separator) || style.quoteStyle === "never")
      return (row) => out.text(text(row));
    const quote = String.fromCharCode(style.quote);
    return (row) => {
      const shown = text(row);
      out.text(shown.includes(separator) ? quote + shown + quote : shown);
    };
  };
  switch (c.layout) {
    case "fixed":
      return wrap(numberText(c, style), !/^(Date32|Time|Datetime|Duration)$/.test(c.type.id));
    case "bool":
      return wrap((row) => (getBit(c.bits, row) ? "true" : "false"), false);
    case "dict": {
      const { codes, dictionary } = c;
      const [from, to] = [starts(dictionary), stops(dictionary)];
      return bytesCell(
        dictionary.data,
        (r) => from(codes[r] as number),
        (r) => to(codes[r] as number),
        out,
        style,
      );
    }
    case "bytes":
      if (c.type.id === "Utf8") return bytesCell(c.data, starts(c), stops(c), out, style);
      break;
    case "null":
      return () => {};
  }
  throw new PolaroidError(
    "NOT_SUPPORTED",
    `column "${name}" is ${typeName(c.type)}, which CSV cannot hold; cast it to Utf8, explode it, or write Parquet`,
  );
}

/** A header's name, quoted where it must be. */
export function headerCell(name: string, out: ByteWriter, style: CellStyle): void {
  const quote = String.fromCharCode(style.quote);
  const must =
    style.quoteStyle === "always" ||
    style.quoteStyle === "nonNumeric" ||
    name === "" ||
    name.includes(quote) ||
    name.includes(String.fromCharCode(style.separator)) ||
    /[\r\n]/.test(name);
  out.text(must && style.quoteStyle !== "never" ? quote + name.replaceAll(quote, quote + quote) + quote : name);
}
