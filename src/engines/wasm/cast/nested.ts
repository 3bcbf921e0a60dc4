import { bitmapBytes, clearBit } from "../../../arrow/bitmap.ts";
import {
  type Column,
  fixedListColumn,
  isValid,
  listColumn,
  type StructColumn,
  structColumn,
} from "../../../arrow/column.ts";
import { sliceColumn } from "../../../arrow/slice.ts";
import { takeColumn } from "../../../arrow/take.ts";
import type { DataType, FixedSizeList, List, Struct } from "../../../arrow/types.ts";
import { range } from "../functions/equality.ts";
import { castError, keepFitting } from "./failure.ts";

type Cast = (c: Column, to: DataType, strict: boolean) => Column;

// What lies under null rows may be anything, so that inner values are cast loosely and the visible ones checked.
function inner(
  child: Column,
  to: DataType,
  strict: boolean,
  visible: (check: (from: number, end: number) => void) => void,
  cast: Cast,
): Column {
  const out = cast(child, to, false);
  if (strict && out.nulls > child.nulls)
    visible((from, end) => {
      for (let j = from; j < end; j++) if (isValid(child, j) && !isValid(out, j)) throw castError(child, j, to, null);
    });
  return out;
}

/** Lists of any layout to lists of another inner type or layout; a length other than the fixed one does not fit. */
export function castList(c: Column, to: List | FixedSizeList, strict: boolean, cast: Cast): Column {
  const { child, start, end } = range(c);
  const first = c.length === 0 ? 0 : start(0);
  const last = c.length === 0 ? 0 : end(c.length - 1);
  const whole = sliceColumn(child, first, last - first);
  const items = inner(
    whole,
    to.inner,
    strict,
    (check) => {
      for (let i = 0; i < c.length; i++) if (isValid(c, i)) check(start(i) - first, end(i) - first);
    },
    cast,
  );
  if (to.id === "List") {
    const offsets = new Int32Array(c.length + 1);
    for (let i = 0; i < c.length; i++) offsets[i + 1] = end(i) - first;
    return listColumn(to, c.length, offsets, items, c.validity, c.nulls);
  }
  const rows = new Int32Array(c.length * to.size).fill(-1);
  let fits: Uint8Array | null = null;
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    const size = end(i) - start(i);
    if (size === to.size) for (let k = 0; k < size; k++) rows[i * size + k] = start(i) - first + k;
    else {
      fits ??= new Uint8Array(bitmapBytes(c.length)).fill(255);
      clearBit(fits, i);
    }
  }
  const { validity, nulls } = keepFitting(c, fits, strict);
  return fixedListColumn(to, c.length, to.size, takeColumn(items, rows, true), validity, nulls);
}

/** Every value as a list of itself. */
export function wrapInList(c: Column, to: List, strict: boolean, cast: Cast): Column {
  return listColumn(
    to,
    c.length,
    Int32Array.from({ length: c.length + 1 }, (_, i) => i),
    cast(c, to.inner, strict),
  );
}

/** Field by field, in their order. */
export function castStruct(c: StructColumn, to: Struct, strict: boolean, cast: Cast): Column {
  const children = c.children.map((child, k) =>
    inner(
      child,
      (to.fields[k] as Struct["fields"][number]).type,
      strict,
      (check) => {
        for (let i = 0; i < c.length; i++) if (isValid(c, i)) check(i, i + 1);
      },
      cast,
    ),
  );
  return structColumn(to, c.length, children, c.validity, c.nulls);
}
