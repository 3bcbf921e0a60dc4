import { columnFrom } from "../../../../arrow/build.ts";
import { type Column, type FixedColumn, isValid } from "../../../../arrow/column.ts";
import { concatColumns } from "../../../../arrow/concat.ts";
import { sliceColumn } from "../../../../arrow/slice.ts";
import { takeColumn } from "../../../../arrow/take.ts";
import { isFloat, isInteger, isTemporal, typeName } from "../../../../arrow/type-info.ts";
import type { DataType } from "../../../../arrow/types.ts";
import { PolaroidError } from "../../../../core/error.ts";
import { extremeRow } from "./extremes.ts";
import type { Segmented } from "./segmented.ts";

type Strategy = "forward" | "backward" | "mean" | "min" | "max" | "zero" | "one";

/** The row that each row takes its value from: the last (or next) one that is not null, at most `limit` rows away. */
function neighbours(c: Column, starts: Int32Array, backward: boolean, limit: number): Int32Array {
  const rows = new Int32Array(c.length);
  for (let s = 0; s + 1 < starts.length; s++) {
    const [from, to] = [starts[s] as number, starts[s + 1] as number];
    let last = -1;
    for (let k = from; k < to; k++) {
      const i = backward ? to - 1 - (k - from) : k;
      if (isValid(c, i)) last = i;
      rows[i] = last >= 0 && Math.abs(i - last) <= limit ? last : -1;
    }
  }
  return rows;
}

const refuse = (type: DataType, strategy: string): PolaroidError =>
  new PolaroidError("TYPE_MISMATCH", `fillNull: strategy "${strategy}" does not work on ${typeName(type)}`);

function constant(type: DataType, strategy: "zero" | "one"): Column {
  const one = strategy === "one";
  if (type.id === "Bool") return columnFrom([one], type);
  if (type.id === "Decimal" || isFloat(type)) return columnFrom([one ? 1 : 0], type);
  if (isInteger(type) || type.id === "Date32") return columnFrom([one ? 1 : 0], type);
  if (isTemporal(type)) return columnFrom([one ? 1n : 0n], type);
  if (type.id === "Utf8" && !one) return columnFrom([""], type);
  if (type.id === "Binary" && !one) return columnFrom([new Uint8Array(0)], type);
  throw refuse(type, strategy);
}

/** The mean as a value of the column's type, rounded towards zero; null of nothing. */
function meanOf(c: Column): Column | null {
  if (c.layout !== "fixed") throw refuse(c.type, "mean");
  const count = c.length - c.nulls;
  if (count === 0) return null;
  const { values, type } = c;
  if (values instanceof BigInt64Array || values instanceof BigUint64Array) {
    const total = wholeSum(c);
    const mean = total / BigInt(count);
    if (type.id !== "Decimal") return columnFrom([mean], type);
    const words = new BigInt64Array([BigInt.asIntN(64, mean), mean >> 64n]);
    return { ...c, length: 1, nulls: 0, validity: null, values: words };
  }
  let sum = 0;
  for (let i = 0; i < c.length; i++) if (isValid(c, i)) sum += values[i] as number;
  return columnFrom([isFloat(type) ? sum / count : Math.trunc(sum / count)], type);
}

// Words are added up as doubles, each exact: 2^31 rows of 32 bits stay below 2^63 in two halves.
function wholeSum(c: FixedColumn): bigint {
  const width = c.type.id === "Decimal" ? 4 : 2;
  const low = new Uint32Array(c.values.buffer, c.values.byteOffset, c.length * width);
  const high = c.type.id === "UInt64" ? low : new Int32Array(c.values.buffer, c.values.byteOffset, c.length * width);
  const sums = new Float64Array(2 * width);
  for (let i = 0; i < c.length; i++) {
    if (!isValid(c, i)) continue;
    for (let w = 0; w < width; w++) {
      const word = w === width - 1 ? (high[i * width + w] as number) : (low[i * width + w] as number);
      sums[2 * w] = (sums[2 * w] as number) + (word & 0xffff);
      sums[2 * w + 1] = (sums[2 * w + 1] as number) + Math.floor(word / 65536);
    }
  }
  let total = 0n;
  for (let k = 0; k < sums.length; k++) total += BigInt(sums[k] as number) << BigInt(16 * k);
  return total;
}

/** The column with its nulls replaced by one value. */
function filled(c: Column, value: Column): Column {
  const rows = new Int32Array(c.length);
  for (let i = 0; i < rows.length; i++) rows[i] = isValid(c, i) ? i : c.length;
  return takeColumn(concatColumns(c.type, [c, value]), rows);
}

function fillOne(c: Column, strategy: Strategy): Column {
  if (c.nulls === 0) return c;
  switch (strategy) {
    case "zero":
    case "one":
      return filled(c, constant(c.type, strategy));
    case "mean": {
      const mean = meanOf(c);
      return mean === null ? c : filled(c, mean);
    }
    default: {
      const row = extremeRow(c, strategy === "max");
      return row < 0 ? c : filled(c, sliceColumn(c, row, 1));
    }
  }
}

const KNOWN: ReadonlySet<unknown> = new Set<Strategy>(["forward", "backward", "mean", "min", "max", "zero", "one"]);

export const fillNullStrategy: Segmented = ([c], { options }, starts) => {
  const column = c as Column;
  const strategy = options.strategy as Strategy;
  if (!KNOWN.has(strategy))
    throw new PolaroidError(
      "INVALID_ARGUMENT",
      `fillNull: there is no strategy "${String(strategy)}", only ${[...KNOWN].join(", ")}`,
    );
  const near = strategy === "forward" || strategy === "backward";
  if (typeof options.limit === "number" && !near)
    throw new PolaroidError("INVALID_ARGUMENT", `fillNull: limit goes with forward and backward, not ${strategy}`);
  if (column.layout === "null" && !near && strategy !== "zero" && strategy !== "one") return column;
  if (near) {
    if (column.nulls === 0) return column;
    const limit = typeof options.limit === "number" ? options.limit : Number.POSITIVE_INFINITY;
    return takeColumn(column, neighbours(column, starts, strategy === "backward", limit), true);
  }
  if (starts.length <= 2) return fillOne(column, strategy);
  const parts: Column[] = [];
  for (let s = 0; s + 1 < starts.length; s++) {
    const from = starts[s] as number;
    parts.push(fillOne(sliceColumn(column, from, (starts[s + 1] as number) - from), strategy));
  }
  return concatColumns(column.type, parts);
};
