import { type Batch, batch, columnOf } from "../../../../arrow/batch.ts";
import type { Column } from "../../../../arrow/column.ts";
import { byteSize } from "../../../../arrow/layout.ts";
import type { Schema } from "../../../../arrow/schema.ts";
import { allNull, takeColumn } from "../../../../arrow/take.ts";
import { sameType } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import type { JoinColumn } from "../../../../plan/join-columns.ts";
import { castValue } from "../../cast.ts";
import { columnIn } from "../../value.ts";

/** Puts the columns of both sides together. Rows null stands for all rows in their order. */
export interface Assembly {
  /** Rows of a left batch beside rows of the right; with `outer`, -1 on the right is no row. */
  pairs(left: Batch, leftRows: Int32Array | null, rightRows: Int32Array, outer: boolean): Batch;
  /** Rows of the right side without a left one. */
  rightOnly(rows: Int32Array): Batch;
}

/** A column in the type of the result. */
export const as = (c: Column, type: DataType): Column =>
  sameType(c.type, type) ? c : columnIn(castValue(c, type, true));

/** About how many bytes a row of the result has. */
export function rowBytes(
  columns: readonly JoinColumn[],
  left: Batch,
  right: { readonly length: number; column(name: string): Column },
): number {
  let n = 0;
  for (const { side, name } of columns)
    n +=
      side === "left"
        ? byteSize(columnOf(left, name)) / Math.max(1, left.length)
        : byteSize(right.column(name)) / Math.max(1, right.length);
  return n;
}

export function assembly(schema: Schema, columns: readonly JoinColumn[], right: (name: string) => Column): Assembly {
  return {
    pairs(left, leftRows, rightRows, outer) {
      const made = columns.map(({ side, name, field }) => {
        if (side === "right") return takeColumn(right(name), rightRows, outer);
        const c = columnOf(left, name);
        return as(leftRows === null ? c : takeColumn(c, leftRows), field.type);
      });
      return batch(schema, made, rightRows.length);
    },
    rightOnly(rows) {
      const made = columns.map(({ side, name, or, field }) => {
        if (side === "right") return takeColumn(right(name), rows);
        return or === null ? allNull(field.type, rows.length) : as(takeColumn(right(or), rows), field.type);
      });
      return batch(schema, made, rows.length);
    },
  };
}
