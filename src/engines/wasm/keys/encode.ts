import { bitmapBytes } from "../../../arrow/bitmap.ts";
import { type BytesColumn, bytesColumn, type Column, type FixedColumn, isValid } from "../../../arrow/column.ts";
import { plainText } from "../../../arrow/concat.ts";
import { Binary } from "../../../arrow/types.ts";
import { PolaroidError } from "../../../core/error.ts";

/** Appends to bytes that grow. */
class Writer {
  bytes: Uint8Array = new Uint8Array(1024);
  at = 0;

  room(size: number): void {
    const need = this.at + size;
    if (need <= this.bytes.length) return;
    if (need > 0x7fffffff) throw new PolaroidError("LIMIT_EXCEEDED", "nested keys of one batch take more than 2 GiB");
    const more = new Uint8Array(Math.min(0x7fffffff, Math.max(need, this.bytes.length * 2)));
    more.set(this.bytes.subarray(0, this.at));
    this.bytes = more;
  }
  byte(value: number): void {
    this.room(1);
    this.bytes[this.at++] = value;
  }
  size(value: number): void {
    this.room(4);
    for (let i = 0; i < 4; i++) this.bytes[this.at++] = (value >>> (8 * i)) & 255;
  }
  copy(source: Uint8Array, start: number, end: number): void {
    this.room(end - start);
    this.bytes.set(source.subarray(start, end), this.at);
    this.at += end - start;
  }
}

type Put = (out: Writer, row: number) => void;

function fixedPut({ values }: FixedColumn, width: number): Put {
  const source =
    values instanceof Float32Array || values instanceof Float64Array
      ? values.map((x) => (Number.isNaN(x) ? Number.NaN : x === 0 ? 0 : x))
      : values;
  const bytes = new Uint8Array(source.buffer, source.byteOffset, source.byteLength);
  return (out, row) => out.copy(bytes, row * width, (row + 1) * width);
}

function rangePut(c: Column, start: (row: number) => number, end: (row: number) => number): Put {
  const item = put(c);
  return (out, row) => {
    const [from, to] = [start(row), end(row)];
    out.size(to - from);
    for (let i = from; i < to; i++) item(out, i);
  };
}

function valuePut(c: Column): Put {
  switch (c.layout) {
    case "null":
      return () => undefined;
    case "fixed":
      return fixedPut(c, c.values.byteLength / Math.max(1, c.length));
    case "bool":
      return (out, row) => out.byte(((c.bits[row >> 3] as number) >> (row & 7)) & 1);
    case "bytes":
      return (out, row) => {
        const [from, to] = [c.offsets[row] as number, c.offsets[row + 1] as number];
        out.size(to - from);
        out.copy(c.data, from, to);
      };
    case "dict":
      return valuePut(plainText(c));
    case "list":
      return rangePut(
        c.child,
        (row) => c.offsets[row] as number,
        (row) => c.offsets[row + 1] as number,
      );
    case "fixedList":
      return rangePut(
        c.child,
        (row) => row * c.size,
        (row) => (row + 1) * c.size,
      );
    case "struct": {
      const fields = c.children.map(put);
      return (out, row) => {
        for (const field of fields) field(out, row);
      };
    }
  }
}

function put(c: Column): Put {
  const value = valuePut(c);
  return (out, row) => {
    const valid = isValid(c, row);
    out.byte(valid ? 1 : 0);
    if (valid) value(out, row);
  };
}

/** Each row as bytes that are equal exactly where the values are. */
export function encoded(c: Column): BytesColumn {
  if (c.layout === "bytes") return c;
  const offsets = new Int32Array(c.length + 1);
  if (c.layout === "fixed" && c.type.id === "Decimal") {
    for (let i = 0; i <= c.length; i++) offsets[i] = 16 * i;
    return bytesColumn(
      Binary,
      c.length,
      offsets,
      new Uint8Array(c.values.buffer, c.values.byteOffset, 16 * c.length),
      c.validity,
      c.nulls,
    );
  }
  const out = new Writer();
  const value = valuePut(c);
  for (let i = 0; i < c.length; i++) {
    if (isValid(c, i)) value(out, i);
    offsets[i + 1] = out.at;
  }
  return bytesColumn(
    Binary,
    c.length,
    offsets,
    out.bytes.subarray(0, out.at),
    c.validity ?? (c.nulls > 0 ? new Uint8Array(bitmapBytes(c.length)) : null),
    c.nulls,
  );
}
