import type { Column } from "../column.ts";
import { takeColumn } from "../take.ts";
import type { Cursor } from "./cursor.ts";
import type { WireField } from "./wire.ts";

/** The bytes that each row of a column takes when it is copied. */
export function rowBytes(c: Column): (row: number) => number {
  switch (c.layout) {
    case "null":
    case "bool":
      return () => 1;
    case "fixed": {
      const width = c.length === 0 ? 8 : c.values.byteLength / c.length + 1;
      return () => width;
    }
    case "dict":
      return () => 5;
    case "bytes":
      return (i) => (c.offsets[i + 1] as number) - (c.offsets[i] as number) + 5;
    case "list": {
      const sums = prefixSums(c.child);
      return (i) => (sums[c.offsets[i + 1] as number] as number) - (sums[c.offsets[i] as number] as number) + 9;
    }
    case "fixedList": {
      const sums = prefixSums(c.child);
      return (i) => (sums[(i + 1) * c.size] as number) - (sums[i * c.size] as number) + 1;
    }
    case "struct": {
      const children = c.children.map(rowBytes);
      return (i) => children.reduce((sum, child) => sum + child(i), 1);
    }
  }
}

function prefixSums(c: Column): Float64Array {
  const bytes = rowBytes(c);
  const out = new Float64Array(c.length + 1);
  for (let i = 0; i < c.length; i++) out[i + 1] = (out[i] as number) + bytes(i);
  return out;
}

/** The given rows of a column (-1 is null), within what a batch may grow by. */
export function expandRows(c: Column, rows: Int32Array, outer: boolean, cursor: Cursor, field: WireField): Column {
  const bytes = rowBytes(c);
  let total = 0;
  for (let i = 0; i < rows.length; i++) if ((rows[i] as number) >= 0) total += bytes(rows[i] as number);
  cursor.expand(total, field);
  return takeColumn(c, rows, outer);
}
