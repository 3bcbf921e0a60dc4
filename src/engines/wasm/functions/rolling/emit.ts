import { setBit } from "../../../../arrow/bitmap.ts";
import { type Column, fixedColumn } from "../../../../arrow/column.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { columnOfDoubles } from "../../aggregates/doubles.ts";

/** Doubles as a column of a type; rows with fewer than `least` values are null. */
export function emit(type: DataType, values: Float64Array, counts: Int32Array, least: number): Column {
  const { length } = values;
  const bits = new Uint8Array((length + 7) >> 3);
  let nulls = 0;
  for (let i = 0; i < length; i++)
    if ((counts[i] as number) >= least) setBit(bits, i);
    else nulls++;
  if (type.id === "UInt32") return fixedColumn(type, length, Uint32Array.from(values), bits, nulls);
  return columnOfDoubles(type, values, nulls === 0 ? null : bits, nulls);
}
