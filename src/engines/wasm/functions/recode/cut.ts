import { bitmapBytes, setBit } from "../../../../arrow/bitmap.ts";
import { type Column, dictColumn, fixedColumn, isValid, structColumn } from "../../../../arrow/column.ts";
import { dictionaryOf } from "../../../../arrow/dictionary.ts";
import { allNull } from "../../../../arrow/take.ts";
import { type DataType, Float64 } from "../../../../arrow/types.ts";
import { cutBins } from "../../../../expr/breaks.ts";
import { doubles } from "../../aggregates/doubles.ts";
import type { Elementwise } from "../../function.ts";
import { columnIn, type Value } from "../../value.ts";
import { resultOf } from "../operands.ts";

/** How many borders lie before a value; one that equals it does where bins are closed on the left. */
export function binOf(breaks: ArrayLike<number>, x: number, leftClosed: boolean): number {
  let [low, high] = [0, breaks.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const b = breaks[middle] as number;
    if (b < x || (leftClosed && b === x)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bins as categories, or as structs of border and category. */
export function categories(
  c: Column,
  breaks: ArrayLike<number>,
  labels: readonly string[],
  leftClosed: boolean,
  type: DataType,
): Column {
  const x = doubles(c);
  const entries = [...new Set(labels)];
  const code = labels.map((l) => entries.indexOf(l));
  const codes = new Int32Array(c.length);
  const borders = new Float64Array(c.length);
  const valid = new Uint8Array(bitmapBytes(c.length));
  let nulls = 0;
  for (let i = 0; i < c.length; i++) {
    const v = x[i] as number;
    if (!isValid(c, i) || v !== v) {
      nulls++;
      continue;
    }
    setBit(valid, i);
    const bin = binOf(breaks, v, leftClosed);
    codes[i] = code[bin] as number;
    borders[i] = bin < breaks.length ? (breaks[bin] as number) : Number.POSITIVE_INFINITY;
  }
  const inner = type.id === "Struct" ? (type.fields[1]?.type as DataType) : type;
  const made =
    nulls === c.length
      ? allNull(inner, c.length)
      : dictColumn(inner, c.length, codes, dictionaryOf(entries), valid, nulls);
  if (type.id !== "Struct") return made;
  return structColumn(type, c.length, [fixedColumn(Float64, c.length, borders, valid, nulls), made]);
}

export const cut: Elementwise = (args, { type, options }) => {
  const { breaks, labels } = cutBins(options);
  const c = columnIn(args[0] as Value);
  return resultOf(args, categories(c, Float64Array.from(breaks), labels, options.leftClosed === true, type));
};
