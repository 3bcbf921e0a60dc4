import { type Column, fixedListColumn } from "../../../../arrow/column.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import type { Whole } from "../../function.ts";

/** The values in lists of one size, one behind the other. */
function leaves(c: Column): Column {
  if (c.layout !== "fixedList") return c;
  if (c.nulls > 0)
    throw new PolaroidError("SHAPE_MISMATCH", "reshape: a list that is null has no items; fill or drop it before");
  return leaves(c.child);
}

/** The values as lists of lists, whose sizes are the type's. */
function grouped(type: DataType, leaf: Column, rows: number): Column {
  if (type.id !== "FixedSizeList") return leaf;
  return fixedListColumn(type, rows, type.size, grouped(type.inner, leaf, rows * type.size));
}

export const reshape: Whole = ([c], { type, options }) => {
  const leaf = leaves(c as Column);
  const [first, ...rest] = options.dimensions as readonly [number, ...number[]];
  const size = rest.reduce((a, b) => a * b, 1);
  const shape = `[${[first, ...rest].join(", ")}]`;
  const rows = first === -1 ? (size === 0 ? 0 : leaf.length / size) : first;
  if (!Number.isInteger(rows) || rows * size !== leaf.length)
    throw new PolaroidError("SHAPE_MISMATCH", `reshape: ${leaf.length} values do not fill ${shape}`);
  return grouped(type, leaf, rows);
};

export const gatherEvery: Whole = ([c], { options }) => {
  const column = c as Column;
  const [n, offset] = [Number(options.n), Number(options.offset ?? 0)];
  const count = Math.max(0, Math.ceil((column.length - offset) / n));
  return takeColumn(
    column,
    Int32Array.from({ length: count }, (_, i) => offset + i * n),
  );
};
