import { PolaroidError } from "../../core/error.ts";
import { getBit } from "../bitmap.ts";
import { bytesColumn, type Column, listColumn } from "../column.ts";
import { takeColumn } from "../take.ts";
import { checkText } from "./check-text.ts";
import type { Cursor } from "./cursor.ts";
import { decodeColumn, type Rows } from "./decode-column.ts";
import { rowBytes } from "./expand.ts";
import { corrupt } from "./flat-reader.ts";
import { typedView } from "./typed-view.ts";
import { narrowOffsets } from "./widen.ts";
import type { WireField } from "./wire.ts";

const INLINE = 12;

/** Utf8View and BinaryView written out: 16 bytes a row, short values inline, longer ones by buffer and offset. */
export function decodeViews(field: WireField, c: Cursor, { length, validity, nulls }: Rows, isText: boolean): Column {
  const bytes = typedView(Uint8Array, c.buffer(field), length * 16, field);
  const views = typedView(Int32Array, bytes, length * 4, field);
  const buffers = Array.from({ length: c.views(field) }, () => c.buffer(field));
  const offsets = new Int32Array(length + 1);
  let total = 0;
  let stored = bytes.length;
  for (let i = 0; i < length; i++) {
    if (validity === null || getBit(validity, i) === 1) {
      const size = views[4 * i] as number;
      if (size < 0) throw corrupt(`${field.path}: row ${i} has a negative length`);
      if (size > INLINE) {
        const at = views[4 * i + 3] as number;
        const buffer = buffers[views[4 * i + 2] as number];
        if (buffer === undefined || at < 0 || at + size > buffer.length)
          throw corrupt(`${field.path}: row ${i} lies outside of its buffers`);
      }
      total += size;
      if (total > 0x7fffffff)
        throw new PolaroidError(
          "LIMIT_EXCEEDED",
          `${field.path}: a batch holds 2 GiB or more; write it in smaller batches`,
        );
    }
    offsets[i + 1] = total;
  }
  for (const b of buffers) stored += b.length;
  c.expand(Math.max(0, total - stored), field);
  const data = new Uint8Array(total);
  for (let i = 0; i < length; i++) {
    const to = offsets[i] as number;
    const size = (offsets[i + 1] as number) - to;
    if (size > INLINE) {
      const from = views[4 * i + 3] as number;
      const buffer = buffers[views[4 * i + 2] as number] as Uint8Array;
      if (size > 32) data.set(buffer.subarray(from, from + size), to);
      else for (let j = 0; j < size; j++) data[to + j] = buffer[from + j] as number;
    } else for (let j = 0; j < size; j++) data[to + j] = bytes[16 * i + 4 + j] as number;
  }
  if (isText) checkText(offsets, data, field);
  return bytesColumn(field.type, length, offsets, data, validity, nulls);
}

/** Lists by offset and size: as they are where they lie one after the other, else their values are gathered. */
export function decodeListView(field: WireField, c: Cursor, { length, validity, nulls }: Rows, large: boolean): Column {
  const read = (): Int32Array => {
    const bytes = c.buffer(field);
    return large
      ? narrowOffsets(typedView(BigInt64Array, bytes, length, field), field)
      : typedView(Int32Array, bytes, length, field);
  };
  const [starts, sizes] = [read(), read()];
  const child = decodeColumn(field.children[0] as WireField, c);
  const offsets = new Int32Array(length + 1);
  let contiguous = true;
  let total = 0;
  for (let i = 0; i < length; i++) {
    const present = validity === null || getBit(validity, i) === 1;
    const size = present ? (sizes[i] as number) : 0;
    const start = starts[i] as number;
    if (size < 0 || (size > 0 && (start < 0 || start + size > child.length)))
      throw corrupt(`${field.path}: row ${i} lies outside of its values`);
    if (size > 0 && start !== total) contiguous = false;
    total += size;
    if (total > 0x7fffffff)
      throw new PolaroidError(
        "LIMIT_EXCEEDED",
        `${field.path}: a batch holds too many values; write it in smaller batches`,
      );
    offsets[i + 1] = total;
  }
  if (contiguous) return listColumn(field.type, length, offsets, child, validity, nulls);
  if (total > child.length) c.expand(4 * total, field);
  const cost = rowBytes(child);
  const rows = new Int32Array(total);
  let bytes = 0;
  for (let i = 0; i < length; i++) {
    let to = offsets[i] as number;
    for (let from = starts[i] as number; to < (offsets[i + 1] as number); from++, to++) {
      rows[to] = from;
      bytes += cost(from);
    }
  }
  if (total > child.length) c.expand(bytes, field);
  return listColumn(field.type, length, offsets, takeColumn(child, rows), validity, nulls);
}
