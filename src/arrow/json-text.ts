import { getBit } from "./bitmap.ts";
import { type Column, isValid } from "./column.ts";
import { decimalText } from "./decimal.ts";
import { floatText } from "./float-text.ts";
import { temporalText } from "./iso-text.ts";
import { DIGITS, datetimeText, timeText } from "./moment-text.ts";
import { isTemporal, PER_SECOND } from "./type-info.ts";
import type { TimeUnit } from "./types.ts";
import { valueAt } from "./value.ts";

type Writer = (row: number) => string;

/** JSON has no way to write what is no number; exponents have a sign. */
const float = (x: number, single: boolean): string => {
  if (!Number.isFinite(x)) return "null";
  const size = Math.abs(x);
  return size >= 1e-5 && size < 1e16 && !Number.isInteger(x) && !single ? String(x) : exponent(floatText(x, single), x);
};
// Between 1e13 and 1e16 whole floats are written out.
const exponent = (text: string, x: number): string =>
  Math.abs(x) < 1e16 && Number.isInteger(x) && /e\+/.test(text) ? `${BigInt(x)}.0` : text;

function writerOf(c: Column): Writer {
  const { type } = c;
  switch (c.layout) {
    case "null":
      return () => "null";
    case "bool":
      return (i) => (getBit(c.bits, i) === 1 ? "true" : "false");
    case "bytes":
    case "dict":
      return (i) => JSON.stringify(valueAt(c, i));
    case "list": {
      const item = jsonOf(c.child);
      return (i) => items(item, c.offsets[i] as number, c.offsets[i + 1] as number);
    }
    case "fixedList": {
      const item = jsonOf(c.child);
      return (i) => items(item, i * c.size, (i + 1) * c.size);
    }
    case "struct": {
      const names = type.id === "Struct" ? type.fields.map((f) => JSON.stringify(f.name)) : [];
      const fields = c.children.map(jsonOf);
      return (i) => `{${fields.map((f, k) => `${names[k]}:${f(i)}`).join(",")}}`;
    }
    case "fixed":
      if (type.id === "Float64" || type.id === "Float32")
        return (i) => float(c.values[i] as number, type.id === "Float32");
      if (type.id === "Decimal") return (i) => `"${decimalText(valueAt(c, i) as bigint, type.scale)}"`;
      if (type.id === "Datetime")
        return (i) => `"${datetimeText(c.values[i] as bigint, type, false, type.zone === null ? " " : "T")}"`;
      if (type.id === "Time") return (i) => `"${timeText(Number(c.values[i]))}"`;
      if (type.id === "Duration") return (i) => `"${seconds(c.values[i] as bigint, type.unit)}"`;
      if (isTemporal(type)) return (i) => `"${temporalText(type, c.values[i] as bigint)}"`;
      return (i) => String(c.values[i]);
  }
}

/** `PT90061.5S`, `-PT1S`, `P0D`. */
function seconds(value: bigint, unit: TimeUnit): string {
  if (value === 0n) return "P0D";
  const per = BigInt(PER_SECOND[unit]);
  const size = value < 0n ? -value : value;
  const part = String(size % per)
    .padStart(DIGITS[unit], "0")
    .replace(/0+$/, "");
  return `${value < 0n ? "-" : ""}PT${size / per}${part === "" ? "" : `.${part}`}S`;
}

function items(item: Writer, start: number, end: number): string {
  const parts: string[] = [];
  for (let k = start; k < end; k++) parts.push(item(k));
  return `[${parts.join(",")}]`;
}

/** A column's values as JSON text, as Polars writes them. */
export function jsonOf(c: Column): Writer {
  const write = writerOf(c);
  return c.validity === null ? write : (i) => (isValid(c, i) ? write(i) : "null");
}
