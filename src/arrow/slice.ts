import { countBits, sliceBits } from "./bitmap.ts";
import {
  boolColumn,
  bytesColumn,
  type Column,
  dictColumn,
  fixedColumn,
  fixedListColumn,
  listColumn,
  nullColumn,
  structColumn,
  type Validity,
} from "./column.ts";

/** Rows [start, start + length) of a column, sharing its memory but for bitmaps at odd bits. */
export function sliceColumn(c: Column, start: number, length: number): Column {
  if (start === 0 && length === c.length) return c;
  let validity: Validity = null;
  let nulls = 0;
  if (c.validity !== null) {
    validity = sliceBits(c.validity, start, length);
    nulls = length - countBits(validity, length);
  }
  switch (c.layout) {
    case "fixed": {
      const width = c.type.id === "Decimal" ? 2 : 1;
      return fixedColumn(c.type, length, c.values.subarray(start * width, (start + length) * width), validity, nulls);
    }
    case "bool":
      return boolColumn(c.type, length, sliceBits(c.bits, start, length), validity, nulls);
    case "bytes":
      return bytesColumn(c.type, length, c.offsets.subarray(start, start + length + 1), c.data, validity, nulls);
    case "dict":
      return dictColumn(c.type, length, c.codes.subarray(start, start + length), c.dictionary, validity, nulls);
    case "list":
      return listColumn(c.type, length, c.offsets.subarray(start, start + length + 1), c.child, validity, nulls);
    case "fixedList":
      return fixedListColumn(
        c.type,
        length,
        c.size,
        sliceColumn(c.child, start * c.size, length * c.size),
        validity,
        nulls,
      );
    case "struct":
      return structColumn(
        c.type,
        length,
        c.children.map((child) => sliceColumn(child, start, length)),
        validity,
        nulls,
      );
    case "null":
      return nullColumn(c.type, length);
  }
}
