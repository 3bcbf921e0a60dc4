import type { Batch } from "../../../arrow/batch.ts";
import { eachArray, mapArrays } from "../../../arrow/buffers.ts";
import type { Column } from "../../../arrow/column.ts";
import { SHARED } from "../../../arrow/layout.ts";
import { type Schema, schema as schemaFrom } from "../../../arrow/schema.ts";
import { weigh } from "../../../arrow/weight.ts";
import { type Frame, frameOf } from "../../../plan/node.ts";

const copies = new WeakMap<Column, Column>();

const isShared = (v: ArrayBufferView): boolean => v.byteLength < SHARED || v.buffer instanceof SharedArrayBuffer;

/** Bytes that would have to be copied before another thread can read a column. */
export function unshared(c: Column): number {
  if (copies.has(c)) return 0;
  let bytes = 0;
  eachArray(c, (v) => {
    if (!isShared(v)) bytes += v.byteLength;
  });
  return bytes;
}

function copied(v: ArrayBufferView): ArrayBufferView {
  if (isShared(v)) return v;
  const buffer = new SharedArrayBuffer(v.byteLength);
  new Uint8Array(buffer).set(new Uint8Array(v.buffer, v.byteOffset, v.byteLength));
  const Kind = v.constructor as new (buffer: SharedArrayBuffer) => ArrayBufferView;
  return new Kind(buffer);
}

/** The column in memory that other threads can read; the copy lives as long as the column. */
export function shared(c: Column): Column {
  if (unshared(c) === 0) return copies.get(c) ?? c;
  const copy = mapArrays(c, copied);
  copies.set(c, copy);
  weigh([copy]);
  return copy;
}

/** A frame with some of its columns. */
export function narrowed(f: Frame, names: ReadonlySet<string> | null): Frame {
  if (names === null || f.schema.fields.every((field) => names.has(field.name))) return f;
  const fields = f.schema.fields.filter((field) => names.has(field.name));
  const at = fields.map((field) => f.schema.index.get(field.name) as number);
  const schema: Schema = schemaFrom(fields);
  const take = ({ columns, length }: Batch): Batch => ({
    schema,
    columns: at.map((i) => columns[i] as Column),
    length,
  });
  return frameOf(schema, f.batches.map(take));
}

export const unsharedBytes = (f: Frame): number =>
  f.batches.reduce((sum, b) => b.columns.reduce((n, c) => n + unshared(c), sum), 0);

export const sharedFrame = (f: Frame): Frame =>
  unsharedBytes(f) === 0 && !f.batches.some((b) => b.columns.some((c) => copies.has(c)))
    ? f
    : frameOf(
        f.schema,
        f.batches.map((b) => ({ ...b, columns: b.columns.map(shared) })),
      );
