import { setBit } from "../../../../arrow/bitmap.ts";
import { columnFrom } from "../../../../arrow/build.ts";
import { boolColumn, type Column, isValid } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { isTemporal } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { compareValues } from "../../order/compare.ts";
import type { Segmented } from "../windows/segmented.ts";

const zero = (type: DataType): Column => {
  if (type.id === "Bool") return columnFrom([false], type);
  return columnFrom([isTemporal(type) && type.id !== "Date32" ? 0n : 0], type);
};

/** Whether each value comes before (`sign` -1) or after (1) both of its neighbours; beyond the ends there is 0, as in Polars. */
const peaks =
  (sign: 1 | -1): Segmented =>
  ([c], { type }, starts) => {
    const column = c as Column;
    const { length } = column;
    const compare = compareValues(concatColumns(column.type, [column, zero(column.type)]));
    const bits = new Uint8Array((length + 7) >> 3);
    const known = new Uint8Array((length + 7) >> 3);
    let nulls = 0;
    for (let s = 0; s + 1 < starts.length; s++) {
      const [first, end] = [starts[s] as number, starts[s + 1] as number];
      for (let i = first; i < end; i++) {
        const before = i === first ? length : i - 1;
        const after = i + 1 === end ? length : i + 1;
        const here = isValid(column, i);
        const left = !here || (before < length && !isValid(column, before)) ? null : sign * compare(i, before) > 0;
        const right = !here || (after < length && !isValid(column, after)) ? null : sign * compare(i, after) > 0;
        if (left === false || right === false) setBit(known, i);
        else if (left === null || right === null) nulls++;
        else {
          setBit(known, i);
          setBit(bits, i);
        }
      }
    }
    return boolColumn(type, length, bits, known, nulls);
  };
export const peakMin: Segmented = peaks(-1);
export const peakMax: Segmented = peaks(1);
