import { bitsToRows } from "../../../arrow/bitmap.ts";
import type { Column } from "../../../arrow/column.ts";
import { concatColumns } from "../../../arrow/concat.ts";
import { byteSize } from "../../../arrow/layout.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { DataType } from "../../../arrow/types.ts";
import { kept } from "../lent.ts";
import { type Segments, segmentsOf } from "../order/segments.ts";
import { type Scattered, scattered } from "./scatter.ts";

/** All values with their groups, kept until the end. */
export interface Gathered {
  add(c: Column, groups: Int32Array | null): void;
  /** The values group by group: group g is [starts[g], starts[g + 1]); `own` says that nobody else has them. */
  finish(groupCount: number): Scattered & { readonly own: boolean };
  readonly bytes: number;
}

export function gathered(type: DataType, skipNulls: boolean): Gathered {
  const parts: Column[] = [];
  const ids: (Int32Array | null)[] = [];
  let bytes = 0;
  return {
    add(c, groups) {
      let [column, at] = [c, groups === null ? null : kept(groups)];
      if (skipNulls && c.validity !== null) {
        const rows = bitsToRows(c.validity, c.length);
        column = takeColumn(c, rows);
        if (groups !== null) at = rows.map((r) => groups[r] as number);
      }
      if (column.length === 0) return;
      parts.push(column);
      ids.push(at);
      bytes += byteSize(column) + (at?.byteLength ?? 0);
    },
    finish(groupCount) {
      const known = ids.filter((at) => at !== null);
      const placed = known.length === ids.length ? scattered(type, parts, known, groupCount) : null;
      if (placed !== null) return { ...placed, own: true };
      const column = concatColumns(type, parts);
      if (ids.every((at) => at === null)) {
        const starts = new Int32Array(groupCount + 1).fill(column.length);
        starts[0] = 0;
        return { column, starts, own: false };
      }
      const all = new Int32Array(column.length);
      let at = 0;
      ids.forEach((part, k) => {
        if (part !== null) all.set(part, at);
        at += (parts[k] as Column).length;
      });
      const { rows, starts }: Segments = segmentsOf(all, groupCount);
      return { column: takeColumn(column, rows), starts, own: true };
    },
    get bytes() {
      return bytes;
    },
  };
}
