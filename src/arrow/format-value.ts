import { text } from "../core/utf8.ts";
import { getBit } from "./bitmap.ts";
import { type BytesColumn, type Column, type FixedColumn, isValid } from "./column.ts";
import { decimalText } from "./decimal.ts";
import { floatText } from "./float-text.ts";
import { dateText, datetimeText, durationText, timeText } from "./moment-text.ts";

const LOW = 0xffffffffffffffffn;

function fixedText(c: FixedColumn, i: number): string {
  const v = c.values[i] as number | bigint;
  const { type } = c;
  switch (type.id) {
    case "Float64":
      return floatText(v as number);
    case "Float32":
      return floatText(v as number, true);
    case "Date32":
      return dateText(v as number);
    case "Time":
      return timeText(Number(v));
    case "Datetime":
      return datetimeText(v as bigint, type, false);
    case "Duration":
      return durationText(v as bigint, type.unit);
    case "Decimal":
      return decimalText(((c.values[2 * i + 1] as bigint) << 64n) | ((c.values[2 * i] as bigint) & LOW), type.scale);
    default:
      return String(v);
  }
}

const cut = (start: number, end: number, most: number): number => (end - start > most * 4 ? start + most * 4 : end);

function bytesText(c: BytesColumn, i: number, most: number): string {
  const start = c.offsets[i] as number;
  const end = cut(start, c.offsets[i + 1] as number, most);
  if (c.type.id !== "Binary") return text(c.data, start, end);
  let out = 'b"';
  for (let j = start; j < end; j++) {
    const b = c.data[j] as number;
    if (b === 34 || b === 92) out += `\\${String.fromCharCode(b)}`;
    else out += b >= 32 && b < 127 ? String.fromCharCode(b) : `\\x${b.toString(16).padStart(2, "0")}`;
  }
  return `${out}"`;
}

// Inside of lists and structs text stands in quotes.
function inner(c: Column, i: number, most: number): string {
  const shown = formatValue(c, i, most);
  return (c.layout === "bytes" || c.layout === "dict") && c.type.id !== "Binary" && isValid(c, i)
    ? JSON.stringify(shown)
    : shown;
}

function listText(child: Column, start: number, end: number, most: number): string {
  let out = "[";
  for (let j = start; j < end; j++) {
    if (out.length > most) return `${out}, ...]`;
    out += (j > start ? ", " : "") + inner(child, j, most);
  }
  return `${out}]`;
}

/**
 * A row's value as text: exact, and it never fails. Floats are the shortest that read back, as Polars prints them.
 * What is longer than about `most` characters may be cut, so that showing a few rows of huge values stays cheap.
 */
export function formatValue(c: Column, i: number, most: number = Number.POSITIVE_INFINITY): string {
  if (!isValid(c, i)) return "null";
  switch (c.layout) {
    case "null":
      return "null";
    case "fixed":
      return fixedText(c, i);
    case "bool":
      return getBit(c.bits, i) === 1 ? "true" : "false";
    case "bytes":
      return bytesText(c, i, most);
    case "dict":
      return bytesText(c.dictionary, c.codes[i] as number, most);
    case "list":
      return listText(c.child, c.offsets[i] as number, c.offsets[i + 1] as number, most);
    case "fixedList":
      return listText(c.child, i * c.size, (i + 1) * c.size, most);
    case "struct":
      return `{${c.children.map((child) => inner(child, i, most)).join(",")}}`;
  }
}
