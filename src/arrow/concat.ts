import { PolaroidError } from "../core/error.ts";
import { type Batch, batch } from "./batch.ts";
import { bitmapBytes, copyBits, ones } from "./bitmap.ts";
import {
  type BytesColumn,
  boolColumn,
  bytesColumn,
  type Column,
  type DictColumn,
  dictColumn,
  fixedColumn,
  fixedListColumn,
  listColumn,
  nullColumn,
  structColumn,
  type Validity,
} from "./column.ts";
import { contiguous } from "./contiguous.ts";
import { unifyDictionaries } from "./dictionary.ts";
import { allocate } from "./layout.ts";
import type { Schema } from "./schema.ts";
import { sliceColumn } from "./slice.ts";
import { allNull, takeColumn } from "./take.ts";
import type { DataType } from "./types.ts";

function joinValidity(parts: readonly Column[], length: number): { validity: Validity; nulls: number } {
  const nulls = parts.reduce((sum, p) => sum + p.nulls, 0);
  if (nulls === 0) return { validity: null, nulls };
  const whole = joinBits(
    parts,
    parts.map((p) => p.validity),
  );
  if (whole !== null) return { validity: whole, nulls };
  const bits = new Uint8Array(bitmapBytes(length) + 1);
  let at = 0;
  for (const p of parts) {
    copyBits(bits, at, p.validity ?? ones(p.length), p.length);
    at += p.length;
  }
  return { validity: bits, nulls };
}

/** Bitmaps that are slices of one, each but the last of whole bytes. */
function joinBits(parts: readonly Column[], bits: readonly Validity[]): Uint8Array | null {
  if (bits.includes(null) || parts.some((p, i) => i < parts.length - 1 && (p.length & 7) !== 0)) return null;
  return contiguous(
    bits as readonly Uint8Array[],
    parts.map((p) => bitmapBytes(p.length)),
  );
}

function joinOffsets(
  parts: readonly { readonly offsets: Int32Array; readonly length: number }[],
  length: number,
): Int32Array {
  const out = new Int32Array(length + 1);
  let at = 0;
  let base = 0;
  for (const p of parts) {
    const first = p.offsets[0] as number;
    for (let i = 0; i <= p.length; i++) out[at + i] = base + (p.offsets[i] as number) - first;
    at += p.length;
    base += (p.offsets[p.length] as number) - first;
    if (base > 0x7fffffff)
      throw new PolaroidError("LIMIT_EXCEEDED", "a column of text or lists would pass 2 GiB in one batch");
  }
  return out;
}

function joinBytes(
  type: DataType,
  parts: readonly BytesColumn[],
  length: number,
  validity: Validity,
  nulls: number,
): Column {
  const whole = parts.every((p) => p.data === parts[0]?.data)
    ? contiguous(
        parts.map((p) => p.offsets),
        parts.map((p) => p.length),
      )
    : null;
  if (whole !== null) return bytesColumn(type, length, whole, (parts[0] as BytesColumn).data, validity, nulls);
  const offsets = joinOffsets(parts, length);
  const data = new Uint8Array(offsets[length] as number);
  let at = 0;
  for (const p of parts) {
    const piece = p.data.subarray(p.offsets[0] as number, p.offsets[p.length] as number);
    data.set(piece, at);
    at += piece.length;
  }
  return bytesColumn(type, length, offsets, data, validity, nulls);
}

/** Text of either layout as bytes. */
export function plainText(c: DictColumn | BytesColumn): BytesColumn {
  if (c.layout === "bytes") return c;
  const { codes, dictionary, validity } = c;
  const rows = validity === null ? codes : codes.slice();
  if (validity !== null)
    for (let i = 0; i < rows.length; i++) if ((((validity[i >> 3] as number) >> (i & 7)) & 1) === 0) rows[i] = -1;
  const plain = takeColumn(dictionary, rows, validity !== null) as BytesColumn;
  return bytesColumn(c.type, c.length, plain.offsets, plain.data, validity, c.nulls);
}

/** Entries a row of different dictionaries above which texts hardly repeat, so that they are as well joined as bytes. */
const MANY_ENTRIES = 0.5;

function hardlyRepeats(parts: readonly DictColumn[], length: number): boolean {
  const dictionaries = new Set(parts.map((p) => p.dictionary));
  if (dictionaries.size === 1) return false;
  let entries = 0;
  for (const d of dictionaries) entries += d.length;
  return entries > MANY_ENTRIES * length;
}

function joinText(type: DataType, parts: readonly Column[], length: number, validity: Validity, nulls: number): Column {
  const coded = parts.every((p) => p.layout === "dict");
  if (coded && !(type.id === "Utf8" && hardlyRepeats(parts as DictColumn[], length))) {
    const { dictionary, codes } = unifyDictionaries(parts as DictColumn[]);
    const whole = contiguous(codes);
    if (whole !== null) return dictColumn(type, length, whole, dictionary, validity, nulls);
    const out = new Int32Array(length);
    let at = 0;
    for (const c of codes) {
      out.set(c, at);
      at += c.length;
    }
    return dictColumn(type, length, out, dictionary, validity, nulls);
  }
  return joinBytes(
    type,
    parts.map((p) => plainText(p as DictColumn | BytesColumn)),
    length,
    validity,
    nulls,
  );
}

/** Columns of one type, one after the other. */
export function concatColumns(type: DataType, parts: readonly Column[]): Column {
  if (parts.length === 0) return allNull(type, 0);
  if (parts.length === 1) return parts[0] as Column;
  const full = parts.filter((p) => p.length > 0);
  if (full.length < 2) return full[0] ?? (parts[0] as Column);
  const length = full.reduce((sum, p) => sum + p.length, 0);
  const { validity, nulls } = joinValidity(full, length);
  const first = full[0] as Column;
  switch (first.layout) {
    case "null":
      return nullColumn(type, length);
    case "fixed": {
      const whole = contiguous((full as (typeof first)[]).map((p) => p.values as Float64Array));
      if (whole !== null) return fixedColumn(type, length, whole, validity, nulls);
      const values = allocate(type, length) as Float64Array;
      let at = 0;
      for (const p of full as (typeof first)[]) {
        values.set(p.values as Float64Array, at);
        at += p.values.length;
      }
      return fixedColumn(type, length, values, validity, nulls);
    }
    case "bool": {
      const whole = joinBits(
        full,
        (full as (typeof first)[]).map((p) => p.bits),
      );
      if (whole !== null) return boolColumn(type, length, whole, validity, nulls);
      const bits = new Uint8Array(bitmapBytes(length) + 1);
      let at = 0;
      for (const p of full as (typeof first)[]) {
        copyBits(bits, at, p.bits, p.length);
        at += p.length;
      }
      return boolColumn(type, length, bits, validity, nulls);
    }
    case "bytes":
    case "dict":
      return joinText(type, full, length, validity, nulls);
    case "list": {
      const lists = full as (typeof first)[];
      const children = lists.map((p) => {
        const start = p.offsets[0] as number;
        return sliceColumn(p.child, start, (p.offsets[p.length] as number) - start);
      });
      return listColumn(
        type,
        length,
        joinOffsets(lists, length),
        concatColumns(first.child.type, children),
        validity,
        nulls,
      );
    }
    case "fixedList": {
      const children = (full as (typeof first)[]).map((p) => p.child);
      return fixedListColumn(type, length, first.size, concatColumns(first.child.type, children), validity, nulls);
    }
    case "struct": {
      const structs = full as (typeof first)[];
      const children = first.children.map((child, i) =>
        concatColumns(
          child.type,
          structs.map((s) => s.children[i] as Column),
        ),
      );
      return structColumn(type, length, children, validity, nulls);
    }
  }
}

/** Batches of one schema as a single one. */
export function concatBatches(schema: Schema, parts: readonly Batch[]): Batch {
  if (parts.length === 1) return parts[0] as Batch;
  const columns = schema.fields.map((f, i) =>
    concatColumns(
      f.type,
      parts.map((p) => p.columns[i] as Column),
    ),
  );
  return batch(
    schema,
    columns,
    parts.reduce((sum, p) => sum + p.length, 0),
  );
}
