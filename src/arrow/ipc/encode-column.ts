import { bitmapBytes } from "../bitmap.ts";
import type { BytesColumn, Column, DictColumn, Values } from "../column.ts";
import { plainText } from "../concat.ts";
import { sliceColumn } from "../slice.ts";
import type { FieldPlan } from "./layout-plan.ts";
import type { Body } from "./message.ts";

const EMPTY: Uint8Array = new Uint8Array(0);

/** Says which codes a column of text has in the dictionary that its reader holds. */
export type Coder = (field: FieldPlan, c: BytesColumn | DictColumn) => Int32Array;

const bytesOf = (values: Values, count: number): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, count * values.BYTES_PER_ELEMENT);

// Offsets that start above 0 are legal, but not every reader takes them.
function fromZero(offsets: Int32Array, length: number): Int32Array {
  const first = offsets[0] ?? 0;
  if (first === 0) return offsets.subarray(0, length + 1);
  const out = new Int32Array(length + 1);
  for (let i = 0; i <= length; i++) out[i] = (offsets[i] as number) - first;
  return out;
}

/** Adds a column's nodes and buffers, as views of its memory. */
export function encodeColumn(c: Column, field: FieldPlan, body: Body, code: Coder): void {
  const { length } = c;
  const { nodes, buffers } = body;
  nodes.push(length, c.nulls);
  if (c.layout === "null") return;
  buffers.push(c.validity === null ? EMPTY : c.validity.subarray(0, bitmapBytes(length)));
  switch (c.layout) {
    case "fixed":
      buffers.push(bytesOf(c.values, c.type.id === "Decimal" ? 2 * length : length));
      return;
    case "bool":
      buffers.push(c.bits.subarray(0, bitmapBytes(length)));
      return;
    case "bytes":
    case "dict": {
      if (field.dictionary >= 0) {
        buffers.push(bytesOf(code(field, c), length));
        return;
      }
      const { offsets, data } = plainText(c);
      buffers.push(bytesOf(fromZero(offsets, length), length + 1), data.subarray(offsets[0], offsets[length]));
      return;
    }
    case "list": {
      const start = c.offsets[0] ?? 0;
      buffers.push(bytesOf(fromZero(c.offsets, length), length + 1));
      encodeColumn(
        sliceColumn(c.child, start, (c.offsets[length] ?? start) - start),
        field.children[0] as FieldPlan,
        body,
        code,
      );
      return;
    }
    case "fixedList":
      encodeColumn(sliceColumn(c.child, 0, length * c.size), field.children[0] as FieldPlan, body, code);
      return;
    case "struct":
      for (const [i, child] of c.children.entries())
        encodeColumn(sliceColumn(child, 0, length), field.children[i] as FieldPlan, body, code);
  }
}
